// The learner's work: marks and relations, each change of which can be undone, kept in the browser, and handed in.
// A mark is `{id, label, start, end}`; a relation is `{kind, from, to}`, whose ends are `m3` (the mark with id 3) or
// `g0` (the first example).

/** How many steps can be undone. */
const STEPS = 500;

/** Makes the work of an exercise. `data` is what the page holds, `store` is where it is kept (`localStorage`). */
function workOf(data, store, now) {
  const { pointAt, unitAt } = offsetsOf(data.text);
  const slot = `gainsay ${data.exercise} ${data.asked}`;
  const labels = new Map(data.labels.map((label) => [label.key, label]));
  const kinds = new Map(data.kinds.map((kind) => [kind.key, kind]));
  const given = data.given.map((mark) => ({
    label: mark.label,
    at: mark.at.map(([start, end]) => [unitAt[start], unitAt[end]]),
  }));
  const empty = () => ({ marks: [], links: [], begun: null });
  // `clocks` says of each name when its time began: it is the same for that name, however often it begins anew.
  const work = { now: empty(), learner: "", handed: [], clocks: {}, kept: true, labels, kinds, given };
  let [past, future] = [[], []];

  /** Returns the mark or example that an end names, as `{ref, label, at}`; nothing where it is gone. */
  work.item = (ref) => {
    const number = Number(ref.slice(1));
    if (ref[0] === "g") return given[number] && { ref, given: true, ...given[number] };
    const mark = work.now.marks.find((one) => one.id === number);
    return mark && { ref, label: mark.label, at: [[mark.start, mark.end]] };
  };

  /** Lists examples and marks in the order of the text. */
  work.items = () => {
    const refs = given.map((_, i) => `g${i}`).concat(work.now.marks.map((mark) => `m${mark.id}`));
    const first = (item) => item.at[0][0];
    const last = (item) => item.at[item.at.length - 1][1];
    return refs.map(work.item).sort((a, b) => first(a) - first(b) || last(b) - last(a));
  };

  /** Tells whether a kind may lead from one item to another. */
  work.joins = (kind, from, to) => {
    const { from: starts, to: ends } = kinds.get(kind);
    const fits = (list, item) => list.length === 0 || list.includes(item.label);
    return from.ref !== to.ref && !(from.given && to.given) && fits(starts, from) && fits(ends, to);
  };

  work.linked = (kind, from, to) =>
    work.now.links.concat(data.links).some((one) => one.kind === kind && one.from === from && one.to === to);

  const keep = () => {
    const { marks, links, begun } = work.now;
    const { learner, handed, clocks } = work;
    const saved = { format: 1, at: now(), learner, handed, clocks, begun, marks, links };
    try {
      store().setItem(slot, JSON.stringify(saved));
      work.kept = true;
    } catch (refused) {
      work.kept = false;
    }
  };

  /** Takes a step that can be undone. Steps one behind the other with the same `run` are one. */
  const step = (next, said, run) => {
    const last = past[past.length - 1];
    if (!run || !last || last.run !== run) past.push({ state: work.now, said, run });
    past = past.slice(-STEPS);
    future = [];
    work.now = { ...work.now, ...next };
    keep();
  };

  const turn = (from, to) => {
    const last = from.pop();
    if (!last) return null;
    const { learner, handed } = work;
    to.push({ ...last, state: work.now, run: null, ...(last.whose && { whose: { learner, handed } }) });
    work.now = last.state;
    Object.assign(work, last.whose);
    keep();
    return last.said;
  };

  /** Undoes a step; returns what it was, or `null`. */
  work.undo = () => turn(past, future);
  work.redo = () => turn(future, past);
  work.canUndo = () => past.length > 0;
  work.canRedo = () => future.length > 0;

  const same = (mark, other) => mark.label === other.label && mark.start === other.start && mark.end === other.end;

  /** Tells whether these words have this label already, by an example or a mark other than `but`. */
  work.has = (mark, but) => {
    const own = work.now.marks.some((other) => other.id !== but && same(mark, other));
    const shown = ({ label, at: [[start, end], more] }) => !more && same(mark, { label, start, end });
    return own || given.some(shown);
  };

  /** Marks words; returns the new mark's end, or `null` where it is there already. */
  work.mark = (label, start, end, said) => {
    if (work.has({ label, start, end })) return null;
    const id = 1 + Math.max(0, ...work.now.marks.map((mark) => mark.id), ...past.map(({ state }) => highest(state)));
    step({ marks: work.now.marks.concat({ id, label, start, end }) }, said);
    return `m${id}`;
  };

  /** Changes a mark's label or words. Returns how many relations went because they no longer fit, or `null`. */
  work.change = (ref, change, said, run) => {
    const id = Number(ref.slice(1));
    const old = work.now.marks.find((mark) => mark.id === id);
    const mark = { ...old, ...change };
    if (!old || same(old, mark) || work.has(mark, id)) return null;
    const marks = work.now.marks.map((other) => (other.id === id ? mark : other));
    const item = (end) => (end === ref ? { ref, label: mark.label } : work.item(end));
    const fits = (link) => work.joins(link.kind, item(link.from), item(link.to));
    const links = work.now.links.filter((link) => ![link.from, link.to].includes(ref) || fits(link));
    const gone = work.now.links.length - links.length;
    step({ marks, links }, said, run);
    return gone;
  };

  /** Removes a mark and its relations; returns how many those were. */
  work.remove = (ref, said) => {
    const links = work.now.links.filter((link) => link.from !== ref && link.to !== ref);
    const gone = work.now.links.length - links.length;
    step({ marks: work.now.marks.filter((mark) => `m${mark.id}` !== ref), links }, said);
    return gone;
  };

  work.link = (kind, from, to, said) => {
    if (work.linked(kind, from, to)) return false;
    step({ links: work.now.links.concat({ kind, from, to }) }, said);
    return true;
  };

  work.unlink = (link, said) => step({ links: work.now.links.filter((other) => other !== link) }, said);

  const clockName = (name) => name.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();

  /** Returns when the time began: that of the name, if that was earlier; nothing before the beginning. */
  work.begun = () => {
    const { begun } = work.now;
    const known = data.minutes && work.clocks[`of ${clockName(work.learner)}`];
    return begun && known && known < begun ? known : begun;
  };

  const noteClock = () => {
    if (data.minutes && work.learner) work.clocks[`of ${clockName(work.learner)}`] = work.begun();
  };

  /** Says when the learner began, once. */
  work.begin = () => {
    if (!work.now.begun) {
      work.now = { ...work.now, begun: now() };
      noteClock();
      // What another did before is not to be brought back.
      [past, future] = [[], []];
    }
    keep();
  };

  /** Begins anew: all marks go, and the name. It can be undone. Where time is limited it waits for who begins next. */
  work.anew = (said) => {
    const whose = { learner: work.learner, handed: work.handed };
    Object.assign(work, { learner: "", handed: [] });
    step({ ...empty(), begun: data.minutes ? null : now() }, said);
    past[past.length - 1].whose = whose;
  };

  /** Tells whether there is anything that could be another's. */
  work.isAny = () => {
    const { marks, begun } = work.now;
    return marks.length > 0 || work.learner !== "" || work.handed.length > 0 || Boolean(data.minutes && begun);
  };

  work.named = (learner) => {
    work.learner = learner;
    keep();
  };

  /** Takes back what was kept; returns when that was, or `null`. Whatever does not fit is left out. */
  work.restore = () => {
    let saved = null;
    try {
      saved = JSON.parse(store().getItem(slot));
    } catch (refused) {
      work.kept = false;
    }
    if (!saved || saved.format !== 1 || !Array.isArray(saved.marks) || !Array.isArray(saved.links)) return null;
    const whole = (mark) =>
      labels.has(mark.label) && [mark.id, mark.start, mark.end].every(Number.isInteger) &&
      mark.start >= 0 && mark.start < mark.end && mark.end <= data.text.length;
    work.now = { ...empty(), marks: saved.marks.filter(whole), begun: saved.begun || null };
    const known = ({ kind, from, to }) => kinds.has(kind) && [from, to].every((end) => work.item(String(end)));
    work.now.links = saved.links.filter(known);
    work.learner = String(saved.learner || "");
    work.handed = Array.isArray(saved.handed) ? saved.handed.map(String) : [];
    const clocks = Object.entries(saved.clocks || {}).filter(([, begun]) => typeof begun === "string");
    work.clocks = Object.fromEntries(clocks);
    [past, future] = [[], []];
    return work.isAny() ? String(saved.at) : null;
  };
  work.slot = slot;

  /** Returns the work as files hold it: marks in the order of the text, offsets in code points. */
  work.plain = () => {
    const own = work.items().filter((item) => !item.given);
    const marks = own.map(({ label, at }) => ({
      label,
      at: at.map(([start, end]) => ({ start: pointAt[start], end: pointAt[end], quote: data.text.slice(start, end) })),
    }));
    const number = (ref) =>
      ref[0] === "g" ? { given: Number(ref.slice(1)) } : { mark: own.findIndex((item) => item.ref === ref) };
    const links = work.now.links.map(({ kind, from, to }) => ({ kind, from: number(from), to: number(to) }));
    return { refs: own.map((item) => item.ref), marks, links };
  };

  /** Writes what is handed in: the file's name and what stands in it. */
  work.handIn = () => {
    const { marks, links } = work.plain();
    const handed = now();
    noteClock();
    const begun = work.begun() ? { begun: work.begun() } : {};
    const { exercise, asked, textHash: text } = data;
    const inside = { exercise, asked, text, learner: work.learner, ...begun, handed, with: "browser", marks, links };
    const said = JSON.stringify(inside);
    const file = { gainsay: "hand-in", format: 1, sha256: digestOf(said), work: said };
    // What names of files cannot hold somewhere goes, and what would hide one.
    const unfit = /[\u0000-\u001f\u007f-\u009f"*/:<>?\\|]/g;
    const clean = (name) => {
      const short = Array.from(name.replace(unfit, " ")).slice(0, 60).join("");
      return short.replace(/\s+/g, " ").replace(/^[. ]+|[. ]+$/g, "");
    };
    const name = [data.title, work.learner].map(clean).filter(Boolean).join(" - ") || "hand-in";
    work.handed = work.handed.concat(handed).slice(-50);
    keep();
    return { name: `${name}.handin.json`, content: `${JSON.stringify(file)}\n` };
  };
  return work;
}

function highest(state) {
  return Math.max(0, ...state.marks.map((mark) => mark.id));
}
