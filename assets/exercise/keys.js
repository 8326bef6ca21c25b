// Takes what keys do.

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
        ui.here = here;
        page.choose(next);
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
