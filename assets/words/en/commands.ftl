# What a user can do: its text in menus, and as .tip a sentence on what it does.

## Menus

menu-file = File
menu-edit = Edit
menu-article = Article
menu-annotate = Annotate
menu-compare = Compare
menu-view = View
menu-help = Help
submenu-find = How words are found
submenu-texts = Newer texts of it
submenu-people = Annotators and sets
submenu-annotate-as = Annotate as
submenu-heat-of = Heat map of
submenu-show-sets = Whose annotations are shown
submenu-arm = Label every selection
submenu-nudge = Grow or shrink
submenu-link = Relate
submenu-columns = Go to a column

## Keys, as they are shown in menus

# Those held down, with the sign that joins them to the next one.
key-ctrl = Ctrl+
key-alt = Alt+
key-shift = Shift+
key-escape = Esc
key-delete = Delete
key-enter = Enter
key-tab = Tab
key-page-up = PageUp
key-page-down = PageDown

## Commands

command-new = New project
    .tip = Begins a project with no articles.
command-open = Open project …
    .tip = Opens a project from a file.
command-save = Save
    .tip = Writes the project to its file.
command-save-as = Save as …
    .tip = Writes the project to another file and goes on with that one.
command-info = Edit the project's details …
    .tip = The project's title, and a note for whoever opens it.
command-warnings = What was odd in the file …
    .tip = Lists what did not fit when the project was opened.
command-rescue = What a crash left …
    .tip = Shows work that was not saved when the program last ended.
command-quit = Quit
    .tip = Closes the program; asks when work is unsaved.
command-undo = Undo
    .tip = Takes the last step back.
command-undo-step = Undo: { $step }
command-redo = Redo
    .tip = Makes the step that was taken back again.
command-redo-step = Redo: { $step }
command-copy = Copy the words
    .tip = Copies the selected words, or those of the selected annotation.
command-copy-citation = Copy with its citation
    .tip = Copies the words with outlet, date, title and address of their article.
command-find-next = Find next
    .tip = Goes to the next place of what is looked for, and selects it.
command-find-previous = Find previous
    .tip = Goes to the place before, and selects it.
command-find-ignore-case = Find: ignore case
    .tip = Capital letters and small ones are the same.
command-find-whole-words = Find: whole words
    .tip = Finds only what begins and ends where a word does.
command-find-regex = Find: regular expression
    .tip = Reads what is looked for as a pattern, such as “den(y|ied)”.
command-select-all = Select all text
    .tip = Selects the whole text of the article.
command-escape = Clear the selection
    .tip = Ends what is going on: a relation being made, an armed label, a selection.
command-add-files = Add articles from files …
    .tip = Adds texts, Markdown files, saved web pages, PDF documents, documents of word processors (.docx, .odt, .rtf) and e-books (.epub) to the project, each as an article.
command-stop-reading = Stop adding files
    .tip = Stops reading the files that are to be added; none of them is.
command-stop-many = Stop changing annotations
    .tip = Gives up the change of many annotations that is under way; nothing is changed.
command-paste = Paste an article …
    .tip = Adds an article from text that you paste or type.
command-new-text = Add a new text of this article …
    .tip = For an article that was edited after publication: compares the two texts and carries the annotations over.
command-new-text-file = Add a new text from a file …
    .tip = Reads the new text of this article from a text file, a Markdown file, a saved web page, a document of a word processor (.docx, .odt, .rtf) or an e-book (.epub).
command-page-texts = Texts of this article
    .tip = What changed from one text to the next, and the annotations that lost their place.
command-place-lost = Take the likeliest place
    .tip = Puts the first annotation of the review where its words most likely stand now.
command-leave-lost = Leave it without a place
    .tip = The words of the first annotation of the review are gone from the text.
command-shared = Shared passages
    .tip = Text that this article has in common with the others, and quotations that they give differently.
command-find-article = Find an article …
    .tip = Lists only the articles with these words in title, outlet, author or date.
command-details = Edit the details …
    .tip = Title, outlet, author, date, address and language of the open article.
command-remove-article = Remove the article
    .tip = Removes the open article with its annotations. Undo brings it back.
command-move-up = Move the article up
    .tip = Moves the open article up in the list.
command-move-down = Move the article down
    .tip = Moves the open article down in the list.
command-next-article = Next article
    .tip = Opens the article below in the list.
command-previous-article = Previous article
    .tip = Opens the article above in the list.
command-open-beside = Open the next article beside
    .tip = Shows the next article of the list beside the open one, up to four side by side. To choose which, hold Ctrl and click it in the list.
command-close-column = Close the column
    .tip = Takes the article that you are in away from those side by side. It stays in the project.
