# What is done to a project, as the undo menu and the status line name it ("Undo: Write a note"), why something is not
# done, and what counts things.

## Lists

list-comma = {", "}
list-and = {" and "}
# Between lists.
list-groups = {"; "}

## Counts

articles-counted = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
annotations-counted = { $count ->
    [one] { $count } annotation
   *[other] { $count } annotations
}
own-marks-counted = { $count ->
    [one] 1 annotation that was made otherwise here
   *[other] { $count } annotations that were made otherwise here
}
relations-counted = { $count ->
    [one] { $count } relation
   *[other] { $count } relations
}
annotators-counted = { $count ->
    [one] { $count } annotator
   *[other] { $count } annotators
}
files-counted = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
propositions-counted = { $count ->
    [one] { $count } proposition
   *[other] { $count } propositions
}
propositions-joined = { $count ->
    [one] { $count } proposition joined
   *[other] { $count } propositions joined
}
entities-counted = { $count ->
    [one] { $count } entity
   *[other] { $count } entities
}
decisions-counted = { $count ->
    [one] how { $count } place was settled
   *[other] how { $count } places were settled
}
exercises-counted = { $count ->
    [one] { $count } exercise
   *[other] { $count } exercises
}
done-counted = { $count ->
    [one] { $count } done mark
   *[other] { $count } done marks
}
absences-counted = { $count ->
    [one] { $count } mark “read for it, not there”
   *[other] { $count } marks “read for it, not there”
}

## Steps

# What went along with a step; $losses is a list such as "2 relations, 1 proposition".
step-with = { $step }, with { $losses }
step-dropping = { $step }, dropping { $losses }
# $count is how many annotations were made by hand and stay.
step-leaving = { $step }, leaving { $count ->
    [one] 1 annotation that was made by hand
   *[other] { $count } annotations that were made by hand
}
step-lost-attribute = attribute { $attribute }
step-lost-proposition = the proposition
step-lost-wording = wording “{ $wording }”
step-lost-name = name “{ $name }”
step-lost-note = note “{ $note }”
step-mark = Mark { $label } “{ $words }”
step-relabel = { $count ->
    [one] Relabel as { $label }
   *[other] Relabel { $count } annotations as { $label }
}
step-add-fragment = Add a fragment to { $label } “{ $words }”
step-take-fragment = Take a fragment from { $label } “{ $words }”
step-change-words = Change the words of { $label } “{ $words }”
step-add-revision = { $count ->
    [0] Add text { $number } of “{ $title }”
    [one] Add text { $number } of “{ $title }”, with { $count } annotation
   *[other] Add text { $number } of “{ $title }”, with { $count } annotations
}
reason-left-detached = Looked for in the new text; not there
step-leave-detached = Leave { $label } “{ $words }” detached
step-leave-all-detached = { $count ->
    [one] Leave { $count } annotation detached
   *[other] Leave { $count } annotations detached
}
step-place = Place { $label } “{ $words }”
step-delete-annotation = Delete { $label } “{ $words }”
step-delete-annotations = { $count ->
    [one] Delete { $count } annotation
   *[other] Delete { $count } annotations
}
step-clear-attribute = Set { $attribute } to nothing
step-set-flag = Set { $attribute } to yes
step-unset-flag = Set { $attribute } to no
step-set-text = Set { $attribute } to “{ $text }”
step-set-choice = Set { $attribute } to { $choice }
step-note = Write a note
step-unsure = Flag as not sure
step-sure = Remove the flag “not sure”
step-relate = Relate: { $kind } “{ $words }”
step-delete-relations = { $count ->
    [one] Delete { $count } relation
   *[other] Delete { $count } relations
}
step-tie-claims = { $count ->
    [one] Tie { $count } claim as one: “{ $wording }”
   *[other] Tie { $count } claims as one: “{ $wording }”
}
step-untie-claim = Untie the claim
step-wording = Word the proposition “{ $wording }”
step-tie-names = Tie as one: “{ $name }”
step-untie-name = Untie the name
step-name-entity = Name the entity “{ $name }”
step-add-article = Add article “{ $title }”
step-add-articles = { $count ->
    [one] Add { $count } article
   *[other] Add { $count } articles
}
step-details = Edit the details of “{ $title }”
step-remove-article = Remove article “{ $title }”
step-move-up = Move the article up
step-move-down = Move the article down
step-place-article = Move article “{ $title }” to place { $place }
step-name-project = Name the project “{ $title }”
step-add-annotator = Add annotator { $name }
step-rename-annotator = Rename annotator { $old } to { $new }
step-add-set = Begin another pass of { $name }
step-add-masked-set = Begin a masked pass of { $name }
step-unmask = Show what was masked
step-rename-set = Name the set “{ $name }”
step-unname-set = Take the set's name away
step-begin-adjudication = Begin adjudication
step-decide = Settle “{ $words }”
step-decide-none = Settle “{ $words }”: nothing
step-accept = { $count ->
    [one] Accept { $count } place
   *[other] Accept { $count } places
} where all agree
step-done = Mark the article as done
step-not-done = Mark the article as not done
step-absent = Note that it is not there
step-not-absent = Take back that it is not there
step-split = { $count ->
    [one] Part { $count } claim from “{ $wording }”
   *[other] Part { $count } claims from “{ $wording }”
}
step-dismiss = Let a finding stand: { $reason }
step-undismiss = Put a finding back on the check list

