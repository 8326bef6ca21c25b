# What stands in the window: the menu bar, the panels, the article, the status line.
#
# A name is what screen readers say of a part that has no words, or other ones; a tip is shown under the pointer.
# Words that users gave to labels, relations and attributes come in as they are, in whatever language they are.

## Parts of the window, as screen readers name them.

area-articles = Articles panel
area-articles-list = Articles
area-annotation = Annotation panel
area-article = Article area
area-status = Status line

# Shown over the whole window while files are held over it.
drop-here = Let go to add the files: texts become articles, a project is opened, annotations of other programs are looked at

## Days, values and names that several panels show.

# $month is a number from 1 to 12.
date-day =
    { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }
# $day is a date-day, $clock the hour and minute, such as 14:05.
date-moment = { $day }, { $clock } UTC

value-yes = yes
value-no = no
# A value or a control that goes by a name: "speaker: The minister".
value-named = { $name }: { $value }

## The menu bar. At its right end stand the file and who annotates.

menu-recent = Open recent

file-unsafe = not safe from a crash
    .tip = The journal can't be written: { $trouble }
file-read-only = read-only
file-none = This project is in no file yet.

# Whether the project is in its file, in a word, and what that means.
saved-writing = saving…
    .tip = The file is being written.
saved-gone = no file
    .tip = The file is gone from its folder. Save to write it again.
saved-not = unsaved
    .tip = There are changes that are not in the file. They are in the journal: a crash does not lose them.
saved-new = new
    .tip = There is nothing to save yet.
saved-all = saved
    .tip = Everything is in the file.

# Stands for the annotator's name while there is none.
annotators-nobody = nobody
# $count is how many other annotators' annotations are not shown.
annotators-hidden =
    { $count ->
        [one] { $who } (1 hidden)
       *[other] { $who } ({ $count } hidden)
    }
annotators-tip = Who is annotating, and whose annotations are shown
annotators-button = Annotating as { $who }
# Above the list of sets, each with a tick.
annotators-sets = Shown, and annotated in
sets-own-shown = The set that is annotated in is always shown.
# Above the article; $names is a list.
sets-shown = { $count ->
    [one] Also shown, to read only: { $names }
   *[other] Also shown, to read only: { $names }
}
sets-hide = Hide
    .name = Hide the annotations of others

## Above the article, where several annotators are compared.

switch-together = Together
switch-lanes = Lanes
switch-heat = Heat map
# Above the names of those who have lanes.
lanes-all =
    { $count ->
        [one] One annotator has lanes.
       *[other] { $count } annotators have lanes, from the words down:
    }
lanes-some = { $count } of { $of } annotators have lanes; the heat map shows all. From the words down:
# What stands at the margin for an annotator, and their name.
lanes-one = { $short } { $name }
heat-nobody = Nobody whose marks are shown is done with this article, so there is nothing to count.
heat-counted =
    { $count ->
        [one] One annotator is done with this article.
       *[other] { $count } annotators are done with this article.
    }
heat-counted-some =
    { $count ->
        [one] One annotator is done with this article
       *[other] { $count } annotators are done with this article
    }; { $left ->
        [one] one who is not is left out.
       *[other] { $left } who are not are left out.
    }
# How many annotators marked some words, of those who are done with the article.
heat-said = { $count } of { $of } marked this as { $label }
heat-said-any = { $count } of { $of } marked this
# A step of the heat map: $counts is a number or two, such as 1–6.
heat-step = { $counts } of { $of } marked it
heat-more = { $count } more

## Above the article, in a masked second pass.

mask-hidden = Masked: outlet, author and earlier marks are hidden until you are done with this article.
mask-over = You are done with this article again.

progress-done = { $count ->
    [one] { $done } of { $count } article done
   *[other] { $done } of { $count } articles done
}

## The line above the article that says what is wrong with the project's file.

banner-read-only = This project is read-only: { $why }
banner-gone = The project's file is gone from its folder. What you see here is still yours.
banner-changed = Another program changed the project's file. What you see here is still yours.
banner-damaged = The file was damaged, or edited by hand. What could be read is here; the file stays as it is until you agree.
banner-unsafe = Work since the last save would not survive a crash: { $trouble }
banner-settings = { $count ->
    [one] Something in the settings' file could not be taken; the rest was.
   *[other] { $count } things in the settings' file could not be taken; the rest was.
}
banner-settings-look = Which …
banner-settings-close = Never mind
banner-save-as = Save as …
banner-what-to-do = What to do …
banner-write-again = Write it again
banner-take-theirs = Take the file's version
banner-what-was-odd = What was odd …
banner-save-now = Save now

