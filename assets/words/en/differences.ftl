# Where sets differ, place by place.

dock-differences = Differences
differences-comparing = Comparing …
differences-count = { $places ->
    [one] { $count } of one place differs
   *[other] { $count } of { $places } places differ
}
differences-no-article = Open an article to see where its annotators differ.
differences-too-few = Where annotators differ is listed here, once two sets are done with this article (Article > Done).
differences-waiting = Not done, and so not compared: { $names }.
differences-none = All sets have the same here.
differences-nothing-marked = Nobody has marked anything here.
differences-none-such = No place is like that.
differences-show-all = Show all differences
differences-no-value = none
differences-relation = { $kind } “{ $words }”
differences-relation-with = { $kind } “{ $words }” ({ $values })
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

# Adjudication

submenu-adjudication = Adjudication
adjudication-begun = You settle differences now, in the set “{ $name }”.
adjudication-left = { $step }. { $count ->
    [0] Nothing is left in this article.
    [one] One place is left in this article.
   *[other] { $count } places are left in this article.
}
adjudication-all-settled = { $step }. All places of this article are settled: Article > Done marks it as done.
# Beside the tabs.
adjudication-left-here = { $count } left here, { $all } in the project
adjudication-begin = Begin adjudication
adjudication-accept = Accept what agrees ({ $count })
adjudication-done = Mark as done
adjudication-settled = settled
adjudication-settled-as-nothing = settled: nothing
adjudication-changed = changed since it was settled: open again
adjudication-open = open
# Of an annotation that was taken from others, all of which are deleted since.
adjudication-left-behind = settled, but no annotator has it any longer
adjudication-sift-open = what is open
adjudication-take = Take
adjudication-take-named = Take { $label } “{ $words }” of { $names }
adjudication-all = Take all
adjudication-all-named = Take all versions: { $words }
adjudication-nothing = Nothing
adjudication-nothing-named = Settle with nothing: { $words }
adjudication-edit = Take and edit
adjudication-edit-named = Take { $label } “{ $words }” of { $names } and edit it
adjudication-entry = { $entry }, { $standing }
refuse-no-place = Select a place in the list of differences first.
refuse-nothing-agrees = No open place is left where all agree.

# Hidden names

blind-on = Annotators have letters for names while you settle differences.
blind-off = Annotators have their names again.
blind-nobody = nobody
