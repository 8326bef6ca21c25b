//! Tries that annotations are carried over to the same words, or not at all.

use proptest::prelude::*;

use super::*;

/// Marks words in a text: those between `[` and `]` are one fragment; a `|` behind marks ends the annotation that they
/// are fragments of.
fn marked(body: &str) -> (Text, Vec<Fragments>) {
    let (mut plain, mut all, mut spans, mut start) = (String::new(), Vec::new(), Vec::new(), 0);
    for c in body.chars() {
        match c {
            '[' => start = plain.len(),
            ']' => spans.push((start, plain.len())),
            '|' => all.push(std::mem::take(&mut spans)),
            c => plain.push(c),
        }
    }
    all.push(spans);
    let text = Text::new(plain);
    let fragments = |spans: Vec<(usize, usize)>| {
        Fragments::new(spans.into_iter().filter_map(|(start, end)| text.span(start, end).ok()).collect())
    };
    let all = all.into_iter().filter_map(fragments).collect();
    (text, all)
}

/// Carries the marks of a text over, and shows each where it came to: `=` exact, `~` moved, `?` lost.
fn carried(old: &str, new: &str) -> Vec<String> {
    let (text, marks) = marked(old);
    let new = Text::new(new);
    let fates = carry(&text, &new, &marks.iter().collect::<Vec<_>>(), &|| false);
    let show = |sign: &str, fragments: &Fragments| {
        let around = new.as_str()[..fragments.start()].chars().rev().take(8).collect::<Vec<_>>();
        format!("{sign}{}[{}]", around.into_iter().rev().collect::<String>(), fragments.quote(&new))
    };
    let each = |fate: Fate| match fate {
        Fate::Exact(fragments) => show("=", &fragments),
        Fate::Moved(fragments) => show("~", &fragments),
        Fate::Lost => "?".to_owned(),
    };
    fates.into_iter().map(each).collect()
}

const OLD: &str = "Ministry denies report\nThe ministry said on Friday that [it did not ask]| for any help. The agency had \
                   reported on Thursday, citing [five people familiar with the matter]|, that [a request was made]| in February.";

#[test]
fn words_stay_where_they_are() {
    let same = OLD.replace(['[', ']', '|'], "");
    assert_eq!(
        carried(OLD, &same),
        [
            "=ay that [it did not ask]",
            "= citing [five people familiar with the matter]",
            "=r, that [a request was made]"
        ]
    );
    // White space, quotation marks and dashes are no other words.
    let typeset = same.replace(' ', "  ").replace("Friday that", "Friday\nthat");
    assert!(carried(OLD, &typeset).iter().all(|fate| fate.starts_with('=')));
}

#[test]
fn words_move_with_what_is_around_them() {
    let new = "Ministry denies report\nNothing had been heard for a week.\nThe agency had reported on Thursday, citing five people \
               familiar with the matter, that a request was made in February.\nThe ministry then said on Friday that it did not ask.";
    assert_eq!(
        carried(OLD, new),
        [
            "~ay that [it did not ask]",
            "= citing [five people familiar with the matter]",
            "=r, that [a request was made]"
        ]
    );
}

#[test]
fn changed_words_are_not_the_same() {
    let new = OLD.replace(['[', ']', '|'], "").replace("did not ask", "had not asked").replace("five people", "people");
    assert_eq!(carried(OLD, &new), ["?", "?", "=r, that [a request was made]"]);
    // Nor are words that are part of others now.
    let old = "The minister was asked about it twice and he said [no]| to all of the questions that were put.";
    assert_eq!(
        carried(old, "The minister was asked about it twice and he said note to all of the questions that were put."),
        ["?"]
    );
    assert_eq!(
        carried(old, "The minister was asked about it twice and he said no-one to all the questions that were put."),
        ["?"]
    );
    assert_eq!(
        carried(old, "The minister was asked about it twice and he said no, to none of the questions that were put."),
        ["~he said [no]"]
    );
}

#[test]
fn where_two_places_fit_equally_well_it_asks() {
    let old = "He was asked about the dam. He said [no]| to that. He was asked about the road. He said [no]| to that.";
    // One of the two sentences went, and nobody can tell which.
    assert_eq!(carried(old, "He said no to that."), ["?", "?"]);
    // A sentence that was said twice and is said once now.
    let old =
        "The plan was dropped. We [did not ask]| for it. We [did not ask]| for it. The plan came back a year later.";
    assert_eq!(
        carried(old, "The plan was dropped. We did not ask for it. The plan came back a year later."),
        ["?", "?"]
    );
    // And one that was said once and is said twice now.
    let old = "The plan was dropped. We [did not ask]| for it. The plan came back a year later.";
    let new = "The plan was dropped. We did not ask for it. We did not ask for it. The plan came back a year later.";
    assert_eq!(carried(old, new), ["?"]);
}

#[test]
fn words_that_went_do_not_take_the_place_of_their_like() {
    let old =
        "The mayor of the town said yesterday: [no comment]|. Later the council was asked, and it said: [no comment]|.";
    let new = "Later the council was asked, and it said: no comment.";
    assert_eq!(carried(old, new), ["?", "=t said: [no comment]"]);
}

