# The classroom in the window: making an exercise, the learner's view, what a class handed in.

## Commands

submenu-hand-out-exercise = Hand out the exercise
command-page-exercise = Exercise
    .tip = What learners are to find in an article, what it is worth, and how they get it.
command-page-class = Class
    .tip = What learners handed in: points, what was found and missed, what was taken for what.
command-make-exercise = Make an exercise of this article
    .tip = Makes an exercise of what is marked in the open article; the marks are its key.
command-remove-exercise = Remove this exercise
    .tip = Removes the exercise that is shown. What is marked, and what was handed in, stays.
command-try-exercise = Try it yourself
    .tip = Shows the exercise as learners have it. What you mark there is marked at once, and kept nowhere.
command-end-try = End the try-out
    .tip = Goes back to your project, as it was.
command-hand-out-exercise = Hand out: { $form }
    .tip = Writes the exercise that is shown to a file.
command-open-hand-ins = Open hand-ins …
    .tip = Reads files that learners handed in, and marks them.
command-open-hand-in-folder = Open a folder of hand-ins …
    .tip = Reads all that learners handed in of a folder, and marks it.
command-hide-learners = Hide names
    .tip = Shows letters in place of all names, to show the class.
command-gradebook = Save the points as a table …
    .tip = A row a learner, as CSV: learning platforms and spreadsheets read it.
command-feedback = Save a page for each learner …
    .tip = A page a learner into a folder: their marks, the key, and what you say of both.
command-class-page = Save a page on the class …
    .tip = What the class found and missed, without names.

## Files

path-hand-ins = Open hand-ins
path-exercise = Hand out the exercise
path-hand-in = Hand in
path-gradebook = Save the points
path-feedback = A folder for the pages of the learners
path-class-page = Save the page on the class
dialog-hand-ins = Hand-ins
dialog-csv = Tables (CSV)
file-answers = { $title } – answers
file-worksheet = { $title } – worksheet
file-gradebook = { $title } – points
file-class-page = { $title } – class

form-project = Project
    .tip = A file for this program, which opens in the learner’s view. The key is not in it, or closed with the word.
form-page = Web page
    .tip = One file for any browser, without a network: on a laptop, a tablet, or from the school’s server. The key is not in it, or closed with the word.
form-worksheet = Worksheet
    .tip = A page to print: numbered lines, a wide margin, a legend.
form-answers = Answers
    .tip = The worksheet with the key on it, to print.
form-h5p = H5P
    .tip = “Mark the Words”, for platforms that run H5P.
form-moodle = Moodle XML
    .tip = Questions for Moodle: which claims are denied, who said it, is this a claim or a denial.
form-gift = GIFT
    .tip = The same questions as text, which many platforms read.
handing-out = Writing the exercise …

## Making one

making-untitled = Exercise
making-nothing = There is nothing to ask: mark something in the open article first. What is marked is the key.
making-nobody = Nobody is annotating, so nobody’s marks can be the key: choose at “Annotating as” whose they are to be.
making-closed = Open an article first.
making-handed-in = What a learner handed in can’t be a key: choose another set at “Annotating as”.
making-hidden = While marks or names are hidden, no exercise can be made.
making-none = No exercise yet
making-none-how = Open an article in which you have marked what learners are to find, and make an exercise of it. What is marked is the key: a mistake found in class is mended in the article, and everything is marked anew.
making-shown = Exercise: { $title }
making-of = On “{ $article }”; the key: marks by { $set }
making-preview = What learners get
making-title = Title
making-instructions = What learners are to do
making-asked = What they are to find
making-ask-for = Ask for { $what }
making-in-key = { $count ->
    [0] none in the key
    [one] one in the key
   *[other] { $count } in the key
}
making-points = Points for { $what }
making-points-each = points each
making-texts = Hint, feedback
making-texts-there = Hint, feedback ✎
making-texts-of = Hint and feedback: { $what }
making-hint-of = Hint: { $what }
making-feedback-of = Feedback: { $what }
making-told = Learners are told how many of each there are
making-counts = What counts as found
making-covers = covers at least
making-adds = adds at most
making-exact = Exactly these words
making-usual = As usual
making-counts-exact = Only the very words of the key count, no more and no less. Spaces, punctuation and signs such as $ do not matter.
making-counts-told = A mark counts when it covers at least { $covers } % of the letters of the key’s mark, and when what it adds is no more than { $adds } % of them. Spaces, punctuation and signs such as $ do not matter.
making-costs = What is taken off
making-cost-wrong = wrong label
making-cost-missed = missed
making-cost-surplus = surplus
making-costs-told = Points that each costs. Nobody falls below 0 in all.
making-limited = Time limit
making-minutes = minutes
making-word-heading = Checking oneself
making-word = A word that opens the key (empty: learners can’t check themselves)
making-word-explained = The key is in the copy then, encrypted with this word (AES-256). It keeps learners from looking until you tell them the word. It is no more than that: a short or common word can be guessed by a program, and whoever has the word has the whole key.
making-word-short = Short words are guessed quickly. Take several words.
making-key = The key: { $count } to find{ $examples ->
    [0] {""}
    [one] , one example
   *[other] , { $examples } examples
}{ $optional ->
    [0] {""}
   *[other] , { $optional } not required
}
making-key-explained = What is marked in the article. A click leads there. Examples are shown to learners from the beginning, and count for nothing.
making-key-lost = { $count ->
    [one] One mark of the key lost its place in the text, and is not asked for.
   *[other] { $count } marks of the key lost their place in the text, and are not asked for.
}
making-example = Example
making-example-of = Example: { $quote }
making-example-told = Learners see it marked from the beginning; it counts for nothing.
making-optional = Not required
making-optional-of = Not required: { $quote }
making-optional-told = Who marks it is right; who does not has missed nothing. It is worth no points.
making-out = Hand out
making-out-explained = Choose a form, then save the file where learners get it.
making-out-key = The answers are in this file.
making-out-lost = Left out: { $what }

