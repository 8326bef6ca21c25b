# Merging copies of a project, and what is in conflict after it.

merge-two-texts = text number { $number } of “{ $title }” is not the same in both copies: it was changed outside of Gainsay in one of them
merge-fault = the merged project does not hold together, which is a fault of Gainsay: { $what }

## What a conflict is about

# $field is a conflict-field or the name of an attribute; $row what it is a field of, such as: claim “the dam is safe”.
conflict-field-of = { $field } of { $row }
conflict-field = { $field ->
    [title] title
    [note] note
    [name] name
    [shortcut] shortcut
    [letter] letter
    [colour] colour
    [pattern] line
    [ties] ties
    [definition] definition
    [on] owners
    [takes] kind of value
    [inverse] name read backwards
    [from] start
    [to] end
    [outlet] outlet
    [author] author
    [address] address
    [date] date
    [language] language
    [annotator] annotator
    [kind] kind
    [set] set
    [label] label
    [place] words
    [unsure] “not sure” flag
    [wording] wording
    [reason] reason
    [proposition] proposition
    [instructions] instructions
    [text] text
    [told] whether learners are told how many there are
    [covers] share that must be covered
    [adds] share that may be marked beside it
    [wrong] cost of a wrong label
    [missed] cost of what is missed
    [surplus] cost of a surplus mark
    [minutes] minutes
    [word] word that opens the key
    [entity] entity
   *[other] { $field }
}
conflict-row = { $sort ->
    [label] label { $name }
    [attribute] attribute { $name }
    [kind] relation kind { $name }
    [article] article “{ $name }”
    [annotator] annotator { $name }
    [set] set of { $name }
    [proposition] proposition “{ $name }”
    [entity] entity { $name }
    [dismissal] dismissed finding { $name }
    [exercise] exercise “{ $name }”
   *[other] { $name }
}
conflict-project = the project
conflict-text = text number { $number } of “{ $title }”
conflict-done = done mark of { $who } on “{ $title }”
conflict-absence = mark of { $who } that “{ $what }” is not in “{ $title }”
conflict-gone = something that is gone

## What a version says

conflict-nothing = none
conflict-empty = nothing
conflict-colour = colour { $number }
conflict-pattern = line { $number }
conflict-set-kind = { $kind ->
    [own] own pass
    [second-pass] second pass
    [masked-pass] masked second pass
    [adjudicated] adjudicated
    [imported] imported
    [answer-key] answer key
   *[hand-in] hand-in
}
conflict-takes-flag = yes or no
conflict-takes-text = free text
conflict-propositions = propositions
conflict-detached = not found in its text
differs-conflict = { $way ->
    [added] in conflict: { $what }
    [changed] in conflict in another way: { $what }
   *[removed] settled: { $what }
}

## Settling

step-settle = Settle { $about }: { $version }
step-settle-out = Settle { $about }: take it out
step-settle-keep = Settle { $about }: keep it
step-settle-both = Settle { $about }: keep both
refuse-no-conflict = It is settled already.
refuse-version-unfit = This version no longer fits here: what it refers to is gone.
refuse-no-both = These versions can’t both be kept.
refuse-row-used = It is still used: take out what uses it first.

## Merging in the window

merge-reading = Merging with { $path } …
merge-not-done = Not merged with { $path }: { $why }
merge-nothing-new = { $file } has nothing new.
merge-odd = it is damaged or was edited by hand. Open it, look at its warnings, save it, and merge then.
# $what is what came in, such as "3 annotations added in “Dam holds”".
step-merge = Merge with { $file }: { $what }{ $count ->
    [0] {""}
    [one] , { $count } conflict
   *[other] , { $count } conflicts
}

## The list of conflicts

conflicts-none = Nothing is in conflict. File > Merge with another copy takes in what somebody else did.
conflicts-count = { $count ->
    [one] { $count } conflict
   *[other] { $count } conflicts
}
conflicts-taken-out = One copy took it out; the other one changed or uses it.
conflicts-now = as it is now
conflicts-take = Take this
conflicts-take-named = Take “{ $version }” for { $about }

conflicts-both = Keep both
conflicts-keep = Keep it
conflicts-out = Take it out
conflicts-leave = Leave as it is
conflicts-go = Go to it
# The name of an entry for a screen reader.
conflicts-entry = { $about }: { $versions }
