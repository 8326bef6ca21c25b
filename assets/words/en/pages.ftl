# The pages that take the article's place, and the panel below it.

page-back = Back to the article
dock-annotations = Annotations
dock-find = Find
dock-shared = Shared passages
dock-checklist = Check list
dock-conflicts = Conflicts
dock-close = Close the panel
dock-landmark = Panel below the article

# Settings

settings-faults = Not taken from the settings' file
settings-text = Text of the article
settings-text-size = Size
settings-line-height = Line height
settings-column = Width of the column
settings-typeface = Typeface
settings-serif = With serifs
settings-sans = Without serifs
# Units behind a number.
settings-points = {" points"}
settings-characters = {" characters"}
settings-preview = Sample of the text
# A sample article: headline, then a paragraph. The two parts below must stand in it to the letter; the first is marked with
# the first label, the second with the second.
settings-sample =
    { "" }The river stays where it is
    The water board says the dyke was never at risk. “Nobody was told to leave,” its engineer said on Friday, and two neighbours who slept at a school that night remember it otherwise.
settings-sample-first = the dyke was never at risk
settings-sample-second = Nobody was told to leave
settings-window = Window
settings-theme = Colours
settings-theme-light = Light
settings-theme-dark = Dark
settings-theme-system = As the system
settings-scale = Scale of the interface
settings-marking = Marking
settings-snap = Selections snap to whole words
settings-keys-hint = The scheme gives each label a key. Choose your own where another one suits your hand or your keyboard: click it, then press the key.
# The label's name follows.
settings-key-of = Key of { $label }
settings-key-press = press a key
settings-key-none = no key
settings-key-reset = as in the scheme
settings-key-reset-of = Key of { $label } as in the scheme
settings-key-taken = { $key } is the key of “{ $command }” already: choose another one.
settings-reset = All as at first
    .tip = Sets text, window and keys on this page as they were when Gainsay was first started. Panels stay.

## Texts of an article

texts-heading = Texts
texts-no-article = No article is open.
texts-only-one = The article has one text. When it is edited after publication, add the new one: the two are compared, and the annotations carried over.
texts-comparing = Comparing …
texts-wait = Other files are being read: add the text when that is done.
texts-added = { $exact ->
        [one] { $exact } annotation
       *[other] { $exact } annotations
    } carried over as they were, { $moved } moved, { $lost } without a place
# $added is a date and time, $origin says where the text is from, such as a file's name.
texts-row = Text { $number }, added { $added }, { $origin }: { $count ->
        [one] { $count } annotation
       *[other] { $count } annotations
    }
    .tip = Compares it with the text before it.
texts-changes = From text { $from } to text { $to }
texts-earlier = Text { $number } by itself
texts-read-only = An earlier text can be read, with the annotations that stood on it, and stays as it is.
texts-counts = { $edits ->
        [0] No edits
        [one] { $edits } edit
       *[other] { $edits } edits
    }, { $moves ->
        [0] nothing moved
        [one] { $moves } passage moved
       *[other] { $moves } passages moved
    }
texts-legend-gone = removed
texts-legend-come = added
texts-legend-moved = moved
texts-moved-away = (moved from here)
texts-same = … { $count ->
        [one] { $count } paragraph
       *[other] { $count } paragraphs
    } the same
marked-gone = (removed: { $words })
marked-come = (added: { $words })
marked-moved = (moved: { $words })
marked-other = (differs: { $words })
marked-label = ({ $label }: { $words })

## Annotations that lost their place

review-heading = { $count ->
    [one] { $count } annotation without a place
   *[other] { $count } annotations without a place
}
review-explained = Their words changed, are gone, or stand in several places that fit equally well. { $place } takes the likeliest place of the first, { $leave } leaves it without one.
review-more = And { $count } more.
review-stood = { $number }. It stood here:
review-nowhere = Nothing like it is in the new text.
review-take = Here ({ $alike } % alike)
review-take-name = Place { $number } for “{ $quote }”: “{ $words }”
review-leave = Leave without a place
    .tip = The annotation is kept, with the words it stood on, and is not asked about again.
review-leave-name = Leave “{ $quote }” without a place

## What articles share

shared-looking = Looking …
shared-alone = There is one article so far. Add another one on the same event: what the two have in common is listed here.
shared-none = There is nothing that the articles share in this way.
shared-passages = { $count ->
    [one] { $count } passage
   *[other] { $count } passages
}
shared-quotations = { $count ->
    [one] { $count } quotation given differently
   *[other] { $count } quotations given differently
}
shared-go = Go to “{ $words }”
    .tip = Opens the article and selects these words.
