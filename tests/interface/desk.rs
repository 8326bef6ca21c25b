//! A window without a screen: the state, the shell, and a host that does nothing but write down.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use gainsay::app::{AppState, Command, Effect, Intent, LoadedProject, Lock, Work};
use gainsay::model::{AnnotationId, ArticleId, Details, Hash, LabelKey, Stamp};
use gainsay::ui::text::TextEngine;
use gainsay::ui::{Intents, Shell};

pub(crate) struct Inner {
    state: AppState,
    shell: Shell,
    stamp: Stamp,
    intents: Intents,
    effects: Vec<Effect>,
    /// Whether nothing is read or worked out before the test is done with looking.
    slow: bool,
    /// What is to be worked out then.
    held: Vec<Work>,
}

impl Inner {
    fn run(&mut self) -> bool {
        let mut any = false;
        while !self.intents.is_empty() {
            for intent in self.intents.take() {
                any = true;
                for effect in self.state.update(intent, &mut self.stamp) {
                    match effect {
                        Effect::Reveal(revision, byte) => self.shell.reveal(revision, byte),
                        Effect::FocusArticle => self.shell.focus_article(),
                        Effect::FocusFilter => self.shell.focus_filter(),
                        Effect::FocusNote => self.shell.focus_note(),
                        Effect::FocusDock => self.shell.focus_dock(),
                        Effect::FocusTableFilter => self.shell.focus_table_filter(),
                        // A host reads it at once.
                        Effect::Decode { files, encoding } if !self.slow => {
                            let read =
                                files.into_iter().map(|(key, file)| (key, file.draft_in(encoding).map(Box::new)));
                            self.intents.send(Intent::Decoded(encoding, read.collect()));
                        }
                        // What the host does on a thread.
                        Effect::Work(work) if self.slow => self.held.push(work),
                        Effect::Work(work) => work.run(&mut |answer| self.intents.send(answer)),
                        other => self.effects.push(other),
                    }
                }
            }
        }
        any
    }
}

