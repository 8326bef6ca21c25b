// Marks a learner's work by the key: the same rules as `src/classroom/mark.rs`, held to the same table of cases
// (`tests/fixtures/marking.json`). Offsets are code points, points are hundredths, and everything is exact.

/** Tells whether a code point counts only where a mark has nothing else: punctuation, signs of money, reckoning, accents. */
const isLight = (c) => /[\p{P}\p{Sc}\p{Sm}\p{Sk}]/u.test(c);

/**
 * Counts, for a text as a list of code points, those before each that are no white space (`before`), and tells of each
 * of their numbers whether it is light.
 */
function letteringOf(points) {
  const before = new Uint32Array(points.length + 1);
  const light = new Uint8Array(points.length);
  points.forEach((c, at) => {
    light[before[at]] = isLight(c) ? 1 : 0;
    before[at + 1] = before[at] + (/\p{White_Space}/u.test(c) ? 0 : 1);
  });
  return { before, light };
}

/**
 * Returns a place as runs of letters, in their numbers: sorted, and what touches is one run. What is light is left out,
 * unless there is nothing else.
 */
function runsOf({ before, light }, at) {
  const runs = (wanted) => {
    const found = [];
    for (const [start, end] of at.map(([from, to]) => [before[from], before[to]]).sort((a, b) => a[0] - b[0])) {
      for (let number = start; number < end; number += 1) {
        const last = found[found.length - 1];
        if (!wanted(number) || (last && number < last[1])) continue;
        if (last && number === last[1]) last[1] = number + 1;
        else found.push([number, number + 1]);
      }
    }
    return found;
  };
  const heavy = runs((number) => light[number] === 0);
  return heavy.length > 0 ? heavy : runs(() => true);
}

/** Counts the letters that two lists of runs share. */
function lettersShared(one, other) {
  let shared = 0;
  for (const [start, end] of one) {
    for (const [from, to] of other) shared += Math.max(0, Math.min(end, to) - Math.max(start, from));
  }
  return shared;
}

/** Orders marks: by the places of their runs, then by their labels. */
function marksOrdered(one, other) {
  for (let i = 0; i < Math.min(one.runs.length, other.runs.length); i += 1) {
    const [[a, b], [c, d]] = [one.runs[i], other.runs[i]];
    if (a !== c || b !== d) return a - c || b - d;
  }
  if (one.runs.length !== other.runs.length) return one.runs.length - other.runs.length;
  return one.label === other.label ? 0 : one.label < other.label ? -1 : 1;
}

/** Returns the greatest sum that a pairing of rows with columns can have; `worth` is a map of a column a row. */
function bestSum(worth, columns) {
  const n = Math.max(worth.length, columns);
  const zero = 0n;
  const cost = (row, column) => -((worth[row] && worth[row].get(column)) || zero);
  const huge = 1n << 200n;
  // The Hungarian method, with potentials; rows and columns from 1.
  const [u, v] = [new Array(n + 1).fill(zero), new Array(n + 1).fill(zero)];
  const rowOf = new Array(n + 1).fill(0);
  for (let row = 1; row <= n; row += 1) {
    rowOf[0] = row;
    let column = 0;
    const least = new Array(n + 1).fill(huge);
    const way = new Array(n + 1).fill(0);
    const used = new Array(n + 1).fill(false);
    do {
      used[column] = true;
      const here = rowOf[column];
      let delta = huge;
      let next = 0;
      for (let j = 1; j <= n; j += 1) {
        if (used[j]) continue;
        const slack = cost(here - 1, j - 1) - u[here] - v[j];
        if (slack < least[j]) {
          least[j] = slack;
          way[j] = column;
        }
        if (least[j] < delta) {
          delta = least[j];
          next = j;
        }
      }
      for (let j = 0; j <= n; j += 1) {
        if (used[j]) {
          u[rowOf[j]] += delta;
          v[j] -= delta;
        } else {
          least[j] -= delta;
        }
      }
      column = next;
    } while (rowOf[column] !== 0);
    do {
      rowOf[column] = rowOf[way[column]];
      column = way[column];
    } while (column !== 0);
  }
  let sum = zero;
  for (let j = 1; j <= n; j += 1) sum -= cost(rowOf[j] - 1, j - 1);
  return sum;
}

/** Groups edges so that edges of two groups have no end in common. */
function groupsOf(edges) {
  const group = new Map();
  const root = (name) => {
    let at = name;
    while (group.has(at) && group.get(at) !== at) at = group.get(at);
    return at;
  };
  for (const { key, mark } of edges) {
    const [one, other] = [root(`k${key}`), root(`m${mark}`)];
    group.set(one, one);
    group.set(other, one);
  }
  const all = new Map();
  for (const edge of edges) {
    const at = root(`k${edge.key}`);
    all.set(at, (all.get(at) || []).concat(edge));
  }
  return [...all.values()];
}

/**
 * Pairs key marks with marks, one to one: most pairs; then the most letters shared; then the fewest added; then the
 * first in order. Edges are `{key, mark, shared, added}`. Returns the pairs as a map of a mark a key mark.
 */