#[test]
fn fragments_stay_together() {
    let old =
        "It [did] (so the ministry said on Friday in a long statement) [not ask]| for anything at all, then or later.";
    let new =
        "So. It did (so the ministry said on Friday in a long statement) not ask for anything at all, then or later.";
    assert_eq!(carried(old, new), ["=So. It [did … not ask]"]);
    let torn =
        "For not ask for anything at all, then or later. It did (so the ministry said on Friday in a long statement)";
    assert_eq!(carried(old, torn), ["?"]);
}

#[test]
fn fragments_that_came_far_apart_are_no_annotation() {
    let (one, other) = (
        "The first sentence is of [the mayor of Birkenfurt] and of what was said to her.",
        "The second one says that [no comment was given] by anybody who was there.",
    );
    let old = format!("{one} {other}");
    let plain = |text: &str| text.replace(['[', ']'], "");
    let between = |times: usize| "Something else was found out later on by others. ".repeat(times);
    let near = format!("{} {}{}", plain(one), between(3), plain(other));
    assert_eq!(carried(&old, &near), ["~e is of [the mayor of Birkenfurt … no comment was given]"]);
    let far = format!("{} {}{}", plain(one), between(30), plain(other));
    assert_eq!(carried(&old, &far), ["?"]);
}

#[test]
fn a_paragraph_that_stood_twice_is_told_by_what_is_farther_off() {
    let paragraph = "When the council met again in the evening the minister said [it was untrue]| and left the hall by \
                     the door at the back.";
    let old = format!("Alpha opens it. {paragraph} Beta closes it. Gamma opens it. {paragraph} Delta closes it.");
    let new = format!("Gamma opens it. {} Delta closes it.", paragraph.replace(['[', ']', '|'], ""));
    assert_eq!(carried(&old, &new), ["?", "~er said [it was untrue]"]);
}

#[test]
fn a_short_word_needs_more_than_a_set_phrase_beside_it() {
    let old = "The council met and the mayor said [no]| of course, after lunch.";
    assert_eq!(carried(old, "Nobody knew why the mayor said no. It rained."), ["?"]);
    // Where a text begins or ends, that is as good as words.
    let old = "[Nein]| sagte er dann leise gestern am Abend.";
    assert_eq!(carried(old, "Nein sagte er dann leise heute am Morgen."), ["~[Nein]"]);
}

#[test]
fn no_sign_is_cut() {
    let old = "The council met, and when it was asked again it said that [so it is!]| Then it left the hall.";
    let new = old.replace(['[', ']', '|'], "").replace("is!", "is!\u{20e3}").replace("Then it left", "It went from");
    assert_eq!(carried(old, &new), ["?"]);
}

#[test]
fn of_more_places_than_are_weighed_none_is_taken() {
    let old = "Long before the hearing the mayor said [no]| to all of it.";
    let alike = "Long before the hearing the mayor said no, then left. ";
    let others = |count: usize| (0..count).map(|at| format!("Q{at} the mayor said no: B{at}. ")).collect::<String>();
    assert_eq!(carried(old, &format!("{alike}{}", others(3))), ["~or said [no]"]);
    assert_eq!(carried(old, &format!("{alike}{}{alike}", others(MOST))), ["?"]);
}

#[test]
fn scripts_without_spaces_are_carried_over_too() {
    let old = "外交部周五表示，[该国没有提出这一请求]|，并称有关报道不属实。";
    let new = "外交部在周五晚间表示，该国没有提出这一请求，并称有关报道不属实。";
    assert_eq!(carried(old, new), ["~在周五晚间表示，[该国没有提出这一请求]"]);
}

/// A text whose characters know where they come from.
type Tracked = Vec<(char, Option<usize>)>;

fn words() -> impl Strategy<Value = Vec<String>> {
    const COMMON: [&str; 12] =
        ["the", "mayor", "said", "no", "to", "it", "on", "Friday", "did not", "ask", "for", "help"];
    let word = prop_oneof![
        6 => prop::sample::select(&COMMON[..]).prop_map(str::to_owned),
        2 => (0..40_usize).prop_map(|number| format!("name{number}")),
        1 => Just(".\n".to_owned()),
    ];
    prop::collection::vec(word, 1..120)
}

fn text_of(words: &[String]) -> String {
    words.join(" ")
}

/// An edit of a text: at which part of it, how much of it, what instead. `Move` puts it elsewhere, `Copy` puts it there
/// once more.
#[derive(Clone, Debug)]
enum Deed {
    Replace(f64, usize, Vec<String>),
    Move(f64, usize, f64),
    Copy(f64, usize, f64),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        4 => (0.0..1.0, 0..60_usize, words()).prop_map(|(at, length, words)| {
            let few = words.into_iter().take(5).collect();
            Deed::Replace(at, length, few)
        }),
        2 => (0.0..1.0, 0..200_usize).prop_map(|(at, length)| Deed::Replace(at, length, Vec::new())),
        1 => (0.0..1.0, 1..200_usize, 0.0..1.0).prop_map(|(at, length, to)| Deed::Move(at, length, to)),
        1 => (0.0..1.0, 1..200_usize, 0.0..1.0).prop_map(|(at, length, to)| Deed::Copy(at, length, to)),
    ];
    prop::collection::vec(deed, 0..6)
}

