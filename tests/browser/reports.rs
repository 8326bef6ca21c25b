//! Looks at the pages that learners and the class get back, on the screen and on paper.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::chromium::{Browser, browser};

/// Runs the program, which writes to a place in the browser's folder, and returns that.
fn made(browser: &Browser, arguments: &[&str], name: &str) -> PathBuf {
    let path = browser.folder.path().join(name);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gainsay"));
    let made = command.args(arguments).arg("-o").arg(&path).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    path
}

/// Has the sample's hand-ins marked, and returns the folder of the pages.
fn pages(browser: &Browser) -> PathBuf {
    made(browser, &["grade", "samples/exercise.ron", "samples/hand-ins", "--html"], "pages")
}

fn page_of(folder: &Path, name: &str) -> PathBuf {
    let mut all = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    all.find(|path| path.file_name().unwrap().to_string_lossy().contains(name)).unwrap()
}

/// Returns the widths of the first cells of a table's body as shares of the table, and how many lines the longest has.
fn first_cells(browser: &mut Browser, table: &str) -> (f64, f64) {
    let found = browser.eval(&format!(
        "(() => {{
            const table = document.querySelector({});
            const cells = [...table.querySelectorAll('tbody td:first-child')];
            const share = Math.min(...cells.map((cell) => cell.offsetWidth / table.offsetWidth));
            const high = Math.max(...cells.map((cell) => cell.offsetHeight / parseFloat(getComputedStyle(cell).lineHeight)));
            return [share, high];
        }})()",
        json!(table)
    ));
    (found[0].as_f64().unwrap(), found[1].as_f64().unwrap())
}

#[test]
fn what_the_teacher_says_has_room_on_a_learners_page() {
    let Some(mut browser) = browser(1000, 800, false) else { return };
    let folder = pages(&browser);
    browser.open(&page_of(&folder, "Ben Okafor"));
    browser.picture("feedback");
    for table in ["table.labels", "table.links"] {
        let (share, lines) = first_cells(&mut browser, table);
        assert!(share > 0.25, "{table}: {share} of its width");
        assert!(lines < 14.0, "{table}: {lines} lines");
    }
    // On paper no page but the last is left half white.
    let printed =
        browser.send("Page.printToPDF", json!({"preferCSSPageSize": true, "paperWidth": 8.27, "paperHeight": 11.69}));
    let bytes = gainsay::model::base64::decode(printed["data"].as_str().unwrap()).unwrap();
    let path = browser.folder.path().join("feedback.pdf");
    std::fs::write(&path, bytes).unwrap();
    let read = std::process::Command::new("pdftotext").args(["-layout"]).arg(&path).arg("-").output();
    let Ok(read) = read else { return super::left_out::left_out("how feedback prints", "there is no pdftotext") };
    let text = String::from_utf8(read.stdout).unwrap();
    let pages: Vec<usize> =
        text.split('\u{c}').map(|page| page.lines().filter(|line| !line.trim().is_empty()).count()).collect();
    assert!(pages.len() > 2, "{pages:?}");
    assert!(pages[..pages.len() - 2].iter().all(|lines| *lines > 25), "{pages:?}");
}

#[test]
fn a_worksheet_tells_labels_apart_in_grey() {
    let Some(mut browser) = browser(1000, 800, false) else { return };
    let path = made(&browser, &["exercise", "samples/exercise.ron", "1", "--answers"], "answers.html");
    browser.send("Emulation.setEmulatedVisionDeficiency", json!({"type": "achromatopsia"}));
    browser.send("Emulation.setEmulatedMedia", json!({"media": "print"}));
    browser.open(&path);
    browser.picture("worksheet-grey");
    // Of each label in the legend: the shape of its line, its darkness, and the lines under words of that label.
    let lines = browser.eval(
        "Promise.all([...document.querySelectorAll('.legend .sample')].map(async (sample) => {
            const line = (element) => getComputedStyle(element).backgroundImage;
            const kind = [...sample.classList].find((name) => /^k\\d/.test(name));
            const others = [...document.querySelectorAll(`.u.${kind}:not(.sample)`)].map(line);
            const picture = new Image();
            picture.src = line(sample).slice(5, -2);
            await picture.decode();
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [960, 24];
            const pen = canvas.getContext('2d');
            pen.drawImage(picture, 0, 0, 2880, 24);
            const { data } = pen.getImageData(0, 0, 960, 24);
            const pixels = [...Array(960 * 24).keys()].map((at) => data.slice(4 * at, 4 * at + 4));
            const shape = pixels.map((pixel) => (pixel[3] > 110 ? 1 : 0));
            const [red, green, blue] = pixels.find((pixel) => pixel[3] > 240) || [255, 255, 255];
            const grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
            return { kind, shape, grey, used: others.length, same: others.every((other) => other === line(sample)) };
        }))",
    );
    let lines = lines.as_array().unwrap();
    assert!(lines.len() >= 3);
    for line in lines {
        assert!(line["grey"].as_f64().unwrap() < 140.0, "dark enough on paper: {}", line["grey"]);
        assert!(
            line["used"].as_u64().unwrap() > 0 && line["same"] == true,
            "the text has the legend's line: {}",
            line["kind"]
        );
    }
    let shape = |line: &Value| line["shape"].as_array().unwrap().iter().map(|one| one == 1).collect::<Vec<bool>>();
    for (at, one) in lines.iter().enumerate() {
        for other in &lines[at + 1..] {
            let (a, b) = (shape(one), shape(other));
            let differ = a.iter().zip(&b).filter(|(a, b)| a != b).count();
            let inked = a.iter().zip(&b).filter(|(a, b)| **a || **b).count();
            assert!(differ * 4 > inked && inked > 0, "{} and {}: {differ} of {inked}", one["kind"], other["kind"]);
        }
    }
}
