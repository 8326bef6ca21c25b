// Makes what stands beside the article: the task, the list of marks, the bar at the words, checking and handing in.
// Each takes `page`, which has the data, the work, what is shown now (`ui`) and what can be done.

/** Returns a function that says the page's words, with what goes into them in place of `{name}`. */
function speaker(words) {
  return (key, given = {}) => {
    const said = Object.prototype.hasOwnProperty.call(words, key) ? words[key] : key;
    return said.replace(/\{(\w+)\}/g, (whole, name) => (name in given ? given[name] : whole));
  };
}

/** Makes the sign of a label outside the text. */
function signOf(page, label, sign) {
  const at = page.data.labels.findIndex((one) => one.key === label);
  const letter = at < 0 ? "?" : page.data.labels[at].letter;
  const style = { "--ink": `var(--ink${at})`, "--line": `var(--line${at})` };
  return el("span", { class: "sign", "aria-hidden": "true", style }, sign ? `${letter}\u00a0${sign}` : letter);
}

/** Makes a quote of the article, in its own language and direction. */
function quoteOf(page, at, most) {
  const words = at.map(([start, end]) => shortened(page.data.text, start, end, most)).join(" … ");
  return el("q", { lang: page.data.language || null, dir: page.data.direction }, words);
}

/** Makes paragraphs of a text that people wrote. */
function paragraphs(text) {
  return text.split(/\n+/).filter((line) => line.trim()).map((line) => el("p", { dir: "auto" }, line));
}

/** Makes a button. `key` finds it again when what it stands in is drawn anew. */
function button(key, said, act, given = {}) {
  return el("button", { type: "button", data: { key }, onclick: act, ...given }, said);
}

/** Draws children into an element and gives the focus back to the one that had it. */
function redraw(element, ...children) {
  const active = document.activeElement;
  const key = element.contains(active) && active !== element ? active.dataset.key : null;
  element.replaceChildren(...children.flat(4).filter(Boolean));
  if (!key) return true;
  const again = [...element.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && !one.disabled);
  if (again) again.focus({ preventScroll: true });
  return Boolean(again);
}

/** Makes the task: instructions, the labels and kinds to find, hints, and how the page is used. */
function taskOf(page) {
  const { data, t } = page;
  const explained = (row, sign, count) => {
    const told = paragraphs(row.definition).concat(row.hint ? paragraphs(t("hint-of", { hint: row.hint })) : []);
    const head = [sign, el("span", { class: "name", dir: "auto" }, row.name), count];
    return el("li", {}, told.length ? el("details", {}, el("summary", {}, head), told) : el("div", {}, head));
  };
  const counts = [];
  const count = (row, counted) => {
    const element = el("span", { class: "count" });
    counts.push(() => {
      const number = counted();
      const words = row.count === null ? t("count", { number }) : t("count-of", { number, of: row.count });
      element.replaceChildren(words);
    });
    return element;
  };
  const marks = (label) => page.work.now.marks.filter((mark) => mark.label === label).length;
  const links = (kind) => page.work.now.links.filter((link) => link.kind === kind).length;
  const legend = el(
    "ul",
    { class: "legend", "aria-label": t("legend") },
    data.labels.map((row) => explained(row, signOf(page, row.key), count(row, () => marks(row.key)))),
    data.kinds.map((row) => {
      const sign = el("span", { class: "sign kind", "aria-hidden": "true" }, row.shortcut || "→");
      return explained(row, sign, count(row, () => links(row.key)));
    }),
  );
  const hints = data.hints.map(([label, hint], at) => {
    const name = page.labelName(label);
    const head = [signOf(page, label), t("hint-number", { number: at + 1, label: name })];
    return el("details", {}, el("summary", {}, head), paragraphs(hint));
  });
  const summary = el("summary", {}, t("hints", { count: hints.length }));
  const how = ["how-mouse", "how-touch", "how-keys", "how-marks", "how-relate", "how-kept"];
  const element = el(
    "section",
    { class: "task", "aria-label": t("task") },
    el("div", { class: "instructions" }, paragraphs(data.instructions)),
    legend,
    el("p", { class: "quiet" }, t("how-short")),
    hints.length > 0 && el("details", { class: "hints" }, summary, hints),
    el(
      "details",
      { class: "how", id: "how" },
      el("summary", {}, t("how")),
      el("ul", {}, how.filter((key) => key !== "how-relate" || data.kinds.length).map((key) => el("li", {}, t(key)))),
    ),
  );
  return { element, draw: () => counts.forEach((draw) => draw()) };
}

/** Makes the buttons that give a label. */
function labelButtons(page, where, current, act) {
  return page.data.labels.map((label) => {
    const pressed = current === null ? {} : { "aria-pressed": String(label.key === current) };
    const key = page.keyOfLabel(label);
    const hint = key && el("kbd", { "aria-hidden": "true" }, key);
    const said = [signOf(page, label.key), el("span", { dir: "auto" }, label.name), hint];
    const given = { class: "label", "aria-keyshortcuts": key || null, ...pressed };
    return button(`${where} label ${label.key}`, said, () => act(label.key), given);
  });
}

