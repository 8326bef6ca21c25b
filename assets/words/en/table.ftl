# The table of annotations

table-name = Table of annotations
table-label = Label
table-quote = Quote
table-article = Article
table-relations = Relations
table-set = By
table-note = Note
table-unsure = Not sure
table-time = Time
table-sort = Sorts by this column: rising, then falling, then in the order of the texts.

# What a screen reader hears of a row.
table-row = { $label }: “{ $quote }”, { $article }, { $relations ->
    [0] no relations
    [one] { $relations } relation
   *[other] { $relations } relations
}
table-row-unsure = { $row }, not sure
table-none = –
table-unsure-mark = not sure

# How many rows there are.
table-count = { $shown } of { $total } { $count ->
    [one] annotation
   *[other] annotations
}
# Stands between the thousands of a number.
table-thousands = ,
table-hidden = { $count ->
    [one] one set is hidden
   *[other] { $count } sets are hidden
}
table-reading = Reading the annotations …
table-empty = There are no annotations in this project yet. Select words in an article, and press a label’s key.
table-empty-article = There are no annotations in this article yet. Select words above, and press a label’s key.
table-whole = Whole project
table-unfit = No annotation fits the filters.

# Filters

filter-words = Filter by words
    .hint = Words or note …
    .tip = Lists annotations that hold each of these words, in the text or in the note.
filter-article = This article
filter-project = Project
filter-label = Only { $label }
filter-set = By
    .name = Set { $set }
filter-set-hidden = This set is hidden: show it in the annotators’ menu first.
filter-annotators = Annotators
filter-sets = Sets
filter-attribute = Attribute
filter-attribute-set = any value
filter-unsure = Not sure
    .yes = flagged
    .no = not flagged
filter-related = Relations
    .yes = with
    .no = without
filter-any = Any
filter-is = { $name }: { $value }
filter-clear = Clear filters

# What is done to the chosen rows

chosen-count = { $shown } selected
chosen-others = { $others } of { $count } can’t be changed: another’s
chosen-relabel = Label
chosen-relabel-as = Label as { $label }
chosen-unsure = Not sure
    .off = Sure
chosen-same-claim = Same claim
chosen-same-entity = Same name
chosen-delete = Delete
chosen-others-only = These are another’s annotations.
chosen-go = Go to it
chosen-copy-tip = Copies the words of all selected rows, each with outlet, date, title and address of its article.
citation-copied = Copied with its citation.
table-cited = { $count ->
    [one] Copied with its citation.
   *[other] Copied { $count } quotes with their citations.
}
