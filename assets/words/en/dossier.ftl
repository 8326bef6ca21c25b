# The dossier: the claim ledger as a file to hand over, and holding it against a project again.

dossier-form-html = HTML
dossier-form-markdown = Markdown
dossier-form-json = JSON

dossier-colon = {": "}
dossier-semicolon = {"; "}
dossier-dot = {" · "}
dossier-dash = {" — "}

dossier-about = A claim ledger: what each article does with each claim. Places are Unicode code points of the text with the SHA-256 beside them, the first inside and the last outside. An article that a row has no cell for was not checked for it; “not-there” says that it was read for it, and that it is not there. `gainsay verify` holds the quotes against the project.

## The front

dossier-ledger = claim ledger
# $moment is a date-moment, $program the program's name and version.
dossier-made = Made { $moment }, by { $program }
dossier-sets = Annotations of
# $articles is an articles-counted.
dossier-counted = { $rows ->
    [one] { $rows } claim
   *[other] { $rows } claims
} in { $articles }
dossier-articles = Articles
dossier-article = Article
dossier-note = Note
# $length is in code points, $added a date-moment.
dossier-text = Text { $number }: { $length } code points, added { $added }
dossier-from = , from
dossier-sha = SHA-256{" "}

dossier-in-short = In short
dossier-none = None.
dossier-denied-full = Denied in full ({ $count })
dossier-denied-part = Denied in part, nowhere in full ({ $count })
dossier-denied-open = Denied, but it isn’t said how far ({ $count })
dossier-answered = Answered without being denied ({ $count })
dossier-silent = Never mentioned by
dossier-silent-nothing = It speaks of all claims of the others.
dossier-not-there-counted = Read for it, not there ({ $count })
dossier-not-checked-counted = Not checked ({ $count })
dossier-unnamed = Resting on unnamed people only ({ $count })
dossier-shared = Resting on the same source in several articles ({ $count })

## The table

dossier-table = The table
dossier-claim = Claim
dossier-verdict = Verdict
dossier-no-verdict = no verdict
dossier-asserts = asserted in its own voice
dossier-attributes = attributed
dossier-not-there = read for it, not there
dossier-not-checked = not checked
dossier-rows-left = { $count ->
    [one] { $count } claim that these articles were not checked for is
   *[other] { $count } claims that these articles were not checked for are
} left out of this table.

## Claim by claim

dossier-rows = Claim by claim
dossier-single = in no proposition
dossier-rests-on = Rests on
dossier-read-by = Read for it by{" "}
dossier-former = An earlier text only is marked; the words still stand:
dossier-own-voice = in the article’s own voice
dossier-denied-voice = quoted to be denied
dossier-sources = on the word of
dossier-made-by = made by
dossier-about-whom = about
dossier-by = by
dossier-unsure = not sure
dossier-no-place = it lost its place in the text
dossier-place = code points { $places }
dossier-place-text = code points { $places } of text { $number }
dossier-rung = according to{" "}
dossier-speaks-for = speaks for
dossier-circle = leads back in a circle

## The check list

dossier-check-list = Check list
dossier-findings = { $count ->
    [0] Nothing is open.
    [one] One entry is open: an editor would send it back.
   *[other] { $count } entries are open: an editor would send them back.
}
dossier-dismissed = Let stand ({ $count })
dossier-may-stand = May stand ({ $when })
dossier-row = Claim{" "}

## How to read it

dossier-how = How to read and verify this
dossier-how-places = Each quote says where it stands: Unicode code points of its article’s text, counted from 0, the first inside and the last outside. The text is the one with the SHA-256 that stands with the article. Around the quote stand words of the same line; “…” stands where more of it was left out.
dossier-how-silence = “Read for it, not there” says that somebody read the article for the claim and did not find it. “Not checked” says that nobody has looked: it may be there.
dossier-how-texts = Where an article has several texts, “+ added in text 2” says that its words are in no earlier text, “× dropped in text 2” that they are not in it any more, “□ not placed yet” that they were not found there and nobody has looked closely.
dossier-how-verify = The program Gainsay holds this against the project that it was made of. Write the dossier as JSON (gainsay ledger PROJECT --json -o dossier.json), then: gainsay verify dossier.json PROJECT. It names each quote that no longer stands where the dossier says. To check an article’s text by hand, compare the SHA-256 of its UTF-8 bytes, with line feeds at the ends of lines.
dossier-left-out = { $count ->
    [one] { $count } annotation of these sets has nothing to do with any claim and is
   *[other] { $count } annotations of these sets have nothing to do with any claim and are
} not in this.

## Reading one

dossier-not-text = It is not UTF-8 text, and so no dossier.
dossier-is-page = It is a page (HTML). Pages are for reading: write the dossier as JSON (gainsay ledger PROJECT --json -o dossier.json) and verify that.
dossier-is-project = It is a project, not a dossier. The dossier comes first: gainsay verify dossier.json PROJECT
dossier-not-json = It is no JSON; a dossier in Markdown is for reading only. Write it as JSON (gainsay ledger PROJECT --json -o dossier.json) and verify that.
dossier-is-other = It is JSON, but no dossier: it does not say “kind”: “gainsay dossier”.
dossier-newer = It has format { $format }, and this program knows format { $known }. Verify it with the version of Gainsay that wrote it, or write it anew.
dossier-syntax = line { $line }, column { $column }: { $what }
dossier-fault = { $place }: { $what }
dossier-fault-missing = it is not there
dossier-fault-twice = { $id } is there twice
dossier-fault-unknown = { $id } is nowhere in the dossier
dossier-fault-hash = it is no SHA-256
dossier-fault-order = its places are empty or out of order
dossier-fault-length = its words are not as long as its place

## Holding it against a project

# $places are code points, $what is one of the messages below.
verify-difference = { $article }, { $places }, “{ $words }”: { $what }
verify-no-article = the project has no such article
verify-text-changed = the article’s text was changed, and the words stand nowhere for certain
verify-text-moved = the article’s text was changed; the words stand at { $place } in the latest
verify-other-words = the text is as it was, and these words stand there: “{ $words }”. The dossier was changed
verify-other-around = the words stand there, and other words around them
verify-no-annotation = the annotation is gone
verify-moved = the annotation stands at { $places } now
verify-moved-text = the annotation stands at { $places } of another text now
verify-detached = the annotation lost its place
verify-attached = the annotation has a place now, and had none
verify-relabelled = the annotation is now labelled “{ $label }”

## In the program

submenu-dossier = Export the dossier
command-dossier = Export the dossier as { $form } …
    .tip = Writes the claim ledger of the shown sets to a file to hand over: HTML to read and print, Markdown to paste, JSON to verify later.
path-dossier = Export the dossier
file-dossier = dossier
