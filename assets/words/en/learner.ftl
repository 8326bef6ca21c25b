# The page on which learners solve an exercise in a browser. The page puts in what stands in braces itself.

learner-needs-scripts = This exercise needs a browser that runs its scripts. Where a tablet only shows a preview of the file, open it from the school’s server, or in another browser.

## The task

learner-task = The task
learner-legend = What to find
# $number of $of, the learner's marks beside how many there are.
learner-count = { $number }
learner-count-of = { $number } of { $of }
learner-hint-of = Hint: { $hint }
learner-hints = Hints ({ $count })
learner-hint-number = Hint { $number }: { $label }
learner-how = How to mark
learner-how-short = Drag across words, or tap the first and the last of them. Then choose a label.
learner-how-mouse = With a mouse: drag across the words, or click a word, then choose a label. Holding Shift, a click selects up to another word.
learner-how-touch = With a finger: tap the first word, tap the last word, then choose a label. The round handles move the ends.
learner-how-keys = With the keyboard: Tab into the article. The arrow keys move by a word, a line or (with Ctrl) a paragraph; with Shift they select. A label’s key marks the words; Enter chooses a mark under the cursor, or goes to the buttons; Escape lets go.
learner-how-marks = Click or tap a mark to change its label or its ends, or to remove it. Whether quotation marks and stops at its ends are in it makes no difference. Marks may overlap: once more on the same words chooses the next one there. Ctrl+Z undoes, Ctrl+Y does again.
learner-how-relate = To relate two phrases, choose the first, then the relation, then the second.
learner-how-kept = What you do is kept in this browser on this device, and nowhere else, until you hand in.

## The tools

learner-undo = Undo
learner-redo = Redo
learner-undo-nothing = There is nothing to undo.
learner-redo-nothing = There is nothing to do again.
# $what is what was done, a sentence.
learner-undo-said = Undone: { $what }
learner-redo-said = Done again: { $what }
learner-text = The article
learner-text-told = Arrow keys move by a word, with Shift they select, a label’s key marks, Enter chooses a mark.
learner-side = Your work
learner-start = Begin
learner-start-about = You have { $minutes } minutes. They count from when you begin, and go on while this page is closed. Beginning anew does not set them back.
learner-time-left = { $minutes } min left
learner-time-last = Less than a minute left
learner-time-over = Time is over
learner-time-over-said = Time is over. You can still hand in; the file says when.
learner-time-over-hand-in = Time is over. You can still hand in; the file says when you did.

## Marking

learner-selected = Selected: { $quote }
learner-bar-new = Mark the selected words as
learner-bar-extend = Or tap the last word of the phrase (with a mouse: Shift and click).
learner-bar-overlap = Some of these words are marked already. Marks may overlap.
learner-bar-here = Marks here
learner-bar-fresh = New mark here
learner-close = Close
learner-marked = Marked as { $label }: “{ $quote }”.
learner-marked-already = This is marked as { $label } already: “{ $quote }”.
learner-relabelled = Now { $label }: “{ $quote }”.
learner-ends-moved = The mark is now “{ $quote }”.
learner-removed = Removed { $label }: “{ $quote }”.
learner-relations-gone = Relations that went with it: { $count }.
learner-group-label = Label
learner-group-start = Where the mark starts
learner-group-end = Where the mark ends
learner-group-relate = Relate
learner-ends-start = Start
learner-ends-end = End
learner-end-start-earlier = Start a word earlier
learner-end-start-later = Start a word later
learner-end-end-earlier = End a word earlier
learner-end-end-later = End a word later
learner-remove = Remove
learner-marks = Your marks ({ $count })
learner-marks-none = Nothing is marked yet.
learner-example = example
# Behind the letter of an example's sign.
learner-example-sign = e.g.
learner-name-mark = { $label }: “{ $quote }”
learner-name-example = Example, { $label }: “{ $quote }”
learner-name-missed = Not found, { $label }: “{ $quote }”
learner-anew = Begin anew
learner-anew-said = Begun anew: all your marks are gone.
learner-anew-undo = Undo brings them back.
# $what lists what was kept, each by the words below, with semicolons between.
learner-restored = Kept on this device since { $time }, and here again: { $what }. If it is not yours, begin anew.
learner-restored-title = Work of before
learner-restored-name = the name “{ $name }”
learner-restored-marks = marks: { $count }
learner-restored-clock = time that counts since { $time }
learner-restored-handed = files handed in: { $count }
learner-restored-go = Go on with it
learner-not-kept = This browser keeps nothing for this page: if you close it, your marks are gone. Hand in before you close it.
learner-elsewhere = This exercise was changed in another window; its marks are shown now.

## Relations

learner-relations = Relations
learner-relations-count = relations: { $count }
learner-relate-forward = { $kind } …
learner-relate-backward = … { $kind } this
learner-relation-this = this
learner-relate-to = “{ $quote }” { $kind } …: choose the other phrase
learner-relate-from = … { $kind } “{ $quote }”: choose the other phrase
learner-relate-nobody = Nothing fits yet. Mark the other phrase first, as: { $labels }.
learner-relate-other = Choose a mark with one of these labels: { $labels }.
learner-related = “{ $from }” { $kind } “{ $to }”.
learner-unrelated = No longer: “{ $from }” { $kind } “{ $to }”.
learner-relation-remove = Remove the relation: { $kind }, { $quote }

## Checking

learner-check = Check yourself
learner-check-about = With the word that your teacher tells you, you see what you found and what you missed. Do it when you are done.
learner-check-word = Word
learner-check-open = Check
learner-check-again = Check again
learner-check-opening = Opening the key. This can take a while.
learner-check-no-word = Type the word that your teacher told you.
learner-check-wrong-word = This word does not open the key. Mind capital letters, or ask your teacher.
learner-check-broken = The key in this page cannot be read: the file is damaged. Ask your teacher for another copy.
learner-check-stale = You changed something since. Check again to see what it is worth now.
learner-check-said = Found: { $found }. Other label: { $wrong }. Missed: { $missed }. Not in the key: { $surplus }.
learner-points = { $points } of { $of } points.
learner-check-each = Mark by mark
learner-check-missed-links = Relations that you missed
learner-check-general = What to look for
learner-is-found = found
learner-is-wrong = other label
learner-is-missed = missed
learner-is-optional = right, though it was not required
learner-is-surplus = not in the key
learner-is-ignored = not counted
learner-is-wrong-label = The right words, but the key says: { $label }
learner-is-wrong-kind = ≠ the key says: { $kind }
learner-is-short = missed: your mark there is too short
learner-is-long = missed: your mark there is too long
learner-is-beside = missed: your mark there lies partly beside it

## Handing in

learner-hand-in = Hand in
learner-hand-in-name = Your name, or the code your teacher gave you
learner-hand-in-name-told = It stands in the file that you hand in.
learner-hand-in-no-name = Type your name or code first.
learner-hand-in-save = Save the file to hand in
learner-hand-in-done = This file was saved, mostly to the folder “Downloads”:
learner-hand-in-said = Saved to hand in: { $file }
learner-hand-in-next = Give it to your teacher in the way you were told, for example by e-mail or by uploading it.
learner-hand-in-again = You can go on and hand in again. The later file counts.
learner-hand-in-no-file = Nothing was saved?
learner-hand-in-copy = Copy all of this text and send it to your teacher.
learner-hand-in-text = What the file holds
