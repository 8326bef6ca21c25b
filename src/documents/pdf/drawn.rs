//! Reads what is drawn on a page: letters with their places, and pictures (ISO 32000-2, 8 and 9).
//!
//! Places are in points from the page's top left corner as it is shown, turned so that writing goes to the right and
//! lines follow downwards, whichever way it is written on the page.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_cmap::{BfString, CMap};
use hayro_font::kurbo::{Affine, Point, Rect, Vec2};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, UNITS_PER_EM};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as Bytes};
use hayro_syntax::page::{Page, Resources};
use memchr::memmem;

use super::text::decode;
use super::weight::unpacked;

/// How deep forms may stand in forms, and states or marks be put on one another.
const FORMS: usize = 12;
const STACK: usize = 256;
/// The most letters that one mark stands for.
const MARKED: usize = 64;
/// The least part of an em between two drawings of the same letter that are not meant as one bold one.
const TWICE: f32 = 0.15;

/// A letter, or several that are drawn as one.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// What it stands for; a space for any kind of space.
    pub(super) text: String,
    /// Where it begins and ends, and the line it stands on.
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    /// How high its font is.
    pub(super) size: f32,
    /// The degrees by which its writing is turned clockwise.
    pub(super) turn: i16,
    pub(super) bold: bool,
    /// Whether the file marks it as none of the text but of the page.
    pub(super) furniture: bool,
}

impl Glyph {
    pub(super) fn is_space(&self) -> bool {
        self.text == " "
    }
}

/// What is drawn on a page.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) glyphs: Vec<Glyph>,
    /// The pictures, where they stand.
    pub(super) pictures: Vec<Rect>,
    /// Glyphs of which nothing says what they stand for.
    pub(super) unknown: usize,
    /// Width and height of the page, in points.
    pub(super) width: f32,
    pub(super) height: f32,
}

/// The fonts of a document, and how much may still be done for it.
pub(super) struct Reading<'a> {
    fonts: FontCache<'a>,
    faces: HashMap<(u32, i32), Option<Rc<Face<'a>>>>,
    programs: FontResolverFn,
    codes: CMapResolverFn,
    /// Operators and letters that may still be read.
    pub(super) steps: usize,
}

impl Reading<'_> {
    pub(super) fn new(steps: usize) -> Self {
        Reading {
            fonts: FontCache::new(),
            faces: HashMap::new(),
            programs: std::sync::Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                })
            }),
            codes: std::sync::Arc::new(hayro_cmap::load_embedded),
            steps,
        }
    }

    /// Takes one step. Tells whether there was one left.
    fn step(&mut self) -> bool {
        let left = self.steps > 0;
        self.steps = self.steps.saturating_sub(1);
        left
    }
}

/// A font, with what is asked of it for each letter.
struct Face<'a> {
    font: Font<'a>,
    bold: bool,
    /// What the codes stand for, where the library can't read what the file says of that.
    mended: Option<CMap>,
}

impl<'a> Face<'a> {
    fn of(dict: &Dict<'a>, reading: &mut Reading<'a>) -> Option<Rc<Face<'a>>> {
        let key = dict.obj_id().map(|id| (id.obj_number, id.gen_number));
        if let Some(known) = key.and_then(|key| reading.faces.get(&key)) {
            return known.clone();
        }
        let face = Face::read(dict, reading).map(Rc::new);
        if let Some(key) = key {
            reading.faces.insert(key, face.clone());
        }
        face
    }

    fn read(dict: &Dict<'a>, reading: &Reading<'a>) -> Option<Face<'a>> {
        let inner = dict.get::<Array<'_>>("DescendantFonts").and_then(|array| array.iter::<Dict<'_>>().next());
        let described = inner.as_ref().unwrap_or(dict).get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let places = [(dict, "ToUnicode"), (dict, "Encoding"), (&described, "FontFile"), (&described, "FontFile2")];
        let streams = places.into_iter().chain([(&described, "FontFile3")]);
        for (holder, key) in streams.chain(inner.as_ref().map(|inner| (inner, "CIDToGIDMap"))) {
            if let Some(stream) = holder.get::<Stream<'_>>(key) {
                unpacked(&stream)?;
            }
        }
        let font = reading.fonts.font(dict, &reading.programs, &reading.codes)?;
        let name = dict.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_lowercase()).unwrap_or_default();
        let named = ["bold", "black", "heavy", "demi", "cmbx"].into_iter().any(|word| name.contains(word));
        let heavy = described.get::<f32>("FontWeight").is_some_and(|weight| weight >= 600.0);
        let map = dict.get::<Stream<'_>>("ToUnicode").and_then(|stream| unpacked(&stream)).unwrap_or_default();
        Some(Face { font, bold: named || heavy, mended: mended(&map) })
    }
}