function paired(edges) {
  const pairs = new Map();
  for (const group of groupsOf(edges)) {
    const columns = [...new Set(group.map((edge) => edge.mark))].sort((a, b) => a - b);
    const keys = [...new Set(group.map((edge) => edge.key))].sort((a, b) => a - b);
    const scale = group.reduce((sum, edge) => sum + BigInt(edge.shared + edge.added), 1n);
    const worth = (edge) => scale * scale * 2n + BigInt(edge.shared) * scale - BigInt(edge.added);
    const rows = (left, taken) => {
      const open = group.filter((edge) => left.includes(edge.key) && !taken.has(edge.mark));
      return left.map((key) => {
        const own = open.filter((edge) => edge.key === key);
        return new Map(own.map((edge) => [columns.indexOf(edge.mark), worth(edge)]));
      });
    };
    const taken = new Set();
    let left = keys;
    let best = bestSum(rows(left, taken), columns.length);
    for (const key of keys) {
      left = left.filter((other) => other !== key);
      const own = group.filter((edge) => edge.key === key && !taken.has(edge.mark)).sort((a, b) => a.mark - b.mark);
      for (const edge of own) {
        const rest = bestSum(rows(left, new Set([...taken, edge.mark])), columns.length);
        if (rest + worth(edge) === best) {
          pairs.set(key, edge.mark);
          taken.add(edge.mark);
          best = rest;
          break;
        }
      }
    }
  }
  return pairs;
}

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

/**
 * Marks a work. `key` is the key's JSON, `work` holds `marks` (`{label, at: [[start, end]]}`) and `links`
 * (`{kind, from, to}` with ends `{mark}` or `{given}`), `points` is the text as a list of code points.
 *
 * Returns of each of the learner's `marks` and `links` what became of it, `[what, number]`: `found`, `wrong` (number in
 * the key), `optional` (number in the key; it counts for nothing, and is right), `surplus`, or set aside as `example` (number in the key), `double` (number of the first), `unasked` or
 * `blank`; of each of the key's in `key` and `keyLinks` the same: `found`, `wrong` (number of the learner's), `missed`
 * (for marks perhaps with the number of a near one) or `given`; and `points`, `of` and `counts`.
 */
function markWork(key, work, points) {
  const lettering = letteringOf(points);
  const placed = ({ label, given, optional, at: place }, at) =>
    ({ at, label, given, optional: Boolean(optional), runs: runsOf(lettering, place) });
  const wanted = key.marks.map(placed);
  // What the key has twice counts once, and the relations of the second are the first's.
  const rank = (mark) => (mark.given ? 0 : mark.optional ? 2 : 1);
  wanted.forEach((mark) => {
    const same = wanted.filter((other) => other.label === mark.label && marksOrdered(other, mark) === 0);
    mark.first = same.sort((a, b) => rank(a) - rank(b) || a.at - b.at)[0].at;
    mark.counts = !mark.given && mark.first === mark.at && mark.runs.length > 0;
  });
  // However a work lists its marks, they are taken up in the order of the text.
  const made = work.marks.map(placed).sort((one, other) => marksOrdered(one, other) || one.at - other.at);
  const marks = [];
  made.forEach((mark, order) => {
    const same = (other) => other.label === mark.label && marksOrdered(other, mark) === 0;
    const example = wanted.find((other) => other.given && same(other));
    const first = made.slice(0, order).find(same);
    if (!has(key.labels, mark.label)) marks[mark.at] = ["unasked"];
    else if (mark.runs.length === 0) marks[mark.at] = ["blank"];
    else if (example) marks[mark.at] = ["example", example.at];
    else if (first) marks[mark.at] = ["double", first.at];
    else marks[mark.at] = ["surplus"];
  });
  const outcome = wanted.map((mark) => [mark.counts && !mark.optional ? "missed" : "given"]);

  const fits = [];
  for (const target of wanted.filter((mark) => mark.counts)) {
    const size = lettersShared(target.runs, target.runs);
    made.forEach((mark, order) => {
      if (marks[mark.at][0] !== "surplus") return;
      const shared = lettersShared(target.runs, mark.runs);
      const beside = lettersShared(mark.runs, mark.runs) - shared;
      if (shared >= 1 && 100 * shared >= key.fit.covers * size && 100 * beside <= key.fit.adds * size) {
        const same = target.label === mark.label;
        fits.push({ key: target.at, mark: order, shared, added: beside, same, optional: target.optional });
      }
    });
  }
  const take = (is, edges) => {
    for (const [k, order] of paired(edges)) {
      outcome[k] = [is === "optional" ? "found" : is, made[order].at];
      marks[made[order].at] = [is, k];
    }
  };
  take("found", fits.filter((edge) => edge.same && !edge.optional));
  // What is right and not required comes after what is, and before what is right but for its label.
  const left = (edge) => edge.same && edge.optional && marks[made[edge.mark].at][0] === "surplus";
  take("optional", fits.filter(left));
  const open = (edge) => outcome[edge.key][0] === "missed" && marks[made[edge.mark].at][0] === "surplus";
  take("wrong", fits.filter(open));
  for (const target of wanted.filter((mark) => outcome[mark.at][0] === "missed")) {
    let most = 0;
    for (const mark of made.filter((other) => other.label === target.label && marks[other.at][0] === "surplus")) {
      const shared = lettersShared(target.runs, mark.runs);
      if (shared > most) {
        most = shared;
        outcome[target.at] = ["missed", mark.at];
      }
    }
  }

  const { links, keyLinks } = markLinks(key, work, marks, (k) => wanted[wanted[k].first]);
  return { marks, key: outcome, links, keyLinks, ...addedUp(key, [outcome, marks], [keyLinks, links]) };
}

