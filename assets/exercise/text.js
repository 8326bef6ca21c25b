// What the page reckons about a text: where its words are, which marks share words, how lines under them are stacked.
// Offsets here are JavaScript's own, UTF-16 code units; files hold code points.

/** Returns the two tables between code units and code points: `pointAt` of a unit, `unitAt` of a point. */
function offsetsOf(text) {
  const pointAt = new Uint32Array(text.length + 1);
  const unitAt = [];
  let at = 0;
  for (const c of text) {
    for (let i = 0; i < c.length; i += 1) pointAt[at + i] = unitAt.length;
    unitAt.push(at);
    at += c.length;
  }
  pointAt[at] = unitAt.length;
  unitAt.push(at);
  return { pointAt, unitAt };
}

/** Lists the words of a text as `[start, end]`, in order. Pictures count as words. */
function wordsOf(text, language) {
  const words = [];
  if (typeof Intl.Segmenter === "function") {
    let segmenter;
    try {
      segmenter = new Intl.Segmenter(language || undefined, { granularity: "word" });
    } catch (unknown) {
      segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
    }
    for (const { segment, index, isWordLike } of segmenter.segment(text)) {
      const counts = isWordLike || /\p{Extended_Pictographic}/u.test(segment);
      if (counts) words.push([index, index + segment.length]);
    }
  } else {
    const word = /[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{M}\p{N}]+)*|\p{Extended_Pictographic}/gu;
    for (const found of text.matchAll(word)) words.push([found.index, found.index + found[0].length]);
  }
  // What a hyphen or an apostrophe joins is one word.
  const joined = [];
  for (const [start, end] of words) {
    const last = joined[joined.length - 1];
    if (last && start === last[1] + 1 && /[-'’\u2010\u2011]/.test(text[last[1]])) last[1] = end;
    else joined.push([start, end]);
  }
  return joined;
}

/** Returns the number of the word at an offset or nearest to it. */
function wordNear(words, offset) {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle][1] < offset) low = middle + 1;
    else high = middle;
  }
  if (low === words.length) return low - 1;
  const before = words[low - 1];
  return before && words[low][0] > offset && offset - before[1] < words[low][0] - offset ? low - 1 : low;
}

/**
 * Returns the number of the word that is meant by a place in the text: the one that it is in, the one that what stands
 * there hangs on to without a space, or else the nearest.
 */
function wordAt(text, words, offset) {
  const near = wordNear(words, offset);
  const after = words.findIndex(([, end]) => end > offset);
  const before = after < 0 ? words.length - 1 : after - 1;
  if (before < 0 || after < 0 || words[after][0] <= offset) return near;
  const hangs = (from, to) => !/\s/.test(text.slice(from, to));
  const [back, on] = [hangs(words[before][1], offset), hangs(offset, words[after][0])];
  return back === on ? near : back ? before : after;
}

/** Widens a stretch to whole words, without white space at its ends; `null` where there is no word in it. */
function snapped(text, words, from, to) {
  let [start, end] = from < to ? [from, to] : [to, from];
  while (start < end && /\s/.test(text[start])) start += 1;
  while (start < end && /\s/.test(text[end - 1])) end -= 1;
  const inside = words.filter(([a, b]) => a < end && start < b);
  if (start >= end || inside.length === 0) return null;
  return { start: Math.min(start, inside[0][0]), end: Math.max(end, inside[inside.length - 1][1]) };
}

/** Gives each item (with `at`, sorted stretches) the lowest `lane` that none it overlaps with has. */
function layInLanes(items) {
  const cover = (item) => [item.at[0][0], item.at[item.at.length - 1][1]];
  const size = (item) => cover(item)[1] - cover(item)[0];
  const sorted = [...items].sort((a, b) => cover(a)[0] - cover(b)[0] || size(b) - size(a));
  const ends = [];
  for (const item of sorted) {
    const [start, end] = cover(item);
    const free = ends.findIndex((last) => last <= start);
    item.lane = free < 0 ? ends.length : free;
    ends[item.lane] = end;
  }
}

/** Cuts a stretch where items begin and end. Returns `{start, end, items}`, in order. */
function piecesOf(start, end, items) {
  const cuts = new Set([start, end]);
  for (const [from, to] of items.flatMap((item) => item.at)) {
    if (from > start && from < end) cuts.add(from);
    if (to > start && to < end) cuts.add(to);
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const over = (from) => items.filter((item) => item.at.some(([a, b]) => a <= from && from < b));
  return sorted.slice(1).map((to, i) => ({ start: sorted[i], end: to, items: over(sorted[i]) }));
}

/** Returns words of the text on one line, with the middle left out where they are many. */
function shortened(text, start, end, most = 90) {
  const words = text.slice(start, end).replace(/\s+/g, " ").trim();
  if (words.length <= most) return words;
  const half = Math.floor(most / 2);
  const head = words.slice(0, half).replace(/[^\s]*$/, "").trim() || words.slice(0, half);
  const tail = words.slice(-half).replace(/^[^\s]*/, "").trim() || words.slice(-half);
  return `${head} … ${tail}`;
}

/** Writes hundredths as people write numbers: `3`, `2.5`, `0.25`. */
function hundredths(number) {
  return String(Math.round(number) / 100);
}
