# Files of other tools: what is to be known of what came in and goes out.

exchange-file = { $file }: { $what }
exchange-line = { $file }, line { $line }: { $what }
exchange-spot = { $name }, line { $line }
exchange-code-points = code points
exchange-utf-16 = UTF-16 code units
exchange-bytes = bytes
exchange-ends-as-one = line ends of two characters as one
exchange-ends-as-two = each line end as two characters
exchange-end-within = the last character as part of it
exchange-composed = letters and their marks as one (NFC)
exchange-decomposed = letters and their marks apart (NFD)
exchange-mark-counts = with the byte order mark
exchange-mark-counts-not = without the byte order mark
exchange-too-small = each too small by { $by }
exchange-too-large = each too large by { $by }
exchange-annotators = annotators
exchange-articles = articles
exchange-unlabelled = unlabelled
exchange-several = Several values of “{ $name }”, as lines of one text

remark-decoded = { $count ->
    [one] One file was read as { $name }.
   *[other] { $count } files were read as { $name }.
}
remark-undecoded = { $count ->
    [one] One place could not be decoded; a sign (�) stands for it.
   *[other] { $count } places could not be decoded; a sign (�) stands for each.
}
remark-counted = { $count ->
    [one] In one text offsets are counted otherwise than the format says: { $name }.
   *[other] In { $count } texts offsets are counted otherwise than the format says: { $name }.
}
remark-guessed = { $count ->
    [one] In one text offsets seem to be counted otherwise than the format says: { $name }. Only by that they all lie in the text, and nearly all begin and end with a word. Look at some.
   *[other] In { $count } texts offsets seem to be counted otherwise than the format says: { $name }. Only by that they all lie in the texts, and nearly all begin and end with a word. Look at some.
}
remark-unlabelled = { $count ->
    [one] One annotation or relation has no label there. It is labelled “{ $name }”.
   *[other] { $count } annotations or relations have no label there. They are labelled “{ $name }”.
}
remark-same-id = { $count ->
    [one] The id “{ $name }” is there twice. Both annotations are kept; relations with it lead to the last one.
   *[other] The id “{ $name }” is there { $count } times more. All annotations are kept; relations with it lead to the last one.
}
remark-found = { $count ->
    [one] One annotation was found by its words: its offsets lead elsewhere.
   *[other] { $count } annotations were found by their words: their offsets lead elsewhere.
}
remark-detached = { $count ->
    [one] One annotation has no certain place and comes in detached.
   *[other] { $count } annotations have no certain place and come in detached.
}
remark-empty = { $count ->
    [one] One annotation “{ $name }” is on no words and was left out.
   *[other] { $count } annotations “{ $name }” are on no words and were left out.
}
remark-nowhere = { $count ->
    [one] One annotation lies outside its text, and has no words to look for; it was left out.
   *[other] { $count } annotations lie outside their texts, and have no words to look for; they were left out.
}
remark-self-relation = { $count ->
    [one] One relation leads to where it starts and was left out.
   *[other] { $count } relations lead to where they start and were left out.
}
remark-twice-related = { $count ->
    [one] One relation is there twice and came in once.
   *[other] { $count } relations are there already and came in once.
}
remark-end = { $count ->
    [one] One relation has an end that is not there and was left out.
   *[other] { $count } relations have an end that is not there and were left out.
}
remark-joined = { $count ->
    [one] Fragments of one annotation overlap and became one.
   *[other] Fragments of { $count } annotations overlap and became one each.
}
remark-again = { $count ->
    [one] One annotation or relation is there several times, equal each time, and came in once.
   *[other] { $count } annotations or relations are there several times, equal each time, and came in once.
}
remark-no-place = { $count ->
    [one] { $name }: one was left out, for a project has no place for it.
   *[other] { $name }: { $count } were left out, for a project has no place for them.
}
remark-as-attribute = { $count ->
    [one] { $name }: one is kept as an attribute.
   *[other] { $name }: { $count } are kept as attributes.
}
remark-as-note = { $count ->
    [one] { $name }: one is kept as a note.
   *[other] { $name }: { $count } are kept as notes.
}
remark-as-relations = { $count ->
    [one] { $name }: one is kept as an annotation with relations.
   *[other] { $name }: { $count } are kept as annotations with relations.
}
remark-unread = { $count ->
    [one] One line or record was not read: { $name }
   *[other] { $count } lines or records were not read: { $name }
}
remark-unread-file = { $count ->
    [one] One file was not read: { $name }
   *[other] { $count } files were not read: { $name }
}
remark-passed = { $count ->
    [one] One file or folder was passed over: { $name }
   *[other] { $count } files or folders were passed over: { $name }
}
remark-fragments = { $count ->
    [one] One annotation in several fragments is left out.
   *[other] { $count } annotations in several fragments are left out.
}
remark-no-text = { $count ->
    [one] One annotation without a place in the text is left out.
   *[other] { $count } annotations without a place in the text are left out.
}
remark-overlap = { $count ->
    [one] One annotation that overlaps a longer one is left out.
   *[other] { $count } annotations that overlap longer ones are left out.
}
remark-overlapping = { $count ->
    [one] One annotation overlaps another: { $name }
   *[other] { $count } annotations overlap others: { $name }
}
remark-within-words = { $count ->
    [one] One annotation that begins or ends within a word is left out.
   *[other] { $count } annotations that begin or end within a word are left out.
}
remark-trimmed = { $count ->
    [one] One annotation begins or ends with white space; it goes out without that.
   *[other] { $count } annotations begin or end with white space; they go out without that.
}
remark-lines = { $count ->
    [one] One annotation goes on behind a line end; it goes out as a fragment for each line.
   *[other] { $count } annotations go on behind a line end; they go out as a fragment for each line.
}
remark-spaces = { $count ->
    [one] Of one text the words alone go out: its spaces and line ends are left out, so that it comes in again as another text.
   *[other] Of { $count } texts the words alone go out: their spaces and line ends are left out, so that they come in again as other texts.
}
remark-earlier-text = { $count ->
    [one] One annotation on an earlier text of its article is left out.
   *[other] { $count } annotations on earlier texts of their articles are left out.
}
remark-attribute = { $count ->
    [one] One value of “{ $name }” is left out.
   *[other] { $count } values of “{ $name }” are left out.
}
remark-relation = { $count ->
    [one] One relation “{ $name }” is left out.
   *[other] { $count } relations “{ $name }” are left out.
}
remark-across-articles = { $count ->
    [one] One relation “{ $name }” to another article is left out.
   *[other] { $count } relations “{ $name }” to other articles are left out.
}
remark-across-layers = { $count ->
    [one] One relation “{ $name }” is left out, for it joins two layers: there a relation joins annotations of one.
   *[other] { $count } relations “{ $name }” are left out, for they join two layers: there a relation joins annotations of one.
}
remark-others-relation = { $count ->
    [one] One relation “{ $name }” that joins annotations of another annotator is left out.
   *[other] { $count } relations “{ $name }” that join annotations of other annotators are left out.
}
remark-lost-end = { $count ->
    [one] One relation “{ $name }” is left out, for one of its ends is.
   *[other] { $count } relations “{ $name }” are left out, for one of their ends is.
}
remark-relation-attribute = { $count ->
    [one] One value of “{ $name }” of a relation is left out.
   *[other] { $count } values of “{ $name }” of relations are left out.
}
remark-note = { $count ->
    [one] One note is left out.
   *[other] { $count } notes are left out.
}
remark-relation-note = { $count ->
    [one] One note of a relation is left out.
   *[other] { $count } notes of relations are left out.
}
remark-unsure = { $count ->
    [one] That somebody was not sure of one annotation is left out.
   *[other] That somebody was not sure of { $count } annotations is left out.
}
remark-times = { $count ->
    [one] When one annotation was made is left out.
   *[other] When { $count } annotations were made is left out.
}
remark-derived = { $count ->
    [one] What one annotation was made from is left out.
   *[other] What { $count } annotations were made from is left out.
}
remark-done = { $count ->
    [one] That one article is done in one set is left out.
   *[other] { $count } marks that an article is done in a set are left out.
}
remark-undone = { $count ->
    [one] That one article is not done in one set is left out: what has annotations is done when it comes in again.
   *[other] That articles are not done in a set is left out ({ $count }): what has annotations is done when it comes in again.
}
remark-untouched = { $count ->
    [one] One article of which no annotator says anything is left out.
   *[other] { $count } articles of which no annotator says anything are left out.
}
remark-title = { $count ->
    [one] One title is left out: instead of it there is what a file can be called, or nothing.
   *[other] { $count } titles are left out: instead of them there is what files can be called, or nothing.
}
remark-nameless = Who annotated, { $name }, is left out: say it when this comes in again.
remark-order = The order of the { $name } ({ $count }) is left out: they come in again in that of the files.
remark-details = { $count ->
    [one] The details of one article beside its title are left out.
   *[other] The details of { $count } articles beside their titles are left out.
}
remark-blocks = { $count ->
    [one] What the parts of one text are (heading, quote) is left out.
   *[other] What the parts of { $count } texts are (headings, quotes) is left out.
}
remark-definitions = { $count ->
    [one] The definition and examples of one part of the scheme are left out.
   *[other] The definitions and examples of { $count } parts of the scheme are left out.
}
remark-propositions = { $count ->
    [one] That one claim is tied into a proposition is left out.
   *[other] That { $count } claims are tied into propositions is left out.
}
remark-entities = { $count ->
    [one] That one annotation is tied into an entity is left out.
   *[other] That { $count } annotations are tied into entities is left out.
}
remark-absences = { $count ->
    [one] One “read for it, not there” is left out.
   *[other] { $count } “read for it, not there” are left out.
}
remark-dismissals = { $count ->
    [one] One dismissed finding is left out.
   *[other] { $count } dismissed findings are left out.
}
remark-decisions = { $count ->
    [one] That one place was settled is left out.
   *[other] That { $count } places were settled is left out.
}
remark-exercises = { $count ->
    [one] One exercise is left out.
   *[other] { $count } exercises are left out.
}
remark-conflicts = { $count ->
    [one] One conflict that waits to be settled is left out.
   *[other] { $count } conflicts that wait to be settled are left out.
}
remark-renamed = { $count ->
    [one] One name that the format can’t hold is written “{ $name }”.
   *[other] { $count } names that the format can’t hold are written “{ $name }”.
}
remark-characters = { $count ->
    [one] One character that the format can’t hold is shown by a sign (�).
   *[other] { $count } characters that the format can’t hold are shown by signs (�).
}
remark-missing = To be filled in before others can use it: { $name } ({ $count }).