## The list of articles.

articles-heading = Articles
articles-add = Add an article
articles-empty = Nothing here yet. Add the texts of the articles that you want to compare, or import what another program annotated.
articles-drop = Files can also be dropped onto the window.
articles-no-drop = Files can't be dropped onto windows under Wayland: use Add, or paste their text.
articles-filter = Find an article
    .hint = Title, outlet, author, date
articles-found = { $found } of { $count }
articles-none-found = No article has these words.
articles-open = Open
articles-beside = Open beside
    .key = Ctrl+click
articles-is-beside = shown beside the open one
column-close = Close the column
column-spine = Bring into view: { $title }
column-tip = Click to work in this article. Articles clicked in the list open here.
articles-edit = Edit the details …
articles-up = Move up
articles-down = Move down
articles-remove = Remove the article
# Stands for the title of an article that has none.
articles-untitled = Without a title
articles-unmarked = not annotated yet
articles-done = done
    .tip = You marked this article as done.
# How many annotations of an article have a label; the label's name stays as the user wrote it.
article-label-count = { $label }: { $count }

## The article.

article-begin = Begin with an article
    .text = Add the texts that you want to compare: files, text from the clipboard, or files dropped here.
    .no-drops = Add the texts that you want to compare: files, or text from the clipboard.
article-closed = No article is open
    .text = Choose one at the left.

# A mark in the text: its label and the first words that it marks.
mark-name = { $label }: { $quote }
    .unsure = { $label } (not sure): { $quote }
    .missed = missed, { $label }: { $quote }
# The same where several annotators are compared; others may say the same of these words, or something else.
mark-name-by = { $who }, { $label }: { $quote }
    .agreed = { $who }, { $label }, agreed: { $quote }
    .differs = { $who }, { $label }, differs: { $quote }
# A mark under the pointer: its label.
mark-unsure = { $label }, not sure
mark-by = by { $who }
# An annotation whose words are no longer in the text, or not for certain; also before its label and its words.
mark-detached = detached

# A label in the bar that is shown beside selected words.
tag-name = Tag: { $label }

# What joins two annotations that are tied, at the line between them.
relation-same-claim = same claim
relation-names-same = names the same
relation-go = Goes there

## The status line.

status-annotations =
    { $count ->
        [one] 1 annotation
       *[other] { $count } annotations
    }
    .tip = In the whole project
status-snap-on = word snap on
status-snap-off = word snap off
status-snap-tip = Whether selections grow to whole words (F4)
# Every selection gets this label at once.
status-armed-now = armed: { $label }
    .tip = Every selection by mouse becomes one at once; one by keyboard waits for its key. Click or Esc to stop.
# $what was done last, $keys are those of Undo.
status-undo = { $what } ({ $keys } takes it back)

# While files are read that are to be added.
# $percent is how much of that file was read, and 0 where it can't be told.
status-reading = { $count ->
    [one] Reading { $file } of { $count } file
   *[other] Reading { $file } of { $count } files
}{ $percent ->
    [0] {""}
   *[other] , { $percent }%
}
status-stop = Stop

# While many annotations are changed at once. $percent is 0 where it can't be told.
status-changing = Changing { $count } annotations{ $percent ->
    [0] {""}
   *[other] , { $percent }%
}

hint-other-end = Type part of the other end's words, or click it, in any article. Esc stops.
# The last two of the labels' keys; $before is one or more of them.
hint-keys = { $before } or { $last }
# Stands for the labels' keys while no label has one.
hint-no-keys = a label's key
# $keys is hint-keys, or a single key, or hint-no-keys.
hint-ledger = Space unfolds, Enter opens the words, “-” marks what is not there.
hint-mark = Press { $keys } to mark the selected words.
hint-change = Press { $keys } to relabel, Delete to remove; drag from its badge to another to relate them.
hint-others = It is not yours to change. Esc leaves it.
hint-select = Drag to select, then press { $keys }. Click a mark to see it.

