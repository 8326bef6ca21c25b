# How far several people marked the same: what measures are called, and why one has no value.

agreement-undefined-nothing = undefined: nothing that two of them could agree on
agreement-undefined-unmarked = undefined: nobody marked any
agreement-undefined-same = undefined: all values are the same
agreement-undefined-numbers = undefined: the values are no numbers
agreement-undefined-order = undefined: the values have no order
agreement-undefined-ratios = undefined: some values are below 0, and numbers without a true zero have no ratios

agreement-unit-tokens = tokens
agreement-unit-points = code points
agreement-unit-annotations = annotations
agreement-unit-relations = relations
agreement-unit-matched = matched annotations

# $rate is F1, precision or recall; $same says when two annotations are the same.
agreement-spans = { $rate }, { $same }
agreement-f1 = F1
agreement-precision = Precision
agreement-recall = Recall
agreement-strict = label and words
agreement-exact = words
agreement-partial = words, half where some are the same
agreement-type = label, where some words are the same
agreement-overlap = label, where at least { $percent }% of the words are the same
agreement-tokens = label and tokens
agreement-cohen = Cohen’s kappa on tokens
agreement-fleiss = Fleiss’ kappa on tokens
agreement-alpha = Krippendorff’s alpha on tokens
agreement-alpha-u = alpha_U
agreement-u-alpha = u-alpha
agreement-binary = Binary u-alpha
agreement-cu-alpha = cu-alpha
agreement-gamma = gamma
agreement-gamma-cat = gamma-cat
agreement-on-cohen = Cohen’s kappa
agreement-on-scott = Scott’s pi
agreement-on-fleiss = Fleiss’ kappa
agreement-on-nominal = Krippendorff’s alpha, nominal
agreement-on-ordinal = Krippendorff’s alpha, ordinal
agreement-on-interval = Krippendorff’s alpha, interval
agreement-on-ratio = Krippendorff’s alpha, ratio
agreement-on-ac1 = Gwet’s AC1
agreement-on-ac2 = Gwet’s AC2, quadratic

# $attribute is the attribute's key, $measure a coefficient.
agreement-attribute = { $attribute }: { $measure }
# $rate is F1, precision or recall.
agreement-relations = { $rate } of relations, whatever the kind
agreement-relations-labelled = { $rate } of relations with their kind

agreement-title = Agreement
agreement-compared = { $articles ->
    [one] { $sets }, in one article
   *[other] { $sets }, in { $articles } articles
  }
agreement-how = Matched for relations and attributes: { $matched }. Intervals hold 95%, resampled from seed { $seed }.
agreement-left = Left out: { $what }
agreement-left-alone = “{ $article }”, whose text only { $project } has
agreement-left-open = “{ $article }” for { $set }, who is not done with it
agreement-left-other-done = “{ $article }” for { $set }, who is done with another text of it than text { $text }, which is compared
agreement-left-other-text = { $count ->
    [one] { $count } annotation of { $set } on another text of “{ $article }” than text { $text }, which is compared
   *[other] { $count } annotations of { $set } on other texts of “{ $article }” than text { $text }, which is compared
  }
agreement-left-adjudicated = { $set } of { $project }, which was made from the others
agreement-left-few = “{ $article }”, which fewer than two are done with
agreement-left-detached = annotation { $annotation } of { $set }, which lost its place in the text
agreement-left-label = annotation { $annotation } of { $set }, whose label does not count
agreement-near = “{ $one }” and “{ $other }” of { $project } have nearly the same text ({ $percent }% of the words), and are not compared:
agreement-near-change = “{ $old }” became “{ $new }”
agreement-doubled = { $count ->
    [one] One annotation is on words that its set marked with the same label before.
   *[other] { $count } annotations are on words that their set marked with the same label before.
  }
agreement-doubled-how = Tokens and continua take both as one; spans, relations, values and gamma count both.
agreement-sampled = gamma: best alignments, certain to be the best; chance from { $samples } samples, seed { $seed }.
agreement-sampled-roughly = gamma: some alignments may not be the best (≈); chance from { $samples } samples, seed { $seed }.
# Beside a value of gamma.
agreement-approximate = ≈: an alignment may not be the best one. The sets were added one after the other, each where it fits best; trying all ways would have been too much work.
agreement-notes = Notes
agreement-no-interval = no interval: { $why }
agreement-all = All together
agreement-by-label = By label
agreement-by-kind = By kind of relation
agreement-by-article = By article
agreement-by-pair = By pair
agreement-head-value = value
agreement-head-interval = 95% interval
agreement-head-counted = counted
agreement-counted = { $count } { $unit }

## In the program