command-column = Go to column { $number }
    .tip = Gives the keyboard to one of the articles side by side.
command-done = Mark as done
    .tip = Says that you have finished this article: only finished ones are compared.
command-not-done = Mark as not done
command-add-annotator = Add an annotator …
    .tip = Adds somebody who annotates; their marks are kept apart from the others'.
command-rename-annotator = Rename the annotator …
    .tip = Gives whoever is annotating another name; their marks stay theirs.
command-add-set = Begin another pass
    .tip = Begins a new set for whoever is annotating, such as a second reading; marks made before stay as they are.
command-add-masked-set = Annotate again, masked
    .tip = Begins another pass in which each article's outlet, author and earlier marks are hidden until you are done with it.
command-unmask = Show what is masked
    .tip = Shows this article's outlet, author and earlier marks before you are done with it. The pass remembers that you looked.
command-compare-with-self = Compare with yourself
    .tip = Shows how far your passes agree, and nobody else's.
command-rename-set = Rename the set …
    .tip = Gives the set that is annotated in a name of its own.
command-only-own = Only the set that is annotated in
    .tip = Hides the annotations of all other sets; again, it shows them all.
command-annotate-as = Annotate as { $who }
    .tip = New marks go into this set; those of other sets can be read only.
command-show-set = Show the annotations of { $who }
    .tip = Shows this set's annotations beside those of the set that is annotated in, or hides them.
# Its tip is the definition that the scheme gives the label.
command-label = Mark as { $label }
command-relabel = Relabel as { $label }
command-arm = Mark every selection as { $label }
    .tip = From now on, each finished selection becomes a { $label } at once.
command-mark-again = Mark again
    .tip = Gives the label that was given last to the selection or the selected annotation.
command-mark-again-as = Mark again as { $label }
command-next-unmarked = Next unmarked sentence
    .tip = Selects the next sentence that no annotation touches.
command-disarm = Stop marking every selection
    .tip = Selections wait for a label again.
command-delete = Delete the annotation
    .tip = Removes the selected annotation and its relations. Undo brings them back.
command-unsure = Not sure
    .tip = Flags the selected annotation as one you are not sure of.
command-edit-note = Edit the note
    .tip = Gives the keyboard to the note of the selected annotation. Esc leads back to the text.
command-next = Next annotation
    .tip = Selects the next annotation in the article.
command-previous = Previous annotation
    .tip = Selects the annotation before in the article.
command-nudge = { $way ->
    [grow-start] { $unit ->
        [word] Grow: start back by a word
       *[character] Grow: start back by a character
    }
    [shrink-start] { $unit ->
        [word] Shrink: start forward by a word
       *[character] Shrink: start forward by a character
    }
    [grow-end] { $unit ->
        [word] Grow: end forward by a word
       *[character] Grow: end forward by a character
    }
   *[shrink-end] { $unit ->
        [word] Shrink: end back by a word
       *[character] Shrink: end back by a character
    }
}
    .tip = Moves one end of the selected annotation.
command-remove-fragment = Remove the last fragment
    .tip = Takes the last fragment off an annotation that has several.
# Its tip is the definition that the scheme gives the relation.
command-link = Relate: { $kind } …
command-same-claim = Same claim as …
    .tip = Ties the claim to another that says the same, here or in another article.
command-same-entity = Names the same as …
    .tip = Ties it to another annotation that names the same.
command-untie = Untie from the others
    .tip = Takes the annotation out of what it is tied into.
command-propose = Word what it says
    .tip = Gives the claim a wording and a verdict of its own.
command-tie-rows = Make the chosen rows one
command-part-claims = Part the chosen claims from their row
command-not-there = Read for it: not there
    .tip = Says of the ledger’s cell that the article was read for it and it is not there, or takes that back.
command-snap = Snap to words
    .tip = Selections take in whole words. Hold Shift while dragging for exact places.
command-larger = Larger text
    .tip = Makes the article's text larger.
command-smaller = Smaller text
    .tip = Makes the article's text smaller.
command-normal-size = Normal text size
    .tip = Shows the article's text at its normal size.
command-left = Articles at the left
    .tip = Shows or hides the list of articles.
command-right = Annotation at the right
    .tip = Shows or hides the panel with the selected annotation.
command-filter-table = Filter the table …
    .tip = Lists only the annotations that hold the words you type, in the text or in the note.
command-close-dock = Close the panel below
    .tip = Closes the table or the search below the article.
command-try-again = Try again
    .tip = Has done again what the program failed to make: the ledger, the table, a search or a comparison.
command-copy-table = Copy the table as CSV
    .tip = Copies the rows that the table lists, for a spreadsheet.
