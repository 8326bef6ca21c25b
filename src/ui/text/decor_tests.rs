//! Looks at marks as they are painted: drawn into a small picture, label by label.

use egui::Mesh;

use super::super::engine::TextEngine;
use super::super::layout::Direction;
use super::super::marks::{Look, Pattern};
use super::*;
use crate::model::text::{Fragments, Text};

const FACE: Face = Face { size: 17.0, weight: 400, italic: false, serif: true, line_height: 28.0, under: 0.0 };
const PAPER: Paper<'_> = Paper {
    paper: Color32::WHITE,
    ink: Color32::BLACK,
    scale: 4.0,
    read_only: false,
    pass: 0,
    quiet: Color32::GRAY,
    bands: &[],
    text_size: 17.0,
    inset: 0.0,
    width: 600.0,
};

const CLAIM: (&str, Color32, Pattern) = ("C", Color32::from_rgb(0x00, 0x72, 0xB2), Pattern::Solid);
const DENIAL: (&str, Color32, Pattern) = ("D", Color32::from_rgb(0xC0, 0x4A, 0x00), Pattern::Wave);
const SOURCE: (&str, Color32, Pattern) = ("S", Color32::from_rgb(0x00, 0x79, 0x5A), Pattern::Dots);
const ACTOR: (&str, Color32, Pattern) = ("A", Color32::from_rgb(0x9B, 0x3F, 0x75), Pattern::Double);

/// A paragraph with marks. It is the part of `text` at `bytes`.
struct Page {
    text: Text,
    shaped: Shaped,
    decor: Decor,
    start: usize,
    under: Picture,
    over: Picture,
}

/// Dots of a picture in a point.
const FINE: f32 = 4.0;
/// Room around a paragraph, in points.
const EDGE: f32 = 30.0;

/// A mesh as it looks on white paper.
struct Picture {
    width: usize,
    dots: Vec<[f32; 3]>,
}

