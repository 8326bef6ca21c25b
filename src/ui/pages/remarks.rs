//! Lists what is to be known of what comes in or goes out, each unfolding to its places.

use std::collections::BTreeSet;

use egui::{Button, Ui, vec2};

use crate::formats::exchange::{Remark, What};
use crate::say;
use crate::ui::text::{TextStyle, Wrap};
use crate::ui::theme::{TARGET, TEXT};
use crate::ui::widgets::{more_rows, name, quiet, words};

/// How many are shown before more are asked for.
const MOST: usize = 50;

/// What a list of remarks remembers.
#[derive(Default)]
pub(super) struct Remarks {
    /// Those whose places are shown.
    open: BTreeSet<(What, String)>,
    /// How many are shown.
    shown: usize,
}

impl Remarks {
    /// Shows the list.
    pub(super) fn show(&mut self, ui: &mut Ui, remarks: &[Remark]) {
        self.shown = self.shown.max(MOST);
        for remark in remarks.iter().take(self.shown) {
            self.row(ui, remark);
        }
        more_rows(ui, remarks.len(), &mut self.shown, 4 * MOST);
    }

    fn row(&mut self, ui: &mut Ui, remark: &Remark) {
        let text = remark.to_string();
        if remark.spots.is_empty() {
            words(ui, &text, TextStyle::size(TEXT).wrap(Wrap::All));
            return;
        }
        let key = (remark.what, remark.name.clone());
        let open = self.open.contains(&key);
        ui.horizontal_top(|ui| {
            let button = Button::selectable(open, if open { "▾" } else { "▸" }).min_size(vec2(TARGET, TARGET));
            let button = ui.add(button);
            name(ui, &button, &say!("remark-spots", remark = &text));
            if button.clicked() && !self.open.remove(&key) {
                self.open.insert(key.clone());
            }
            ui.vertical(|ui| {
                ui.add_space(3.0);
                words(ui, &text, TextStyle::size(TEXT).wrap(Wrap::All));
                if !open {
                    return;
                }
                for spot in &remark.spots {
                    quiet(ui, &spot.to_string());
                }
                if remark.spots.len() == Remark::SPOTS && remark.count > Remark::SPOTS {
                    quiet(ui, &say!("remark-spots-more", count = remark.count - Remark::SPOTS));
                }
            });
        });
    }
}