exchange-other = it looks like { $format }, not like the others. Bring it in by itself.
outlet-no-file = { $path } is no file that can be replaced: choose another name
exchange-origin = { $file }, { $format }
exchange-not-in = { $format } is a format that files go out in, not one that they come in from.
exchange-inception-alone = in a form that only INCEpTION reads; export the project with a format such as WebAnno TSV or UIMA CAS

brat-no-files = There is no article of brat in it: a .txt file with an .ann file of the same name beside it.
brat-no-text = its text, { $file }.txt, is not beside it.
brat-no-standoff = no .ann file of the same name is beside it, so brat does not show it; add it as an article where it is one.
brat-hierarchy = Types that stand below others
brat-overlap = Rules for marks that overlap
brat-relation-type = Relations that go both ways or on through others
brat-line = it is none of the lines that brat’s format has.
brat-trigger = the annotation that it is an event of is not there.
brat-shown = Names under which types are shown
brat-event = Events
brat-equivalence = Equivalences
brat-reference = References to other databases
brat-attribute-elsewhere = Attributes of what is no annotation
brat-comment-elsewhere = Comments on what is no annotation

holds-overlap = overlaps
holds-fragments = fragments
holds-attributes = attributes
holds-relations = relations
holds-notes = notes
holds-annotators = several annotators