pub(crate) struct Desk {
    pub(crate) harness: Harness<'static, Inner>,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        let mut stamp = Stamp::of_number(7);
        let state = AppState::new("me", &mut stamp);
        let (shell, intents) = (Shell::new(), Intents::default());
        let inner = Inner { state, shell, stamp, intents, effects: Vec::new(), slow: false, held: Vec::new() };
        let harness = Harness::builder()
            .with_size(egui::vec2(1280.0, 900.0))
            .with_max_steps(80)
            .with_step_dt(1.0 / 20.0)
            .allow_missing_glyphs()
            .build_ui_state(
                |ui, inner: &mut Inner| {
                    if ui.ctx().cumulative_pass_nr() == 0 {
                        TextEngine::bundled().install(ui.ctx());
                    }
                    inner.shell.show(ui, &inner.state, &mut inner.intents);
                    if inner.run() {
                        ui.ctx().request_repaint();
                    }
                },
                inner,
            );
        let mut desk = Desk { harness };
        desk.settle();
        desk
    }

    /// Keeps files from being read in another encoding, and threads from answering.
    pub(crate) fn slow_down(&mut self) {
        self.harness.state_mut().slow = true;
    }

    /// Does what threads were kept from, and lets them be quick again.
    pub(crate) fn catch_up(&mut self) {
        let inner = self.harness.state_mut();
        inner.slow = false;
        for work in std::mem::take(&mut inner.held) {
            work.run(&mut |answer| inner.intents.send(answer));
        }
        inner.run();
        self.settle();
    }

    /// Opens the project as it is, from a file that can't be written.
    pub(crate) fn write_protect(&mut self) {
        let loaded = LoadedProject {
            project: self.state().project().clone(),
            warnings: Vec::new(),
            intact: true,
            hash: Hash::of(b"file"),
            lock: Lock::Ours,
            read_only: Some("the file is write-protected.".into()),
        };
        self.send(Intent::Loaded("/tmp/p.ron".into(), Box::new(Ok(loaded))));
    }

    pub(crate) fn settle(&mut self) {
        self.harness.run();
    }

    pub(crate) fn state(&self) -> AppState {
        self.harness.state().state.clone()
    }

    pub(crate) fn commands(&self) -> Vec<Command> {
        Command::all(self.harness.state().state.project())
    }

    pub(crate) fn effects(&self) -> &[Effect] {
        &self.harness.state().effects
    }

    pub(crate) fn send(&mut self, intent: Intent) {
        let inner = self.harness.state_mut();
        inner.intents.send(intent);
        inner.run();
        self.settle();
    }

    /// Has an article that several annotators are done with: whose desk it is with what they marked, as labels and
    /// words, and the others by name.
    pub(crate) fn annotated(article: &str, own: &[(&str, &str)], others: &[(&str, &[(&str, &str)])]) -> Desk {
        let mut desk = Desk::new();
        desk.article(article);
        let own = (None, own);
        for (name, marks) in std::iter::once(own).chain(others.iter().map(|(name, marks)| (Some(*name), *marks))) {
            if let Some(name) = name {
                desk.send(Intent::AddAnnotator(name.into()));
            }
            for (label, words) in marks {
                desk.mark(label, words);
            }
            desk.send(Intent::MarkDone(true));
        }
        desk
    }

    /// Adds an article and opens it.
    pub(crate) fn article(&mut self, text: &str) -> ArticleId {
        self.send(Intent::AddArticle(Details::default(), text.into()));
        self.harness.state().state.article().unwrap()
    }

    /// Selects words of the open article.
    pub(crate) fn select(&mut self, words: &str) {
        let state = self.state();
        let text = state.open_revision().unwrap().1.text.clone();
        let anchor = text.as_str().find(words).unwrap();
        self.send(Intent::Select { anchor, head: anchor + words.len(), finished: true });
    }

    /// Marks words of the open article.
    pub(crate) fn mark(&mut self, label: &str, words: &str) -> AnnotationId {
        self.select(words);
        self.send(Intent::Label(LabelKey::slug(label)));
        self.harness.state().state.selected().unwrap().0
    }

    /// Lists what is marked: labels and words.
    pub(crate) fn marked(&self) -> Vec<(String, String)> {
        let state = &self.harness.state().state;
        let rows = state.project().annotations();
        rows.map(|(_, row)| (row.label.to_string(), state.project().quote(row))).collect()
    }

    fn named<'a>(&'a self, name: &'a str) -> Option<Node<'a>> {
        self.harness.query_all_by_label(name).next()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.named(name).is_some()
    }

    pub(crate) fn has_containing(&self, name: &str) -> bool {
        self.harness.query_all_by_label_contains(name).next().is_some()
    }

    pub(crate) fn disabled(&self, name: &str) -> bool {
        self.named(name).unwrap_or_else(|| panic!("no {name}")).accesskit_node().is_disabled()
    }

    /// Tells whether a row of an open menu can be chosen; `None` when there is no such row.
    pub(crate) fn menu_row(&self, text: &str) -> Option<bool> {
        use egui::accesskit::Role;
        let rows = self.harness.query_all_by_label(text);
        let mut rows =
            rows.filter(|node| matches!(node.accesskit_node().role(), Role::MenuItem | Role::MenuItemCheckBox));
        Some(!rows.next()?.accesskit_node().is_disabled())
    }

    /// Returns how far below the window's top something stands, in points.
    pub(crate) fn top(&self, name: &str) -> f32 {
        self.named(name).unwrap_or_else(|| panic!("no {name}")).rect().top()
    }

    /// Clicks what has this name; what can be clicked comes before what only says it.
    pub(crate) fn click(&mut self, name: &str) {
        self.clicked(name, false, false);
    }

    pub(crate) fn click_last(&mut self, name: &str) {
        self.clicked(name, true, false);
    }

    pub(crate) fn click_secondary(&mut self, name: &str) {
        self.clicked(name, false, true);
    }

    /// Presses a button, wherever a scrolled page has it, as a screen reader does.
    pub(crate) fn press(&mut self, name: &str) {
        let mut buttons = self.harness.query_all_by_role(egui::accesskit::Role::Button);
        let button = buttons.find(|node| node.accesskit_node().label().as_deref() == Some(name));
        button.unwrap_or_else(|| panic!("no button is called {name}")).click_accesskit();
        drop(buttons);
        self.settle();
    }

    /// Sets a slider, as a screen reader does.
    pub(crate) fn set_slider(&mut self, name: &str, value: f64) {
        // The field beside it has the same name.
        let mut sliders = self.harness.query_all_by_role(egui::accesskit::Role::Slider);
        let slider = sliders.find(|node| node.accesskit_node().label().as_deref() == Some(name));
        slider.unwrap_or_else(|| panic!("no slider is called {name}")).set_value_accesskit(value);
        drop(sliders);
        self.settle();
    }

    /// Gives the keyboard to what has a name.
    pub(crate) fn focus(&mut self, name: &str) {
        let is_words = |node: &Node<'_>| node.accesskit_node().role() == egui::accesskit::Role::Label;
        let node = self.harness.query_all_by_label(name).find(|node| !is_words(node));
        node.unwrap_or_else(|| panic!("nothing is called {name}")).focus();
        self.settle();
    }

    fn clicked(&mut self, name: &str, last: bool, secondary: bool) {
        {
            let clickable = |node: &Node<'_>| {
                let role = node.accesskit_node().role();
                !matches!(role, egui::accesskit::Role::Label | egui::accesskit::Role::Heading)
            };
            let mut found: Vec<Node<'_>> = self.harness.query_all_by_label(name).filter(clickable).collect();
            let node = if last { found.pop() } else { (!found.is_empty()).then(|| found.swap_remove(0)) };
            let node = node.unwrap_or_else(|| panic!("nothing to click is called {name}"));
            node.scroll_to_me();
            if secondary { node.click_secondary() } else { node.click() }
        }
        self.settle();
    }

    pub(crate) fn click_containing(&mut self, name: &str) {
        self.harness.query_all_by_label_contains(name).next().unwrap_or_else(|| panic!("no {name}")).click();
        self.settle();
    }

    pub(crate) fn key(&mut self, key: Key) {
        self.keys(Modifiers::NONE, key);
    }

    pub(crate) fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Presses a key that makes a text, as a keyboard does.
    pub(crate) fn typed(&mut self, key: Key, text: &str) {
        let modifiers = Modifiers::NONE;
        self.harness.event(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
        self.harness.event(Event::Text(text.into()));
        self.settle();
    }

    pub(crate) fn event(&mut self, event: Event) {
        self.harness.event(event);
        self.settle();
    }

    /// Types into what has the keyboard.
    pub(crate) fn type_text(&mut self, text: &str) {
        for character in text.chars() {
            self.event(Event::Text(character.into()));
        }
    }

    /// Types into the field of this name.
    pub(crate) fn type_into(&mut self, name: &str, text: &str) {
        self.clicked(name, false, false);
        self.type_text(text);
    }

    /// Lists the names of what has a role, from the top of the window down.
    pub(crate) fn names(&self, role: egui::accesskit::Role) -> Vec<String> {
        let mut nodes: Vec<Node<'_>> = self.harness.query_all_by_role(role).collect();
        nodes.sort_by(|a, b| a.rect().top().total_cmp(&b.rect().top()));
        nodes.iter().filter_map(|node| node.accesskit_node().label()).collect()
    }

    /// Lists the texts that can be read and not pressed, from the top of the window down.
    pub(crate) fn texts(&self) -> Vec<String> {
        let mut nodes: Vec<Node<'_>> = self.harness.query_all_by_role(egui::accesskit::Role::Label).collect();
        nodes.sort_by(|a, b| a.rect().top().total_cmp(&b.rect().top()));
        nodes.iter().filter_map(|node| node.accesskit_node().value()).collect()
    }

    /// Clicks the first thing that has a role and whose name begins so, with keys held.
    pub(crate) fn click_role(&mut self, role: egui::accesskit::Role, name: &str, held: Modifiers) {
        let mut nodes = self.harness.query_all_by_role(role);
        let node = nodes.find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(name)));
        node.unwrap_or_else(|| panic!("no {role:?} is called {name}")).click_modifiers(held);
        drop(nodes);
        self.settle();
    }

    /// Holds the pointer over what has this name until its tooltip shows.
    pub(crate) fn hover(&mut self, name: &str) {
        let at = self.named(name).unwrap_or_else(|| panic!("no {name}")).rect().center();
        for by in [1.0, 0.0] {
            self.harness.event(Event::PointerMoved(at + egui::vec2(by, 0.0)));
            self.harness.step();
        }
        // The tooltip waits for less than half a second.
        (0..20).for_each(|_| self.harness.step());
    }

    /// Drags one thing onto the lower half of another.
    pub(crate) fn drag(&mut self, from: &str, to: &str) {
        let [from, to] = [from, to].map(|name| self.named(name).unwrap_or_else(|| panic!("no {name}")).rect());
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
        let to = to.center_bottom() - egui::vec2(0.0, 4.0);
        self.harness.event(Event::PointerMoved(from.center()));
        self.harness.event(Event::PointerButton { pos: from.center(), button, pressed: true, modifiers });
        self.harness.step();
        for share in [0.3, 0.7, 1.0] {
            self.harness.event(Event::PointerMoved(from.center() + (to - from.center()) * share));
            self.harness.step();
        }
        self.harness.event(Event::PointerButton { pos: to, button, pressed: false, modifiers });
        self.settle();
    }

    /// Returns the name of what has the keyboard.
    pub(crate) fn focused(&self) -> String {
        let focused = self.harness.ctx.memory(|memory| memory.focused());
        format!("{focused:?}")
    }

    /// Clicks twice in the middle of a line of the article.
    pub(crate) fn double_click(&mut self, line: &str) {
        let runs = self.harness.query_all_by_role(egui::accesskit::Role::TextRun);
        let run = runs.into_iter().find(|node| node.accesskit_node().value().is_some_and(|value| value.contains(line)));
        let at = run.unwrap_or_else(|| panic!("no line {line}")).rect().center();
        for pressed in [true, false, true, false] {
            let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
            self.harness.event(Event::PointerMoved(at));
            self.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
            self.harness.step();
        }
        self.settle();
    }

    /// Selects a word by two clicks and presses a label's key, all of it within one slow frame.
    pub(crate) fn double_click_and_type_at_once(&mut self, line: &str, key: Key, text: &str) {
        let runs = self.harness.query_all_by_role(egui::accesskit::Role::TextRun);
        let run = runs.into_iter().find(|node| node.accesskit_node().value().is_some_and(|value| value.contains(line)));
        let at = run.unwrap_or_else(|| panic!("no line {line}")).rect().center();
        self.harness.event(Event::PointerMoved(at));
        self.settle();
        let modifiers = Modifiers::NONE;
        let events = &mut self.harness.input_mut().events;
        for pressed in [true, false, true, false] {
            events.push(Event::PointerButton { pos: at, button: egui::PointerButton::Primary, pressed, modifiers });
        }
        events.push(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
        events.push(Event::Text(text.into()));
        self.settle();
    }

    /// Returns the selected words.
    pub(crate) fn selected_words(&self) -> String {
        let state = self.state();
        let (Some(fragments), Some((_, revision))) = (state.selected_fragments(), state.open_revision()) else {
            return String::new();
        };
        fragments.quote(&revision.text)
    }
}
