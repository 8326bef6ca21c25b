//! A saved web page is looked at before it is added: its details, what is kept and what is left out.

use egui::Key;
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{Effect, FileRead, Intent};
use gainsay::model::BlockKind;

use super::desk::Desk;

const PAGE: &str = "<title>Dam holds | The Post</title><meta name=author content='Ada Low'>\
    <nav><a href=1>Home</a><a href=2>Sport</a></nav><h1>Dam holds</h1>\
    <p>The dam holds, the office said, and it has held since the spring of last year, when it was mended by hand.</p>\
    <div class=newsletter><p>Every Friday the week at the dam, for nothing.</p></div>\
    <p>People who live below it say that water stood in their cellars all through the winter, and that nobody came to look.</p>";

/// Adds a page by itself.
fn page(html: &str) -> Desk {
    pages(&[("dam.html", html)])
}

/// Adds pages.
fn pages(files: &[(&str, &str)]) -> Desk {
    let mut desk = Desk::new();
    desk.send(Intent::AddFiles(files.iter().map(|(name, _)| format!("/tmp/{name}").into()).collect()));
    let batch = desk.effects().iter().find_map(|effect| match effect {
        Effect::ReadArticles { batch, .. } => Some(*batch),
        _ => None,
    });
    let read = files.iter().map(|(name, html)| FileRead::of(name, Ok((*html).into()))).collect();
    desk.send(Intent::ArticlesRead(batch.unwrap(), read));
    desk.settle();
    desk
}

fn text(desk: &Desk) -> String {
    desk.state().open_revision().map(|(_, row)| row.text.as_str().to_owned()).unwrap_or_default()
}

#[test]
fn a_part_is_one_click_or_one_key_from_being_put_back_or_left_out() {
    let mut desk = page(PAGE);
    assert!(desk.has("Is this the article?") && desk.has("3 of 5 parts kept"));
    assert!(desk.has("leads to other pages") && desk.has("offers a subscription"));
    desk.click("Keep: Every Friday the week at the dam, for nothing.");
    desk.settle();
    assert!(desk.has("4 of 5 parts kept") && !desk.has("offers a subscription"));
    desk.harness.get_by_label("Keep: Dam holds").focus();
    desk.key(Key::Space);
    desk.settle();
    assert!(desk.has("3 of 5 parts kept"));
    desk.click("Add");
    desk.settle();
    assert!(text(&desk).starts_with("The dam holds, the office"), "{}", text(&desk));
    assert!(text(&desk).contains("Every Friday") && !text(&desk).contains("Home"));
}

#[test]
fn details_and_words_are_changed_before_they_are_fixed() {
    let mut desk = page(PAGE);
    desk.type_into("Author", " and Ben");
    desk.click("Change: Dam holds");
    desk.settle();
    desk.type_into("Words of the part", ", for now");
    // Escape ends the change, and leaves the sheet.
    desk.key(Key::Escape);
    desk.settle();
    assert!(desk.has("Change: Dam holds, for now"), "the words are changed");
    desk.click("Add");
    desk.settle();
    let article = desk.state().article().unwrap();
    assert_eq!(desk.state().project().article(&article).unwrap().details.author, "Ada Low and Ben");
    assert!(text(&desk).starts_with("Dam holds, for now\n\n"), "{}", text(&desk));
}

#[test]
fn a_part_that_was_taken_for_something_else_is_put_right_by_mouse_and_by_keys() {
    let mut desk = page(PAGE);
    desk.click("It is: headline. Dam holds");
    desk.settle();
    desk.click("standfirst");
    desk.settle();
    assert!(desk.has("It is: standfirst. Dam holds"));
    desk.harness.get_by_label_contains("It is: paragraph. The dam holds, the").focus();
    desk.key(Key::Space);
    desk.settle();
    desk.click("quotation");
    desk.settle();
    desk.click("Add");
    desk.settle();
    let state = desk.state();
    let (_, row) = state.open_revision().unwrap();
    let kinds: Vec<BlockKind> = row.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Standfirst, BlockKind::Quote, BlockKind::Paragraph]);
}

#[test]
fn a_page_of_which_nothing_is_kept_can_not_be_added() {
    let mut desk = page("<nav><a href=1>Home</a></nav>");
    assert!(desk.disabled("Add") && desk.has("Nothing is kept. Tick what belongs to the article."));
    desk.click("Keep: Home");
    desk.settle();
    assert!(!desk.disabled("Add"));
}