command-all-relations = Draw all relations
    .tip = Draws the relations of all annotations, not only of the selected one.
command-lanes = Compare annotators in lanes
    .tip = Shows each annotator's marks in lanes of their own below the words, always in the same order; again, all together.
command-heat = Heat map of annotators
    .tip = Shows how many annotators marked each stretch of the text; again, the marks themselves.
command-together = Show annotators together
    .tip = Shows the marks of all annotators in the same lanes.
command-heat-of = Any label
    .tip = Shows in the heat map how many annotators marked each stretch with this label.
command-heat-of-label = Heat map of { $label }
command-light = Light
    .tip = Light colours.
command-dark = Dark
    .tip = Dark colours.
command-system-theme = Light or dark as the system
    .tip = Follows the system's choice of light or dark.
command-palette = Find a command …
    .tip = Finds any command, article or annotation by a part of its name.
command-shortcuts = Shortcuts
    .tip = Lists all shortcuts.
command-hints = First steps
    .tip = Walks through selecting, labelling, relating and saving, and ticks each off when it is done.
command-about = About Gainsay
    .tip = Version and licence.

# Panels and pages

command-table = All annotations
    .tip = Lists the annotations of the article or the project below the article.
command-find = Find …
    .tip = Finds words in the article or in all articles.
command-differences = Differences
    .tip = Lists where annotators differ in the open article: other words, another label, only some have it, another value or relation.
command-next-difference = Next difference
    .tip = Selects the next place where annotators differ, as the list of differences is filtered.
command-previous-difference = Previous difference
    .tip = Selects the place before.
command-begin-adjudication = Begin adjudication
    .tip = Settles what annotators mark differently in a set of its own: begins one, or goes on where it was left.
command-take-of = Settle the place as annotator { $number } has it
    .tip = Takes over what this annotator has at the selected place, and goes to the next place that is open.
command-take-of-set = Settle the place as { $who } has it
command-take-all = Settle the place with all versions
    .tip = Takes over what each annotator has at the selected place, the same words and label once.
command-take-nothing = Settle the place with nothing
    .tip = Decides that nothing is marked at the selected place.
command-take-and-edit = Take the selected version and edit it
    .tip = Settles the place as the selected annotation has it, and selects the copy: its words, label and values can be changed.
command-accept-article = Accept all that agree in the article
    .tip = Settles each open place of the article where all annotators have the same, in one step.
command-accept-project = Accept all that agree in the project
    .tip = Settles each open place of all articles where all annotators have the same, in one step.
command-blind = Hide annotators’ names
    .tip = Shows letters instead of annotators’ names everywhere while you settle differences; the letters say nothing of the order of the list.
command-checklist = Check list
    .tip = Lists what an editor would send back: denials without a claim, missing scopes and verdicts, circles of sources.
command-conflicts = Conflicts
    .tip = Lists what merged copies say differently, each with its versions, to settle one by one.
command-take-first = Settle the first conflict: take the first version
    .tip = Takes the first version that is listed, or keeps the row that one copy took out.
command-take-second = Settle the first conflict: take the second version
    .tip = Takes the second version that is listed, or takes out the row that one copy took out.
command-keep-both = Settle the first conflict: keep both versions
    .tip = Notes go one below the other; an annotation with two labels or places becomes two.
command-merge-with = Merge with another copy …
    .tip = Takes in what somebody else did in a copy of this project, as one step. What both say differently is listed. What only one copy has, comes: also what was deleted in the other.
command-page-ledger = Ledger
    .tip = Lays the articles side by side, claim by claim: who says it, on whose word, who denies it, who is silent.
command-page-article = Back to the article
    .tip = Closes the page that is open.
command-page-settings = Settings
    .tip = Text size, theme, keys, scale: how the program looks and behaves.
command-page-scheme = Labels and relation kinds
    .tip = Labels, attributes and relation kinds of the project, with their definitions.
command-page-earlier = Earlier versions
    .tip = Copies of the file from earlier saves, and steps that are not saved yet.

## Commands of the scheme

submenu-scheme = Scheme
command-add-label = Add a label …
    .tip = Begins a new label; its name comes first.
command-add-attribute = Add an attribute …
    .tip = Begins a new attribute of labels, relations or propositions; its name comes first.
command-add-kind = Add a relation …
    .tip = Begins a new kind of relation; its name comes first.
command-load-scheme = Load a scheme …
    .tip = Reads labels, attributes and relations from a file, and says what that changes before anything is done.
command-save-scheme = Save the scheme as a template …
    .tip = Writes labels, attributes and relations to a file that other projects can load.
command-codebook = Save the codebook to print …
    .tip = Writes definitions and examples of all labels, attributes and relations as a page (HTML) to read and print.
