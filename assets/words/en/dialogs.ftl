# What stands in the way of the article until it is answered or closed.

## Buttons of several dialogs.

button-cancel = Cancel
button-close = Close
button-add = Add
button-save-as = Save as …
button-replace = Replace it

## The palette, which finds commands, articles and annotations.

finder-dialog = Find a command, an article or an annotation
finder-found = Found
finder-field = Find
    .hint = A command, an article, or the words of an annotation
finder-none = Nothing has these letters in this order.
finder-reading = Reading the annotations …
# What kind of thing was found.
finder-article = article

## Forms: an article's text and details, an annotator's name, a path.

details-title = Title
    .hint = The first line when left empty
details-outlet = Outlet
    .hint = Who published it
details-author = Author
details-date = Date
    .hint = 2026-03-07
details-address = Address
    .hint = Where it stands, mostly a web address
details-language = Language
    .hint = en, ar, de …
details-heading = Details of the article
details-note = Note
details-keep = Keep

info-heading = Details of the project
info-title =
    .hint = What the project is about

new-text-heading = Add a new text
new-text-explained = The text before stays. Annotations go where their words stand in the new one; those whose place is not certain wait for you.
paste-heading = Paste an article
paste-text = Text
    .hint = Paste or type the text here. The first line is the headline; an empty line parts paragraphs.
paste-empty = There is no text in it yet.

annotator-add = Add an annotator
    .text = Their marks are kept apart from the others'. From now on you annotate as them.
annotator-rename = Rename the annotator
    .text = Their marks stay theirs, under the new name.
annotator-name = Name

set-rename = Rename the set
    .text = A set is one pass of one annotator. Without a name, the annotator's is shown.
    .hint = second reading

path-open = Open a project
    .button = Open
path-merge = Merge with another copy of this project
    .button = Merge
path-save = Save the project
    .button = Save
path-add = Add articles from files
path-text = The system's dialog is open. If none appears, type a path here.
path-alone = The system could show no dialog: type a path here.
path-field = Path
    .hint = /home/…

## Files that are being added.

encodings-heading = In which encoding are these texts?
encodings-text = These files do not say how they are written, so it was guessed. Look whether the text reads right.
encodings-add = Add { $file }
encodings-add-all = Add all
encodings-skip = Skip
    .file = Skip { $file }
encodings-skip-all = Skip all
encodings-of = Encoding of { $file }
# $encoding is what it is read in, $why how that was found.
encodings-taken = { $file }: { $encoding }, { $why }

encodings-reading = Reading …
encodings-wait = It is being read in this encoding. Wait until its words are here.

drafts-heading = Is this the article?
    .of = Is this the article? { $number } of { $count }
drafts-add = Add this
drafts-add-rest = Add all the rest as they are
drafts-skip-rest = Skip all the rest
drafts-before = Previous file
drafts-next = Next file
drafts-text = What is ticked becomes the article. Tick what is missing; untick what does not belong; click words to change them, and what stands beside them if they are something else. Later the text is fixed.
drafts-count = { $kept } of { $count } parts kept
drafts-nothing = Nothing is kept. Tick what belongs to the article.
# $words is the beginning of the part's text.
drafts-keep = Keep: { $words }
    .leave = Leave it out
    .back = Put it back
drafts-change = Change: { $words }
drafts-words = Words of the part
# $kind is what the part is, $words the beginning of its text.
drafts-kind = It is: { $kind }. { $words }
    .tip = What this part is: choose if it is something else
drafts-paragraph = paragraph
drafts-headline = headline
drafts-standfirst = standfirst
drafts-heading-inside = heading
drafts-quote = quotation
drafts-item = list item
drafts-caption = caption

added-failed = Not everything was added
added-left-out = What was left out
added-not = { $file } was not added

## Questions.

unsaved-heading = Save your work?
unsaved-quit = “{ $file }” has changes that are not in its file. Save them before the program closes?
unsaved-new = “{ $file }” has changes that are not in its file. Save them before a new project begins?
unsaved-open = “{ $file }” has changes that are not in its file. Save them before another project is opened?
unsaved-stay = Stay
unsaved-drop = Don’t save
unsaved-save = Save

outside-heading = The file changed
outside-gone = “{ $file }” is no longer in its folder. What you see is still here.
outside-changed = Another program changed “{ $file }” since it was last read or saved. Nothing has been overwritten.
outside-later = Not now
outside-take-theirs = Take the file’s version
outside-write-again = Write it again
outside-replace = Replace it by mine

replace-heading = Replace the file?
replace-text = There is a file “{ $path }” already. What is in it would be lost.
replace-other-name = Another name …

damaged-heading = Replace the damaged file?
damaged-text = The file was damaged, or edited by hand. Saving would replace it by what could be read; what could not be read would be lost.

# $why is a sentence.
save-failed-heading = Not saved
save-failed-text =
    { $why }

    Nothing was overwritten, and everything you did is still here.
    .unnamed = “{ $path }” was not saved.
save-failed-again = Try again

load-failed-heading = Not opened
load-failed-text =
    “{ $path }” was not opened.
    { $why }
load-failed-other = Open another …

# An annotation can be joined in several ways to another, or to those of an article; what they join stands above and
# below the ways.
link-heading = How are they related?
link-end-in = … in { $title }
link-leave = Esc leaves them as they are.

## The page of shortcuts. The first part of a line is what is done, .how with what.

shortcuts-heading = Shortcuts
shortcuts-undo = Undo
shortcuts-redo = Redo
shortcuts-in-text = In the text
shortcuts-words = Select words
    .how = drag
shortcuts-characters = Select exact characters
    .how = drag with Shift
shortcuts-clicks = Word, sentence, paragraph
    .how = 2, 3, 4 clicks
shortcuts-extend = Extend the selection
    .how = Shift+click
shortcuts-part = Add a further part
    .how = Ctrl+drag
shortcuts-below = Next mark below the pointer
    .how = click again
shortcuts-relate = Relate two marks
    .how = drag a badge
shortcuts-caret = Move the caret
    .how = arrows
shortcuts-caret-far = By words, to the ends
    .how = Ctrl+arrows
shortcuts-caret-select = Select with the keyboard
    .how = Shift+arrows
shortcuts-next-part = To the next part of the window
    .how = F6

## What the program is.

about-version = Version { $version }
about-what = Marks in news articles who claims what, who denies it, on whose word and about whom, and compares
about-network = It never uses the network by itself, and tells nobody what you do with it.
about-licence = Licence: { $licence }

## What was odd in a file, and what a crash left.

warnings-heading = What was odd in the file
warnings-counted =
    { $count ->
        [one] 1 thing. Everything that could be read is here; nothing was dropped in silence.
       *[other] { $count } things. Everything that could be read is here; nothing was dropped in silence.
    }
# `gainsay check FILE` is typed in a terminal; FILE stands for a file's name.
warnings-more =
    { $count ->
        [one] And 1 more: `gainsay check FILE` lists them all.
       *[other] And { $count } more: `gainsay check FILE` lists them all.
    }

rescue-heading = Work that was not saved
rescue-text = The program ended without saving. This is what its journal holds; it stays there until you open it or throw it away.
rescue-no-file = A project in no file
rescue-steps =
    { $count ->
        [one] 1 step not in the file
       *[other] { $count } steps not in the file
    }
rescue-open = Open it
rescue-discard = Throw it away
rescue-later = Later
