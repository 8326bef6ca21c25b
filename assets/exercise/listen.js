// Takes what mouse, fingers, pens and keys do.

/** Listens to all of it. */
function listen(page, { told, now }) {
  const { article, paper, ui, work, data, words, t, sheet, handles } = page;
  let held = false;
  let taken = false;
  let down = null;

  /** Returns the selection that the browser itself shows, widened to words. */
  const native = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.anchorNode) return null;
    const from = paper.offsetOf(selection.anchorNode, selection.anchorOffset);
    const to = paper.offsetOf(selection.focusNode, selection.focusOffset);
    return from === null || to === null ? null : snapped(data.text, words, from, to);
  };

  document.addEventListener("pointerdown", (event) => {
    ui.finger = Boolean(event.pointerType) && event.pointerType !== "mouse";
    held = !ui.finger && event.button === 0;
    taken = false;
    const inside = held && event.target.closest && event.target.closest("#text");
    down = inside ? { x: event.clientX, y: event.clientY, offset: paper.offsetAt(event.clientX, event.clientY) } : null;
    if (ui.keys) {
      ui.keys = false;
      page.lay();
    }
  });

  /** Returns the words over which the mouse was dragged: Chromium itself loses some that begin amid a character. */
  const dragged = ({ clientX: x, clientY: y }) => {
    if (!down || down.offset === null || Math.hypot(x - down.x, y - down.y) < 6) return null;
    const to = paper.offsetAt(x, y);
    return to === null ? null : snapped(data.text, words, down.offset, to);
  };

  document.addEventListener("mouseup", (event) => {
    if (!held) return;
    held = false;
    const stretch = native() || dragged(event);
    if (!stretch) return;
    taken = true;
    // From here on the page shows what is selected: its ends can be moved.
    document.getSelection().removeAllRanges();
    ui.cursor = wordNear(words, stretch.end);
    page.select(stretch, 2);
  });

  // Fingers that rest on a word select it with handles of the browser's own; so do screen readers.
  let rest = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(rest);
    if (held) return;
    rest = setTimeout(() => {
      const stretch = held ? null : native();
      if (stretch && !(ui.sel && ui.sel.start === stretch.start && ui.sel.end === stretch.end)) page.select(stretch, 2);
    }, 250);
  });

  /** Takes a click or tap on the words. */
  const press = (word, here, extend) => {
    ui.cursor = words.indexOf(word);
    if (ui.relate) {
      const offered = page.candidates().map((item) => item.ref);
      const item = here.find((one) => offered.includes(one.ref));
      if (item) page.take(item.ref);
      else page.say(t("relate-other", { labels: page.relateLabels() }));
    } else if (ui.sel && extend) {
      page.select({ start: Math.min(ui.sel.start, word[0]), end: Math.max(ui.sel.end, word[1]) }, 2);
    } else if (here.length > 0) {
      // Once more on the same words is the next of the marks there.
      const refs = here.map((item) => item.ref);
      const next = refs[refs.indexOf(ui.chosen) + 1];
      ui.here = refs;
      if (refs.length === 1 && ui.chosen === refs[0]) page.clear(false);
      else page.choose(next || refs[0]);
    } else {
      page.select({ start: word[0], end: word[1] }, 1);
    }
  };

  article.addEventListener("click", (event) => {
    const badge = event.target.closest(".badge");
    if (taken) {
      taken = false;
      return;
    }
    if (badge) {
      const { ref } = badge.dataset;
      if (!ui.relate) page.choose(ref);
      else if (page.candidates().some((item) => item.ref === ref)) page.take(ref);
      else page.say(t("relate-other", { labels: page.relateLabels() }));
      return;
    }
    if (native()) return;
    const offset = event.target.closest(".piece") ? paper.offsetAt(event.clientX, event.clientY) : null;
    if (offset === null || words.length === 0) {
      page.clear(false);
      return;
    }
    const word = words[wordAt(data.text, words, offset)];
    const extend = event.shiftKey || (ui.finger && ui.sel && ui.sel.stage === 1);
    press(word, page.itemsAt(...word), extend);
  });
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) page.clear(false);
  });

  /** Draws the two handles of what is held. */
  page.layHandles = (what, rects) => {
    const leftward = [paper.leftward(what.start), paper.leftward(what.end - 1)];
    const [first, last] = [rects[0], rects[rects.length - 1]];
    const places = [
      [leftward[0] ? first.right : first.left, first.bottom, "start"],
      [leftward[1] ? last.left : last.right, last.bottom, "end"],
    ];
    for (const [x, y, which] of places) {
      const handle = el("div", { class: `handle ${which}`, style: { left: `${x}px`, top: `${y}px` } });
      handle.addEventListener("pointerdown", (event) => drag(event, handle, which, what, y - 10));
      handles.append(handle);
    }
  };

  /** Moves an end with a pointer until it lets go. */
  const drag = (event, handle, which, what, line) => {
    event.preventDefault();
    event.stopPropagation();
    const origin = sheet.getBoundingClientRect();
    const [dx, dy] = [event.clientX - origin.left - parseFloat(handle.style.left), event.clientY - origin.top - line];
    let [start, end] = [what.start, what.end];
    handle.setPointerCapture(event.pointerId);
    sheet.classList.add("dragging");
    const move = ({ clientX, clientY }) => {
      const offset = paper.offsetAt(clientX - dx, clientY - dy);
      if (offset === null) return;
      const word = words[wordAt(data.text, words, offset)];
      if (which === "start" && word[0] < end) start = word[0];
      if (which === "end" && word[1] > start) end = word[1];
      page.under.replaceChildren();
      drawBoxes(page.under, paper.rects(start, end, sheet), "selected");
      const here = sheet.getBoundingClientRect();
      handle.style.left = `${clientX - here.left - dx}px`;
      handle.style.top = `${clientY - here.top - dy + 10}px`;
    };
    const done = ({ type }) => {
      handle.removeEventListener("pointermove", move);
      ["pointerup", "pointercancel"].forEach((name) => handle.removeEventListener(name, done));
      sheet.classList.remove("dragging");
      if (type === "pointercancel" || (start === what.start && end === what.end)) page.lay();
      else if (what.ref) page.reach(what.ref, { start, end });
      else page.select({ start, end }, 2);
    };
    handle.addEventListener("pointermove", move);
    ["pointerup", "pointercancel"].forEach((name) => handle.addEventListener(name, done));
  };

  listenToKeys(page);
  told.undo.addEventListener("click", page.focusText);
  told.redo.addEventListener("click", page.focusText);
  const again = () => page.lay();
  window.addEventListener("resize", again);
  if (typeof ResizeObserver === "function") new ResizeObserver(again).observe(article);
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(again);
  const scheme = window.matchMedia("(prefers-color-scheme: dark)");
  if (scheme.addEventListener) scheme.addEventListener("change", () => dressLabels(data.labels));
  window.addEventListener("storage", (event) => {
    if (event.key !== work.slot || event.newValue === null) return;
    work.restore();
    page.clear(false);
    page.say(t("elsewhere"));
  });
  const height = () => document.documentElement.style.setProperty("--top", `${told.top.offsetHeight}px`);
  if (typeof ResizeObserver === "function") new ResizeObserver(height).observe(told.top);
  height();
  page.tick = tick(page, told, now);
}