# Archives and XML.
# A packed file that is not opened here.
exchange-packed = { $file } is a packed file of a kind that is not opened here: unpack it first, and take the folder.
# $why and $what are sentences; $places is a list of names.
exchange-explained = { $why } { $what } { $places }
archive-none = It is no archive (zip), or it is damaged.
archive-damaged = Its part “{ $entry }” is damaged.
archive-entries = It has too many parts.
archive-outside = Its part “{ $entry }” would be outside of the archive’s folder. Such an archive is not opened.
archive-link = Its part “{ $entry }” is a link. Such an archive is not opened.
archive-locked = Its part “{ $entry }” needs a password. Unpack it first, and take the folder.
archive-packed = Its part “{ $entry }” is packed in a way that is not known here. Unpack it first, and take the folder.
archive-large = Its part “{ $entry }” is too large.
archive-large-in-all = What is in it is too large.
archive-ratio = Its part “{ $entry }” becomes too many times larger when it is unpacked, as in archives that are made to do harm.
xml-line = line { $line }: { $what }
xml-encoding = It is not the { $encoding } that it says it is.
xml-prefix = A prefix has no namespace.
xml-depth = Elements nest too deep.
xml-elements = It has too many elements.
xml-attributes = An element has too many attributes.
xml-roots = It has two outermost elements.
xml-end = Elements do not end where they should.
xml-outside = There is text outside of all elements.
xml-none = It has no element.
xml-entity = “&{ $name };” is not known.
xml-doctype = It has a document type declaration (DOCTYPE). Such files are not read, for they can be made to do harm.