impl Picture {
    fn of(mesh: &Mesh, shaped: &Shaped) -> Picture {
        let size = |points: f32| ((points + 2.0 * EDGE) * FINE) as usize;
        let (width, height) = (size(shaped.width), size(shaped.height()));
        let mut dots = vec![[255.0; 3]; width * height];
        for corners in mesh.indices.chunks_exact(3) {
            let [a, b, c] = [0, 1, 2].map(|corner| mesh.vertices[corners[corner] as usize]);
            let [p, q, r] = [a, b, c].map(|vertex| (vertex.pos + vec2(EDGE, EDGE)) * FINE);
            let twice = (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
            let bounds = Rect::from_points(&[p, q, r]);
            let (rows, columns) = (
                bounds.top().max(0.0) as usize..height.min(bounds.bottom() as usize + 1),
                bounds.left().max(0.0) as usize..width.min(bounds.right() as usize + 1),
            );
            for y in rows {
                for x in columns.clone() {
                    let at = pos2(x as f32 + 0.5, y as f32 + 0.5);
                    let part = |from: Pos2, to: Pos2| {
                        ((to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x)) / twice
                    };
                    let shares = [part(q, r), part(r, p), part(p, q)];
                    if shares.iter().any(|share| !(0.0..=1.0).contains(share)) {
                        continue;
                    }
                    let channel = |of: fn(&Color32) -> u8| {
                        let corners = [&a, &b, &c].into_iter().zip(shares);
                        corners.map(|(vertex, share)| f32::from(of(&vertex.color)) * share).sum::<f32>()
                    };
                    let through = 1.0 - channel(Color32::a) / 255.0;
                    let colour = [channel(Color32::r), channel(Color32::g), channel(Color32::b)];
                    let dot = &mut dots[y * width + x];
                    *dot = [0, 1, 2].map(|at| dot[at] * through + colour[at]);
                }
            }
        }
        Picture { width, dots }
    }

    fn dot(&self, at: Pos2) -> [f32; 3] {
        let at = (at + vec2(EDGE, EDGE)) * FINE;
        self.dots[at.y as usize * self.width + at.x as usize]
    }

    /// Tells whether a colour is seen at a point, however thin.
    fn shows(&self, at: Pos2, colour: Color32) -> bool {
        let dark = self.dot(at).map(|channel| 255.0 - channel);
        let wanted = [colour.r(), colour.g(), colour.b()].map(|channel| 255.0 - f32::from(channel));
        let product = |a: [f32; 3], b: [f32; 3]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let (long, full) = (product(dark, dark).sqrt(), product(wanted, wanted).sqrt());
        long > full * 0.3 && product(dark, wanted) / (long * full) > 0.99
    }

    fn is(&self, at: Pos2, colour: Color32) -> bool {
        let wanted = [colour.r(), colour.g(), colour.b()];
        self.dot(at).iter().zip(wanted).all(|(there, wanted)| (there - f32::from(wanted)).abs() < 2.0)
    }
}

/// Returns what lies over the letters as one mesh, the underlines drawn and not cut from strips.
fn over(decor: &Decor) -> Mesh {
    let mut shapes = Vec::new();
    for line in &decor.lines {
        line.pattern.draw(line.left, line.right, line.y, line.room, line.colour, &mut shapes);
    }
    let mut mesh = Mesh::default();
    let mut tessellator = Tessellator::new(FINE, TessellationOptions::default(), [1, 1], Vec::new());
    shapes.into_iter().for_each(|shape| tessellator.tessellate_shape(shape, &mut mesh));
    mesh.append_ref(&decor.over.mesh);
    mesh
}

fn mark(text: &Text, id: u128, look: (&str, Color32, Pattern), words: &[&str]) -> Mark {
    let span = |words: &&str| {
        let at = text.as_str().find(words).unwrap();
        text.span(at, at + words.len()).unwrap()
    };
    let (letter, colour, pattern) = look;
    let look = Look { name: letter.into(), letter: letter.into(), colour, tint: 0.18, pattern };
    let fragments = Fragments::new(words.iter().map(span).collect()).unwrap();
    Mark::new(id, fragments, look)
}

impl Page {
    fn of(body: &str, part: &str, width: f32, paper: Paper, marks: impl Fn(&Text) -> Vec<Mark>) -> Page {
        let text = Text::new(body);
        let engine = TextEngine::bundled();
        let mut inner = engine.lock();
        let shaped = inner.shape(part, FACE, Some(width), Direction::Own);
        let start = body.find(part).unwrap();
        let decor = Decor::build(&mut inner, &shaped, FACE, start, &marks(&text), paper);
        let (under, over) = (Picture::of(&decor.under.mesh, &shaped), Picture::of(&over(&decor), &shaped));
        Page { text, shaped, decor, start, under, over }
    }

    fn new(body: &str, marks: impl Fn(&Text) -> Vec<Mark>) -> Page {
        Page::of(body, body, 2000.0, PAPER, marks)
    }

    /// The line and the left and right edges of each stretch of some words.
    fn pieces(&self, words: &str) -> Vec<(usize, f32, f32)> {
        let at = self.text.as_str().find(words).unwrap() - self.start;
        let mut pieces = Vec::new();
        self.shaped.pieces(at..at + words.len(), |line, left, right| pieces.push((line, left, right)));
        pieces
    }

    /// The heights below a line's baseline, in quarters of a point, at which a colour is on top at `x`.
    fn below(&self, colour: Color32, line: usize, x: f32) -> Vec<i32> {
        let baseline = self.shaped.lines[line].baseline;
        (0..56).filter(|step| self.over.shows(pos2(x, baseline + *step as f32 / FINE), colour)).collect()
    }