/// Puts signs that are nowhere else around letters: else it can't be seen which of the same letters came where they
/// meet.
fn between_signs(letters: Tracked) -> Tracked {
    let sign = |words: &str| words.chars().map(|c| (c, None)).collect::<Tracked>();
    [sign(" ((( "), letters, sign(" ))) ")].concat()
}

fn edit(text: &mut Tracked, deed: &Deed) {
    let place = |share: f64, length: usize| ((length as f64 * share) as usize).min(length);
    let cut = |text: &Tracked, at: f64, length: usize| {
        let start = place(at, text.len());
        start..(start + length).min(text.len())
    };
    match deed {
        Deed::Replace(at, length, words) => {
            let new = text_of(words);
            text.splice(cut(text, *at, *length), new.chars().map(|c| (c, None)));
        }
        Deed::Move(at, length, to) => {
            let taken: Tracked = text.drain(cut(text, *at, *length)).collect();
            let to = place(*to, text.len());
            text.splice(to..to, between_signs(taken));
        }
        Deed::Copy(at, length, to) => {
            // A copy of the words is these words too: which of the two is the first one can't always be seen.
            let copy: Tracked = text[cut(text, *at, *length)].to_vec();
            let to = place(*to, text.len());
            text.splice(to..to, between_signs(copy));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 500, ..ProptestConfig::default() })]
    #[test]
    fn no_edit_moves_an_annotation_onto_different_words(
        words in words(),
        marks in prop::collection::vec((0.0..1.0, 1..30_usize, prop::option::of((2..12_usize, 1..8_usize))), 1..12),
        deeds in deeds(),
    ) {
        let old: Tracked = text_of(&words).chars().enumerate().map(|(i, c)| (c, Some(i))).collect();
        let mut new = old.clone();
        deeds.iter().for_each(|deed| edit(&mut new, deed));
        let text = |tracked: &Tracked| Text::new(tracked.iter().map(|(c, _)| *c).collect::<String>());
        let (before, after) = (text(&old), text(&new));
        let mut places = Vec::new();
        for (at, length, second) in marks {
            let start = (before.chars() as f64 * at) as usize;
            let end = (start + length).min(before.chars());
            let mut spans: Vec<Span> = before.span_of_chars(start, end).into_iter().collect();
            if let Some((gap, length)) = second {
                spans.extend(before.span_of_chars(end + gap, (end + gap + length).min(before.chars())));
            }
            places.extend(Fragments::new(spans));
        }
        let fates = carry(&before, &after, &places.iter().collect::<Vec<_>>(), &|| false);
        prop_assert_eq!(fates.len(), places.len());
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for (place, fate) in places.iter().zip(&fates) {
            let (Fate::Exact(there) | Fate::Moved(there)) = fate else { continue };
            prop_assert_eq!(plain(&place.quote(&before)), plain(&there.quote(&after)), "other words");
            for (was, is) in place.spans().iter().zip(there.spans()) {
                // White space is not the same for being the same letter.
                let letters = |tracked: &[(char, Option<usize>)]| -> Vec<Option<usize>> {
                    tracked.iter().filter(|(c, _)| !c.is_whitespace()).map(|(_, source)| *source).collect()
                };
                let sources = letters(&old[before.char_of(was.start())..before.char_of(was.end())]);
                let here = letters(&new[after.char_of(is.start())..after.char_of(is.end())]);
                // Where all of the words are left whole, together, it is these and no others.
                let body = before.as_str();
                let start = body[..was.start()].rfind(char::is_whitespace).map_or(0, |at| at + 1);
                let end = body[was.end()..].find(char::is_whitespace).map_or(body.len(), |at| was.end() + at);
                let whole = &old[before.char_of(start)..before.char_of(end)];
                let blank = |at: Option<usize>| at.and_then(|at| new.get(at)).is_none_or(|(c, _)| c.is_whitespace());
                let mut runs = new.windows(whole.len().max(1)).enumerate();
                let left = runs.any(|(at, run)| run == whole && blank(at.checked_sub(1)) && blank(Some(at + run.len())));
                if left {
                    prop_assert_eq!(
                        here,
                        sources,
                        "the like elsewhere: {:?} in {:?} and {:?}", place.quote(&before), before.as_str(), after.as_str()
                    );
                }
            }
        }
        if deeds.is_empty() && before.chars() >= 200 {
            let white = |place: &Fragments| place.spans().iter().any(|span| before.quote(*span).trim().is_empty());
            let lost = |(place, fate): (&Fragments, &Fate)| !matches!(fate, Fate::Exact(_)) && !white(place);
            prop_assert!(!places.iter().zip(&fates).any(lost), "of an unchanged text something is lost: {:?}", fates);
        }
    }
}