# WebAnno TSV.
tsv-none = There is no table of WebAnno or INCEpTION in it: a .tsv file that begins with “#FORMAT=WebAnno TSV 3”.
tsv-other = it is no table of WebAnno TSV 3. Tables of versions 1 and 2 have no offsets: export it again as version 3.
tsv-row = a row begins with its number and its offsets, such as “1-1” and “0-4”.
tsv-gap = its place is so far behind the sentence before it that no text can lie between them. The places of its annotations are looked for by their words.
tsv-comments = Names of sentences and the like
tsv-token-relations = Relations between words
tsv-slots = Slots
tsv-chains = Chains

# UIMA CAS.
cas-none = it is no CAS of UIMA.
cas-no-text = there is no text of UIMA in it.
cas-elsewhere = Annotations of a text that is not there
cas-segments = Sentences and words
cas-token-relations = Relations between words
cas-slots = Features that lead to annotations

# JSON of any program.
json-fault = { $what } does not belong there (column { $column }).
json-missing = “{ $name }” is missing.
json-syntax = it is no JSON from column { $column } on.
json-end = it ends before it is complete.
json-rest = { $what } From there on nothing was read: { $bytes ->
    [one] one byte
   *[other] { $bytes } bytes
} in { $lines ->
    [one] one line
   *[other] { $lines } lines
}, with an unknown number of records.
json-record = { $name }, record { $number }
json-nothing = There is no file of JSON with a record in it.
json-no-text = it has no text.
json-whole-labels = Labels of whole texts

# doccano.
doccano-comments = Comments
doccano-overlaps = a project in doccano takes that only where “Allow overlapping spans” is switched on.

# Label Studio.
label-studio-min = it is of the short form (JSON-MIN), which has no relations and does not say of which region a choice is. Export “JSON” instead.
label-studio-no-data = it has no “data”, so it is no task of Label Studio.
label-studio-other = it is not about a text: what was marked there are { $kind }.
label-studio-cancelled = Skipped annotations
label-studio-predictions = Predictions
label-studio-drafts = Drafts
label-studio-results = Results of the sort “{ $kind }”
label-studio-no-region = Values of “{ $name }” of no region that has a label
label-studio-pass = { $name }, { $number }

