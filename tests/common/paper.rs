//! Writes small PDF files, uncompressed and with the fonts that every reader has, for tests that need to know where
//! each line stands.
#![allow(dead_code, unreachable_pub, reason = "whoever shares this uses its part of it")]

/// Width and height of a page, in points.
pub const WIDE: f32 = 600.0;
pub const HIGH: f32 = 800.0;

/// How wide a letter of [`Font::Fixed`] is, in ems.
pub const LETTER: f32 = 0.6;

/// A font.
#[derive(Clone, Copy)]
pub enum Font {
    /// Courier, whose letters are all equally wide.
    Fixed = 1,
    /// The same, bold.
    Bold = 2,
    /// One of which [`Paper::means`] says what its letters stand for.
    Other = 3,
}

/// A page in the making.
#[derive(Default)]
pub struct Sheet {
    /// Its operators.
    pub drawn: Vec<u8>,
    /// Degrees by which it is shown turned.
    pub turned: i32,
}

impl Sheet {
    /// Writes a line that begins so far from the left and stands so far below the top.
    pub fn line(&mut self, font: Font, size: f32, left: f32, base: f32, words: &str) {
        let up = HIGH - base;
        self.run(&format!("BT /F{} {size} Tf {left} {up} Td ", font as u8));
        self.drawn.push(b'(');
        for c in words.chars() {
            match c {
                '(' | ')' | '\\' => self.drawn.extend([b'\\', c as u8]),
                '•' => self.drawn.push(0x95),
                '“' => self.drawn.push(0x93),
                '”' => self.drawn.push(0x94),
                c => self.drawn.push(u8::try_from(u32::from(c)).unwrap_or(b'?')),
            }
        }
        self.run(") Tj ET\n");
    }

    /// Writes lines below one another.
    pub fn lines(&mut self, size: f32, left: f32, base: f32, lines: &[&str]) {
        for (at, line) in lines.iter().enumerate() {
            self.line(Font::Fixed, size, left, base + 1.2 * size * at as f32, line);
        }
    }

    /// Shows a picture in a frame.
    pub fn picture(&mut self, left: f32, top: f32, wide: f32, high: f32) {
        self.run(&format!("q {wide} 0 0 {high} {left} {} cm /Im Do Q\n", HIGH - top - high));
    }

    /// Adds operators as they are.
    pub fn run(&mut self, operators: &str) {
        self.drawn.extend(operators.bytes());
    }
}

/// A document in the making.
#[derive(Default)]
pub struct Paper {
    /// Its pages.
    pub sheets: Vec<Sheet>,
    /// Entries of what it says of itself, and of its catalogue and its trailer.
    pub info: String,
    pub catalog: String,
    pub trailer: String,
    /// What each byte of [`Font::Other`] stands for.
    pub means: Vec<(u8, char)>,
}

impl Paper {
    /// Adds a page.
    pub fn sheet(&mut self) -> &mut Sheet {
        self.sheets.push(Sheet::default());
        let last = self.sheets.len() - 1;
        &mut self.sheets[last]
    }

    /// Writes the file.
    pub fn bytes(&self) -> Vec<u8> {
        let font = |name: &str, more: &str| {
            format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding {more} >>").into_bytes()
        };
        // The names of the letters of the other font say nothing.
        let names: String = (0..256).map(|byte| format!("/n{byte} ")).collect();
        let wide = "600 ".repeat(256);
        let other =
            format!("<< /Differences [0 {names}] >> /FirstChar 0 /LastChar 255 /Widths [{wide}] /ToUnicode 6 0 R");
        let mut map =
            "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
                .to_owned();
        map += &format!("{} beginbfchar ", self.means.len());
        for (byte, c) in &self.means {
            map += &format!("<{byte:02x}> <{:04x}> ", u32::from(*c));
        }
        map += "endbfchar endcmap end";
        let kids: Vec<String> = (0..self.sheets.len()).map(|at| format!("{} 0 R", FIRST + 2 * at)).collect();
        let image = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8";
        let form = "/Type /XObject /Subtype /Form /BBox [0 0 600 800]";
        let mut objects: Vec<Vec<u8>> = vec![
            format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog).into_bytes(),
            format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()).into_bytes(),
            font("Courier", "/WinAnsiEncoding"),
            font("Courier-Bold", "/WinAnsiEncoding"),
            font("Courier", &other),
            stream("", map.as_bytes()),
            stream(image, b"\x80"),
            // A drawing that shows itself.
            stream(&format!("{form} /Resources << /XObject << /Fm 8 0 R >> >>"), b"/Fm Do /Fm Do"),
            format!("<< {} >>", self.info).into_bytes(),
        ];
        for (at, sheet) in self.sheets.iter().enumerate() {
            let used = "/Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> /XObject << /Im 7 0 R /Fm 8 0 R >>";
            let page = format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDE} {HIGH}] /Rotate {} /Resources << {used} >> \
                 /Contents {} 0 R >>",
                sheet.turned,
                FIRST + 2 * at + 1
            );
            objects.push(page.into_bytes());
            objects.push(stream("", &sheet.drawn));
        }
        file(&objects, &format!("/Root 1 0 R /Info 9 0 R {}", self.trailer))
    }
}

/// The number of the first page's object.
const FIRST: usize = 10;

/// Writes a stream with these entries in its dictionary.
pub fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

/// Writes a file of objects that are numbered from 1.
pub fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer\n<< /Size {} {trailer} >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes());
    out
}

/// Breaks a text into lines of so many letters at most.
pub fn broken(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
