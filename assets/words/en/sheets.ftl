# Exercises on paper and for learning platforms.

# Worksheets and their answers.
sheet-name = Name
sheet-date = Date
sheet-how = Draw the line of a label under the words that it fits. Write its letter and a number above the first of them: C1, C2 and so on. Marks may overlap.
sheet-how-relations = Then write into the table at the end which mark leads to which.
sheet-examples = What is marked already is an example.
sheet-optional = not required
sheet-minutes = { $count ->
    [one] You have one minute.
   *[other] You have { $count } minutes.
}
sheet-find = What to find
sheet-count = { $count ->
    [0] None to find.
    [one] One to find.
   *[other] { $count } to find.
}
sheet-joins = From { $from } to { $to }.
sheet-any = any mark
sheet-hints = Hints
sheet-hint = { $label }: { $hint }
sheet-relations = Relations
sheet-from = From
sheet-relation = Relation
sheet-to = To
sheet-answers = { $title }: answers
sheet-marks = What was to be found
sheet-sign = Sign
sheet-words = Words
sheet-line = Line
sheet-points = Points
sheet-said = What to say of it
sheet-example = example
sheet-points-each = Points for each: { $points }.
sheet-fit = A mark counts as found where it has the right label, covers at least { $covers } % of the words marked here, and adds at most { $adds } % of their length.
sheet-fit-exact = A mark counts as found where it has the right label and the very words marked here.
sheet-costs = Taken off: { $costs }.
sheet-cost = { $points } for { $what }
sheet-cost-wrong = the right words with a wrong label
sheet-cost-missed = what was not found
sheet-cost-surplus = a mark that is not in the key

# Questions for learning platforms.
quiz-denied = Which of these does somebody in the article deny? Choose all of them.
quiz-denied-name = What is denied?
quiz-said = Who says this, or on whose word does the article say it?
quiz-said-name = Who says it?
quiz-leads = The article ties these words to others: “{ $kind }”. To which of these?
quiz-label = What are the words in bold?
quiz-label-name = What is it?
quiz-label-right = It is: { $label }.
quiz-no-denials = Which claims are denied is not asked: in the key, no relation “denies” leads to one.
quiz-all-denied = Which claims are denied is not asked: there is no other claim to choose from, or it says nearly the same.
quiz-claims-left = { $count ->
    [one] One claim that nobody denies is not among the answers, for there are enough.
   *[other] { $count } claims that nobody denies are not among the answers, for there are enough.
}
quiz-no-speakers = Who says something is not asked: in the key, no relation leads to anybody.
quiz-said-alone = { $count ->
    [one] Who says it is not asked of one mark: there is nobody else to choose from.
   *[other] Who says it is not asked of { $count } marks: there is nobody else to choose from.
}
quiz-chains = { $count ->
    [one] One relation from somebody to who speaks for them is not asked.
   *[other] { $count } relations from somebody to who speaks for them are not asked.
}
quiz-leads-alone = { $count ->
    [one] Where “{ $kind }” leads is not asked of one mark: there is nothing else to choose from.
   *[other] Where “{ $kind }” leads is not asked of { $count } marks: there is nothing else to choose from.
}
quiz-one-label = What a phrase is is not asked: that takes at least two labels with different names.
quiz-two-labels = { $count ->
    [one] One phrase has two labels; what it is is not asked.
   *[other] { $count } phrases have two labels; what they are is not asked.
}
quiz-characters = { $count ->
    [one] One character that the format can’t hold is shown by a sign (�).
   *[other] { $count } characters that the format can’t hold are shown by signs (�).
}

# H5P Mark the Words.
h5p-nothing = There is nothing in the key that could be marked.
h5p-no-label = The label “{ $label }” is not among those to find.
h5p-no-marks = Nothing in the key is marked as { $label }.
h5p-label = { $count ->
    [one] One mark “{ $name }” is left out: H5P asks for one label at a time.
   *[other] { $count } marks “{ $name }” are left out: H5P asks for one label at a time.
}
h5p-phrase = { $count ->
    [one] One phrase is asked word by word: H5P marks single words, and counts each.
   *[other] { $count } phrases are asked word by word: H5P marks single words, and counts each.
}
h5p-overlap = { $count ->
    [one] One mark shares words with another; they count once.
   *[other] { $count } marks share words with others; they count once.
}
h5p-within-words = { $count ->
    [one] One mark begins or ends within a word. A word that is marked by half or more is right.
   *[other] { $count } marks begin or end within a word. A word that is marked by half or more is right.
}
h5p-example = { $count ->
    [one] One example is to be found like all others.
   *[other] { $count } examples are to be found like all others.
}
h5p-relation = { $count ->
    [one] One relation “{ $name }” is left out.
   *[other] { $count } relations “{ $name }” are left out.
}
h5p-feedback = { $count ->
    [one] What is said of one mark is left out; what is said of the label is shown at the end.
   *[other] What is said of { $count } marks is left out; what is said of the label is shown at the end.
}
h5p-points = Each word is worth one point, and each wrong one takes one off, whatever the exercise says.
h5p-minutes = { $count ->
    [one] The limit of one minute is left out.
   *[other] The limit of { $count } minutes is left out.
}
h5p-asterisk = { $count ->
    [one] One word has an asterisk, which is doubled, as H5P wants it. Some versions show both.
   *[other] { $count } words have an asterisk, which is doubled, as H5P wants it. Some versions show both.
}
h5p-other-asterisk = { $count ->
    [one] One word has an asterisk that H5P would take for its own sign: another sign (∗) stands for it.
   *[other] { $count } words have an asterisk that H5P would take for its own sign: another sign (∗) stands for it.
}
h5p-unspaced = { $count ->
    [one] One stretch without spaces is a single word to H5P.
   *[other] { $count } stretches without spaces are single words to H5P.
}
h5p-task = Mark all words of each { $label }.
h5p-check = Check
h5p-submit = Hand in
h5p-retry = Try again
h5p-solution = Show the solution
h5p-correct = Right
h5p-incorrect = Not right
h5p-missed = Not found
h5p-solution-shown = The text now shows the solution.
h5p-score = You have { $found } of { $of } points
h5p-whole-text = The whole text
h5p-text-to-mark = The text in which words can be marked
h5p-solution-head = Solution
h5p-check-head = Checked
h5p-check-tip = Checks what you marked. Each word is then told to be right, not right, or not found.
h5p-solution-tip = Shows the solution in the text.
h5p-retry-tip = Takes all marks away, so that you can begin again.

# In a terminal.
terminal-exercise-worksheet = Write FILE as a worksheet: a page to print, with numbered lines
terminal-exercise-answers = Write FILE as the worksheet’s answers, with feedback and points
terminal-exercise-h5p = Write FILE as H5P Mark the Words: single words of one label
terminal-exercise-moodle = Write FILE as questions in Moodle XML
terminal-exercise-gift = Write FILE as questions in GIFT
terminal-exercise-label = Which label H5P asks for; otherwise the one whose phrases have the fewest words
quiz-none = no question can be made of the key. { $why }