# W3C Web Annotation.
web-annotation-context = “@context” does not name { $context }.
web-annotation-id = “id” is missing, or is not one address.
web-annotation-type = “type” is not Annotation, AnnotationPage or AnnotationCollection.
web-annotation-missing = “{ $name }” is missing.
web-annotation-both = it has both “body” and “bodyValue”.
web-annotation-one-text = “{ $name }” is not one text.
web-annotation-time = “{ $name }” is not one time as 2026-01-28T12:00:00Z.
web-annotation-agent = “{ $name }” is neither an address nor a record.
web-annotation-iri = “{ $name }” is not an address.
web-annotation-resource = “{ $name }” is neither an address nor a record of one.
web-annotation-direction = “textDirection” is not ltr, rtl or auto.
web-annotation-set = “items” of “{ $name }” do not go with one type: Choice, Composite, List or Independents.
web-annotation-number = “{ $name }” is not a whole number.
web-annotation-pages = Pages that are elsewhere
web-annotation-whole = Annotations on a whole resource
web-annotation-selectors = Places in a form that is not read here: { $sorts }
web-annotation-untouched = no annotation is on it.
web-annotation-link = Links that do not join two annotations
web-annotation-tags = Further tags

# Gainsay’s own JSON lines.
remark-changed = { $count ->
    [one] One text is not the one that was annotated: its checksum is another.
   *[other] { $count } texts are not those that were annotated: their checksums are others.
}
gainsay-blocks = Parts of texts that are not of this text
gainsay-times = Times that are none
gainsay-form = its form is number { $form }; known is { $known }.
gainsay-unit = its offsets count { $unit }, which are not known here.

# Prodigy.
prodigy-overlaps = Prodigy shows that in “spans.manual”, and not in “ner.manual”.
prodigy-answer = Spans of lines whose answer is “{ $answer }”

# CoNLL.
conll-none = There is no table of CoNLL in it: a word a line, and its tag behind it, such as “dam B-claim” or “it O”.
conll-other = most of its lines have no tag such as “B-claim” or “O”, so it is no table of CoNLL.
conll-tag = its last column is no tag such as “B-claim” or “O”. The word is kept without one.

# ClaimReview.
remark-label = { $count ->
    [one] One annotation “{ $name }” is left out: it is no claim.
   *[other] { $count } annotations “{ $name }” are left out: they are no claims.
}

## In the window

command-import = Import …
    .tip = Brings in articles and annotations that another program wrote. What would come, and what its labels are here, is shown before. What was left half way is shown again; from there it asks for other files.
command-import-folder = Import a folder …
    .tip = Brings in all that another program wrote into a folder. What would come, and what its labels are here, is shown before.
command-take-import = Import what was found
    .tip = Adds what is shown to the project, as one step.
command-page-import = Import
command-export = Export …
    .tip = Writes articles and annotations for another program. What that can’t hold is shown before.
command-hand-out = Choose where to write it
    .tip = Asks for a file or a folder, and writes what is chosen there.
command-stop-export = Stop exporting
    .tip = Ends the writing for another program; nothing is left of it.
path-import = Import
    .button = Import
path-export = Export
    .button = Export
dialog-formats = Files of other programs