# What each measure tells, for people who know no statistics.
agreement-tells-strict = “Strict”. Of what either marked, how much the other marked on the very same words with the same label: 1 is all of it, 0 none.
agreement-tells-exact = “Exact”. Of what either marked, how much the other marked on the very same words, whatever the label.
agreement-tells-partial = “Partial”. As “exact”; where only some of the words are the same, it counts half.
agreement-tells-type = “Type”. Of what either marked, how much the other gave the same label where at least some of the words are the same.
agreement-tells-overlap = “Overlap”. As “type”, where at least this share of the words that either marked is common to both.
agreement-tells-tokens = As “strict”; the ends may differ by less than a word.
agreement-tells-cohen = Word by word, how far two agree beyond what chance would bring: 1 is all, 0 no better than chance. Words that nobody marked count too.
agreement-tells-fleiss = As Cohen’s kappa, for any number of people at once. Only words that all are done with count.
agreement-tells-alpha = Word by word, how far all agree beyond chance, also where some are not done with everything. From about 0.8 it is held to be reliable.
agreement-tells-alpha-u = How far the marked stretches cover the same text with the same label, beyond chance; unmarked text is nothing to agree on.
agreement-tells-u-alpha = How far stretches and labels agree over the whole text, gaps between them included, beyond chance.
agreement-tells-binary = How far they agree on what is marked at all, whatever the label, beyond chance.
agreement-tells-cu-alpha = Where at least two marked the same text: how far their labels agree, beyond chance.
agreement-tells-gamma = Lines up what each one marked as well as can be, and says how much closer they are, in place and label, than chance would bring them.
agreement-tells-gamma-cat = As gamma, for the labels of what was lined up; the place does not count.

command-page-agreement = Agreement
    .tip = Says in numbers how far several annotators, or passes, marked the same, and lists the annotations behind each number.
submenu-copy-agreement = Copy the numbers
command-copy-agreement = Copy the numbers as { $form }
    .tip = Copies the numbers of the measure that is shown: all together, by label, by article and by pair.
submenu-agreement = Export agreement
command-agreement = Export agreement as { $form } …
    .tip = Writes all measures of the sets that are compared to a file: CSV for a spreadsheet, JSON for programs, HTML to read and print.
path-agreement = Export agreement
file-agreement = agreement
agreement-form-text = text
agreement-form-csv = CSV
agreement-form-json = JSON
agreement-form-html = HTML
agreement-tells-relations = Of the relations between annotations that both marked: how many the other has between the same two, whatever the kind.
agreement-tells-relations-labelled = Of the relations between annotations that both marked: how many the other has between the same two, of the same kind.
agreement-tells-on-cohen = Of annotations that both marked and gave a value: how often the values are the same, beyond what chance would bring from each one’s own habits.
agreement-tells-on-scott = As Cohen’s kappa; chance is taken from all values together, as if both had the same habits.
agreement-tells-on-fleiss = As Scott’s pi, for any number of people at once.
agreement-tells-on-nominal = How far all agree on the values beyond chance, also where some gave none. From about 0.8 it is held to be reliable.
agreement-tells-on-ordinal = As nominal alpha; values count as the closer, the nearer they stand in the order of the choices.
agreement-tells-on-interval = As nominal alpha, for values that are numbers: it counts how far apart they are.
agreement-tells-on-ratio = As nominal alpha, for values that are numbers: it counts how far apart they are for their size.
agreement-tells-on-ac1 = How often the values are the same beyond a chance that stays small where one value is by far the most frequent.
agreement-tells-on-ac2 = As AC1; values count as the closer, the nearer they stand in the order of the choices.
agreement-left-relations = { $count ->
    [one] One relation: an end is in an article that is left out, has no place, or is somebody else’s.
   *[other] { $count } relations: an end is in an article that is left out, has no place, or is somebody else’s.
  }
agreement-left-values = { $count ->
    [one] One matched annotation, which fewer than two gave a value.
   *[other] { $count } matched annotations, which fewer than two gave a value.
  }
agreement-no-interval-value = there is no value
agreement-no-interval-article = it is of one article, and only all of them together are drawn from
agreement-no-interval-block = fewer than two articles, or paragraphs of the one article, hold anything to draw from
agreement-no-interval-draws = fewer than half of what was drawn has a value
agreement-no-interval-width = all articles or paragraphs that were drawn come to the same, which does not tell how far off it may be
agreement-no-interval-tip = { $told }. No interval: { $why }.
agreement-beside-precision = Precision: of what the second of two marked, how much the first has too.
agreement-beside-recall = Recall: of what the first of two marked, how much the second has too.
agreement-beside-tip = { $told }; precision { $precision }, recall { $recall }
# The value comes first: it is what is compared.
agreement-mark-value = { $value } · { $words }
agreement-tie = { $set }: { $words }
agreement-tie-words = { $from } — { $kind } → { $to }
agreement-copied = Copied the numbers as { $form }
agreement-writing = Computing all measures for the file …
agreement-writing-stopped = Stopped: no file was written
command-stop-agreement = Stop computing measures for a file
    .tip = Gives up the export of agreement that is under way; no file is written.
