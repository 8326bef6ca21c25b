# The scheme: labels, attributes and relation kinds, and the page that changes them. $sort is label, attribute or kind.

## Steps

step-add-part = { $sort ->
    [label] Add label { $name }
    [attribute] Add attribute { $name }
   *[kind] Add relation { $name }
}
step-rename-part = { $sort ->
    [label] Rename label { $old } to { $new }
    [attribute] Rename attribute { $old } to { $new }
   *[kind] Rename relation { $old } to { $new }
}
step-key-part = { $sort ->
    [label] Give label { $name } another key
   *[kind] Give relation { $name } another key
}
step-recolour-part = { $sort ->
   *[label] Recolour label { $name }
}
step-change-part = { $sort ->
    [label] Change label { $name }
    [attribute] Change attribute { $name }
   *[kind] Change relation { $name }
}
step-move-part = { $sort ->
    [label] Move label { $name }
    [attribute] Move attribute { $name }
   *[kind] Move relation { $name }
}
step-remove-part = { $sort ->
    [label] Remove label { $name }
    [attribute] Remove attribute { $name }
   *[kind] Remove relation { $name }
}
step-merge-parts = { $sort ->
    [label] Merge label { $old } into { $new }
    [attribute] Merge attribute { $old } into { $new }
   *[kind] Merge relation { $old } into { $new }
}
step-load-scheme = Load the scheme “{ $name }”

## What goes with a step

# $of is a count such as "3 annotations".
lost-values = { $attribute } of { $of }
lost-doubles = { $count ->
    [one] { $count } mark of words that carry the other label too
   *[other] { $count } marks of words that carry the other label too
}
# What exercises ask for a label or a relation that goes: its points, its hint, its feedback.
lost-tasks = { $count ->
    [one] what { $count } exercise asks for it
   *[other] what { $count } exercises ask for it
}
scheme-part = { $sort ->
    [label] label { $name }
    [attribute] attribute { $name }
   *[kind] relation { $name }
}
# Several of a sort, $names is a list of them.
scheme-parts = { $sort ->
    [label] { $count ->
        [one] label { $names }
       *[other] labels { $names }
    }
    [attribute] { $count ->
        [one] attribute { $names }
       *[other] attributes { $names }
    }
   *[kind] { $count ->
        [one] relation { $names }
       *[other] relations { $names }
    }
}

## Why something is not done

refuse-part-nameless = { $sort ->
    [label] A label needs a name.
    [attribute] An attribute needs a name.
   *[kind] A relation needs a name.
}
refuse-part-there = { $sort ->
    [label] There is a label { $name } already.
    [attribute] There is an attribute { $name } already.
   *[kind] There is a relation { $name } already.
}
refuse-no-key = That can't be a key.
refuse-key-taken = { $key } is the key of { $name } already: choose another one.
refuse-letter = A badge has one letter or two.
refuse-choice-nameless = A choice needs a name.
refuse-choice-there = That choice is there already.
refuse-merge-sorts = Only parts of the same sort can become one.

scheme-fault-nameless = { $sort ->
    [label] The label “{ $key }” has no name.
    [attribute] The attribute “{ $key }” has no name.
    [choice] The choice “{ $key }” has no name.
   *[kind] The relation “{ $key }” has no name.
}
scheme-fault-twice = { $sort ->
    [label] The label “{ $name }” is there twice.
    [attribute] The attribute “{ $name }” is there twice.
    [choice] The choice “{ $name }” is there twice.
   *[kind] The relation “{ $name }” is there twice.
}
scheme-fault-owner = The attribute “{ $attribute }” is for a label or a relation that the scheme does not have.
scheme-fault-joins = The relation “{ $kind }” joins the label “{ $label }”, which the scheme does not have.
scheme-fault-shortcut = The key “{ $key }” stands for two things.

## The codebook

codebook-example = · “{ $example }”

## Templates

template-not-utf8 = The file is not UTF-8 text, and so no scheme. Choose another file.
template-no-scheme = The file is no scheme: it does not say “scheme”. A project's scheme becomes a file by “Save the scheme as a template …”.
template-newer = The scheme has format { $format }, and this program knows formats up to { $known }. Update Gainsay to load it.
template-syntax = The scheme can't be read from line { $line }, column { $column } on: { $what }. Mend the file there, or choose another one.
template-fault = The scheme does not hold together: { $fault } Mend the file, or choose another one.
scheme-not-read = The scheme in { $path } was not loaded: { $why }
file-scheme = scheme.ron
file-codebook = codebook.html
export-over-project = That is the project's own file: choose another name.
path-load-scheme = Load a scheme
path-save-scheme = Save the scheme as a template
path-codebook = Save the codebook as a page to print
dialog-schemes = Schemes
dialog-pages = Pages