/// Reads a map in which glyphs stand for nothing, `<0003> <>`, since what they show is said of another one. The library
/// reads such a map no further.
fn mended(map: &[u8]) -> Option<CMap> {
    memmem::find(map, b"<>")?;
    let mut filled = Vec::with_capacity(map.len());
    let mut from = 0;
    for at in memmem::find_iter(map, b"<>") {
        filled.extend_from_slice(&map[from..at]);
        filled.extend_from_slice(b"<0000>");
        from = at + 2;
    }
    filled.extend_from_slice(&map[from..]);
    CMap::parse(&filled, hayro_cmap::load_embedded)
}

/// What `q` keeps and `Q` brings back.
#[derive(Clone)]
struct State<'a> {
    page: Affine,
    face: Option<Rc<Face<'a>>>,
    size: f64,
    /// Room after each letter, and each space.
    letter: f64,
    word: f64,
    /// How far letters are stretched; 1 for not.
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// A stretch of a page that the file says something of.
struct Mark {
    furniture: bool,
    /// What its letters stand for, and how many letters there were before it.
    actual: Option<(String, usize)>,
}

/// Reads a page's letters and pictures, as far as there are steps left.
pub(super) fn read<'a>(page: &Page<'a>, reading: &mut Reading<'a>) -> Drawn {
    let (width, height) = page.render_dimensions();
    let shown = Affine::new(page.initial_transform(true).as_coeffs());
    let state =
        State { page: shown, face: None, size: 1.0, letter: 0.0, word: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0 };
    let drawn = Drawn { width, height, ..Drawn::default() };
    let mut pen = Pen { drawn, reading, state, text: Affine::IDENTITY, line: Affine::IDENTITY, marks: Vec::new() };
    pen.run(&contents(page), page.resources(), 0);
    let mut drawn = pen.drawn;
    let inside = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    drawn.pictures = drawn.pictures.iter().map(|picture| picture.intersect(inside)).collect();
    drawn.pictures.retain(|picture| picture.area() > 0.0);
    drawn
}

/// Joins the streams that a page is drawn by; what is too large to unpack is left out.
fn contents(page: &Page<'_>) -> Vec<u8> {
    let raw = page.raw();
    if let Some(stream) = raw.get::<Stream<'_>>("Contents") {
        return unpacked(&stream).unwrap_or_default();
    }
    let mut all = Vec::new();
    let streams = raw.get::<Array<'_>>("Contents");
    for stream in streams.iter().flat_map(|streams| streams.iter::<Stream<'_>>()).take(STACK * STACK) {
        all.extend(unpacked(&stream).unwrap_or_default());
        all.push(b'\n');
    }
    all
}

/// Follows the operators of a page.
struct Pen<'a, 'r> {
    drawn: Drawn,
    reading: &'r mut Reading<'a>,
    state: State<'a>,
    text: Affine,
    line: Affine,
    marks: Vec<Mark>,
}