## Trying it

try-begun = This is what learners see. What you mark here is kept nowhere.
try-ended = Back in your project.
try-explained = You are trying your exercise. Nothing that you do here is kept.
try-check = Learners are asked for the word here, if there is one. You have the key.
try-no-hand-in = This is a try-out: nothing is handed in.

## The learner's view

desk-to-find = To find
desk-count = { $count ->
    [one] there is one
   *[other] there are { $count }
}
desk-any = anything
desk-kind = { $from } — { $kind } → { $to }
desk-task-show = Show the instructions
desk-task-hide = Hide the instructions
desk-hints = Show the hints
desk-hints-close = Hide the hints
desk-hint = { $of }: { $hint }
desk-given-links = { $count ->
    [one] One relation is given as an example.
   *[other] { $count } relations are given as examples.
}
desk-time-begins = { $minutes ->
    [one] You have one minute, from your first mark on.
   *[other] You have { $minutes } minutes, from your first mark on.
}
desk-time-left = { $minutes ->
    [one] Less than one minute left
   *[other] { $minutes } minutes left
}
desk-time-over = The time is over. You can still hand in; your teacher sees when you did.
desk-marks = Your marks: { $count }
desk-no-marks = None yet. Select words in the article, then choose a label.
desk-links = Your relations: { $count }
desk-link = { $from } — { $kind } → { $to }
desk-unlink = Remove the relation { $link }
desk-check = Check yourself
desk-check-explained = Your teacher tells you the word when it is time.
desk-check-now = Check
desk-uncheck = Hide the answers
desk-word = The word
desk-opening = Opening the key …
desk-score = { $points } of { $of } points
desk-tally = { $found } found, { $wrong } with the wrong label, { $missed } missed, { $surplus } surplus
desk-legend = In the text, a letter with a question mark stands at what you missed; a mark of yours that is right is drawn faintly.
desk-missed = Missed: { $count }
desk-missed-links = Relations missed: { $count }
desk-near = You were near: too short, too long, or partly beside it.
desk-wrong-label = Here it is { $label }.
desk-hand-in = Hand in
desk-hand-in-explained = Writes one file. Give it to your teacher. You can hand in again; the last one counts.
desk-name = Your name or code
desk-hand-in-now = Hand in …
hand-in-nameless = Say your name or code first.
hand-in-nothing = There is nothing here to hand in.
key-unreadable = The key was opened, and can’t be read: it is damaged.

verdict-found = found
verdict-wrong = wrong label
verdict-optional = right; not everybody had to find it
verdict-surplus = not in the key
verdict-example = an example; it does not count
verdict-double = marked twice; it counts once
verdict-not-asked = not asked for
verdict-blank = no words

## The class

classroom-none = Nothing was handed in yet
classroom-none-how = Open the files that learners handed in, or a folder of them; or drop the folder onto the window. Files from the program and from browsers may be mixed.
    .no-drops = Open the files that learners handed in, or a folder of them. Files from the program and from browsers may be mixed.
classroom-no-exercise = There is no exercise here that hand-ins could be for. Make one of the article first, or open the project that has it.
classroom-reading = Reading …
classroom-brought = { $count ->
    [one] One hand-in came in.
   *[other] { $count } hand-ins came in.
} { $aside ->
    [0] None was set aside.
    [one] One thing was set aside.
   *[other] { $aside } things were set aside.
}
classroom-brought-here = { $brought } { $count ->
    [one] One was here already.
   *[other] { $count } were here already.
}
classroom-here-already = is here already
classroom-later-here = is older than what is here of { $learner }
    .no-name = is older than what is here of its learner
classroom-replaced = { $learner } handed in again: { $file } counts, in place of what was here. If these are two learners of one name: undo, give the first another name among the annotators, and open it again.
    .no-name = A learner handed in again: the later one counts, in place of what was here.
classroom-stopped = Stopped. No hand-in came in.
classroom-stop = Stop
classroom-left-out = counts. { $count ->
    [one] One mark or relation was left out: the scheme of this project has none such, or it is there twice.
   *[other] { $count } marks or relations were left out: the scheme of this project has none such, or they are there twice.
}
step-hand-ins = { $count ->
    [one] Bring in one hand-in
   *[other] Bring in { $count } hand-ins
}
classroom-hidden = Names are hidden.
classroom-hidden-files = Names are hidden: files that are saved now have letters in place of names, too.
classroom-none-fits = No hand-in fits the exercise as it is now
classroom-not-hidden = Names are shown.
classroom-surplus-gone = That is in the key by now, or nobody has it any more.
classroom-summary = { $count ->
    [one] One learner, { $mean } of { $of } points
   *[other] { $count } learners, { $mean } of { $of } points on average
}
classroom-export = Save …
classroom-heat = On the article:
    .tip = Shows on the article how many marked which words.
classroom-heat-any = all labels
classroom-heat-of-any = Heat map of all labels
classroom-heat-of = Heat map: { $label }
classroom-tab-learners = Learners: { $count }
classroom-tab-key = The key: { $count } to find
classroom-tab-confusion = Taken for what
classroom-tab-surplus = Not in the key: { $count }
classroom-tab-alike = Alike: { $count }
classroom-tab-aside = Set aside: { $count }
classroom-learner = Learner
classroom-points = Points
classroom-found = Found
classroom-wrong = Wrong label
classroom-missed = Missed
classroom-surplus = Surplus
classroom-minutes = Minutes
# How many minutes it took, and how many of them over time.
classroom-minutes-over = { $minutes } (+{ $over })
classroom-points-of = { $points } of { $of }
classroom-sort = Sort by { $column }
classroom-cell = { $learner }, { $column }: { $count }
classroom-cell-told = { $learner }, { $column }: { $text }
classroom-traced = { $what }, { $count }: { $of }
classroom-traced-as = as { $label }
classroom-traced-alike = The same marks
classroom-traced-mark = { $learner }, { $label }: { $words }
classroom-key-show = Show in the article: { $quote }
classroom-key-found = { $count } of { $of } found it
classroom-key-found-name = { $count } of { $of } found: { $quote }
classroom-key-as = { $count } as { $label }
classroom-key-as-name = { $count } as { $label }: { $quote }
classroom-key-missed = { $near ->
    [0] { $count } missed it
   *[other] { $count } missed it, { $near } of them nearly
}
classroom-key-missed-name = { $near ->
    [0] { $count } missed: { $quote }
   *[other] { $count } missed, { $near } nearly: { $quote }
}
classroom-link-wrong = { $count } as another relation
classroom-link-wrong-name = { $count } as another relation: { $link }
classroom-confusion-explained = A row is what the key says, a column what learners said. A number leads to its marks.
classroom-confusion-corner = Key
classroom-confusion-missed = missed
classroom-confusion-surplus = not in the key
classroom-confusion-cell = { $key }, as { $made }: { $count }
classroom-surplus-explained = What more than one learner marked and the key has not. Where they are right, accept it: it becomes part of the key, not required of others, and everybody is marked anew.
classroom-surplus-none = Nothing that more than one learner marked is missing from the key.
classroom-surplus-by = { $count } of { $of } marked it
classroom-surplus-by-name = { $count } of { $of } marked { $label }: { $quote }
classroom-surplus-many = a fifth of the class or more
classroom-accept = Accept as right
    .tip = Makes it part of the key, as right and not required: who marked it is right, and nobody else loses by it. Whether it is required can be changed on the exercise’s page. Undo takes it back.
classroom-accept-name = Accept as right: { $label }, { $quote }
classroom-alike-explained = Hand-ins that share at least three marks which the key has not and few others made. There are many reasons for that: learners who worked together, a friend’s advice, chance. It is a reason to ask, and no more.
classroom-alike-none = No two hand-ins are alike in that way.
classroom-alike-pair = { $one } and { $other }
classroom-alike-same = { $count } of { $of } the same
classroom-alike-name = { $one } and { $other }: { $count } of { $of } the same
classroom-aside-none = Nothing was set aside of what was read last.
classroom-aside-explained = None of these counts, not even in part.
classroom-outdated = { $count ->
    [one] One hand-in is for another version of this exercise: what is asked has changed since. It does not count until the same is asked again. Undo or take back the change, or hand the exercise out anew.
   *[other] { $count } hand-ins are for another version of this exercise: what is asked has changed since. They do not count until the same is asked again. Undo or take back the change, or hand the exercise out anew.
}
classroom-aside-counts = What is in these counts:
classroom-aside-one = { $file } { $why }
classroom-aside-file = A file
