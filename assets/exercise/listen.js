// Takes what mouse, fingers, pens and keys do.

/** Listens to all of it. */
function listen(page, { told, now }) {
  const { article, paper, ui, work, data, words, t, sheet, handles } = page;
  let pointer = "mouse";
  let held = false;
  let taken = false;

  /** Returns the selection that the browser itself shows, widened to words. */
  const native = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.anchorNode) return null;
    const from = paper.offsetOf(selection.anchorNode, selection.anchorOffset);
    const to = paper.offsetOf(selection.focusNode, selection.focusOffset);
    return from === null || to === null ? null : snapped(data.text, words, from, to);
  };

  document.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType || "mouse";
    held = pointer === "mouse" && event.button === 0;
    taken = false;
    if (ui.keys) {
      ui.keys = false;
      page.lay();
    }
  });

  document.addEventListener("mouseup", () => {
    if (!held) return;
    held = false;
    const stretch = native();
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
    const word = words[wordNear(words, offset)];
    const extend = event.shiftKey || (pointer !== "mouse" && ui.sel && ui.sel.stage === 1);
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
      const word = words[wordNear(words, offset)];
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
  tick(page, told, now);
}

/** Shows the start and how much time is left, where time is limited. */
function tick(page, { clock, start }, now) {
  const { data, work, t, ui } = page;
  if (!data.minutes) return;
  start.append(
    el("p", {}, t("start-about", { minutes: data.minutes })),
    button("start", t("start"), () => {
      work.begin();
      page.show();
      page.focusText();
      turn();
    }, { class: "main" }),
  );
  let said = null;
  const turn = () => {
    const { begun } = work.now;
    clock.hidden = !begun;
    if (!begun) return;
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
  turn();
}

/** Listens to keys: in the text they move and select word by word; labels and kinds have theirs everywhere. */
function listenToKeys(page) {
  const { article, paper, ui, work, data, words, t } = page;
  const rect = (at) => paper.rects(...words[at], article)[0] || { left: 0, right: 0, top: 0, bottom: 0 };
  const block = (at) => paper.blockAt(words[at][0]);

  /** Returns the word on the next line (or the one before) that stands nearest below (or above). */
  const byLine = (at, by) => {
    const here = rect(at);
    const middle = (here.left + here.right) / 2;
    let [best, line] = [at, null];
    for (let next = at + by; next >= 0 && next < words.length; next += by) {
      const there = rect(next);
      const other = by > 0 ? there.top >= here.bottom - 6 : there.bottom <= here.top + 6;
      if (!other) continue;
      if (line === null) line = there.top;
      if (Math.abs(there.top - line) > 6) break;
      const off = (box) => Math.abs((box.left + box.right) / 2 - middle);
      if (best === at || off(there) < off(rect(best))) best = next;
    }
    return best;
  };

  const byBlock = (at, by) => {
    const here = block(at);
    const all = paper.blocks;
    const next = all[all.indexOf(here) + by];
    const first = next ? words.findIndex(([start]) => start >= next.start) : -1;
    return first < 0 ? at : first;
  };

  /** Moves the cursor to a word; `extend` selects up to it. */
  const move = (to, extend) => {
    const last = ui.cursor === null ? to : ui.cursor;
    ui.cursor = Math.max(0, Math.min(to, words.length - 1));
    if (extend) {
      if (ui.anchor === null) ui.anchor = last;
      const [low, high] = [Math.min(ui.anchor, ui.cursor), Math.max(ui.anchor, ui.cursor)];
      page.select({ start: words[low][0], end: words[high][1] }, 2);
    } else {
      Object.assign(ui, { sel: null, chosen: null, here: [], anchor: null });
      page.show();
      const [start, end] = words[ui.cursor];
      const labels = page.itemsAt(start, end).map((item) => page.labelName(item.label));
      page.hear([data.text.slice(start, end), ...labels].join(", "));
    }
    const box = rect(ui.cursor);
    const top = article.getBoundingClientRect().top + box.top;
    if (top < 110 || top > window.innerHeight - 150) window.scrollBy({ top: top - window.innerHeight / 2 });
  };

  const onward = { ArrowRight: 1, ArrowLeft: -1 };

  /** Takes a key in the text; tells whether it did anything. */
  const inText = (event) => {
    const { key, shiftKey: extend } = event;
    const far = event.ctrlKey || event.metaKey;
    if (words.length === 0 || event.altKey) return false;
    const at = ui.cursor === null ? 0 : ui.cursor;
    const chosen = ui.chosen && work.item(ui.chosen);
    if (key in onward) {
      const by = onward[key] * (paper.leftward(words[at][0]) ? -1 : 1);
      if (extend && chosen && !chosen.given) page.moveEnd(chosen.ref, "end", by);
      else move(ui.cursor === null ? 0 : at + by, extend);
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      const by = key === "ArrowDown" ? 1 : -1;
      move(ui.cursor === null ? 0 : far ? byBlock(at, by) : byLine(at, by), extend);
    } else if (key === "Home" || key === "End") {
      const inside = words.map((_, i) => i).filter((i) => far || block(i) === block(at));
      move(key === "Home" ? inside[0] : inside[inside.length - 1], extend);
    } else if (far) {
      return false;
    } else if (key === "Enter" || key === " ") {
      const here = page.itemsAt(...words[at]).map((item) => item.ref);
      const open = !page.bar.hidden && page.bar.querySelector(".group button, .take");
      const next = here[here.indexOf(ui.chosen) + 1];
      if (!ui.sel && !ui.relate && here.length > 0 && next) {
        const cursor = ui.cursor;
        ui.here = here;
        page.choose(next);
        ui.cursor = cursor;
      } else if (open) {
        open.focus({ preventScroll: true });
      } else {
        page.select({ start: words[at][0], end: words[at][1] }, 2);
        ui.anchor = at;
      }
    } else {
      return false;
    }
    return true;
  };

  /** Takes a key that gives a label or begins a relation; tells whether it did. */
  const ofLabels = (event) => {
    const typed = event.key.length <= 2 ? event.key.toLowerCase() : "";
    // On a keyboard of another script the place of a key counts.
    const place = /^(Key|Digit)(.)$/.exec(event.code || "");
    const keys = [typed, /^[\x20-\x7e]?$/.test(typed) || !place ? typed : place[2].toLowerCase()];
    const find = (rows, keyOf) => rows.find((row) => keyOf(row) && keys.includes(keyOf(row).toLowerCase()));
    const chosen = ui.chosen && work.item(ui.chosen);
    const label = find(data.labels, page.keyOfLabel);
    if (label && chosen && !chosen.given) page.relabel(chosen.ref, label.key);
    else if (label && !chosen && !ui.relate && (ui.sel || document.activeElement === article)) page.mark(label.key);
    else if (chosen) {
      const kind = find(data.kinds, (one) => one.shortcut);
      const fits = kind && (kind.from.length === 0 || kind.from.includes(chosen.label));
      if (!fits) return false;
      page.relate(kind.key, chosen.ref, true);
    } else return false;
    return true;
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, textarea");
    if (typing || event.isComposing) return;
    if (event.key === "Tab") ui.keys = true;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const letter = event.key.toLowerCase();
    if (command && (letter === "z" || letter === "y")) {
      event.preventDefault();
      page.turn(letter === "y" || event.shiftKey ? "redo" : "undo");
      return;
    }
    if (event.key === "Escape" && (ui.sel || ui.chosen || ui.relate)) {
      event.preventDefault();
      page.clear(true);
      return;
    }
    const chosen = ui.chosen && work.item(ui.chosen);
    if ((event.key === "Delete" || event.key === "Backspace") && chosen && !chosen.given) {
      event.preventDefault();
      page.remove(ui.chosen);
      return;
    }
    const here = event.target === article;
    if (here) ui.keys = true;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if ((here && inText(event)) || (plain && ofLabels(event))) event.preventDefault();
  });

  article.addEventListener("focus", () => {
    // Screen readers hand the arrow keys over while the text has the focus; else they read it as any other.
    article.setAttribute("role", "application");
    if (ui.keys && ui.cursor === null && words.length > 0) ui.cursor = 0;
    page.lay();
  });
  article.addEventListener("blur", () => {
    article.removeAttribute("role");
    page.lay();
  });
}