/** Tells whether what became of one of the key's is none of the sums: it is given, or is not required and was found. */
const isAside = ([is, at], verdicts) => is === "given" || (is === "found" && verdicts[at][0] === "optional");

/** Marks the links of a work, once its marks are; `first` returns the first of those that the key has twice. */
function markLinks(key, work, marks, first) {
  const given = key.marks.flatMap((mark, k) => (mark.given ? [k] : []));
  const end = (ref) => {
    if (ref.given !== undefined) return first(given[ref.given]).at;
    const [is, at] = marks[ref.mark] || [];
    if (is === "double") return end({ mark: at });
    return ["found", "optional", "example"].includes(is) ? first(at).at : undefined;
  };
  // A double stands for the first.
  const name = (ref) => {
    const [is, at] = (ref.mark !== undefined && marks[ref.mark]) || [];
    const k = end(ref);
    return k === undefined ? `m${is === "double" ? at : ref.mark}` : `k${k}`;
  };
  const joins = ({ kind, from, to }) => `${kind} ${first(from).at} ${first(to).at}`;
  const optional = key.links.map(({ from, to }) => [from, to].some((k) => first(k).optional));
  // Where an end can't be found, the relation can't be either.
  const there = (k) => first(k).counts || first(k).given;
  const open = (link, k) =>
    !link.given && there(link.from) && there(link.to) &&
    key.links.findIndex((other) => joins(other) === joins(link)) === k;
  const keyLinks = key.links.map((link, k) => [open(link, k) && !optional[k] ? "missed" : "given"]);
  const ends = work.links.map((link) => [end(link.from), end(link.to)]);
  const between = (at, k) => ends[at][0] === first(key.links[k].from).at && ends[at][1] === first(key.links[k].to).at;
  const names = work.links.map((link) => `${link.kind} ${name(link.from)} ${name(link.to)}`);
  const links = work.links.map((link, at) => {
    if (!has(key.kinds, link.kind)) return ["unasked"];
    const shown = key.links.findIndex((other, k) => other.given && other.kind === link.kind && between(at, k));
    if (shown >= 0) return ["example", shown];
    if ([link.from, link.to].some((ref) => (marks[ref.mark] || [])[0] === "unasked")) return ["unasked"];
    const same = names.indexOf(names[at]);
    return same < at ? ["double", same] : ["surplus"];
  });
  // Relations of two marks are taken up in the order of their kinds.
  const kind = (at) => work.links[at].kind;
  const order = links.map((_, at) => at).sort((a, b) => (kind(a) < kind(b) ? -1 : kind(a) > kind(b) ? 1 : a - b));
  const take = (is, fits) => {
    for (const at of order.filter((number) => links[number][0] === "surplus")) {
      const k = key.links.findIndex((link, n) => keyLinks[n][0] === "missed" && between(at, n) && fits(link, at));
      if (k < 0) continue;
      links[at] = [is, k];
      keyLinks[k] = [is, at];
    }
  };
  take("found", (link, at) => link.kind === kind(at));
  for (const at of order.filter((number) => links[number][0] === "surplus")) {
    const fits = (link, n) => optional[n] && open(link, n) && link.kind === kind(at) && between(at, n);
    const k = key.links.findIndex((link, n) => fits(link, n) && keyLinks[n][0] === "given");
    if (k < 0) continue;
    links[at] = ["optional", k];
    keyLinks[k] = ["found", at];
  }
  take("wrong", () => true);
  return { links, keyLinks };
}

/** Adds up points and counts. Each side is the outcomes of the key's and of the learner's. */
function addedUp(key, ofMarks, ofLinks) {
  const counts = { found: 0, wrong: 0, missed: 0, surplus: 0, ignored: 0 };
  let [points, of] = [0, 0];
  const side = (wanted, task, [outcome, verdicts]) => {
    outcome.forEach(([is, at], k) => {
      if (isAside([is, at], verdicts)) return;
      of += task(wanted[k]).points;
      counts[is] += 1;
      if (is === "found") points += task(wanted[k]).points;
    });
    for (const [is] of verdicts) {
      if (is === "surplus") counts.surplus += 1;
      else if (!["found", "wrong", "optional"].includes(is)) counts.ignored += 1;
    }
  };
  side(key.marks, (mark) => key.labels[mark.label], ofMarks);
  side(key.links, (link) => key.kinds[link.kind], ofLinks);
  const { costs } = key;
  points -= costs.wrong * counts.wrong + costs.missed * counts.missed + costs.surplus * counts.surplus;
  return { points: Math.max(points, 0), of, counts };
}
