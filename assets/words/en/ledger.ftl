# The ledger: what articles do with propositions, the check list, actors and sources.

fault-denies-nothing = The denial denies no claim.
fault-no-source = { $who } says it, but not as far as the article tells: no source.
fault-loose = Joined to nothing.
fault-no-scope = It isn’t said how far it denies “{ $claim }”.
fault-no-verdict = No verdict.
fault-circle = The sources cite each other in a circle: { $ways }.
fault-opposite = { $who } denies it in full (“{ $full }”), and elsewhere does not (“{ $other }”).
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