impl<'a> Pen<'a, '_> {
    fn run(&mut self, content: &[u8], resources: &Resources<'a>, depth: usize) {
        let mut saved: Vec<State<'a>> = Vec::new();
        let marks = self.marks.len();
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            if !self.reading.step() {
                break;
            }
            match operator {
                TypedInstruction::SaveState(_) if saved.len() < STACK => saved.push(self.state.clone()),
                TypedInstruction::RestoreState(_) => self.state = saved.pop().unwrap_or_else(|| self.state.clone()),
                TypedInstruction::Transform(m) => {
                    self.state.page *= affine([m.0, m.1, m.2, m.3, m.4, m.5]);
                }
                TypedInstruction::SetGraphicsState(state) => {
                    let font = resources.get_ext_g_state(state.0).and_then(|state| state.get::<Array<'_>>("Font"));
                    if let Some(font) = font {
                        let mut items = font.flex_iter();
                        let (dict, size) = (items.next::<Dict<'_>>(), items.next::<f32>());
                        self.set_font(dict, size.map_or(self.state.size, f64::from));
                    }
                }
                TypedInstruction::XObject(name) => self.draw(resources.get_x_object(name.0), resources, depth),
                TypedInstruction::InlineImage(_) => self.picture(),
                TypedInstruction::BeginMarkedContent(mark) => self.mark(mark.0, None),
                TypedInstruction::BeginMarkedContentWithProperties(mark) => {
                    let properties = match mark.1 {
                        Object::Dict(dict) => Some(dict.clone()),
                        Object::Name(name) => resources.properties.get::<Dict<'_>>(name),
                        _ => None,
                    };
                    self.mark(mark.0, properties);
                }
                TypedInstruction::EndMarkedContent(_) if self.marks.len() > marks => self.unmark(),
                operator => self.write(operator, resources),
            }
        }
        while self.marks.len() > marks {
            self.unmark();
        }
    }

    /// Follows an operator that places or shows text.
    fn write(&mut self, operator: TypedInstruction<'_, '_>, resources: &Resources<'a>) {
        match operator {
            TypedInstruction::BeginText(_) => (self.text, self.line) = (Affine::IDENTITY, Affine::IDENTITY),
            TypedInstruction::SetTextMatrix(m) => {
                self.line = affine([m.0, m.1, m.2, m.3, m.4, m.5]);
                self.text = self.line;
            }
            TypedInstruction::TextFont(font) => self.set_font(resources.get_font(font.0), font.1.as_f64()),
            TypedInstruction::CharacterSpacing(room) => self.state.letter = room.0.as_f64(),
            TypedInstruction::WordSpacing(room) => self.state.word = room.0.as_f64(),
            TypedInstruction::HorizontalScaling(scale) => self.state.stretch = scale.0.as_f64() / 100.0,
            TypedInstruction::TextLeading(leading) => self.state.leading = leading.0.as_f64(),
            TypedInstruction::TextRise(rise) => self.state.rise = rise.0.as_f64(),
            TypedInstruction::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                self.state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            TypedInstruction::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            TypedInstruction::ShowText(text) => self.show(text.0),
            TypedInstruction::NextLineAndShowText(text) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text.0);
            }
            TypedInstruction::ShowTextWithParameters(text) => {
                (self.state.word, self.state.letter) = (text.0.as_f64(), text.1.as_f64());
                self.next_line(0.0, -self.state.leading);
                self.show(text.2);
            }
            TypedInstruction::ShowTexts(texts) => {
                for object in texts.0.iter::<Object<'_>>() {
                    match object {
                        Object::Number(by) => {
                            let by = -by.as_f64() / f64::from(UNITS_PER_EM) * self.state.size;
                            self.advance(by);
                        }
                        Object::String(text) => self.show(&text),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn set_font(&mut self, dict: Option<Dict<'a>>, size: f64) {
        self.state.face = dict.and_then(|dict| Face::of(&dict, self.reading));
        self.state.size = size;
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.text = self.line;
    }

    /// Moves on in the direction of the writing.
    fn advance(&mut self, by: f64) {
        let level = self.state.face.as_ref().is_none_or(|face| face.font.is_horizontal());
        let by = if level { (by * self.state.stretch, 0.0) } else { (0.0, by) };
        self.text *= Affine::translate(by);
    }

    fn show(&mut self, text: &Bytes<'_>) {
        let Some(face) = self.state.face.clone() else { return };
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && self.reading.step() {
            let (code, long) = face.font.read_code(bytes, at);
            at += long.max(1);
            let moves = face.font.code_advance(code);
            let level = face.font.is_horizontal();
            let word = if code == 32 && long == 1 { self.state.word } else { 0.0 };
            let own = if level { moves.x } else { moves.y } / f64::from(UNITS_PER_EM) * self.state.size;
            // Room that is asked for between letters is none between words.
            let by = own + self.state.letter + word;
            self.place(&face, code, by, level);
            self.advance(by);
        }
    }

    /// Puts a letter that reaches so far in its place.
    fn place(&mut self, face: &Face<'a>, code: u32, by: f64, level: bool) {
        let text = letters(face, code);
        let whole = self.state.page * self.text;
        let on = |vector: Vec2| whole * vector.to_point() - whole * Point::ZERO;
        let (along, across) = if level {
            (on(Vec2::new(by * self.state.stretch, 0.0)), on(Vec2::new(0.0, self.state.size)))
        } else {
            (on(Vec2::new(0.0, by)), on(Vec2::new(self.state.size, 0.0)))
        };
        let size = across.hypot() as f32;
        let ahead = if level { Vec2::new(1.0, 0.0) } else { Vec2::new(0.0, -1.0) };
        let ahead = on(ahead * self.state.size.signum() * if level { self.state.stretch.signum() } else { 1.0 });
        let start = whole * Point::new(0.0, self.state.rise);
        let sound = [start.x, start.y, along.x, along.y].into_iter().all(|number| number.abs() < 1e6);
        if !sound || !(0.5..2000.0).contains(&size) {
            return;
        }
        let turn = ahead.atan2().to_degrees().round() as i16;
        let turn = if turn == -180 { 180 } else { turn };
        let back = Affine::rotate(-f64::from(turn).to_radians());
        let (from, to) = (back * start, back * (start + along));
        let (left, right) = ((from.x.min(to.x)) as f32, (from.x.max(to.x)) as f32);
        let text = match text {
            Some(text) if text.is_empty() => return,
            Some(text) => text,
            None if right - left < size * 0.01 => return,
            None => {
                self.drawn.unknown += 1;
                char::REPLACEMENT_CHARACTER.to_string()
            }
        };
        let furniture = self.marks.iter().any(|mark| mark.furniture);
        let glyph = Glyph { text, left, right, base: from.y as f32, size, turn, bold: face.bold, furniture };
        if !self.is_drawn(&glyph) {
            self.drawn.glyphs.push(glyph);
        }
    }

    /// Tells whether the same letter was just drawn in the same place, to make it look bold.
    fn is_drawn(&self, glyph: &Glyph) -> bool {
        let near = |one: f32, other: f32| (one - other).abs() < TWICE * glyph.size;
        self.drawn.glyphs.iter().rev().take(MARKED).any(|other| {
            other.text == glyph.text
                && !glyph.is_space()
                && near(other.left, glyph.left)
                && near(other.base, glyph.base)
        })
    }

    fn draw(&mut self, drawing: Option<Stream<'a>>, resources: &Resources<'a>, depth: usize) {
        let Some(stream) = drawing else { return };
        let dict = stream.dict();
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Image") => self.picture(),
            Some(b"Form") if depth < FORMS => {
                let Some(content) = unpacked(&stream) else { return };
                // What is drawn again and again takes its time again and again.
                self.reading.steps = self.reading.steps.saturating_sub(content.len() / 64);
                let before = self.state.clone();
                let places = (self.text, self.line);
                if let Some(matrix) = dict.get::<[f64; 6]>("Matrix") {
                    self.state.page *= Affine::new(matrix);
                }
                let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
                self.run(&content, own.as_ref().unwrap_or(resources), depth + 1);
                self.state = before;
                (self.text, self.line) = places;
            }
            _ => {}
        }
    }

    fn picture(&mut self) {
        self.drawn.pictures.push(self.state.page.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0)));
    }

    fn mark(&mut self, tag: &[u8], properties: Option<Dict<'_>>) {
        let kind = properties.as_ref().and_then(|dict| dict.get::<Name<'_>>("Type"));
        let furniture = tag == b"Artifact" && kind.as_deref() == Some(b"Pagination");
        let actual = properties.and_then(|dict| dict.get::<Bytes<'_>>("ActualText"));
        let actual = actual.map(|bytes| (decode(bytes.as_bytes()), self.drawn.glyphs.len()));
        // Beyond any real file's depth; what opens none closes none of those outside.
        if self.marks.len() < STACK {
            self.marks.push(Mark { furniture, actual });
        }
    }

    /// Ends a mark: its letters stand for what it says, where they are on one line.
    fn unmark(&mut self) {
        let Some(Mark { actual: Some((text, from)), .. }) = self.marks.pop() else { return };
        let Some(marked) = self.drawn.glyphs.get(from..) else { return };
        let Some(first) = marked.first() else { return };
        let level = |glyph: &Glyph| glyph.turn == first.turn && (glyph.base - first.base).abs() < first.size / 2.0;
        if marked.len() > MARKED || !marked.iter().all(level) {
            return;
        }
        let mut whole = first.clone();
        for glyph in marked {
            (whole.left, whole.right) = (whole.left.min(glyph.left), whole.right.max(glyph.right));
        }
        let unknown = marked.iter().filter(|glyph| glyph.text == "\u{FFFD}").count();
        self.drawn.unknown -= unknown.min(self.drawn.unknown);
        self.drawn.glyphs.truncate(from);
        whole.text = clean(&text);
        if !whole.text.is_empty() {
            self.drawn.glyphs.push(whole);
        }
    }
}

fn affine(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

/// Returns the letters that a code stands for: none for what is not shown, `None` where nothing says which.
fn letters(face: &Face<'_>, code: u32) -> Option<String> {
    let found = || match face.font.glyph(face.font.map_code(code), code) {
        FontGlyph::Outline(glyph) => glyph.as_unicode(),
        FontGlyph::Type3(glyph) => glyph.as_unicode(),
    };
    let mended = face.mended.as_ref().and_then(|map| map.lookup_bf_string(code));
    Some(match mended.or_else(found)? {
        BfString::Char(letter) => clean(letter.encode_utf8(&mut [0; 4])),
        BfString::String(text) => clean(&text),
    })
}

/// Makes every kind of space one, takes out what is not shown, and gives bullets of symbol fonts their usual sign.
fn clean(text: &str) -> String {
    let sign = |c: char| match c {
        c if c.is_whitespace() => Some(' '),
        '\u{F0B7}' | '\u{F0A7}' | '\u{F06C}' | '\u{F06E}' => Some('•'),
        c if c.is_control() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') => None,
        // Marks of direction: the direction is found from the letters.
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        c => Some(c),
    };
    let clean: String = text.chars().filter_map(sign).collect();
    if !clean.is_empty() && clean.trim().is_empty() { " ".to_owned() } else { clean }
}