status-writing-agreement = All measures: { $percent }%

agreement-sets = Compared
agreement-set = Compare { $set }
agreement-measure = Measure
agreement-copy = Copy
agreement-copy-form = Copy { $form }
agreement-match = Matched by
    .tip = When annotations are held to be the same, so that their relations and values can be compared.
agreement-match-exact = the same words and label
agreement-match-overlap = the same label and enough of the words
agreement-match-token = the same label and tokens
agreement-share = Enough is
    .tip = The share of the words that either marked which must be common to both.
agreement-reference = Reference
    .tip = The set that the others are held against: recall is the share of it that they have, precision the share of theirs that it has.
agreement-numbers = Numbers
agreement-computing = Measuring …
agreement-stop = Stop
agreement-stopped = Stopped: these numbers are not what is asked for.
agreement-nothing-stopped = Stopped before there were numbers.
agreement-again = Measure
agreement-few-sets = Agreement takes two sets of marks
agreement-few-sets-how = Add a second annotator (Article → Annotators and sets), or begin another pass of your own, and annotate the same articles again. Then choose at least two sets above.
agreement-none-done = No article is done in two of these sets
agreement-none-done-how = Only articles that at least two have finished are compared. Open an article, choose a set to annotate as, and mark the article as done (Ctrl+D); do the same as the other.
agreement-left-head = Left out
agreement-doubled-head = Marked twice by one set
agreement-doubled-pair = { $set } marked “{ $words }” again with the same label
agreement-number = { $what }, { $sets }: { $value }, { $counted }
agreement-number-pair = { $sets }: { $value }, { $counted }
agreement-and = { $before } and { $last }
agreement-undefined = undefined
agreement-about = ≈ { $value }
agreement-about-tip = { $told }. { $why }
agreement-from-to = { $low } to { $high }
agreement-interval-tip = { $told }. Resampled articles (paragraphs, where there is one article) come to { $interval } in 95 of 100 cases.
agreement-count = { $unit ->
    [tokens] { $count ->
        [one] { $shown } token
       *[other] { $shown } tokens
      }
    [points] { $count ->
        [one] { $shown } code point
       *[other] { $shown } code points
      }
    [relations] { $count ->
        [one] { $shown } relation
       *[other] { $shown } relations
      }
    [matched] { $count ->
        [one] { $shown } matched annotation
       *[other] { $shown } matched annotations
      }
   *[annotations] { $count ->
        [one] { $shown } annotation
       *[other] { $shown } annotations
      }
  }
agreement-differ = Differ: { $count }
agreement-agree = Agree: { $count }
agreement-tracing = Looking for the annotations …
agreement-no-trace = No annotations make this number.
agreement-close = Close the list
agreement-mark = { $set }, { $label }: { $words }

# How a measure counts. A line each: what takes more room is cut, and shown whole under the pointer.
agreement-counts-head = How it is counted
agreement-counts-token = A token is a word that holds a letter or a digit (UAX #29; in Thai, Chinese and Japanese by dictionary).
agreement-counts-half = A token is marked where more than half of it lies in a fragment of an annotation. Unmarked tokens count too.
agreement-counts-masi = All together, a token has the set of all its labels; two sets are as far apart as MASI says (Passonneau 2006).
agreement-counts-label = By label, each token is marked with that label or not.
agreement-counts-points = Counted in characters (Unicode code points). Articles lie end to end; nothing reaches from one into the next.
agreement-counts-fragments = An annotation in several fragments marks its fragments, not what lies between them.
agreement-counts-sets = All together, a stretch has the set of all its labels, and two sets are the same or not.
agreement-counts-whole = An annotation in several fragments is one, and has the same words only where all of them are the same.
agreement-counts-bounds = An annotation in several fragments is one unit, from the start of the first to the end of the last.
agreement-counts-two = Of two sets the best alignment is found for certain, as an assignment.
agreement-counts-more = Of more, each set is added where it fits best; then all other ways to put units together are tried, as a set partition.
agreement-counts-rough = Where those are too many (more than 800 units that hang together, or too much work), it stays as added: ≈.
agreement-counts-chance = By article, it is held against the disorder that chance brings in all of them together.
agreement-counts-matched = Only annotations that are matched count: those that are held to be the same.
agreement-counts-mean = With more than two sets it is the mean of the pairs that have a value.
