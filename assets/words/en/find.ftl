# Finding in texts, and the strip beside the article's scroll bar.

## The panel

find-field = Find in text
    .hint = Words to find
    .tip = Enter goes to the next hit, Shift+Enter to the one before, Escape ends finding.
find-ignore-case = Ignore case
    .short = a=A
find-whole-words = Whole words
    .short = Words
find-regex = Regular expression
    .short = .*
find-here = This article
    .tip = Looks in the open article.
find-everywhere = All articles
    .tip = Looks in the latest text of all articles.
find-next = Next hit
find-previous = Previous hit
find-stop = Stop
    .tip = Ends finding.
find-count = { $number } of { $count }
find-counted = { $count ->
    [0] No hits
    [one] One hit
   *[other] { $count } hits
}
find-searching = Searching, { $percent }%
find-too-many = Only the first { $count } hits are shown.
find-bad-at = At character { $place }: { $why }
find-what = Type the words you look for. All hits are listed here, boxed in the article, and can be labelled at once.
find-no-hits = “{ $words }” is not there. Check the switches, or look in all articles.
find-list = Hits
find-row = Go to hit { $number }: { $words }
find-tick = Tick hit { $number }
find-tick-all = Tick all
find-tick-none = Tick none
find-label-count = { $count ->
    [0] No hit is ticked
    [one] Label the ticked hit as
   *[other] Label the { $count } ticked hits as
}
find-label-as = Label hits: { $label }
    .tip = Marks all ticked hits as { $label }, in one step that can be undone.
find-label-none = Tick a hit first.
find-label-wait = The search still goes on.
find-label-busy = Many annotations are being changed.
find-label-nobody = Choose a set to annotate in first.

## The strip beside the scroll bar

map-name = Where the annotations lie: { $what }
map-count = { $count } × { $label }
map-hits = { $count ->
    [one] One hit
   *[other] { $count } hits
}
