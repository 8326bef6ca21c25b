// Draws the article: its blocks, what is marked in them, and the layers over and under the words.

/** Makes an element. What begins with `on` is a listener, `data` is a data set, what is `null` is left out. */
function el(name, given = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key === "style") Object.entries(value).forEach((set) => element.style.setProperty(...set));
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The tiles that lines under words are made of, 4 high, as paths that are filled (F) or drawn (S). */
const TILES = {
  solid: [8, "F", "M0 1.2h8v1.6h-8z"],
  wave: [8, "S", "M-2 1.2Q0 4 2 2T6 2T10 2"],
  dots: [5, "F", "M2.5 .6a1.4 1.4 0 1 0 .01 0z"],
  double: [8, "F", "M0 0h8v1.2h-8zM0 2.6h8v1.2h-8z"],
  dash: [9, "F", "M0 1.1h6v1.8h-6z"],
  "dash-dot": [12, "F", "M0 1.1h6v1.8h-6zM8 1.1h2v1.8h-2z"],
  thick: [8, "F", "M0 0h8v3.8h-8z"],
  zigzag: [6, "S", "M-1 4L2 .6L5 3.4L8 .6"],
  "long-dash": [17, "F", "M0 1h13v2h-13z"],
  ticks: [5, "F", "M0 3h5v1h-5zM1 0h1.3v3.4h-1.3z"],
  "dash-dot-dot": [15, "F", "M0 1.1h5v1.8h-5zM7 1.1h2v1.8h-2zM11 1.1h2v1.8h-2z"],
  squares: [6, "F", "M1 .2h3.6v3.6h-3.6z"],
};

/** How far lines under words stand apart, in CSS pixels. */
const LANE = 5;

/** Gives each label its line and its tint as properties, `--line0` and `--tint0`, in the colours that are shown now. */
function dressLabels(labels) {
  const root = document.documentElement;
  const shown = getComputedStyle(root);
  labels.forEach(({ colour, pattern }, at) => {
    const ink = shown.getPropertyValue(`--label${colour}`).trim();
    const [width, sort, path] = TILES[pattern] || TILES.solid;
    const how = sort === "F" ? `fill="${ink}"` : `fill="none" stroke="${ink}" stroke-width="1.3"`;
    const box = `xmlns="http://www.w3.org/2000/svg" width="${width}" height="4"`;
    const tile = `<svg ${box}><path ${how} d="${path}"/></svg>`;
    root.style.setProperty(`--line${at}`, `url("data:image/svg+xml,${encodeURIComponent(tile)}")`);
    root.style.setProperty(`--ink${at}`, `var(--label${colour})`);
    const parts = [1, 3, 5].map((from) => parseInt(ink.slice(from, from + 2), 16));
    root.style.setProperty(`--tint${at}`, `rgba(${parts.join(",")},${shown.getPropertyValue("--share").trim()})`);
  });
}

