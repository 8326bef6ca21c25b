// Runs the page: holds what is shown now, takes what pointers, fingers and keys do, and draws it all anew.

/** Builds the page out of what stands in it. */
function begin() {
  const data = JSON.parse(document.getElementById("exercise").textContent);
  // Ends are named as the work names them.
  data.links = data.links.map(({ kind, from, to }) => ({ kind, from: `g${from.given}`, to: `g${to.given}` }));
  const now = () => new Date().toISOString().replace(/\.\d+/, "");
  const work = workOf(data, () => globalThis.localStorage, now);
  const t = speaker(data.words);
  const { pointAt, unitAt } = offsetsOf(data.text);
  const points = Array.from(data.text);
  const inBlock = ([start, end]) => data.blocks.some(([, from, to]) => unitAt[from] <= start && end <= unitAt[to]);
  const words = wordsOf(data.text, data.language).filter(inBlock);
  // What is shown: selected words, the chosen item, what a relation waits for, the word at the keyboard's cursor, what
  // checking found.
  const ui = {
    sel: null, chosen: null, here: [], relate: null, cursor: null, anchor: null, keys: false, checked: null,
    over: false, finger: false,
  };
  const page = { data, work, t, ui, words };

  const article = el("article", {
    id: "text", tabindex: "0", lang: data.language || null, "aria-label": t("text"), "aria-describedby": "text-told",
  });
  const paper = paperOf(data, article);
  const under = el("div", { class: "under", "aria-hidden": "true" });
  const curves = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  curves.setAttribute("class", "curves");
  curves.setAttribute("aria-hidden", "true");
  const handles = el("div", { class: "handles", "aria-hidden": "true" });
  const bar = el("div", { class: "bar", role: "group", hidden: true, dir: "ltr" });
  const sheet = el("div", { class: "sheet" }, under, article, curves, handles, bar);
  const status = el("p", { id: "status", role: "status" });
  const heard = el("p", { class: "unseen", "aria-live": "assertive" });
  Object.assign(page, { article, paper, under, curves, handles, bar, sheet });

  let quiet = 0;

  /** Says what was done, to eyes and screen readers. */
  page.say = (said) => {
    // The same words once more are another text, or a screen reader keeps silent.
    status.textContent = status.textContent === said ? `${said}\u00a0` : said;
    clearTimeout(quiet);
    quiet = setTimeout(() => status.replaceChildren(), 15000);
  };
  page.hear = (said) => {
    heard.textContent = heard.textContent === said ? `${said}\u00a0` : said;
  };
  page.labelName = (label) => (work.labels.has(label) ? work.labels.get(label).name : label);
  page.kindName = (kind) => (work.kinds.has(kind) ? work.kinds.get(kind).name : kind);
  page.unitsOf = (at) => at.map(([start, end]) => [unitAt[start], unitAt[end]]);
  page.linksOf = (ref) => work.now.links.concat(data.links).filter(({ from, to }) => from === ref || to === ref);
  page.focusText = () => article.focus({ preventScroll: true });

  /** Returns the words of an item for a sentence, apart from its direction. */
  page.quote = (item, most = 60) =>
    `\u2068${item.at.map(([start, end]) => shortened(data.text, start, end, most)).join(" … ")}\u2069`;

  /** Returns the key that gives a label: its shortcut or else its letter, unless two have that. */
  page.keyOfLabel = (label) => {
    const letter = label.letter.toLowerCase();
    const taken = (one) => one !== label && (one.shortcut || one.letter).toLowerCase() === letter;
    const kinds = data.kinds.some((kind) => kind.shortcut === letter);
    return label.shortcut || (letter.length === 1 && !kinds && !data.labels.some(taken) ? letter : "");
  };

  /** Returns an item by its name: an example, a mark, or one of the key that was missed. */
  page.itemOf = (ref) => (ref[0] === "k" ? missed().find((item) => item.ref === ref) : work.item(ref));

  const missed = () => {
    if (!ui.checked || ui.checked.stale) return [];
    const { key, marked } = ui.checked;
    const rows = key.marks.map(({ label, at }, k) => ({ ref: `k${k}`, label, at: page.unitsOf(at), missed: true }));
    return rows.filter((_, k) => marked.key[k][0] === "missed");
  };

  const inOrder = (a, b) => a.at[0][0] - b.at[0][0];
  page.shownItems = () => work.items().concat(missed());
  page.resultItems = () => page.shownItems().filter((item) => page.verdictOf(item.ref)).sort(inOrder);
  page.itemsAt = (start, end) => {
    const size = (item) => item.at.reduce((sum, [a, b]) => sum + b - a, 0);
    const over = (item) => item.at.some(([a, b]) => a < end && start < b);
    return page.shownItems().filter(over).sort((a, b) => size(a) - size(b));
  };

  /** Returns an item's name for people who hear it. */
  page.nameOf = (item) => {
    const name = page.labelName(item.label);
    const key = item.missed ? "name-missed" : item.given ? "name-example" : "name-mark";
    return t(key, { label: name, quote: page.quote(item) });
  };

  /** Lists the learner's marks as they were checked, with what became of each. */
  page.checkedMarks = () =>
    ui.checked.work.marks.map((mark, at) => ({ label: mark.label, is: ui.checked.marked.marks[at][0] }));

  /** Returns what checking said of an item: `{is, words, feedback}`, or nothing. */
  page.verdictOf = (ref) => {
    if (!ui.checked || ui.checked.stale || ref[0] === "g") return null;
    const { key, marked, refs } = ui.checked;
    const plain = (is, feedback) => ({ is, words: t(`is-${is}`), feedback });
    if (ref[0] === "k") {
      const k = Number(ref.slice(1));
      const near = marked.key[k][1];
      const verdict = plain("missed", key.marks[k].feedback);
      if (marked.key[k][0] === "missed" && near !== undefined) verdict.words = t(`is-${tooMuch(key, k, near)}`);
      return verdict;
    }
    const [is, k] = marked.marks[refs.indexOf(ref)] || [];
    if (is === "found") return plain("found", key.marks[k].feedback);
    if (is === "optional") return { is: "found", words: t("is-optional"), feedback: key.marks[k].feedback };
    if (is === "wrong") {
      const label = page.labelName(key.marks[k].label);
      return { is, words: t("is-wrong-label", { label }), feedback: key.marks[k].feedback };
    }
    return is === "surplus" ? plain("surplus", "") : is && { is: "given", words: t("is-ignored"), feedback: "" };
  };

  /** Says what keeps a near mark from being found. */
  const tooMuch = (key, k, near) => {
    const lettering = letteringOf(points);
    const wanted = runsOf(lettering, key.marks[k].at);
    const made = runsOf(lettering, ui.checked.work.marks[near].at);
    const shared = lettersShared(wanted, made);
    const short = 100 * shared < key.fit.covers * lettersShared(wanted, wanted);
    const long = 100 * (lettersShared(made, made) - shared) > key.fit.adds * lettersShared(wanted, wanted);
    return short && long ? "beside" : short ? "short" : long ? "long" : "missed";
  };

  page.linkVerdict = (link) => {
    const at = ui.checked && !ui.checked.stale ? ui.checked.links.indexOf(link) : -1;
    if (at < 0) return null;
    const [is, k] = ui.checked.marked.links[at];
    if (is === "wrong") return t("is-wrong-kind", { kind: page.kindName(ui.checked.key.links[k].kind) });
    if (is === "optional") return `${SIGNS.found} ${t("is-optional")}`;
    return has(SIGNS, is) ? `${SIGNS[is]} ${t(`is-${is}`)}` : t("is-ignored");
  };
  page.signFor = (ref) => {
    if (ref[0] === "g") return t("example-sign");
    const verdict = page.verdictOf(ref);
    return verdict ? SIGNS[verdict.is] : "";
  };

  /** Marks the work by the key, and shows what came of it. */
  page.check = (key) => {
    const { refs, marks, links } = work.plain();
    const bare = marks.map(({ label, at }) => ({ label, at: at.map(({ start, end }) => [start, end]) }));
    const plain = { marks: bare, links };
    const marked = markWork(key, plain, points);
    ui.checked = { key, marked, refs, work: plain, links: work.now.links, stale: false, of: work.now };
    page.clear(false);
    const { found, wrong, missed: left, surplus } = marked.counts;
    const of = { points: hundredths(marked.points), of: hundredths(marked.of) };
    page.say(`${t("points", of)} ${t("check-said", { found, wrong, missed: left, surplus })}`);
  };

  const task = taskOf(page);
  const list = listOf(page);
  const check = checkOf(page);
  const handIn = handInOf(page);
  const restored = restoredOf(page);
  Object.assign(page, { list, restored });
  const undo = button("undo", t("undo"), () => page.turn("undo"), { "aria-keyshortcuts": "Control+Z" });
  const redo = button("redo", t("redo"), () => page.turn("redo"), { "aria-keyshortcuts": "Control+Y" });
  const clock = el("p", { class: "clock", hidden: true });
  const jump = el("a", { href: "#marks", class: "jump" });
  const tools = el("div", { class: "tools" }, clock, jump, undo, redo);
  // Each in its own direction.
  const parts = [data.article.outlet, data.article.author, data.article.date].filter(Boolean);
  const facts = parts.flatMap((part, at) => [at > 0 && " · ", el("bdi", {}, part)]);
  const sections = [list, check, handIn].filter(Boolean).map((section) => section.element);
  const side = el("aside", { class: "side", "aria-label": t("side") }, sections);
  const told = el("p", { class: "unseen", id: "text-told" }, t("text-told"));
  const byline = parts.length > 0 && el("p", { class: "byline", dir: "auto" }, facts);
  const desk = el("div", { class: "desk" }, el("div", { class: "paper" }, byline, told, sheet), side);
  const start = el("section", { class: "start" });
  const main = el("main", {}, restored.element, task.element, start, desk);
  const top = el("header", { class: "top" }, el("h1", { dir: "auto" }, data.title), tools);
  document.getElementById("no-script").remove();
  document.body.append(top, main, el("footer", {}, status, heard));

  /** Draws everything anew. */
  page.show = () => {
    if (ui.checked && ui.checked.of !== work.now) ui.checked.stale = true;
    if (ui.chosen && !page.itemOf(ui.chosen)) ui.chosen = null;
    if (ui.relate && !work.item(ui.relate.ref)) ui.relate = null;
    const offered = ui.relate ? page.candidates().map((item) => item.ref) : [];
    const items = page.shownItems().map((item) => ({
      ...item,
      sort: item.given ? "given" : item.missed ? "missed" : "own",
      sign: page.signFor(item.ref),
      said: [page.nameOf(item), (page.verdictOf(item.ref) || {}).words].filter(Boolean).join(". "),
      chosen: item.ref === ui.chosen || (ui.relate && item.ref === ui.relate.ref),
      offered: offered.includes(item.ref),
      faint: ui.relate && !offered.includes(item.ref) && item.ref !== ui.relate.ref,
    }));
    paper.draw(items);
    task.draw();
    list.draw();
    if (check) check.draw();
    handIn.draw();
    [undo.disabled, redo.disabled] = [!work.canUndo(), !work.canRedo()];
    jump.textContent = t("marks", { count: work.now.marks.length });
    const open = !data.minutes || work.now.begun;
    [desk.hidden, start.hidden, tools.hidden] = [!open, open, !open && !work.canUndo()];
    drawBar(page, bar);
    page.lay();
    if (!work.kept) list.tell(t("not-kept"));
  };

  /** Returns the rows and the direction of what has handles: selected words, or a chosen mark. */
  page.held = () => {
    if (ui.sel) return { start: ui.sel.start, end: ui.sel.end };
    const item = ui.chosen && !ui.relate && work.item(ui.chosen);
    return item && !item.given ? { start: item.at[0][0], end: item.at[0][1], ref: item.ref } : null;
  };

  /** Lays what stands over and under the words in its place. */
  page.lay = () => {
    under.replaceChildren();
    handles.replaceChildren();
    if (ui.sel) drawBoxes(under, paper.rects(ui.sel.start, ui.sel.end, sheet), "selected");
    const item = ui.chosen && page.itemOf(ui.chosen);
    for (const [start, end] of item ? item.at : []) drawBoxes(under, paper.rects(start, end, sheet), "outline");
    const links = item ? page.linksOf(item.ref) : [];
    const others = links.map(({ from, to }) => work.item(from === item.ref ? to : from)).filter(Boolean);
    for (const [start, end] of others.flatMap((other) => other.at)) {
      drawBoxes(under, paper.rects(start, end, sheet), "outline other");
    }
    if (ui.cursor !== null && ui.keys && !ui.sel && !item && document.activeElement === article) {
      drawBoxes(under, paper.rects(...words[ui.cursor], sheet), "cursor");
    }
    const held = page.held();
    const rects = held ? paper.rects(held.start, held.end, sheet) : [];
    if (rects.length > 0) page.layHandles(held, rects);
    const signs = (ref) => article.querySelector(`.badge[data-ref="${ref}"]`);
    const ends = links.map(({ from, to }) => ({ from: signs(from), to: signs(to) }));
    drawCurves(curves, ends.filter(({ from, to }) => from && to));
    const last = ui.relate ? work.item(ui.relate.ref) : item;
    const place = ui.sel ? [[ui.sel.start, ui.sel.end]] : last ? last.at : [];
    if (!bar.hidden && place.length > 0) placeBar(place);
  };

  /**
   * Puts the bar below the words, or above them where there is no room below. For a finger it is above them first, as a
   * hand hides what is below, and at the foot of the window where the next tap may be anywhere: what a finger is to meet
   * next is never behind it.
   */
  const placeBar = (place) => {
    const rects = place.flatMap(([from, to]) => paper.rects(from, to, sheet));
    if (rects.length === 0) return;
    const origin = sheet.getBoundingClientRect();
    const [first, last] = [rects[0], rects[rects.length - 1]];
    const height = bar.offsetHeight;
    const below = last.bottom + 30;
    const above = first.top - height - (ui.finger ? 10 : 34);
    const free = origin.top + above >= top.getBoundingClientRect().bottom;
    const fits = origin.top + below + height < window.innerHeight - 40;
    const waiting = ui.sel && ui.sel.stage === 1 && !free;
    bar.classList.toggle("foot", Boolean(ui.finger && (ui.relate || waiting)));
    const y = free && (ui.finger || !fits) ? above : below;
    const middle = (last.left + last.right) / 2 - bar.offsetWidth / 2;
    const x = Math.max(0, Math.min(middle, sheet.clientWidth - bar.offsetWidth));
    [bar.style.top, bar.style.left] = [`${y}px`, `${x}px`];
  };

  Object.assign(page, actionsOf(page));
  listen(page, { told: { undo, redo, clock, start, top }, now });
  dressLabels(data.labels);
  const since = work.restore();
  if (!data.minutes) work.begin();
  if (since) restored.tell(since);
  page.show();
  page.tick();
}