## Why something is not done

refuse-nothing = That changes nothing.
refuse-no-more-columns = { $count } articles stand side by side already. Close one of them first (Ctrl+W).
refuse-gone = It is no longer there.
refuse-annotation-gone = The annotation is no longer there.
refuse-proposition-gone = The proposition is no longer there.
refuse-entity-gone = The entity is no longer there.
refuse-article-gone = The article is no longer there.
refuse-annotator-gone = The annotator is no longer there.
refuse-no-label = The scheme has no label { $label }.
refuse-no-attribute = The scheme has no attribute { $attribute }.
refuse-no-kind = The scheme has no relation { $kind }.
refuse-no-kind-between = The scheme has no relation between { $start } and { $end }.
refuse-not-adjudicating = Places are settled in an adjudicated set: Compare > Adjudication > Begin adjudication.
refuse-no-set = There is no set to annotate in: choose an annotator first.
refuse-marked-already = These words are marked as { $label } already.
refuse-value = { $attribute } does not take that value.
refuse-not-for-this = { $attribute } is not for this.
refuse-itself = An annotation can't be related to itself.
refuse-joins = “{ $kind }” does not join { $start } to { $end }.
refuse-related-already = They are related so already.
refuse-no-claim = A { $label } can't be the same claim as another.
refuse-two-claims = It takes two claims to say the same.
refuse-same-claim-already = They are the same claim already.
refuse-split-others = Choose claims of the proposition to part from it.
refuse-split-all = A proposition keeps at least one of its claims.
refuse-no-reason = Say why it may stand.
refuse-wordless = A proposition needs a wording.
refuse-no-verdicts = The scheme has no verdicts.
refuse-is-there = The article does speak of it.
refuse-claim-untied = The claim is tied to no other.
refuse-only-claims = Only claims have a proposition.
refuse-proposed-already = The claim has its proposition already.
refuse-names-nobody = A { $label } names nobody.
refuse-two-names = It takes two annotations to name the same.
refuse-same-name-already = They name the same already.
refuse-untied = It is tied to no other.
refuse-no-text = There is no text in it.
refuse-same-text = That is the text that the article has already.
refuse-last = It is the last one.
refuse-first = It is the first one.
refuse-nameless-yet = The annotator has no name yet.
refuse-nameless = The annotator needs a name.
refuse-annotator-there = There is an annotator { $name } already.
refuse-set-gone = The set is no longer there.
refuse-set-of-nobody = It is nobody's set: choose an annotator first.
refuse-set-nameless = The set belongs to nobody, so it needs a name.
refuse-set-there = There is a set of that name already.
refuse-other-annotator = It is { $name }'s, and can't be changed here. Annotate as { $name } to change it.
refuse-other-relation = The relation is another annotator's: it can't be changed here.
refuse-nobody = There is nobody to annotate as yet: add an annotator first.
refuse-no-article = There is no article yet.
refuse-no-words = Select some words first, then press the label's key.
refuse-empty = An annotation needs at least one character.
refuse-no-annotator = Choose an annotator first.
refuse-unselected = Select an annotation first.
refuse-grow = It can't grow any further.
refuse-shrink = It can't shrink any further.
refuse-no-annotation = There is no annotation in this article yet.
refuse-no-candidate = No annotation fits what you typed.
refuse-no-link = A { $label } can't be joined so.
refuse-no-other-end = “{ $link }”: there is nothing to join it to yet.
refuse-no-end-in = Nothing in “{ $title }” can be joined to it yet.
refuse-read-only = The project is read-only: { $why } Save it under another name to change it.
refuse-no-undo = There is nothing to undo.
refuse-no-redo = There is nothing to redo.
refuse-undone = “{ $step }” was not done: { $why }.
refuse-not-taken-back = “{ $step }” could not be taken back: { $why }.

