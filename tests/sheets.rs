//! Prints worksheets and their answers in a browser, on both sizes of paper, and reads what came out.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

#[path = "common/left_out.rs"]
mod left_out;
#[path = "common/lessons.rs"]
mod lessons;

use std::fs;
use std::path::Path;
use std::process::Command;

use gainsay::formats::classroom::worksheet;

/// Prints a page; `None` where there is no browser or nothing that reads PDF.
fn printed(folder: &Path, name: &str, page: &str, size: &str) -> Option<String> {
    // The size is the printer's, which has none here.
    let page = page.replace("@page {", &format!("@page {{ size: {size};"));
    let (html, pdf) = (folder.join(format!("{name}-{size}.html")), folder.join(format!("{name}-{size}.pdf")));
    fs::write(&html, page).unwrap();
    let browser = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(&html)
        .output();
    browser.ok().filter(|out| out.status.success() && pdf.exists())?;
    let text = Command::new("pdftotext").args(["-layout"]).arg(&pdf).arg("-").output().ok()?;
    Some(String::from_utf8(text.stdout).unwrap())
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the lines of the text on a page, without the signs above them.
fn lines(page: &str) -> Vec<String> {
    let mut all = Vec::new();
    for line in page.split("<div class=\"line").skip(1) {
        let (_, mut rest) = line.split("</div>").next().unwrap().split_once("class=\"t\"").unwrap();
        let mut words = String::new();
        while let Some((_, behind)) = rest.split_once('>') {
            let (text, tag) = behind.split_once('<').unwrap_or((behind, ""));
            words.push_str(text);
            rest = if tag.starts_with("b class") { tag.split_once("</b").unwrap().1 } else { tag };
        }
        let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        all.push(one_line(&signs.iter().fold(words, |words, (sign, c)| words.replace(sign, c))));
    }
    all
}

#[test]
fn both_sheets_print_on_both_papers_with_the_same_lines() {
    let kept = std::env::var_os("GAINSAY_SHEETS");
    let temporary = tempfile::tempdir().unwrap();
    let folder = kept.as_ref().map_or(temporary.path(), |kept| Path::new(kept));
    for (name, (handout, key)) in [("dam", lessons::dam()), ("mi6", lessons::mi6()), ("arabic", lessons::arabic())] {
        let pages = [("sheet", worksheet::worksheet(&handout)), ("answers", worksheet::answers(&handout, &key))];
        for (sort, page) in pages {
            for size in ["A4", "letter"] {
                let Some(text) = printed(folder, &format!("{name}-{sort}"), &page, size) else {
                    return left_out::left_out("how worksheets print", "there is no chromium or no pdftotext");
                };
                let printed: Vec<String> = text.lines().map(one_line).collect();
                for (number, line) in (1..).zip(lines(&page)) {
                    let numbered = format!("{number} {line}");
                    let wanted = if number % 5 == 0 { &numbered } else { &line };
                    // Letters from right to left come out of a PDF in another order.
                    assert!(name == "arabic" || printed.contains(wanted), "{name} {sort} {size}: {wanted}\n{text}");
                }
            }
        }
    }
}
