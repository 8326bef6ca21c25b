# The ledger: what articles do with propositions, the check list, actors and sources.

fault-denies-nothing = The denial denies no claim.
fault-no-source = The article has { $who } say it, and gives no source for that.
fault-loose = Joined to nothing.
fault-no-scope = It isn’t said how far it denies “{ $claim }”.
fault-no-verdict = No verdict.
fault-circle = The sources cite each other in a circle: { $ways }.
fault-opposite = { $who } denies it in full (“{ $full }”), and elsewhere in part or not at all (“{ $other }”).
fault-detached = It lost its place in the latest text.

remedy-denies-nothing = Join it to the claim it answers, or give it another label.
remedy-no-source = Attribute the claim to the source by which the article knows that it was said.
remedy-loose = Join it to what it says or is spoken of in, or delete it.
remedy-no-scope = Choose the relation’s scope.
remedy-no-verdict = Choose a verdict; “unchecked” is one, too.
remedy-circle = Delete the relation that leads back.
remedy-opposite = Check both scopes against the text, or give the claims propositions of their own.
remedy-detached = Put it on its words, or delete it.

ledger-leads-to = { " → " }

## What a cell and a row come down to

extent-full = denied in full
extent-partial = denied in part
extent-non-denial = answered, not denied
extent-no-comment = no comment
extent-unsaid = denied, how far isn’t said
extent-other = denied: { $scope }
names-more = { $names } and { $count } more
cell-asserts = asserted
cell-attributes = attributed: { $who }
cell-denies = { $how }: { $who }
cell-not-there = read: not there
cell-not-checked = not checked
cell-added = added in text { $text }
cell-dropped = dropped in text { $text }
cell-unplaced = not placed yet in text { $text }
cell-denial-added = denial added in text { $text }
cell-denial-dropped = denial dropped in text { $text }
cell-denial-unplaced = denial not placed yet in text { $text }
fact-contested = denied
fact-only-anonymous = only unnamed sources
fact-shared = { $count ->
    [one] one source
   *[other] one source for { $count } articles
}
fact-one-article = in one article only
row-rests-on = { $count ->
    [one] In the end it rests on one source: { $who }.
   *[other] In the end it rests on { $count } sources: { $who }.
}

## The page

ledger-name = Ledger
ledger-claims = Claims
ledger-people = Actors and sources
ledger-making = Laying the articles side by side …
ledger-text = Find in wordings and quotes
    .hint = Find words
ledger-contested = Denied
    .tip = Only what somebody rejects, or a part of it. “No comment” rejects nothing.
ledger-only-anonymous = Only unnamed sources
    .tip = Only what rests on people without a name, and on nobody else.
ledger-one-article = In one article
    .tip = Only what one article speaks of, and no other.
ledger-unchecked = Unchecked
    .tip = Only what has no verdict yet.
ledger-anybody = Anybody
    .name = Only what somebody has to do with
ledger-who-says = { $who } says
ledger-who-denies = { $who } answers or denies
ledger-who-about = about { $who }
ledger-order = Order
ledger-order-spoken = As first spoken of
ledger-order-wording = By wording
ledger-order-verdict = By verdict
ledger-order-denied = Denied first
ledger-order-articles = Most articles first
ledger-count = { $shown } of { $all }
ledger-all = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
ledger-all-rows = Show all rows
ledger-wording = What is said
ledger-verdict = Verdict
ledger-no-verdict = –
ledger-verdict-of = Verdict: { $verdict }
ledger-tie = Make one
    .tip = Makes the chosen rows one, with all their claims. The oldest wording and verdict stay.
ledger-chosen = { $count ->
    [one] { $count } row chosen
   *[other] { $count } rows chosen
}
ledger-part = Part the chosen claims
    .tip = Gives the chosen claims a row of their own.
ledger-part-this = Choose to part it from this row
ledger-wording-field = Wording
ledger-unfold = Unfold
ledger-fold = Fold
ledger-open-article = Open { $title }
ledger-cell = { $article }: { $does }
ledger-unfit = No row fits.
ledger-empty = Nothing is claimed yet.
ledger-empty-how = Mark claims in the articles: each becomes a row here. Tie those that say the same with “=”, join denials to what they deny, and claims to their sources.
ledger-no-articles = There is no article yet.
ledger-no-articles-how = Add two articles on the same event, and mark what each claims, denies, and on whose word.
ledger-missing-claims = The scheme has no label whose annotations are tied as the same claim, so there is nothing to lay side by side.
ledger-missing-denies = The scheme has no relation “denies”: the ledger can’t tell what is denied.
ledger-missing-attributed = The scheme has no relation “attributed to”: the ledger can’t tell on whose word anything is said, and takes all for the articles’ own.
ledger-quote = “{ $quote }”
ledger-said-own = in its own voice
ledger-said-denied = only as what is denied
ledger-former = on text { $text } only; its words still stand in the latest
ledger-rung = on the word of { $who }
ledger-rung-kind = { $who } ({ $kind })
ledger-speaks-for = speaks for { $who }
ledger-circle = leads back up: a circle
ledger-made-by = said by { $who }
ledger-about = about { $who }
ledger-note = Note: { $note }
ledger-shared = { $count } articles rest on one and the same source: { $who }.

## Actors and sources

people-name = Name
people-articles = Articles
people-says = Says
people-denies = Denies
people-about = Spoken of
people-unnamed = without a name
people-empty = Nobody is named yet. Mark sources and actors, and join claims to them.
people-tie = Tie as one
    .tip = The chosen names are one and the same, in all articles.
people-show = { $who }: { $what }, { $count }

## The check list

checklist-none = Nothing to send back.
checklist-all-dismissed = Nothing to send back but what may stand.
checklist-go = Go there
checklist-dismiss = Let it stand …
checklist-reason = Why it may stand
checklist-put-back = Put back
checklist-stands = Stands: { $reason }
checklist-show-dismissed = Show what may stand ({ $count })
checklist-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
checklist-entry = { $fault } { $place } { $remedy }
checklist-place = { $article }: “{ $words }”
checklist-place-row = Ledger: “{ $words }”
fact-between = { " · " }
cell-between = {"; "}
