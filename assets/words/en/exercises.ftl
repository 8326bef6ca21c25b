## Exercises: what is done

step-add-exercise = Make the exercise “{ $title }”
step-change-exercise = Change the exercise “{ $title }”
step-remove-exercise = Remove the exercise “{ $title }”
step-saying = Say something of “{ $words }” in an exercise
step-example = Make “{ $words }” an example
step-no-example = Make “{ $words }” no example any longer
step-accept-mark = Accept { $label } “{ $words }” as right

## Exercises: why something can't be done

refuse-exercise-gone = This exercise is gone.
refuse-nothing-marked = { $who } has marked nothing in this article: an exercise is made of what is marked. Choose another set, or mark the article first.
refuse-not-asked = The exercise does not ask for { $label }.
refuse-not-in-key = This annotation is not part of the exercise.
refuse-other-text = These words are not in the text of the exercise.
refuse-learners-copy = This is a learner’s copy: it has no key.
refuse-exercise-numbers = Points are between -10,000 and 10,000, costs are not below 0, and the share that must be covered is between 1 and 100 percent.

## Exercises: what a new one says. It becomes the project's own and can be changed.

# $labels and $kinds are names, such as: claim, denial, source.
exercise-instructions = Read the article once from beginning to end. Then mark every phrase that is one of these: { $labels }. Mark the words that say it, and no more than you need.
exercise-instructions-kinds = Read the article once from beginning to end. Then mark every phrase that is one of these: { $labels }. Mark the words that say it, and no more than you need. At last, join what belongs together: { $kinds }.

## Exercises: handing out

exercise-no-labels = The exercise asks for no label.
exercise-nothing-to-find = There is nothing to find: the exercise’s set has none of the labels that are asked for in this text, but for examples.
# The name of who works in a learner's copy, until they give their own.
exercise-learner = Learner
# The name of the set that holds what a learner sees marked from the beginning.
exercise-examples = Examples
secret-word = The word does not open the key, or the file was damaged. Capital letters count.
secret-damaged = The sealed key is damaged.
secret-rounds = The sealed key asks for { $rounds } rounds of reckoning, and no more than { $most } are done: the file is damaged or not honest.

## The command line

terminal-exercise = Hand an exercise on an article out to learners
terminal-exercise-more =
    Hand an exercise on an article out to learners

    FILE.html is one page for any browser, on a computer, a tablet or a telephone; it needs no network. FILE.ron is a project for the program. Both hold the article, what is to be done and the labels, and give one file to hand in.

    With an option it is written for paper or for a learning platform instead, which gives no hand-ins: a worksheet or its answers, to print; words to mark for H5P; questions for Moodle or others. What these can’t hold is said.

    The key is in neither FILE.html nor FILE.ron; with a word it is, closed with that word (AES-256), so that learners can check themselves once you tell them the word. That keeps it from being looked at, as long as nobody guesses the word: a program tries short ones quickly.

    The key is what the exercise's set has marked in the article. Where the article has no exercise yet, one is made with values that will do and saved in the project, for hand-ins are held against that.

    Exits with 0 when all went out, 1 when the project was read with warnings, annotations that lost their place stay away or something could not be held, 2 when nothing was written.
terminal-exercise-project = The project with the key; it gets an exercise where the article has none
terminal-exercise-article = Which article: its number in the list, its title or a part of it, or its id
terminal-exercise-out = Where to write what learners get: FILE.html or FILE.ron; a file that is there is not replaced
terminal-exercise-title = Which exercise on the article: its title or a part of it
terminal-exercise-set = Take the exercise whose key is this set, or make one of it
terminal-exercise-word = The word with which learners open the key to check themselves; otherwise the exercise's own
terminal-exercise-force = Replace FILE if it is there
terminal-exercise-json = Print what went out as JSON
terminal-exercise-which = what is it to be? Name a file that ends in .html or .ron.
terminal-exercise-several = the article has several exercises: name one with --exercise: { $exercises }
terminal-exercise-none = no exercise on this article is called “{ $name }”, or several are; there are: { $exercises }
terminal-exercise-unmarked = nobody has marked anything in this article: an exercise is made of what is marked
terminal-exercise-whose = several have marked something in this article: name whose marks are the key with --set: { $sets }
terminal-exercise-made = the article had no exercise: “{ $title }” was made, with values that will do, and saved in the project
terminal-exercise-detached = “{ $words }” lost its place in the text, and is no part of the exercise
terminal-exercise-told = “{ $title }”: { $marks ->
    [one] { $marks } phrase
   *[other] { $marks } phrases
} and { $links ->
    [one] { $links } relation
   *[other] { $links } relations
} to find, { $examples ->
    [0] no examples
    [one] { $examples } example
   *[other] { $examples } examples
}
terminal-exercise-sealed = (with the key, closed with the word)