chip-name = Label { $label }
chip-arm = Mark every selection so, until Esc
chip-key = Key: { $key }. Shift+{ $key }: mark every selection so.

## Why a key did nothing. $command is what the key stands for.

refused-no-words = Select some words first; then the key marks them.
refused-no-annotation = “{ $command }” needs a selected annotation.
refused-not-own = “{ $command }” needs a selected annotation of your own.
refused-label = “{ $command }” can't be done with { $label } here.
refused-one-set = Agreement needs two sets: add an annotator, or begin another pass, in the menu of whoever is annotating.
refused-here = “{ $command }” can't be done here.
refused-saved = Everything is in the file already.

## The panel at the right, while no annotation is selected.

summary-heading = Annotation
summary-empty = Once an article is open and something in it is marked, it is shown here.
summary-selected = Selected words
summary-article = Article
summary-marked = Marked in it
summary-detached = Detached
    .text = Their words are not in the text, or not for certain. Click one to see what it says.
summary-more =
    { $count ->
        [one] And 1 more.
       *[other] And { $count } more.
    }
summary-hint-drag = Drag over words to select them; a label's key, or the bar below them, marks them.
summary-hint-click = Click a mark to see and change it here. Click again, slowly, for one below it.
summary-hint-relate = Drag a mark's badge onto another mark, or onto another article and click there, to relate them.
summary-hint-keys = { $keys } lists all keys.

## The panel at the right: the selected annotation.

inspector-label = Label: { $label }
inspector-delete = Delete the annotation
inspector-handed = Handed in by { $who }. You can read and relate it; it stays as it was handed in.
inspector-class = Back to the class
inspector-whose = Made by { $who }. You can read and relate it; only { $who } can change it.
inspector-unsure = Not sure
inspector-line = Line { $line }
# The annotation is of several parts with other words between them.
inspector-line-parts =
    { $count ->
        [one] Line { $line }, in 1 part
       *[other] Line { $line }, in { $count } parts
    }
inspector-detached = Detached: these words could not be found in the text for certain. The annotation is kept; mark the words anew, then delete this one.
inspector-note = Note
inspector-note-relation = Note on the relation
inspector-note-wording = Note on what it says
inspector-add-note = Add a note
inspector-sources = Made from
inspector-made = { $who } · { $when }
# The annotation was made from those of others.
inspector-made-from =
    { $count ->
        [one] { $who } · { $when } · taken over from 1 annotation
       *[other] { $who } · { $when } · taken over from { $count } annotations
    }

# What claims say in common, in the user's words.
ties-says = What it says
    .empty = Tie claims that say the same, or put this one into words of your own.
ties-names = Whom it names
    .empty = Tie annotations that name the same.
ties-wording = Wording
    .hint = What the claim says, in a plain sentence
ties-name = Name
# Before another annotation that is tied to this one.
ties-says-same = says the same
# The commands that word what a claim says and that untie it, as short as their buttons.
ties-propose = Word it
ties-untie = Untie
ties-names-same = names the same
ties-more =
    { $count ->
        [one] and 1 annotation more
       *[other] and { $count } annotations more
    }

# What a kind of relation is called from its end, where it has no name of that side.
relation-backward = { $kind } (to this one)
relations-heading = Relations
relations-more =
    { $count ->
        [one] and 1 relation more
       *[other] and { $count } relations more
    }
# $relation is what the relation is called, seen from the selected annotation.
relations-delete = Delete the relation { $relation }

# An annotation at the other end of a relation, as screen readers name it.
end-name = { $label }: { $quote }
    .elsewhere = { $label }: { $quote }, in { $article }
    .related = { $relation } { $end }
end-article = in { $article }
end-gone = It is no longer there.

# Finding the other end of a relation that is being made.
picker-stop = Stop relating
picker-within = in { $title }
picker-find = Find the other end
    .hint = Part of its words, or of its article's title
picker-looks = Looking …
picker-likely = Likeliest by their words
picker-rest = In the order of the texts
picker-none = No annotation fits.
picker-none-found = No annotation with these words fits.
picker-more = { $shown } of { $total }: type more to see the others.
list-more = { $count ->
    [one] Show one more
   *[other] Show { $count } more
}