/** Makes what draws an article into an element. */
function paperOf(data, article) {
  const { unitAt } = offsetsOf(data.text);
  const number = new Map(data.labels.map((label, at) => [label.key, at]));
  const blocks = data.blocks.map(([kind, start, end]) => ({ kind, start: unitAt[start], end: unitAt[end] }));
  const names = { headline: "h2", heading: "h3", quote: "blockquote", "list-item": "li" };
  let list = null;
  for (const block of blocks) {
    block.element = el(names[block.kind] || "p", { class: `block ${block.kind}`, dir: data.direction });
    if (block.kind === "list-item") {
      if (!list) article.append((list = el("ul", { dir: data.direction })));
      list.append(block.element);
    } else {
      list = null;
      article.append(block.element);
    }
  }
  const paper = { blocks, pieces: [] };

  /** Makes the sign at the beginning of an item. */
  const badge = (item) => {
    const at = number.get(item.label);
    const { letter } = data.labels[at];
    const given = {
      class: `badge ${item.sort}${item.chosen ? " chosen" : ""}${item.offered ? " offered" : ""}`,
      role: "button",
      tabindex: "-1",
      "aria-label": item.said,
      "aria-pressed": String(Boolean(item.chosen)),
      data: { ref: item.ref },
      style: { "--ink": `var(--ink${at})` },
    };
    return el("span", given, `${letter}${item.sign ? `\u00a0${item.sign}` : ""}`);
  };

  /** Lays lines and tints of items under a piece; `lanes` is how many its block has. */
  const dress = (span, items, lanes) => {
    const [images, places, sizes, repeats] = [[], [], [], []];
    for (const item of items) {
      images.push(`var(--line${number.get(item.label)})`);
      places.push(`0 calc(100% - ${(lanes - 1 - item.lane) * LANE}px)`);
      sizes.push("auto 4px");
      repeats.push("repeat-x");
    }
    // Of several tints there would be one colour that is none of theirs: the innermost has it, lines tell of the rest.
    const size = (item) => item.at.reduce((sum, [start, end]) => sum + end - start, 0);
    const tinted = items.filter((one) => one.sort !== "missed" && !one.faint).sort((a, b) => size(a) - size(b));
    for (const item of tinted.slice(0, 1)) {
      const tint = `var(--tint${number.get(item.label)})`;
      images.push(`linear-gradient(${tint},${tint})`);
      places.push("0 0");
      sizes.push("100% 100%");
      repeats.push("no-repeat");
    }
    span.style.backgroundImage = images.join(",");
    span.style.backgroundPosition = places.join(",");
    span.style.backgroundSize = sizes.join(",");
    span.style.backgroundRepeat = repeats.join(",");
    span.style.paddingBottom = `${lanes * LANE}px`;
  };

  /** Draws all blocks anew with these items, each `{ref, label, at, sort, sign, said, chosen, offered, faint}`. */
  paper.draw = (items) => {
    layInLanes(items);
    paper.pieces = [];
    const signed = new Set();
    for (const block of blocks) {
      const here = items.filter((item) => item.at.some(([start, end]) => start < block.end && block.start < end));
      const lanes = Math.max(0, ...here.map((item) => item.lane + 1));
      const children = [];
      for (const piece of piecesOf(block.start, block.end, here)) {
        const fresh = piece.items.filter((item) => !signed.has(item.ref));
        fresh.forEach((item) => signed.add(item.ref));
        children.push(...fresh.sort((a, b) => a.lane - b.lane).map(badge));
        const span = el("span", { class: "piece" }, data.text.slice(piece.start, piece.end));
        if (piece.items.length > 0) dress(span, piece.items, lanes);
        children.push(span);
        paper.pieces.push({ ...piece, node: span.firstChild, span });
      }
      block.element.style.setProperty("--lanes", lanes);
      block.element.replaceChildren(...children);
    }
  };

  const pieceAt = (offset) => {
    let [low, high] = [0, paper.pieces.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (paper.pieces[middle].end <= offset) low = middle + 1;
      else high = middle;
    }
    return paper.pieces[low];
  };

  /** Returns the rectangles of words, a list a line, in the coordinates of `beside`. */
  paper.rects = (start, end, beside) => {
    const origin = beside.getBoundingClientRect();
    const found = [];
    for (const piece of paper.pieces) {
      const [from, to] = [Math.max(start, piece.start), Math.min(end, piece.end)];
      if (from >= to) continue;
      const range = document.createRange();
      range.setStart(piece.node, from - piece.start);
      range.setEnd(piece.node, to - piece.start);
      for (const rect of range.getClientRects()) {
        if (rect.width < 0.5) continue;
        const [left, top] = [rect.left - origin.left, rect.top - origin.top];
        const last = found[found.length - 1];
        const right = left + rect.width;
        // What stands side by side on one line is one.
        if (last && Math.abs(last.top - top) < 4 && left <= last.right + 14 && right >= last.left - 14) {
          last.left = Math.min(last.left, left);
          last.right = Math.max(last.right, right);
        } else {
          found.push({ left, right, top, bottom: top + rect.height });
        }
      }
    }
    return found;
  };

  /** Returns where a place of the document is in the text; `null` outside. */
  paper.offsetOf = (node, at) => {
    const piece = node.nodeType === Node.TEXT_NODE && paper.pieces.find((one) => one.node === node);
    if (piece) return piece.start + at;
    if (!article.contains(node)) return null;
    const place = document.createRange();
    place.setStart(node, at);
    const next = paper.pieces.find((one) => place.comparePoint(one.node, 0) >= 0);
    if (next && next.span.parentNode.contains(node)) return next.start;
    const before = paper.pieces.filter((one) => place.comparePoint(one.node, one.node.length) <= 0).pop();
    return before ? before.end : next ? next.start : null;
  };

  /** Returns where a point of the window is in the text; `null` outside. */
  paper.offsetAt = (x, y) => {
    if (document.caretPositionFromPoint) {
      const caret = document.caretPositionFromPoint(x, y);
      return caret && paper.offsetOf(caret.offsetNode, caret.offset);
    }
    const range = document.caretRangeFromPoint && document.caretRangeFromPoint(x, y);
    return range ? paper.offsetOf(range.startContainer, range.startOffset) : null;
  };

  /** Returns the block at an offset. */
  paper.blockAt = (offset) => blocks.find((block) => offset < block.end) || blocks[blocks.length - 1];

  /** Tells whether words run from right to left where they begin. */
  paper.leftward = (offset) => {
    const piece = pieceAt(offset);
    return Boolean(piece) && getComputedStyle(piece.span).direction === "rtl";
  };
  return paper;
}

/** Draws boxes around rectangles into a layer. */
function drawBoxes(layer, rects, name) {
  for (const { left, right, top, bottom } of rects) {
    const style = { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` };
    layer.append(el("div", { class: name, style }));
  }
}

/** Draws relations as curves in the margin, from the height of one sign to that of the other. */
function drawCurves(svg, ends) {
  const origin = svg.getBoundingClientRect();
  const make = (d, name) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", "path");
    element.setAttribute("d", d);
    element.setAttribute("class", name);
    return element;
  };
  const height = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return Math.round((top + bottom) / 2 - origin.top);
  };
  const paths = ends.map(({ from, to }) => {
    const [a, b] = [height(from), height(to)];
    // Both on one line: a small loop.
    const [start, end] = Math.abs(a - b) < 8 ? [a - 7, b + 7] : [a, b];
    const out = 12 - Math.min(24, 8 + Math.abs(end - start) / 16);
    return [
      make(`M14 ${start}C${out} ${start} ${out} ${end} 9 ${end}`, "curve"),
      make(`M12 ${start - 2.5}h5v5h-5z`, "tip"),
      make(`M9 ${end - 4.5}l8 4.5l-8 4.5z`, "tip"),
    ];
  });
  svg.replaceChildren(...paths.flat());
}
