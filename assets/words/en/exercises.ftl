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
