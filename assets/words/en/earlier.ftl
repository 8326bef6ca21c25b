# What differs between versions of a project, the page of earlier versions, and the bar of the first steps.

## What differs

differs-nothing = nothing differs
# $what is what was counted, such as "3 annotations added and 1 relation removed".
differs-in = { $what } in “{ $title }”
# Between what was counted in one article and in the next.
differs-between = {"; "}
differs-untitled = untitled article
differs-articles = { $count ->
    [one] { $count } article { $way ->
        [added] added
       *[removed] removed
    }
   *[other] { $count } articles { $way ->
        [added] added
       *[removed] removed
    }
}
differs-annotations = { $count ->
    [one] { $count } annotation { $way ->
        [added] added
        [changed] changed
       *[removed] removed
    }
   *[other] { $count } annotations { $way ->
        [added] added
        [changed] changed
       *[removed] removed
    }
}
differs-relations = { $count ->
    [one] { $count } relation { $way ->
        [added] added
        [changed] changed
       *[removed] removed
    }
   *[other] { $count } relations { $way ->
        [added] added
        [changed] changed
       *[removed] removed
    }
}
differs-propositions = { $count ->
    [one] { $count } proposition { $way ->
        [added] added
        [changed] changed
       *[removed] removed
    }
   *[other] { $count } propositions { $way ->
        [added] added
        [changed] changed
       *[removed] removed
    }
}
differs-entities = { $count ->
    [one] { $count } entity { $way ->
        [added] added
        [changed] changed
       *[removed] removed
    }
   *[other] { $count } entities { $way ->
        [added] added
        [changed] changed
       *[removed] removed
    }
}
differs-others = { $count ->
    [one] { $count } other change
   *[other] { $count } other changes
}
differs-article = article “{ $title }” { $way ->
    [added] added
   *[removed] removed
} { $count ->
    [0] without annotations
    [one] with { $count } annotation
   *[other] with { $count } annotations
}
differs-order = order of the articles changed
differs-info = title or note of the project changed
# $fields is a list such as "date and outlet".
differs-details = details changed: { $fields }
differs-title = title
differs-outlet = outlet
differs-author = author
differs-address = address
differs-date = date
differs-language = language
differs-its-note = note
differs-text = text number { $number } { $way ->
    [added] added
    [changed] changed
   *[removed] removed
}
differs-done = { $way ->
    [added] marked as done by { $who }
    [changed] done mark of { $who } changed
   *[removed] no longer marked as done by { $who }
}
differs-annotation = { $label } “{ $words }”
# $what is a differs-label and the like, or nothing; $name the row's own name.
differs-row = { $what } { $name } { $way ->
    [added] added
    [changed] changed
   *[removed] removed
}
# $parts is a list such as "became denial and note changed".
differs-row-parts = { $name }: { $parts }
differs-became = became { $label }
differs-stands = now stands on “{ $words }”
differs-detached = no longer found in its text
differs-unsure = flagged as not sure
differs-sure = no longer flagged as not sure
differs-note = note changed
differs-no-note = note removed
differs-of-set = now of { $who }
differs-otherwise = changed
differs-value = { $name } is now { $value }
differs-no-value = not given
# Such as: relation denies from denial “it is not so” to claim “it is so”.
differs-relation = relation “{ $kind }” from { $start } to { $end }
differs-absence = { $way ->
    [added] read for “{ $wording }”, which is not there
    [changed] read again for “{ $wording }”
   *[removed] no longer marked as read for “{ $wording }”
}
differs-label = label
differs-attribute = attribute
differs-kind = relation kind
differs-annotator = annotator
differs-set = set of
differs-a-proposition = proposition
differs-an-entity = entity
differs-quoted = “{ $words }”
differs-renamed = { $what } { $was } renamed to { $now }
differs-proposition = proposition “{ $wording }”: { $parts }
differs-entity = entity { $name }: { $parts }
differs-worded = now worded “{ $words }”
differs-named = now named { $name }
differs-members = { $count ->
    [one] { $count } annotation { $way ->
        [added] joined
       *[removed] left
    }
   *[other] { $count } annotations { $way ->
        [added] joined
       *[removed] left
    }
}
differs-decision = { $who }: “{ $words }” { $way ->
    [added] settled
    [changed] settled anew
   *[removed] open again
}
differs-exercise = exercise “{ $title }” { $way ->
    [added] added
    [changed] changed
   *[removed] removed
}
differs-dismissal = { $way ->
    [added] finding of the check list dismissed
    [changed] reason of a dismissed finding changed
   *[removed] finding of the check list no longer dismissed
}