/** Lists the relations of an item, each with what removes it. */
function relationsOf(page, where, item) {
  const { t, work, data } = page;
  const own = work.now.links.map((link) => [link, true]).concat(data.links.map((link) => [link, false]));
  const all = own.filter(([{ from, to }]) => [from, to].includes(item.ref));
  const rows = all.map(([link, mine], at) => {
    const away = link.from === item.ref;
    const other = work.item(away ? link.to : link.from);
    const kind = el("b", { dir: "auto" }, page.kindName(link.kind));
    const quote = [signOf(page, other.label), quoteOf(page, other.at, 50)];
    const go = button(`${where} go ${at}`, quote, () => page.choose(other.ref, true), { class: "plain" });
    const verdict = page.linkVerdict(link);
    const name = t("relation-remove", { kind: page.kindName(link.kind), quote: page.quote(other) });
    const remove = button(`${where} cut ${at}`, "×", () => page.unlink(link), { class: "icon", "aria-label": name });
    const words = away ? [kind, " ", go] : [go, " ", kind, " ", t("relation-this")];
    return el("li", {}, words, verdict && el("span", { class: "verdict" }, verdict), mine && remove);
  });
  return rows.length > 0 && el("ul", { class: "relations", "aria-label": t("relations") }, rows);
}

/** Makes what can be done with an item: label, ends, relations, removal. */
function controlsOf(page, where, item) {
  const { t, data } = page;
  const group = (name, ...children) => el("div", { class: "group", role: "group", "aria-label": t(name) }, children);
  const relate = data.kinds.flatMap((kind) => {
    const make = (forward, fits) => {
      if (!fits || (fits.length && !fits.includes(item.label))) return null;
      const said = t(forward ? "relate-forward" : "relate-backward", { kind: kind.name });
      const key = forward && kind.shortcut ? el("kbd", { "aria-hidden": "true" }, kind.shortcut) : null;
      const act = () => page.relate(kind.key, item.ref, forward);
      return button(`${where} relate ${kind.key} ${forward}`, [said, key], act);
    };
    return [make(true, kind.from), make(false, kind.to)];
  });
  const verdict = page.verdictOf(item.ref);
  const fresh = where === "bar" && button("bar fresh", t("bar-fresh"), () => page.freshHere());
  const parts = [verdict && el("p", { class: "verdict" }, verdict.words), verdict && paragraphs(verdict.feedback)];
  if (!item.given && !item.missed) {
    // Arrows point to where the text comes from and where it goes.
    const arrows = page.paper.leftward(item.at[0][0]) ? ["▸", "◂"] : ["◂", "▸"];
    const end = (which, by) =>
      button(`${where} ${which} ${by}`, arrows[by < 0 ? 0 : 1], () => page.moveEnd(item.ref, which, by), {
        class: "icon",
        "aria-label": t(`end-${which}-${by < 0 ? "earlier" : "later"}`),
      });
    const ends = (which) => {
      const name = el("span", { "aria-hidden": "true" }, t(`ends-${which}`));
      return group(`group-${which}`, name, end(which, -1), end(which, 1));
    };
    const remove = button(`${where} remove`, t("remove"), () => page.remove(item.ref), { class: "remove" });
    parts.push(group("group-label", labelButtons(page, where, item.label, (label) => page.relabel(item.ref, label))));
    // In the text there are handles for the ends.
    const wide = where !== "bar";
    parts.push(el("div", { class: "pair" }, wide && ends("start"), wide && ends("end"), fresh, remove));
  } else if (fresh) {
    parts.push(el("div", { class: "pair" }, fresh));
  }
  if (!item.missed && relate.some(Boolean)) parts.push(group("group-relate", relate));
  return [parts, !item.missed && relationsOf(page, where, item)];
}

