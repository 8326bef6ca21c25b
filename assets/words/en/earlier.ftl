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
differs-relation = relation { $kind } from { $start } to { $end }
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
