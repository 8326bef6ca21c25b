# How far several people marked the same: what measures are called, and why one has no value.

agreement-undefined-nothing = undefined: nothing that two of them could agree on
agreement-undefined-unmarked = undefined: nobody marked any
agreement-undefined-same = undefined: all values are the same
agreement-undefined-numbers = undefined: the values are no numbers

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
agreement-left-few = “{ $article }”, which fewer than two are done with
agreement-left-detached = annotation { $annotation } of { $set }, which lost its place in the text
agreement-left-label = annotation { $annotation } of { $set }, whose label does not count
agreement-near = “{ $one }” and “{ $other }” of { $project } have nearly the same text ({ $percent }% of the words), and are not compared:
agreement-near-change = “{ $old }” became “{ $new }”
agreement-doubled = { $count ->
    [one] One annotation is on words that its set marked with the same label before. Tokens and continua take both as one, spans and gamma count both.
   *[other] { $count } annotations are on words that their set marked with the same label before. Tokens and continua take both as one, spans and gamma count both.
  }
agreement-sampled = gamma: best alignments, certain to be the best; chance from { $samples } samples, seed { $seed }.
agreement-sampled-roughly = gamma: some alignments may not be the best; chance from { $samples } samples, seed { $seed }.
agreement-all = All together
agreement-by-label = By label
agreement-by-kind = By kind of relation
agreement-by-article = By article
agreement-by-pair = By pair
agreement-head-value = value
agreement-head-interval = 95% interval
agreement-head-counted = counted
agreement-counted = { $count } { $unit }
agreement-counted-left = { $counted }, { $left } left out