/** Draws the bar at the words. Returns whether there is one. */
function drawBar(page, bar) {
  const { t, ui, work } = page;
  const close = button("bar close", "×", () => page.clear(true), { class: "icon close", "aria-label": t("close") });
  const draw = (name, ...children) => {
    bar.setAttribute("aria-label", name);
    bar.hidden = false;
    if (!redraw(bar, el("div", { class: "head" }, el("p", { "aria-hidden": "true" }, name), close), children)) {
      page.focusText();
    }
    return true;
  };
  if (ui.relate) {
    const item = work.item(ui.relate.ref);
    const kind = page.kindName(ui.relate.kind);
    const all = page.candidates();
    const row = (one) =>
      button(`bar take ${one.ref}`, [signOf(page, one.label), quoteOf(page, one.at, 60)], () => page.take(one.ref), {
        class: "plain take",
      });
    const asked = t(ui.relate.forward ? "relate-to" : "relate-from", { kind, quote: page.quote(item, 40) });
    const list = el("ul", { class: "takes" }, all.map((one) => el("li", {}, row(one))));
    return draw(asked, all.length ? list : el("p", {}, t("relate-nobody", { labels: page.relateLabels() })));
  }
  if (ui.sel) {
    const { start, end } = ui.sel;
    const labels = labelButtons(page, "bar", null, (label) => page.mark(label));
    const cross = page.itemsAt(start, end).length > 0 && el("p", { class: "quiet" }, t("bar-overlap"));
    const name = t("bar-new");
    bar.setAttribute("aria-description", shortened(page.data.text, start, end));
    const extend = ui.sel.stage === 1 && el("p", { class: "quiet" }, t("bar-extend"));
    return draw(name, el("div", { class: "group" }, labels), extend, cross);
  }
  bar.removeAttribute("aria-description");
  const item = ui.chosen && page.itemOf(ui.chosen);
  if (!item) {
    bar.hidden = true;
    if (bar.contains(document.activeElement)) page.focusText();
    return false;
  }
  const here = ui.here.map(page.itemOf).filter(Boolean);
  const sign = (one) => signOf(page, one.label, page.signFor(one.ref));
  const pick = (one) =>
    button(`bar pick ${one.ref}`, [sign(one), quoteOf(page, one.at, 24)], () => page.choose(one.ref), {
      class: "plain",
      "aria-pressed": String(one.ref === item.ref),
    });
  const group = { class: "group picks", role: "group", "aria-label": t("bar-here") };
  const picks = here.length > 1 && el("div", group, here.map(pick));
  return draw(page.nameOf(item), picks, controlsOf(page, "bar", item));
}

/** Makes what says that what is shown was here before the page was opened: it may be another's. */
function restoredOf(page) {
  const { t, work, data } = page;
  const element = el("section", { class: "notice restored", hidden: true, "aria-label": t("restored-title") });
  const language = document.documentElement.lang;
  const tell = (since) => {
    const time = (at) => new Date(at).toLocaleString(language);
    const what = [
      work.learner && t("restored-name", { name: `\u2068${work.learner}\u2069` }),
      work.now.marks.length > 0 && t("restored-marks", { count: work.now.marks.length }),
      data.minutes && work.begun() && t("restored-clock", { time: time(work.begun()) }),
      work.handed.length > 0 && t("restored-handed", { count: work.handed.length }),
    ];
    const said = t("restored", { time: time(since), what: what.filter(Boolean).join("; ") });
    const anew = button("restored anew", t("anew"), () => page.anew());
    const go = button("restored go", t("restored-go"), () => {
      element.hidden = true;
      page.focusText();
    });
    element.replaceChildren(el("p", {}, said), el("div", { class: "group" }, anew, go));
    element.hidden = false;
    page.hear(said);
  };
  return { element, tell };
}

/** Makes the list of marks. */
function listOf(page) {
  const { t } = page;
  const title = el("h2", { id: "marks-title" });
  const list = el("ul", { class: "marks", "aria-labelledby": "marks-title" });
  const notice = el("p", { class: "notice", hidden: true });
  const anew = button("anew", t("anew"), () => page.anew());
  const element = el("section", { id: "marks" }, title, notice, list, el("p", { class: "quiet" }, anew));
  const row = (item) => {
    const chosen = page.ui.chosen === item.ref;
    const sign = signOf(page, item.label, page.signFor(item.ref));
    const words = [sign, quoteOf(page, item.at, 80)];
    const verdict = page.verdictOf(item.ref);
    const links = page.linksOf(item.ref).length;
    const counted = links > 0 && t("relations-count", { count: links });
    const facts = [item.given && t("example"), counted, verdict && verdict.words].filter(Boolean);
    const head = button(`row ${item.ref}`, words, () => (chosen ? page.clear(false) : page.choose(item.ref, true)), {
      class: "plain row",
      "aria-expanded": String(chosen),
      "aria-label": [page.nameOf(item), ...facts].join(". "),
    });
    const small = facts.map((fact) => el("span", {}, fact));
    const inside = chosen && el("div", { class: "controls" }, controlsOf(page, `row ${item.ref}`, item));
    const below = small.length > 0 && el("div", { class: "facts" }, small);
    return el("li", { class: chosen ? "chosen" : "" }, head, below, inside);
  };
  const draw = () => {
    title.replaceChildren(t("marks", { count: page.work.now.marks.length }));
    const items = page.work.items();
    if (!redraw(list, items.map(row))) page.focusText();
    if (items.length === 0) list.append(el("li", { class: "quiet" }, t("marks-none")));
    anew.disabled = !page.work.isAny();
  };
  const tell = (words, extra) => {
    notice.hidden = !words;
    notice.replaceChildren(...[words, extra].filter(Boolean));
  };
  return { element, draw, tell };
}