# $attributes, $owners, $choices, $from and $to are lists of names.
codebook-title = { $title }: codebook
codebook-ties-proposition = Several that say the same can be tied as the same claim.
codebook-ties-entity = Several that name the same can be tied as one.
codebook-has = Attributes: { $attributes }
codebook-on = For { $owners }
codebook-flag = Yes or no
codebook-text = Free text
codebook-choice = One of: { $choices }
codebook-inverse = Read from the other end: { $name }
codebook-joins = From { $from } to { $to }

## The page

scheme-labels = Labels
scheme-attributes = Attributes
scheme-kinds = Relations
scheme-propositions = propositions
scheme-empty = The scheme has nothing in it yet: add a label, or load a scheme.
scheme-none = none yet
scheme-new-name = Name of the new part
    .hint = name, then Enter
# $part is a label, an attribute or a relation with its name; $uses a count.
scheme-row = { $part }, { $uses }
scheme-values = { $count ->
    [one] { $count } value
   *[other] { $count } values
}
scheme-name = Name
scheme-letter = Letter
scheme-key = Key
    .tip = Click it, then press the key that shall stand for it.
scheme-no-key = No key
scheme-own-key = In the settings you gave it a key of your own: { $key }.
scheme-ties = Several can be tied as
scheme-ties-nothing = nothing
scheme-ties-proposition = the same claim
scheme-ties-entity = the same name
scheme-colour = Colour and line
scheme-colour-name = Colour and line { $number }
scheme-colour-free = No other label has it.
scheme-colour-taken = Also: { $labels }
scheme-same-line = { $label } has the same line: where colours can't be told apart, nothing else parts them but the letter.
scheme-same-letter = { $label } has the same letter.
scheme-definition = Definition: when to use it
scheme-examples = Examples, one a line
scheme-on = For
# What is switched on or off in a list, such as "From: claim".
scheme-switch = { $list }: { $name }
scheme-on-nothing = It is for nothing yet: choose what can have it.
scheme-takes = Value
scheme-takes-flag = yes or no
scheme-takes-choice = one of several
scheme-takes-text = free text
scheme-choices = Choices
scheme-choice = Choice { $number }
scheme-choice-new = New choice, then Enter
# $what is "Move up", "Move down" or "Remove", $name a choice.
scheme-choice-do = { $what }: { $name }
scheme-choice-remove = Remove
scheme-inverse = Name from the other end
scheme-from = From
scheme-to = To
scheme-joins-nothing = It joins nothing yet: choose labels to lead from and to.
scheme-up = Move up
scheme-down = Move down
scheme-drag = Or drag it in its list, or press Alt with an arrow key there.
scheme-merge = Merge into …
    .tip = Gives what was made by it to another one, and removes it.
    .button = Merge
scheme-remove = Remove …
    .tip = Removes it; says first what goes with it.
scheme-carried = { $count ->
    [one] { $count } annotation carries it.
   *[other] { $count } annotations carry it.
}
scheme-valued = { $count ->
    [one] It has { $count } value.
   *[other] It has { $count } values.
}
scheme-related = { $count ->
    [one] { $count } relation is of this kind.
   *[other] { $count } relations are of this kind.
}
scheme-give = Give that to
scheme-into-label = Other label
scheme-into-attribute = Other attribute
scheme-into-kind = Other relation
scheme-merge-whole = Nothing is lost by that.
scheme-merge-loses = What it can't hold goes: { $what }.
scheme-delete = Or delete it all: { $what }.
    .button = Delete
scheme-change = That takes something along: { $what }.
    .button = Change it all the same
scheme-load = Load a scheme in place of this one. What is in use stays.
scheme-load-file = From a file …
scheme-offered = “{ $name }” has the labels { $what }.
scheme-offer-goes = Goes, and nothing was made by it: { $what }.
scheme-offer-stays = Stays, because it is in use: { $what }.
scheme-offer-load = Load it
article-scheme = What it marks:
