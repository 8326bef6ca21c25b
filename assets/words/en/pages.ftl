# The pages that take the article's place, and the panel below it.

page-back = Back to the article
dock-annotations = Annotations
dock-find = Find
dock-checklist = Check list
dock-close = Close the panel
dock-landmark = Panel below the article

# Settings

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
