# Other files beside the project: what of them comes in, to be compared with what is here.

command-compare-with = Compare with other files …
    .tip = Brings what other people marked in the same articles in beside what is here, as one step. What comes and what does not is shown before.
command-bring-in = Bring in what is chosen
    .tip = Adds the chosen sets to this project, as one step, and shows how far they agree.
command-bring-in-page = Go back to what can be brought in
command-page-others = Compare with other files
path-compare = Compare with other files
    .button = Compare

## Several projects on the command line

others-heading = More than one project
others-text = { $file } is open. { $count ->
    [one] What about { $files }?
   *[other] What about { $files }?
}
    If other people marked the same articles there, compare: their sets come in beside those that are here. If it is a copy of this project that was worked on apart, merge.
others-leave = Leave
others-merge = Merge
others-compare = Compare …

## What comes in

bring-open-already = this is the project that is open
bring-odd = it is damaged or was edited by hand. Open it by itself, look at its warnings, save it, and come back.
bring-nothing = Nothing is chosen that could come in.
bring-explained = Articles are matched by their text. Nothing changes until you bring the sets in; one step takes it back.
bring-saved-in = Saving then writes them into { $file }. To keep that file as it is, save under another name.
bring-reading = Reading and looking through the files …
bring-no-sets = No set in this file holds anything.
bring-comes = { $sets ->
    [0] Nothing is chosen
    [one] One set comes in
   *[other] { $sets } sets come in
}
bring-amount = { $sets }: { $annotations }, { $relations }, { $done }
bring-done-marks = { $count ->
    [one] one done mark
   *[other] { $count } done marks
}
bring-detached = { $count ->
    [one] One of the annotations has no place on the text here and waits on the page of its article’s texts.
   *[other] { $count } of the annotations have no place on the text here and wait on the pages of their articles’ texts.
}
bring-leave = Leave
bring-files = Other files …
bring-failed = { $file }: { $why }
bring-set = { $set }: { $annotations }, { $done }
bring-articles-done = { $count ->
    [0] no article done
    [one] one article done
   *[other] { $count } articles done
}
bring-take-set = Bring in { $set } of { $file }
bring-there-same = It is here already.
bring-there-other = It is here with other marks. If { $file } is a copy of this project, merge it: that puts the two together. Ticked, it comes in beside the one that is here.
bring-comes-from = The same set comes from { $file }.
bring-same-in = The same set is in { $file }.
bring-other-in = It is in { $file } too, with other marks. Chosen in both, it comes in as two sets.
bring-merge = Merge with { $file }
bring-labels = Labels
bring-labels-explained = What each label of the file is here.
bring-label = { $label }, in { $annotations }
bring-label-here = Label { $label } of { $file } here
bring-label-none = Leave out
bring-near = Nearly equal texts
bring-near-explained = These texts are not quite the same. Accepted, their annotations are carried over as to a later text: onto the same words, or without a place where those are gone.
bring-anew = Texts that were written anew
bring-anew-explained = Earlier texts of these articles are here, and the later ones have little in common with the texts here. Accepted, their annotations are carried over all the same: most may end up without a place.
bring-near-row = “{ $title }”: { $percent }% of the words are those of “{ $here }” here, { $edits }, { $annotations }
bring-near-edits = { $count ->
    [one] one difference
   *[other] { $count } differences
}
bring-near-adds = The text here says something that this one does not: done marks on it stay out.
bring-accept = Accept “{ $title }” of { $file }
bring-differs = What differs
bring-differs-name = What differs in “{ $title }” of { $file }
bring-left = What has no place here
bring-left-none-chosen = Choose a set to see what of it has no place here.
bring-all-fits = Everything has a place here.
bring-left-file = { $file }: { $what }
bring-left-name = { $name }: { $count }
bring-left-all = { $count ->
    [one] Show { $count } more
   *[other] Show { $count } more
}
bring-left-all-name = Show all { $what }
# Which relations of a kind have no place: the labels they lead from and to, and a list of articles.
bring-joins = { $kind }, from { $from } to { $to }, in { $articles }
bring-joins-more = { $articles } and { $count } more
bring-what = { $what ->
    [article] { $count ->
        [one] one annotation in an article whose text is not here
       *[other] { $count } annotations in articles whose text is not here
      }
    [text] { $count ->
        [one] one annotation on an earlier text, which is not here
       *[other] { $count } annotations on earlier texts, which are not here
      }
    [carried] { $count ->
        [one] one annotation that was carried over from one which comes
       *[other] { $count } annotations that were carried over from ones which come
      }
    [label] { $count ->
        [one] one annotation whose label is left out
       *[other] { $count } annotations whose label is left out
      }
    [value] { $count ->
        [one] one value that the scheme here has no place for
       *[other] { $count } values that the scheme here has no place for
      }
    [kind] { $count ->
        [one] one relation of a kind that is not here
       *[other] { $count } relations of kinds that are not here
      }
    [joins] { $count ->
        [one] one relation is left out, for its kind does not join such labels here. Let the kind join them in the scheme, or say that the kind or a label is another one here, and bring it in again
       *[other] { $count } relations are left out, for their kind does not join such labels here. Let the kind join them in the scheme, or say that the kind or a label is another one here, and bring them in again
      }
    [end] { $count ->
        [one] one relation to an annotation that does not come
       *[other] { $count } relations to annotations that do not come
      }
    [twice] { $count ->
        [one] one relation that would be there twice
       *[other] { $count } relations that would be there twice
      }
    [differs] { $count ->
        [one] one that is here already and says something else; it stays as it is
       *[other] { $count } that are here already and say something else; they stay as they are
      }
    [done] { $count ->
        [one] one done mark on an article whose last text is another one here
       *[other] { $count } done marks on articles whose last text is another one here
      }
    [proposition] { $count ->
        [one] one claim’s tie into a proposition
       *[other] { $count } ties of claims into propositions
      }
    [entity] { $count ->
        [one] one annotation’s tie to what it names
       *[other] { $count } ties of annotations to what they name
      }
    [absence] { $count ->
        [one] one mark that a proposition is not in an article
       *[other] { $count } marks that a proposition is not in an article
      }
    [dismissal] { $count ->
        [one] one dismissed finding
       *[other] { $count } dismissed findings
      }
    [decision] { $count ->
        [one] one settled place, for not all that was settled there comes as it was
       *[other] { $count } settled places, for not all that was settled there comes as it was
      }
    [exercise] { $count ->
        [one] one exercise, which is to be made anew
       *[other] { $count } exercises, which are to be made anew
      }
   *[conflict] { $count ->
        [one] one conflict
       *[other] { $count } conflicts
      }
}
step-bring = Bring in { $sets }: { $count ->
    [one] { $count } annotation
   *[other] { $count } annotations
}
bring-done = { $sets ->
    [one] Brought in one set
   *[other] Brought in { $sets } sets
} with { $annotations ->
    [one] one annotation
   *[other] { $annotations } annotations
}{ $detached ->
    [0] .
    [one] ; one has no place on the text here.
   *[other] ; { $detached } have no place on the texts here.
}