    /// The share of places along some words where a colour is seen below the line.
    fn underlined(&self, colour: Color32, words: &str) -> f32 {
        let mut seen = (0, 0);
        for (line, left, right) in self.pieces(words) {
            let mut x = left + 2.0;
            while x < right - 2.0 {
                seen.0 += usize::from(!self.below(colour, line, x).is_empty());
                seen.1 += 1;
                x += 0.5;
            }
        }
        seen.0 as f32 / seen.1 as f32
    }
}

fn glyphs(shaped: &Shaped) -> Vec<u32> {
    shaped.glyphs.iter().map(|glyph| glyph.id).collect()
}

/// Returns the glyphs of a badge's letter.
fn bold(letter: &str) -> Vec<u32> {
    let face = Face { weight: 700, serif: false, ..FACE };
    glyphs(&TextEngine::bundled().lock().shape(letter, face, None, Direction::Own))
}

const LOOKS: [(&str, Color32, Pattern); 4] = [CLAIM, DENIAL, SOURCE, ACTOR];
const WORDS: [&str; 4] = ["was asked for help", "it did not", "two officials", "the ministry"];

#[test]
fn each_label_has_its_tint_its_badge_and_its_pattern() {
    let body = "It was asked for help, and it did not, said two officials and the ministry.";
    let marks = |text: &Text| {
        let pairs = LOOKS.iter().zip(WORDS).enumerate();
        pairs.map(|(id, (look, words))| mark(text, id as u128, *look, &[words])).collect()
    };
    let page = Page::new(body, marks);
    for (id, ((letter, colour, pattern), words)) in LOOKS.into_iter().zip(WORDS).enumerate() {
        let (line, left, right) = page.pieces(words)[0];
        let baseline = page.shaped.lines[line].baseline;
        let middle = pos2((left + right) / 2.0, baseline - 4.0);
        let tint = stacked(Color32::WHITE, Color32::BLACK, &[(colour, 0.18)]);
        assert!(page.under.is(middle, tint), "{letter}");
        let beside = pos2(right + 2.0, baseline - 4.0);
        assert!(page.under.is(beside, Color32::WHITE), "and no further than the words");
        // The badge stands at the start, over the letters, in the label's colour with its letter on it.
        let badge = page.decor.badges.iter().find(|badge| badge.id == id as u128).unwrap();
        assert!((badge.rect.left() - left).abs() < 2.0 && badge.rect.bottom() < baseline - 10.0, "{badge:?}");
        assert!(page.over.is(badge.rect.center(), colour));
        let letters: Vec<_> = page.decor.letters.iter().filter(|letter| badge.rect.contains(letter.at)).collect();
        assert_eq!(letters.len(), 1);
        assert_eq!((glyphs(&letters[0].shaped), letters[0].ink), (bold(letter), Color32::WHITE));
        // The underline: where it is seen along the words, and how many bands it has.
        let seen = page.underlined(colour, words);
        let bands = |x: f32| {
            let heights = page.below(colour, line, x);
            usize::from(!heights.is_empty()) + heights.windows(2).filter(|pair| pair[1] > pair[0] + 1).count()
        };
        let heights: Vec<i32> = (4..40).flat_map(|x| page.below(colour, line, left + x as f32)).collect();
        let tall = heights.iter().max().unwrap() - heights.iter().min().unwrap();
        let middles = (8..30).map(|x| bands(left + x as f32));
        match pattern {
            Pattern::Solid => assert!(seen == 1.0 && tall <= 6 && middles.clone().all(|n| n == 1), "{seen} {tall}"),
            Pattern::Wave => assert!(seen == 1.0 && tall >= 7, "{seen} {tall}"),
            Pattern::Dots => assert!((0.2..0.8).contains(&seen), "{seen}"),
            _ => assert!(seen == 1.0 && middles.clone().all(|n| n == 2), "{seen} {tall}"),
        }
    }
}

#[test]
fn overlapping_nested_and_crossing_marks_each_keep_a_line_in_view() {
    let body = "The ministry did not ask the agency for any help in protecting the president, five people said.";
    let all = [
        (CLAIM, "ministry did not ask the agency for any help in protecting"),
        (DENIAL, "did not ask the agency"),
        (SOURCE, "not ask"),
        (ACTOR, "agency for any help in protecting the president"),
        // Of a colour that is there already, and on the same words.
        (CLAIM, "the president"),
        (CLAIM, "did not ask the agency "),
    ];
    // On one line, and wrapped to several.
    for width in [2000.0, 260.0] {
        let page = Page::of(body, body, width, PAPER, |text| {
            let solid = |look: (&'static str, Color32, Pattern)| (look.0, look.1, Pattern::Solid);
            all.iter().enumerate().map(|(id, (look, words))| mark(text, id as u128, solid(*look), &[words])).collect()
        });
        assert_eq!(page.decor.badges.len(), all.len());
        for ((_, colour, _), words) in all {
            // Where lines are wrapped, badges of the next line may stand before a little of the lowest lanes.
            let seen = page.underlined(colour, words);
            assert!(seen == 1.0 || (width < 300.0 && seen > 0.9), "{words} at {width}: {seen}");
        }
        // Where three of one colour could hide each other, there are as many lines as marks.
        let (line, left, right) = page.pieces("did not ask")[0];
        for x in [left + 3.0, (left + right) / 2.0] {
            let heights = page.below(CLAIM.1, line, x);
            let bands = 1 + heights.windows(2).filter(|pair| pair[1] > pair[0] + 1).count();
            assert_eq!(bands, 2, "{heights:?}");
        }
    }
}

#[test]
fn more_marks_than_there_are_lanes_share_one_more_line_until_they_are_selected() {
    let body = "The ministry did not ask the agency for any help.";
    let words = "did not ask the agency";
    let page = |count: u128, selected: Option<u128>| {
        Page::of(body, body, 2000.0, PAPER, |text| {
            let solid = (CLAIM.0, CLAIM.1, Pattern::Solid);
            let one = |id| Mark {
                selected: selected == Some(id),
                ..mark(text, id, if id < 8 { solid } else { DENIAL }, &[words])
            };
            (0..count).map(one).collect()
        })
    };
    // Which colours are seen below the words: the claims', the denials', and the grey of what found no room.
    let seen = |page: &Page| {
        let (line, left, right) = page.pieces(words)[0];
        let (middle, baseline) = ((left + right) / 2.0, page.shaped.lines[line].baseline);
        let grey = (0..80).any(|step| {
            let [r, g, b] = page.over.dot(pos2(middle, baseline + step as f32 / FINE));
            r < 240.0 && (r - g).abs() < 2.0 && (g - b).abs() < 2.0
        });
        let of = |colour| !page.below(colour, line, middle).is_empty();
        (of(CLAIM.1), of(DENIAL.1), grey)
    };
    assert_eq!(seen(&page(8, None)), (true, false, false), "each has a line of its own");
    let crowded = page(10, None);
    assert_eq!(seen(&crowded), (true, false, true), "the ninth and the tenth have one together");
    assert!(crowded.decor.badges.iter().all(|badge| badge.id < 8));
    // The one that is selected is drawn whole, over the line of the others, and can be taken by its ends.
    let chosen = page(10, Some(9));
    assert_eq!(seen(&chosen), (true, true, false));
    assert!(chosen.decor.handles.len() == 2 && chosen.decor.handles.iter().all(|handle| handle.id == 9));
}

#[test]
fn only_the_selected_mark_has_an_outline_and_only_ours_has_handles() {
    let body = "It was asked for help, and it did not.";
    for (selected, foreign, read_only, handles) in
        [(true, false, false, 2), (false, false, false, 0), (true, true, false, 0), (true, false, true, 0)]
    {
        let paper = Paper { read_only, ..PAPER };
        let page = Page::of(body, body, 2000.0, paper, |text| {
            vec![Mark { selected, foreign, ..mark(text, 1, CLAIM, &["asked for help"]) }]
        });
        let (line, left, right) = page.pieces("asked for help")[0];
        let baseline = page.shaped.lines[line].baseline;
        // Above the words, between the badge and the end, there is nothing but the outline.
        let middle = (left + right) / 2.0;
        let above = (-80..-40).any(|step| page.over.shows(pos2(middle, baseline + step as f32 / FINE), CLAIM.1));
        assert_eq!(above, selected);
        assert_eq!(page.decor.handles.len(), handles);
        for handle in &page.decor.handles {
            assert!(page.over.is(handle.at, CLAIM.1), "a knob to take hold of");
            let x = if handle.edge == Edge::Start { left } else { right };
            assert!((handle.at.x - x).abs() < 6.0 && handle.at.y > baseline, "{handle:?}");
        }
    }
}

/// Whether a dotted line is seen along some words: something in most stretches of its pitch, and gaps between.
fn dotted(page: &Page, words: &str) -> bool {
    let seen = page.underlined(DENIAL.1, words);
    (0.1..0.6).contains(&seen)
}

#[test]
fn the_parts_of_a_mark_are_joined_by_dots() {
    let body = "It did not, the ministry said on Friday, ask anybody at all for any help.";
    for width in [2000.0, 150.0] {
        let page =
            Page::of(body, body, width, PAPER, |text| vec![mark(text, 1, DENIAL, &["It did not", "ask anybody"])]);
        assert!(dotted(&page, ", the ministry said on Friday, "), "also over the end of a line, at {width}");
        assert!(!dotted(&page, "all for any help"), "and no further");
        assert_eq!(page.decor.badges.len(), 1, "one mark, one badge");
        let (line, left, _) = page.pieces("ask anybody")[0];
        let above = pos2(left + 1.5, page.shaped.lines[line].baseline - 15.5);
        assert!(page.over.shows(above, DENIAL.1), "the later part begins with a dot of its own");
    }
}

#[test]
fn a_part_shows_that_the_mark_goes_on_where_the_other_is_out_of_view() {
    let filler = " and so on".repeat(80);
    let body = format!("It did not{filler}.\nNothing here.\nSo it did not ask{filler}, never.\nIt ends.\nIs all.");
    let parts: Vec<&str> = body.lines().collect();
    let page = |part: usize, words: [&str; 2]| {
        Page::of(&body, parts[part], 400.0, PAPER, |text| vec![mark(text, 1, DENIAL, &words)])
    };
    let far = ["It did not and", "ask and"];
    // Towards the end of the first paragraph, and towards the beginning of the third, though both are far apart.
    assert!(dotted(&page(0, far), " so on and"));
    assert!(dotted(&page(2, far), "So it did not "));
    // One that ends its paragraph, and one that begins the next: dots lead on into the margin, and come in from it.
    let near = ["never.", "It ends."];
    for (part, words, behind) in [(2, near[0], true), (3, near[1], false)] {
        let page = page(part, near);
        let (line, left, right) = *page.pieces(words).last().unwrap();
        let margin = if behind { right + 1.0..right + 11.0 } else { left - 11.0..left - 1.0 };
        let places = (0..40).map(|step| margin.start + (margin.end - margin.start) * step as f32 / 40.0);
        let dots = places.filter(|x| !page.below(DENIAL.1, line, *x).is_empty()).count();
        assert!((4..36).contains(&dots), "{words}: {dots}");
    }
}

/// Shows a paragraph in which two sets, whose bands have these names, mark the same words.
fn two_bands(body: &str, words: &str, names: &[Arc<str>], weight: Weight, inset: f32) -> Page {
    let paper = Paper { bands: names, inset, width: 600.0 - 2.0 * inset, ..PAPER };
    let pair = |text: &Text| {
        let one = |id: u128, look| Mark {
            band: Some(id as usize),
            by: Some(Arc::clone(&names[id as usize])),
            foreign: id > 0,
            weight,
            ..mark(text, id, look, &[words])
        };
        vec![one(0, CLAIM), one(1, DENIAL)]
    };
    Page::of(body, body, 600.0, paper, pair)
}

#[test]
fn each_band_is_named_at_the_margin_of_lines_with_marks() {
    let names: [Arc<str>; 2] = ["A".into(), "BK".into()];
    let body = "The ministry did not ask the agency for any help. ".repeat(6);
    for inset in [0.0, 20.0] {
        let page = two_bands(&body, "did not ask", &names, Weight::Plain, inset);
        assert!(page.shaped.lines.len() > 2);
        let titles = &page.decor.titles;
        assert_eq!(titles.iter().map(|(band, _)| *band).collect::<Vec<_>>(), [0, 1], "on the first line only");
        let baseline = page.shaped.lines[0].baseline;
        for ((band, title), line) in titles.iter().zip(&page.decor.lines) {
            assert!(title.right() < -inset && title.left() > -inset - 48.0, "{title:?}");
            assert!((title.center().y - line.y).abs() < 0.5, "{band} stands beside its line");
            assert!(title.top() > baseline - 4.0);
        }
        assert!(titles[0].1.bottom() <= titles[1].1.top() + 2.0, "they do not cover each other: {titles:?}");
    }
    let arabic = "قالت الوزارة إن السد آمن ونفى العمدة ذلك";
    let page = two_bands(arabic, "السد آمن", &names, Weight::Plain, 20.0);
    assert!(page.decor.titles.iter().all(|(_, title)| title.left() > 560.0 + 20.0), "{:?}", page.decor.titles);
}

#[test]
fn in_bands_others_have_no_badges_and_lanes_can_be_pointed_at() {
    let names: [Arc<str>; 2] = ["A".into(), "B".into()];
    let page = two_bands("The ministry did not ask.", "did not", &names, Weight::Plain, 0.0);
    assert_eq!(page.decor.badges.iter().map(|badge| badge.id).collect::<Vec<_>>(), [0], "ours can be dragged");
    let bars: Vec<(u128, Rect)> = page.decor.bars.iter().map(|bar| (bar.id, bar.rect)).collect();
    assert_eq!(bars.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [0, 1]);
    assert!(bars[0].1.bottom() <= bars[1].1.top() + 0.1, "{bars:?}");
    let together = Page::of("It did not.", "It did not.", 600.0, PAPER, |text| vec![mark(text, 1, CLAIM, &["did"])]);
    assert!(together.decor.bars.is_empty() && together.decor.titles.is_empty());
}

#[test]
fn what_all_say_recedes_and_differences_stand_out() {
    let names: [Arc<str>; 2] = ["A".into(), "B".into()];
    let page = |weight| two_bands("The ministry did not ask.", "did not", &names, weight, 0.0);
    let (plain, agreed, differs) = (page(Weight::Plain), page(Weight::Agreed), page(Weight::Differs));
    let height = |page: &Page| page.decor.lines[0].room;
    assert!(height(&agreed) < height(&plain) && height(&differs) == height(&plain));
    assert!(contrast_to_white(agreed.decor.lines[0].colour) < contrast_to_white(plain.decor.lines[0].colour));
    assert_eq!(differs.decor.lines[0].colour, CLAIM.1);
    // Only differences have a tint, on the words and in their lanes.
    let tinted = |page: &Page| {
        let (line, left, right) = page.pieces("did not")[0];
        let (middle, baseline) = ((left + right) / 2.0, page.shaped.lines[line].baseline);
        let seen = |y: f32| !page.under.is(pos2(middle, y), Color32::WHITE);
        (seen(baseline - 5.0), seen(page.decor.lines[0].y))
    };
    assert_eq!((tinted(&plain), tinted(&agreed), tinted(&differs)), ((false, false), (false, false), (true, true)));
    let told = |weight| {
        let page = page(weight);
        let marks = [Mark { by: Some("Ben".into()), weight, ..mark(&page.text, 1, DENIAL, &["did not"]) }];
        nodes(&page.shaped, page.text.as_str(), 0, &marks)[0].name.clone()
    };
    assert_eq!(told(Weight::Plain), "Ben, D: did not");
    assert_eq!(told(Weight::Agreed), "Ben, D, agreed: did not");
    assert_eq!(told(Weight::Differs), "Ben, D, differs: did not");
}

fn contrast_to_white(colour: Color32) -> f32 {
    super::super::tint::contrast(Color32::WHITE, colour)
}
