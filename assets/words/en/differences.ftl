# Where sets differ, place by place.

dock-differences = Differences
differences-comparing = Comparing …
differences-count = { $count ->
    [one] one difference
   *[other] { $count } differences
} at { $places ->
    [one] one place
   *[other] { $places } places
}
differences-no-article = Open an article to see where its annotators differ.
differences-too-few = Where annotators differ is listed here, once two sets are done with this article (Article > Done).
differences-waiting = Not done, and so not compared: { $names }.
differences-none = All sets have the same here.
differences-nothing-marked = Nobody has marked anything here.
differences-none-such = No place is like that.
differences-show-all = Show all differences
differences-no-value = none
differences-relation = { $kind } “{ $words }”{ $count ->
    [0] { "" }
   *[other] , { $values }
}
# In what sets differ at a place.
differences-lacking = only some have it
differences-boundary = other words
differences-label = other label
differences-attribute = other value
differences-relation-kind = other relation
differences-agree = all agree
differences-nothing = nothing
differences-version = { $names }: { $label } “{ $words }”
differences-version-more = { $names }: { $label } “{ $words }”, { $parts }
differences-version-nothing = { $names }: nothing
differences-entry = { $words }: { $kinds }
# What is listed.
differences-sift = List
differences-sift-differing = all differences
differences-sift-agreeing = what agrees
differences-sift-all = all places
differences-of-label = Label
differences-any-label = any label
differences-of-set = Marked by
differences-any-set = anybody
