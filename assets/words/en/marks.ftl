# Hand-ins and what they are worth: why one can't be marked, tables, and the pages that are handed out.

marks-too-large = is too large for a hand-in
marks-not-one = is no hand-in: { $why }
marks-no-hand-in = it does not say that it is one
marks-newer = was made by a later version of the program (format { $format }); a newer Gainsay reads it
marks-damaged = is damaged: { $why }
marks-digest = its checksum is not that of what it holds
marks-other-exercise = is for another exercise
marks-other-article = is on another text: another article, or another version of it
marks-older = is for an earlier version of this exercise: what is asked has changed since
marks-no-name = says no name
marks-same-file = is the same file as { $other }
marks-again = { $learner } handed in again: { $other } counts
marks-unread = what it says as “{ $name }” can’t be read
marks-too-many = it holds { $count } marks, pieces of marks or relations, and no more than { $most } are read
marks-long-name = the name is longer than { $most } characters
marks-elsewhere = mark { $number } does not lie in the text as it says
marks-no-end = relation { $number } leads to a mark that is not there
marks-one-end = relation { $number } leads from a mark to itself
marks-not-joined = relation { $number } joins what “{ $kind }” does not join
marks-unreadable = can’t be read
marks-not-one-bare = is no hand-in
marks-damaged-bare = is damaged
marks-same-file-bare = is the same file as another
marks-again-bare = is from a learner who handed in again: the later one counts
marks-key-unfit = “{ $what }” in the key does not fit

marks-learner = Learner { $number }
marks-counted =
    { $learners ->
        [one] { $learners } learner
       *[other] { $learners } learners
    }{ $aside ->
        [0] {""}
        [one] {"; "}{ $aside } file set aside
       *[other] {"; "}{ $aside } files set aside
    }
marks-head-learner = Learner
marks-head-points = Points
marks-head-of = of
marks-head-percent = %
marks-head-found = Found
marks-head-wrong = Wrong label
marks-head-missed = Missed
marks-head-surplus = Surplus
marks-head-minutes = Minutes
marks-head-over = Over time
marks-head-key = Words
marks-head-label = Label
marks-key = The key
marks-ends = { $from } → { $to }
marks-many = What a fifth of the class or more marked and the key has not
marks-many-line = { $label }: “{ $words }”, { $count } learners
marks-alike = Alike
# They may sit side by side, or read alike: nothing is said of why.
marks-alike-line = { $one } and { $other } share { $same } of the { $of } unusual marks that they made
marks-aside = Set aside
marks-aside-hidden = a file: { $why }

# The page that a learner gets back.
feedback-title = { $learner }: { $title }
feedback-points = { $points } of { $of } points
feedback-percent = { " " }({ $percent }%)
feedback-counted = { $found } found, { $wrong } with a wrong label, { $missed } missed, { $surplus } surplus
feedback-handed = Handed in { $time }
feedback-took = Took { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
} of { $limit }{ $over ->
    [0] {""}
    [one] : one minute over time
   *[other] : { $over } minutes over time
}
feedback-sign-found = found
feedback-sign-wrong = wrong label
feedback-sign-surplus = not in the key
feedback-sign-missed = missed
feedback-sign-aside = does not count
feedback-marks = Mark by mark
feedback-nothing = There is no mark, and nothing was to be found.
feedback-sign = Sign
feedback-words = Words
feedback-became = What became of it
feedback-key-words = The key has:
feedback-found = { $label }: found
feedback-wrong = { $label }: the words are right; the label is { $right }
feedback-optional = { $label }: right, though it was not required
feedback-surplus = { $label }: the key has nothing here
feedback-missed = { $label }: missed
feedback-too-short = You marked too little:
feedback-too-long = You marked too much:
feedback-beside = You marked partly beside it:
feedback-near = You marked nearby:
feedback-example = an example; it does not count
feedback-double = the same as another of yours; it does not count
feedback-not-asked = not asked; it does not count
feedback-blank = there is no letter in it; it does not count
feedback-relations = Relations
feedback-from = From
feedback-kind = Relation
feedback-to = To
feedback-link-found = found
feedback-link-optional = right, though it was not required
feedback-link-wrong = the ends are right; the relation is “{ $right }”
feedback-link-surplus = the key has none like it
feedback-link-missed = missed
feedback-by-label = Label by label
feedback-of = { $points } of { $of }
feedback-not-below = Points do not go below 0.

# The page of a class.
class-title = The class: { $title }
class-nobody = There is no hand-in.
class-sums =
    { $learners ->
        [one] { $learners } learner
       *[other] { $learners } learners
    }. Points: from { $least } to { $most } of { $of }, { $middle } in the middle.
class-taken-for = Taken for
class-near = Missed, but near
class-learners = Learners
class-many-none = Nothing.
class-confusion = What was taken for what
class-confusion-more = Rows: what the key has. Columns: what learners made of it. In the last row, what they marked where the key has nothing.
class-key-label = In the key
class-missed = missed
class-none = nothing
class-heat = Where the marks lie
class-heat-more = The darker, the more learners marked it; small numbers say how many. Lines and signs are the key’s.

# The command line.
terminal-grade = Mark the hand-ins of an exercise
terminal-grade-more =
    Marks the hand-ins of an exercise by its key, and lists the learners with their points, what the class made of the key, and which files were set aside and why: damaged, for another exercise or article, for an earlier version, or handed in twice. These are never half counted.

    The exit status is 0, 1 where a file was set aside or the project has warnings, and 2 where nothing could be done.
terminal-grade-project = The teacher’s project, with the exercise and its key
terminal-grade-hand-ins = Hand-ins, folders of them, and ZIP archives
terminal-grade-exercise = Which exercise, by its title or number, where the project has several
terminal-grade-csv = Write a gradebook as CSV, a row a learner
terminal-grade-json = Write all of it as JSON
terminal-grade-html = Write a page of the class, without names, and one for each learner, into the folder that -o names
terminal-grade-out = Where to; else to the standard output. Without another flag, the ending says what: .csv, .json, .txt
terminal-grade-hide-names = Number the learners instead of naming them
terminal-grade-force = Replace what is there
terminal-grade-left =
    { $count ->
        [one] 1 annotation of the key has lost its place in the text, and does not count
       *[other] { $count } annotations of the key have lost their place in the text, and do not count
    }
terminal-grade-nothing = There is no file to read.
terminal-grade-no-folder = Say with -o which folder the pages go to.
terminal-grade-which = Say --csv, --json or --html, or let the name end in .csv, .json or .txt.
terminal-grade-no-exercise = the project has no exercise
terminal-grade-several = the project has several exercises; say with --exercise which one:{ $exercises }
terminal-grade-which-exercise = there is no one exercise “{ $name }”:{ $exercises }
terminal-grade-made =
    { $count ->
        [one] 1 learner
       *[other] { $count } learners
    }
terminal-grade-pages =
    { $count ->
        [one] 1 page
       *[other] { $count } pages
    }
terminal-grade-class = The class