## Earlier versions: what is done

step-restore = Bring back an earlier version
earlier-other-text = A text of this version is not the text that the project has under the same article. Open the version as a copy.
earlier-copy-name = { $name } earlier
earlier-copied = This is a copy of the earlier version, in no file yet. Save to keep it.
earlier-taken-back = { $count ->
    [one] Took back { $count } step.
   *[other] Took back { $count } steps.
}
status-copied = Copied: { $text }
earlier-gone = This version is no longer kept.
earlier-damaged = This version is damaged: it is not what was kept, or can't be read. It stays in its folder.
earlier-unreadable = This version can't be read: { $why }

## The page of earlier versions

earlier-unsaved = Not in the file yet
earlier-unchanged = Nothing was changed yet.
earlier-all-saved = The file holds everything.
earlier-undone = Steps that the file holds were taken back. Redo makes them again.
earlier-unsaved-opened = The project is not in its file as it is, though nothing was done to it since it was opened.
earlier-steps = { $count ->
    [one] { $count } step is safe in the journal and not in the file.
   *[other] { $count } steps are safe in the journal and not in the file, the last one first.
}
earlier-steps-more = { $count ->
    [one] And { $count } more before these.
   *[other] And { $count } more before these.
}
earlier-take-back = Take back
    .tip = Takes this step back, with all that was done after it. Redo makes them again.
earlier-take-back-to = Take back to here
earlier-take-back-name = Take back: { $step }
earlier-crashes = Left by a crash
earlier-open-left = Opens the project with this work in it. Save to keep it.
earlier-open-left-name = Open what a crash left of { $file }
earlier-discard-left = Moves it out of the journal; it is not offered again.
earlier-discard-left-name = Throw away what a crash left of { $file }
earlier-versions = Earlier versions of the file
earlier-none-untitled = The project is in no file yet. Once it is saved, each save keeps what the file held before, and the versions are listed here.
earlier-none = None is kept yet. Each save keeps what the file held before and what it holds then.
earlier-looking = Looking for earlier versions …
earlier-explained = What { $file } held after each save, and when it was opened. Choose a version to see what differs.
earlier-no-time = at an unknown time
earlier-is-file = what the file holds now
earlier-is-oldest = the oldest that is kept
earlier-is-damaged = damaged
# What a screen reader says of a row. $remark may be empty.
earlier-row = { $when }, { $size } { $remark }
earlier-look = Shows or hides what differs.
earlier-reading = Reading this version …
earlier-restore = Bring back
    .tip = Makes the project what it was then, in one step that undo takes back. The file changes when you save.
earlier-copy = Open as a copy
    .tip = Opens this version as a project of its own, in no file yet. The file stays as it is.
earlier-since = Done since then
earlier-same = Nothing: the project is what it was then.
earlier-same-saved = Nothing: this is what the file and the project hold.
earlier-step = Done between the version before it and this one
earlier-first = This is the oldest version that is kept.
earlier-step-unknown = The version before it is no help: { $why }
earlier-step-same = Nothing: only the file was written again.
earlier-project = The project as a whole
earlier-entries-more = { $count ->
    [one] And { $count } more.
   *[other] And { $count } more.
}
earlier-keeping = What is kept
earlier-keeps = Up to { $count } versions of each file are kept, fewer of a file so large that they would take more than { $megabytes } MB together. The oldest go first.
earlier-copy-folder = Copy the folder's path
    .tip = Puts the path of the folder with these versions on the clipboard.
size-kilobytes = { $count } kB
size-megabytes = { $count } MB

## The bar of the first steps

hints-select = Select
    .how = Drag over some words of the article, or double-click one, to select them.
# $keys is hint-keys, or a single key, or hint-no-keys.
hints-label = Label
    .how = With words selected, press { $keys }, or click a label in the bar below the words.
# $kind is the first relation kind, $key its key.
hints-relate = Relate
    .how = Click a mark, press { $key } for “{ $kind }” and pick the other end; or drag a mark's badge onto another mark.
    .mouse = Drag a mark's badge onto another mark.
hints-save = Save
    .how = Press { $keys } and choose a file for the project.
hints-step = { $number } { $title }
hints-step-next = { $number } { $title }, next
hints-step-done = { $number } { $title }, done
hints-close = Don't show again
    .tip = Closes this bar for good. “First steps” in the Help menu shows it again.
hints-thanks = That was all of it. The rest is in the menus, and { $keys } lists all keys.
hints-thanks-close = Close