/** Fills the start, which asks for a name: its time begins. `act` goes on. */
function fillStart(start, { data, work, t }, act) {
  const name = el("input", { id: "starter", class: "starter", type: "text", autocomplete: "name", maxlength: "200" });
  const trouble = el("p", { class: "trouble", role: "alert" });
  const submit = (event) => {
    event.preventDefault();
    const given = name.value.trim();
    trouble.textContent = given ? "" : t("hand-in-no-name");
    if (!given) {
      name.focus();
      return;
    }
    work.learner = given;
    work.begin();
    name.value = "";
    act();
  };
  start.append(
    el(
      "form",
      { onsubmit: submit },
      el("p", {}, t("start-about", { minutes: data.minutes })),
      el("label", { for: "starter" }, t("hand-in-name")),
      name,
      trouble,
      el("p", {}, el("button", { type: "submit", class: "main", data: { key: "start" } }, t("start"))),
    ),
  );
}

/** Shows the start and how much time is left, where time is limited. Returns what shows it anew. */
function tick(page, { clock, start }, now) {
  const { data, work, t, ui } = page;
  if (!data.minutes) return () => {};
  fillStart(start, page, () => {
    page.show();
    page.focusText();
    turn();
  });
  let [said, of] = [null, null];
  const turn = () => {
    const begun = work.begun();
    clock.hidden = !begun;
    if (begun !== of) [said, of] = [null, begun];
    if (!begun) {
      ui.over = false;
      return;
    }
    const left = data.minutes * 60 - (new Date(now()) - new Date(begun)) / 1000;
    const minutes = Math.ceil(left / 60);
    const over = left <= 0;
    clock.textContent = over ? t("time-over") : left < 60 ? t("time-last") : t("time-left", { minutes });
    clock.classList.toggle("over", over);
    const mark = over ? 0 : [1, 5].find((few) => minutes <= few && data.minutes > few);
    if (mark !== undefined && mark !== said) {
      page.say(over ? t("time-over-said") : clock.textContent);
      said = mark;
    }
    if (over !== ui.over) {
      ui.over = over;
      page.show();
    }
  };
  setInterval(turn, 1000);
  return turn;
}