#[test]
fn a_page_of_a_thousand_parts_shows_those_in_view() {
    let paragraph = "<p>The dam holds, the office said, and it has held since the spring of last year.</p>";
    let body: String = (0..1000).map(|at| paragraph.replace("office", &format!("office {at}"))).collect();
    let desk = page(&format!("<h1>Dam holds</h1>{body}"));
    assert!(desk.has("1001 of 1001 parts kept"));
    let shown = desk.names(egui::accesskit::Role::CheckBox).len();
    assert!((5..60).contains(&shown), "{shown}");
}

#[test]
fn several_pages_are_looked_at_one_after_the_other() {
    let other = |title: &str| PAGE.replace("Dam holds", title);
    let (b, c, d, e) = (other("Bridge shut"), other("Ferry late"), other("Fares rise"), other("Mill burns"));
    let files =
        [("a.html", PAGE), ("b.html", &b), ("c.html", &c), ("d.html", &d), ("e.html", &e), ("f.md", "# Six\n\nSix.")];
    let mut desk = pages(&files);
    let titles = |desk: &Desk| -> Vec<String> {
        desk.state().project().articles().iter().map(|(_, row)| row.details.title.clone()).collect()
    };
    assert_eq!(titles(&desk), ["Six"], "nobody has to look at that");
    assert!(desk.has("Is this the article? 1 of 5") && desk.has("a.html") && desk.disabled("Previous file"));
    desk.click("Next file");
    desk.settle();
    assert!(desk.has("Is this the article? 2 of 5") && desk.has("b.html") && desk.has("Keep: Bridge shut"));
    desk.click("Previous file");
    desk.settle();
    desk.click("Keep: Every Friday the week at the dam, for nothing.");
    desk.settle();
    desk.click("Add this");
    desk.settle();
    assert!(desk.has("Is this the article? 2 of 5") && text(&desk).contains("Every Friday"));
    // The button that was pressed has the keyboard again.
    desk.key(Key::Enter);
    desk.settle();
    assert!(desk.has("Is this the article? 3 of 5"));
    desk.click("Skip");
    desk.settle();
    assert!(desk.has("Is this the article? 4 of 5"));
    desk.click("Add all the rest as they are");
    desk.settle();
    assert_eq!(titles(&desk), ["Six", "Dam holds", "Bridge shut", "Fares rise", "Mill burns"]);
    assert!(desk.has("What was left out"));
}

#[test]
fn all_that_is_to_be_known_can_be_reached_in_a_low_window() {
    let arabic = "<html lang=ar><title>السد صامد | الخبر</title><meta name=author content='ليلى حداد'>\
        <h1>السد صامد</h1><p>قال المكتب إن السد صامد وإنه صمد منذ ربيع العام الماضي حين أصلحه العمال بأيديهم.</p><img src=a>";
    for html in [PAGE, arabic] {
        let mut desk = page(html);
        desk.harness.set_size(egui::vec2(960.0, 540.0));
        desk.settle();
        let foot = desk.harness.get_by_label("Add").rect().top();
        assert!(foot < 540.0 - 28.0, "{foot}");
        for field in ["Language", "Title", "Address", "Outlet"] {
            let is = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().as_deref() == Some(field);
            let fields = || desk.harness.query_all_by_role(egui::accesskit::Role::TextInput);
            fields().find(is).unwrap().focus();
            desk.settle();
            let rect = desk.harness.query_all_by_role(egui::accesskit::Role::TextInput).find(is).unwrap().rect();
            assert!(rect.top() > 60.0 && rect.bottom() < foot, "{field}: {rect:?}, {foot}");
        }
        // What stands below the fields comes with the wheel.
        let kept = |desk: &Desk| desk.harness.get_by_label_contains("parts kept").rect();
        let over = desk.harness.query_all_by_label("Outlet").next().unwrap().rect().center();
        for _ in 0..20 {
            desk.harness.event(egui::Event::PointerMoved(over));
            desk.harness.event(egui::Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::vec2(0.0, -100.0),
                source: egui::MouseWheelSource::Unknown,
                phase: egui::TouchPhase::Move,
                modifiers: egui::Modifiers::NONE,
            });
            desk.settle();
        }
        assert!(kept(&desk).bottom() < foot, "{:?}, {foot}", kept(&desk));
    }
}
