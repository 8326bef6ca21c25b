//! Looks at the pages that learners and the class get back, on the screen and on paper.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::chromium::{Browser, browser};

/// Has the sample's hand-ins marked, and returns the folder of the pages.
fn pages(browser: &Browser) -> PathBuf {
    let folder = browser.folder.path().join("pages");
    let graded = std::process::Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args(["grade", "samples/exercise.ron", "samples/hand-ins", "--html", "-o"])
        .arg(&folder)
        .output()
        .unwrap();
    assert!(graded.status.success(), "{}", String::from_utf8_lossy(&graded.stderr));
    folder
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
