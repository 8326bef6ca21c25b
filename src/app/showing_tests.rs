use super::super::tests::{Desk, REPORT};
use super::super::*;
use super::*;

impl Desk {
    fn article(&self) -> ArticleId {
        self.state.article().unwrap()
    }

    fn revision(&self) -> RevisionId {
        self.state.open_revision().unwrap().0
    }

    /// Adds annotators who each mark the same words.
    fn annotators(&mut self, names: &[&str]) -> Vec<SetId> {
        let add = |name: &&str| {
            self.send(Intent::AddAnnotator((*name).into()));
            self.send(Intent::Select { anchor: 0, head: 8, finished: true });
            self.send(Intent::Label(LabelKey::slug("claim")));
            self.state.set().unwrap()
        };
        names.iter().map(add).collect()
    }

    fn runs(&mut self, command: &Command) {
        let intent = command.resolve(&self.state).unwrap_or_else(|| panic!("{command:?}"));
        self.send(intent);
    }
}

fn named(names: &[&str]) -> Vec<String> {
    initials(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
}

#[test]
fn short_names_are_told_apart_in_any_script() {
    assert_eq!(named(&["Anna Vogel", "ben", "Ada van Velzen"]), ["AV", "B", "AV2"]);
    assert_eq!(named(&["anna: pass 2", "anna"]), ["A2", "A"]);
    assert_eq!(named(&["Annotator 3", "Annotator 27", "N12", "2041"]), ["A3", "A27", "N12", "2041"]);
    // A name that is like a made up one.
    assert_eq!(named(&["b", "b 2", "b"]), ["B", "B2", "B3"]);
    assert_eq!(named(&["منى السيد", "李 明", "", "…"]), ["ما", "李明", "?", "?2"]);
    assert_eq!(named(&["ß"]), ["SS"]);
}

#[test]
fn who_has_lanes_is_shown_and_took_part() {
    let mut desk = Desk::new();
    let own = desk.state.set().unwrap();
    let sets = desk.annotators(&["Ben", "Cem"]);
    let idle = {
        desk.send(Intent::AddAnnotator("Dora".into()));
        desk.state.set().unwrap()
    };
    desk.send(Intent::ChooseSet(own));
    // Whoever annotates has a lane before the first mark, in the order of the list.
    assert_eq!(desk.state.lanes(desk.revision()), Lanes { sets: vec![own, sets[0], sets[1]], of: 3 });
    desk.send(Intent::ShowSet(sets[0], false));
    assert_eq!(desk.state.lanes(desk.revision()).sets, [own, sets[1]]);
    // Who is done and marked nothing has an empty lane, which says something.
    desk.send(Intent::ChooseSet(idle));
    desk.send(Intent::MarkDone(true));
    desk.send(Intent::ChooseSet(own));
    assert_eq!(desk.state.lanes(desk.revision()).sets, [own, sets[1], idle]);
    desk.send(Intent::StepArticle(1));
    assert_eq!(desk.state.lanes(desk.revision()).sets, [own]);
}

#[test]
fn only_so_many_have_lanes_and_the_own_set_is_among_them() {
    let mut desk = Desk::new();
    let own = desk.state.set().unwrap();
    let names: Vec<String> = (0..9).map(|at| format!("N{at}")).collect();
    let sets = desk.annotators(&names.iter().map(String::as_str).collect::<Vec<_>>());
    // The last one annotates.
    let Lanes { sets: lanes, of } = desk.state.lanes(desk.revision());
    assert_eq!((lanes.len(), of, lanes[7]), (MOST_LANES, 9, sets[8]));
    assert_eq!(lanes[..7], sets[..7], "the first own set has neither marks nor is it done");
    desk.send(Intent::ChooseSet(own));
    let Lanes { sets: lanes, of } = desk.state.lanes(desk.revision());
    assert_eq!((of, lanes[0]), (10, own));
    assert_eq!(lanes[1..], sets[..7]);
}

#[test]
fn a_heat_map_counts_who_is_done() {
    let mut desk = Desk::new();
    let sets = desk.annotators(&["Ben", "Cem"]);
    assert_eq!(desk.state.heat_sets(desk.article()), Counted { sets: vec![], left_out: 3 });
    desk.send(Intent::MarkDone(true));
    assert_eq!(desk.state.heat_sets(desk.article()), Counted { sets: vec![sets[1]], left_out: 2 });
    desk.send(Intent::ShowOthers(false));
    assert_eq!(desk.state.heat_sets(desk.article()), Counted { sets: vec![sets[1]], left_out: 0 });
}

#[test]
fn the_ways_are_switched_by_commands_and_begin_anew_with_another_project() {
    let mut desk = Desk::new();
    let (lanes, heat) = (Command::ShowAs(Showing::Lanes), Command::ShowAs(Showing::Heat));
    assert!(lanes.resolve(&desk.state).is_none() && heat.resolve(&desk.state).is_none(), "one set is not compared");
    desk.annotators(&["Ben"]);
    desk.send(Intent::ShowPage(Page::Ledger));
    desk.runs(&lanes);
    assert_eq!((desk.state.showing(), desk.state.page()), (Showing::Lanes, Page::Article));
    assert_eq!((lanes.is_on(&desk.state), heat.is_on(&desk.state)), (Some(true), Some(false)));
    desk.runs(&heat);
    assert_eq!(desk.state.showing(), Showing::Heat);
    desk.runs(&heat);
    assert_eq!(desk.state.showing(), Showing::Together);
    desk.runs(&heat);
    desk.runs(&Command::HeatOf(Some(LabelKey::slug("claim"))));
    let project = desk.state.project().clone();
    desk.send(Intent::Adopt(Box::new(project), "copy".into()));
    desk.send(Intent::GoOn);
    assert_eq!((desk.state.showing(), desk.state.heat_label()), (Showing::Together, None));
}

#[test]
fn in_a_heat_map_a_labels_key_chooses_it_unless_something_is_selected() {
    let mut desk = Desk::new();
    desk.annotators(&["Ben"]);
    let claim = LabelKey::slug("claim");
    let key = Command::Label(claim.clone());
    desk.runs(&Command::ShowAs(Showing::Heat));
    // Ben's mark is still selected.
    assert!(key.text(&desk.state).starts_with("Change") || !key.text(&desk.state).contains("Heat"));
    desk.send(Intent::Pick(None));
    desk.send(Intent::Select { anchor: 3, head: 3, finished: true });
    assert_eq!(key.text(&desk.state), "Heat map of claim");
    let before = desk.state.project().annotation_count();
    desk.runs(&key);
    assert_eq!((desk.state.heat_label(), desk.state.project().annotation_count()), (Some(&claim), before));
    let of = |label: Option<&LabelKey>| Command::HeatOf(label.cloned());
    assert_eq!(of(Some(&claim)).is_on(&desk.state), Some(true));
    assert!(of(Some(&claim)).resolve(&desk.state).is_none(), "it is shown already");
    // Again, it is of any label.
    desk.runs(&key);
    assert_eq!(desk.state.heat_label(), None);
    desk.send(Intent::Select { anchor: 0, head: REPORT.len(), finished: true });
    desk.runs(&key);
    assert_eq!(desk.state.project().annotation_count(), before + 1);
    assert_eq!(desk.state.heat_label(), None);
}

#[test]
fn a_heat_map_draws_no_mark_but_the_selected_one() {
    let mut desk = Desk::new();
    desk.annotators(&["Ben", "Cem"]);
    let project = desk.state.project().clone();
    let drawn = |state: &AppState| project.annotations().filter(|(id, row)| state.draws(**id, row)).count();
    assert_eq!(drawn(&desk.state), 2);
    desk.runs(&Command::ShowAs(Showing::Heat));
    assert_eq!(drawn(&desk.state), 1, "Cem's, which is selected");
    desk.send(Intent::Pick(None));
    assert_eq!(drawn(&desk.state), 0);
    let rows: Vec<_> = project.annotations().map(|(_, row)| row.clone()).collect();
    assert!(rows.iter().all(|row| desk.state.is_hot(row)));
    desk.send(Intent::HeatOf(Some(LabelKey::slug("denial"))));
    assert!(!rows.iter().any(|row| desk.state.is_hot(row)));
}
