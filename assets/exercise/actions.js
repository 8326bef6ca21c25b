// What can be done on the page. Each says what it did, and draws the page anew.

/** Makes the actions of a page. */
function actionsOf(page) {
  const { data, work, t, ui, words } = page;
  const item = (ref) => work.item(ref);
  const label = (key) => page.labelName(key);

  /** Lets go of what is selected, chosen or asked for. */
  const clear = (focus) => {
    Object.assign(ui, { sel: null, chosen: null, here: [], relate: null, anchor: null });
    const native = document.getSelection();
    if (native && !native.isCollapsed && page.article.contains(native.anchorNode)) native.removeAllRanges();
    page.show();
    if (focus) page.focusText();
  };

  /** Selects words. `stage` is 1 where one word waits for the last one. */
  const select = (stretch, stage) => {
    Object.assign(ui, { sel: { ...stretch, stage }, chosen: null, here: [], relate: null });
    page.show();
    const quote = shortened(data.text, stretch.start, stretch.end);
    page.hear(t("selected", { quote }));
  };

  /** Chooses an item. `go` also brings it into view. */
  const choose = (ref, go) => {
    const one = page.itemOf(ref);
    if (!one) return;
    const beside = page.itemsAt(one.at[0][0], one.at[one.at.length - 1][1]).map((other) => other.ref);
    const here = ui.here.includes(ref) ? ui.here : beside;
    const inside = ui.cursor !== null && one.at.some(([a, b]) => a <= words[ui.cursor][0] && words[ui.cursor][1] <= b);
    const cursor = inside ? ui.cursor : wordNear(words, one.at[0][0]);
    Object.assign(ui, { sel: null, chosen: ref, here, relate: null, anchor: null, cursor });
    page.show();
    if (go) bring(ref);
    page.hear([page.nameOf(one), (page.verdictOf(ref) || {}).words].filter(Boolean).join(". "));
  };

  /** Brings an item into view, at a third of the window's height. */
  const bring = (ref) => {
    const badge = page.article.querySelector(`.badge[data-ref="${ref}"]`);
    if (!badge) return;
    const { top, bottom } = badge.getBoundingClientRect();
    if (top > 90 && bottom < window.innerHeight - 200) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const y = window.scrollY + top - window.innerHeight / 3;
    window.scrollTo({ top: Math.max(0, y), behavior: calm ? "auto" : "smooth" });
  };

  /** Marks the selected words, or the word at the cursor. */
  const mark = (key) => {
    const word = ui.cursor !== null && words[ui.cursor];
    const stretch = ui.sel || (word && { start: word[0], end: word[1] });
    if (!stretch) return;
    const quote = page.quote({ at: [[stretch.start, stretch.end]] });
    const said = t("marked", { label: label(key), quote });
    const ref = work.mark(key, stretch.start, stretch.end, said);
    if (ref) ui.cursor = wordNear(words, stretch.end);
    clear(true);
    page.say(ref ? said : t("marked-already", { label: label(key), quote }));
  };

  const relabel = (ref, key) => {
    const one = item(ref);
    if (!one || one.given || one.label === key) return;
    const said = t("relabelled", { label: label(key), quote: page.quote(one) });
    const gone = work.change(ref, { label: key }, said);
    page.show();
    if (gone === null) page.say(t("marked-already", { label: label(key), quote: page.quote(one) }));
    else page.say(gone > 0 ? `${said} ${t("relations-gone", { count: gone })}` : said);
  };

  /** Gives a mark other words. Steps of one `run` are undone at once. */
  const reach = (ref, stretch, run) => {
    const said = t("ends-moved", { quote: page.quote({ at: [[stretch.start, stretch.end]] }) });
    const moved = work.change(ref, stretch, said, run);
    page.show();
    if (moved !== null) page.say(said);
  };

  /** Moves an end of a mark by a word. */
  const moveEnd = (ref, which, by) => {
    const [[start, end]] = item(ref).at;
    const at = which === "start" ? wordNear(words, start) : wordNear(words, end);
    const next = words[at + by];
    if (!next) return;
    const stretch = which === "start" ? { start: next[0], end } : { start, end: next[1] };
    if (stretch.start < stretch.end) reach(ref, stretch, `${which} ${ref}`);
  };

  const remove = (ref) => {
    const one = item(ref);
    if (!one || one.given) return;
    const said = t("removed", { label: label(one.label), quote: page.quote(one) });
    const gone = work.remove(ref, said);
    clear(true);
    page.say(gone > 0 ? `${said} ${t("relations-gone", { count: gone })}` : said);
  };

  /** Begins a relation at an item, towards it where `forward` is false; another item is awaited. */
  const relate = (kind, ref, forward) => {
    Object.assign(ui, { relate: { kind, ref, forward }, sel: null, chosen: null });
    page.show();
    const first = page.bar.querySelector(".take") || page.bar.querySelector(".close");
    if (first) first.focus({ preventScroll: true });
    const quote = page.quote(item(ref), 40);
    page.say(t(forward ? "relate-to" : "relate-from", { kind: page.kindName(kind), quote }));
  };

  /** Lists the items that the awaited relation may have. */
  const candidates = () => {
    const { kind, ref, forward } = ui.relate;
    const here = item(ref);
    const fits = (other) => {
      const [from, to] = forward ? [here, other] : [other, here];
      return work.joins(kind, from, to) && !work.linked(kind, from.ref, to.ref);
    };
    return work.items().filter(fits);
  };

  /** Names the labels that the awaited relation may have. */
  const relateLabels = () => {
    const kind = work.kinds.get(ui.relate.kind);
    const fits = ui.relate.forward ? kind.to : kind.from;
    return (fits.length ? fits : data.labels.map((one) => one.key)).map(label).join(", ");
  };

  /** Ends the awaited relation at an item. */
  const take = (other) => {
    const { kind, ref, forward } = ui.relate;
    const [from, to] = forward ? [ref, other] : [other, ref];
    const ends = { from: page.quote(item(from), 40), kind: page.kindName(kind), to: page.quote(item(to), 40) };
    const said = t("related", ends);
    work.link(kind, from, to, said);
    ui.relate = null;
    ui.chosen = ref;
    ui.here = [];
    page.show();
    page.focusText();
    page.say(said);
  };

  const unlink = (link) => {
    const ends = { from: page.quote(item(link.from), 40), to: page.quote(item(link.to), 40) };
    const said = t("unrelated", { ...ends, kind: page.kindName(link.kind) });
    work.unlink(link, said);
    page.show();
    page.say(said);
  };

  const turn = (way) => {
    const said = way === "undo" ? work.undo() : work.redo();
    Object.assign(ui, { sel: null, relate: null });
    page.show();
    page.tick();
    page.say(said === null ? t(`${way}-nothing`) : t(`${way}-said`, { what: said }));
  };

  const anew = () => {
    const said = t("anew-said");
    work.anew(said);
    page.list.tell("");
    page.restored.element.hidden = true;
    clear(false);
    page.tick();
    const [starter] = document.getElementsByClassName("starter");
    if (starter) starter.focus();
    page.say(`${said} ${t("anew-undo")}`);
  };

  /** Begins a new mark at the first word of what is chosen. */
  const freshHere = () => {
    const [start, end] = words[ui.cursor === null ? 0 : ui.cursor];
    select({ start, end }, 1);
    page.focusText();
  };
  return {
    clear, select, choose, mark, relabel, reach, moveEnd, remove, relate, candidates, relateLabels, take, unlink, turn,
    anew, freshHere,
  };
}