# Why a change does not fit the project; $what names the row, for whoever looks into it.
apply-stale = it was made for another state of the project: { $what }
apply-dangling = something would refer to what is not there: { $what }
apply-invalid = it breaks a rule: { $what }

span-empty = the end does not lie behind the start
span-outside = it reaches beyond the end of the text
span-inside = an end lies inside a character
block-fault = block { $number } (lines { $first } to { $last }) does not fit the text or the block before it

## What the status line says of what was done

status-undone = Undone: { $step }
status-redone = Done again: { $step }
status-armed = Each selection becomes a { $label } now; Esc ends that.
status-disarmed = Selections wait for a label again.
status-annotating = Marks are { $name }'s now.
refuse-masked = This article is masked: its details and its texts stay as they are until you are done with it.
refuse-masked-page = That page would tell what is masked: be done with the articles of this pass first, or annotate in another set.
refuse-masked-dossier = A dossier would tell what is masked: be done with the articles of this pass first, or annotate in another set.
refuse-hidden = That would change marks which are hidden: be done with the articles of this pass first, or annotate in another set.
refuse-not-masked = Nothing is masked here.
status-unmasked = Done: what was masked of this article is shown again.
showing-together = The marks of all annotators are shown together.
showing-lanes = Each annotator has lanes of their own.
showing-heat = The tints and bars say how many annotators marked these words.
status-snap = Selections take in whole words.
status-exact = Selections are exact.

# The name that another pass of an annotator gets.
set-pass = pass { $number }
set-pass-masked = pass { $number }, masked
set-adjudicated = Adjudicated

# How annotations are joined, where no relation of the scheme does.
link-same-claim = same claim as
link-same-entity = names the same as

# Where an article's text came from.
origin-typed = typed or pasted

## Many at once

step-label-hits = Mark { $count ->
    [one] { $count } hit
   *[other] { $count } hits
} as { $label }{ $left ->
    [0] {""}
   *[other] {" "}({ $left } were already)
}
step-flag-many = Flag { $count ->
    [one] { $count } annotation
   *[other] { $count } annotations
} as not sure
step-unflag-many = Unflag { $count ->
    [one] { $count } annotation
   *[other] { $count } annotations
}
step-but-not = { $step } (but not { $left })
left-labelled = { $count } whose words have that label already
left-others = { $count } of other annotators
many-goes-on = Many annotations are being changed. Wait for that, or stop it.
many-stopped = Stopped. Nothing was changed.
refuse-text-gone = One of the texts is no longer there.
refuse-none-ticked = No hit is ticked.
refuse-all-marked = All of them are marked as { $label } already.
refuse-all-gone = None of them is there any longer.
refuse-all-others = They are another annotator's, and can't be changed here.
refuse-all-labelled = All of their words have that label already.

## Finding

find-first = Look for something first.
find-idle = There is nothing to look for yet.
find-none-yet = Nothing was found so far.
find-none = “{ $words }” is not there.
find-not-that-far = The search is not that far yet.
find-goes-on = The search still goes on: mark its hits when it is done.
from-beginning = On from the beginning.
from-end = On from the end.
all-sentences-marked = Every sentence of this article has an annotation.
no-last-label = No label was given yet.
table-copied = Copied { $count ->
    [one] { $count } row
   *[other] { $count } rows
} as CSV.
table-not-copied = The table was not copied: { $why }.

## What is wrong with a pattern to find

search-nothing = There is nothing to look for.
search-across = Hits never go across a line end, so that one can't be looked for.
search-too-large = The pattern is too large: repeat fewer things, or fewer times.
search-unread = This can't be read: { $why }.
search-unclosed = This bracket is not closed. Write \{ $sign } for the sign itself.
search-unopened = This bracket closes none. Write \{ $sign } for the sign itself.
search-nothing-repeated = There is nothing to repeat before it. Put a \ before it for the sign itself.
search-count = The first number must not be larger than the second.
search-number = A number is missing here.
search-range = The range must go from a lower character to a higher one.
search-in-class = This can't stand in square brackets.
search-escape-end = Something must follow the \ at the end. Write \\ for the sign itself.
search-escape = This letter means nothing behind a \.
search-no-class = There is no such class of characters.
search-back = A pattern can't refer back to what a group found.
search-look = A pattern can't look ahead or behind.
search-nested = There are too many brackets in one another.
search-group-name = The group has no proper name.