import-explained = Nothing changes until you import; one step takes it back. Articles whose text is here already get the annotations, the others are added.
import-files = Other files …
import-folder = Other folder …
import-leave = Leave
import-from = From { $files }
import-from-more = { $count ->
    [one] From { $files } and one more
   *[other] From { $files } and { $count } more
}
import-reading = Reading and looking through the files …
import-too-much = together the files hold more than { $gigabytes } GB, which is more than is read at once. Import them in parts.
import-no-format = No format is known that looks like these files. Choose one to have them read as that.
import-not = They can’t be read: { $why }
import-nothing = There is nothing yet that could come in.
import-format = Format
import-format-name = Format of the files: { $format }
import-format-none = none
import-holds = It can hold { $what }.
import-found = In it
import-articles-new = { $count ->
    [0] No article that is new
    [one] One article that is new
   *[other] { $count } articles that are new
}
import-articles-known = { $count ->
    [0] none that is here
    [one] one that is here
   *[other] { $count } that are here
}
import-articles = { $added }, { $known }
import-sets = By { $sets }
import-people = { $people ->
    [one] { $names } is taken for the annotator of that name who is here.
   *[other] { $names } are taken for the annotators of these names who are here.
}
# At the top of the page, before a button that leads to the list.
import-lost = { $count ->
    [one] One thing is left out or changed on the way in.
   *[other] { $count } things are left out or changed on the way in.
}
import-lost-show = Show what
import-whose = Annotators
import-whose-explained = At the left whose the annotations are here. Your own can be changed at once; those of others can be read and compared.
import-whose-nobody = Nobody is named
import-whose-mine = Mine: { $name }
import-whose-other = Other
import-whose-name = Annotations of { $set }: { $whose }
import-whose-field = Annotator
import-whose-hint = Who made them
import-apart = Somebody else made it: bring in all of it
import-again = { $annotations } and { $relations } are here already and do not come again.
import-detached = { $count ->
    [one] One annotation comes in without a place in the text.
   *[other] { $count } annotations come in without a place in the text.
}
import-amount = { $annotations }, { $relations }
import-names = { $sort ->
    [label] Labels
    [kind] Relation kinds
   *[attribute] Attributes
}
import-names-explained = At the left what it becomes here. What you choose is remembered for the next time.
import-uses = { $count ->
    [0] not used yet
    [one] once
   *[other] { $count } times
}
import-is-new = New
import-name = What { $name } is called here
import-becomes = { $name } becomes { $becomes }
import-new = New: { $name }
import-left-out = Leave out
import-remarks = What is to be known
import-remarks-none = Nothing is lost on the way in.
import-left = What has no place here
import-left-row = { $what }: { $name }
remark-spots = Places: { $remark }
remark-spots-more = … and { $count } more
step-import = Import { $annotations } of { $format }
import-done = Imported { $articles }, { $annotations }

export-explained = The project stays as it is. What is hidden now does not go out.
export-formats = Format
# $what is a list of what the format can hold.
export-holds = { $format } holds { $what }.
export-holds-plain = { $format } holds labels on words, and no more.
export-articles = Articles
export-all-articles = All articles
export-open-article = The open article only
export-sets = Sets
export-all-sets = All sets
export-shown-sets = The shown sets only
export-left = What it can’t hold
export-left-none = It can hold all of this.
export-looking = Looking through what goes out …
export-amount = { $count ->
    [one] One file, { $size }
   *[other] { $count } files, { $size }
}
export-size = { $unit ->
    [bytes] { $number } B
    [kilobytes] { $number } kB
   *[megabytes] { $number } MB
}
export-none = There is nothing to export yet.
export-writing = Writing …
export-done = { $count ->
    [one] Exported to { $path }
   *[other] Exported { $count } files to { $path }
}
export-stopped = Exporting was stopped; nothing was written.
export-goes-on = Something is being exported: wait, or stop it.

# REFI-QDA.
refi-none = There is no project of REFI-QDA in it: a .qdpx or .qde file.
refi-no-project = it has no project.qde, so it is no project of REFI-QDA.
refi-other = it is no project of REFI-QDA: its outermost element is “{ $name }”.
refi-no-text = it has no texts.
refi-missing-all = its texts are missing: { $names }. Export it again with its sources, or put them beside it.
refi-missing = its text is not there
refi-source = “{ $name }”
refi-uncoded = quotation
refi-link = link
refi-continued = continued by
refi-note = Note
refi-no-code = Codes that the codebook does not have
refi-named = { $name }: { $value }
refi-code = Code
refi-case = Case
refi-set = Set
refi-pictures = Pictures, recordings and what is marked in them
refi-areas = Areas of pages
refi-notes = Notes on what is no annotation
refi-links = Links between other things than annotations
refi-cases = Parts of cases that are no texts
refi-sets = Sets of codes and notes
refi-graphs = Graphs
refi-description = The description of the project

# TEI.
tei-made = Made with Gainsay.

# Reports of annotations.
reading-title = Annotations
reading-counted = { $annotations ->
    [one] One annotation
   *[other] { $annotations } annotations
 } in { $articles ->
    [one] one article
   *[other] { $articles } articles
 }, by { $annotators ->
    [one] one annotator
   *[other] { $annotators } annotators
 }.
reading-none = Nothing is marked in it.
reading-sign = Sign
reading-words = Words
reading-said = What is said of them
reading-annotator = Annotator
