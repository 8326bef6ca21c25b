// Makes the sections at the end: checking oneself with the teacher's word, and handing in.

/** The signs of what became of a mark. */
const SIGNS = { found: "✓", wrong: "≠", missed: "○", surplus: "+", given: "" };

/** Makes the section in which a learner checks what they marked. Nothing where there is no key. */
function checkOf(page) {
  const { t, data } = page;
  if (!data.sealed) return null;
  let key = null;
  const plain = { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false" };
  const word = el("input", { id: "word", ...plain, "aria-describedby": "word-told" });
  const told = el("p", { id: "word-told", class: "quiet" }, t("check-about"));
  const trouble = el("p", { class: "trouble", role: "alert" });
  const bar = el("progress", { max: "1", value: "0", hidden: true, "aria-label": t("check-opening") });
  const go = el("button", { type: "submit", class: "main" }, t("check-open"));
  const ask = el("div", { class: "ask" }, el("label", { for: "word" }, t("check-word")), word);
  const result = el("div", { class: "result", id: "result", tabindex: "-1" });
  const submit = async (event) => {
    event.preventDefault();
    trouble.textContent = "";
    if (!key) {
      if (!word.value.trim()) {
        trouble.textContent = t("check-no-word");
        word.focus();
        return;
      }
      go.disabled = true;
      bar.hidden = false;
      page.say(t("check-opening"));
      try {
        key = await openSealed(data.sealed, word.value, data.asked, (share) => {
          bar.value = share;
        });
        if (!key) trouble.textContent = t("check-wrong-word");
      } catch (broken) {
        trouble.textContent = t("check-broken");
      }
      go.disabled = false;
      bar.hidden = true;
      if (!key) {
        word.focus();
        word.select();
        return;
      }
      ask.remove();
      told.remove();
    }
    page.check(key);
    go.textContent = t("check-again");
    result.focus({ preventScroll: true });
    result.scrollIntoView({ block: "start" });
  };
  const form = el("form", { onsubmit: submit }, told, ask, trouble, bar, el("p", {}, go));
  const element = el("section", { id: "check", "aria-labelledby": "check-title" });
  element.append(el("h2", { id: "check-title" }, t("check")), form, result);
  return { element, draw: () => redraw(result, resultOf(page)) };
}

/** Makes what checking found: points, numbers, and each mark with what is said of it. */
function resultOf(page) {
  const { t, data, ui } = page;
  if (!ui.checked) return [];
  const { key, marked, stale } = ui.checked;
  const sums = t("points", { points: hundredths(marked.points), of: hundredths(marked.of) });
  const names = data.labels.map((row) => row.key).filter((label) => has(key.labels, label));
  const count = (label, is) => {
    const wanted = key.marks.map((mark, k) => ({ label: mark.label, is: isAside(marked.key[k], marked.marks) ? "" : marked.key[k][0] }));
    const side = is === "surplus" ? page.checkedMarks() : wanted;
    return side.filter((one) => one.label === label && one.is === is).length;
  };
  const columns = ["found", "wrong", "missed", "surplus"];
  const head = columns.map((is) => el("th", { scope: "col" }, `${SIGNS[is]} ${t(`is-${is}`)}`));
  const row = (label) => {
    const name = el("th", { scope: "row" }, signOf(page, label), " ", el("bdi", {}, page.labelName(label)));
    return el("tr", {}, name, columns.map((is) => el("td", {}, String(count(label, is)))));
  };
  const links = data.kinds.map((kind) => kind.key).filter((kind) => has(key.kinds, kind));
  const countLinks = (kind, is) => {
    const made = is === "surplus" ? marked.links : marked.keyLinks;
    const kinds = is === "surplus" ? ui.checked.work.links : key.links;
    const skipped = (one) => is !== "surplus" && isAside(one, marked.links);
    return made.filter((one, at) => one[0] === is && kinds[at].kind === kind && !skipped(one)).length;
  };
  const linkRow = (kind) => {
    const name = el("th", { scope: "row" }, el("bdi", {}, page.kindName(kind)));
    return el("tr", {}, name, columns.map((is) => el("td", {}, String(countLinks(kind, is)))));
  };
  const table = el(
    "table",
    {},
    el("thead", {}, el("tr", {}, el("td", {}), head)),
    el("tbody", {}, names.map(row), links.map(linkRow)),
  );
  const item = (one) => {
    const verdict = page.verdictOf(one.ref);
    const sign = signOf(page, one.label, SIGNS[verdict.is]);
    const act = () => page.choose(one.ref, true);
    const go = button(`result ${one.ref}`, [sign, quoteOf(page, one.at, 80)], act, { class: "plain" });
    return el("li", {}, go, el("p", { class: "verdict" }, verdict.words), paragraphs(verdict.feedback));
  };
  const end = (k) => ({ label: key.marks[k].label, at: page.unitsOf(key.marks[k].at) });
  const missedLink = (link) => {
    const kind = el("b", { dir: "auto" }, page.kindName(link.kind));
    const words = (one) => [signOf(page, one.label), quoteOf(page, one.at, 50)];
    const [from, to] = [link.from, link.to].map((k) => words(end(k)));
    return el("li", {}, from, " ", kind, " ", to);
  };
  const missed = key.links.filter((_, at) => marked.keyLinks[at][0] === "missed");
  const general = names.map((label) => [label, key.labels[label].feedback]).filter(([, said]) => said);
  const ofKinds = links.map((kind) => [kind, key.kinds[kind].feedback]).filter(([, said]) => said);
  const remark = (name, said) => el("div", { class: "general" }, el("p", {}, el("b", {}, name)), paragraphs(said));
  return [
    stale && el("p", { class: "notice" }, t("check-stale")),
    el("p", { class: "points" }, sums),
    el("div", { class: "wide" }, table),
    el("h3", {}, t("check-each")),
    el("ul", { class: "verdicts" }, page.resultItems().map(item)),
    missed.length > 0 && el("h3", {}, t("check-missed-links")),
    missed.length > 0 && el("ul", { class: "verdicts" }, missed.map(missedLink)),
    general.length + ofKinds.length > 0 && el("h3", {}, t("check-general")),
    general.map(([label, said]) => remark([signOf(page, label), " ", page.labelName(label)], said)),
    ofKinds.map(([kind, said]) => remark(page.kindName(kind), said)),
  ].flat(2);
}

/** Makes the section in which a learner hands in. */
function handInOf(page) {
  const { t, work } = page;
  const plain = { type: "text", autocomplete: "name", maxlength: "200" };
  const name = el("input", { id: "learner", ...plain, "aria-describedby": "name-told" });
  const trouble = el("p", { class: "trouble", role: "alert" });
  const done = el("div", { class: "done" });
  let address = null;
  const submit = (event) => {
    event.preventDefault();
    trouble.textContent = "";
    if (!name.value.trim()) {
      trouble.textContent = t("hand-in-no-name");
      name.focus();
      return;
    }
    work.named(name.value.trim());
    const file = work.handIn();
    if (address) URL.revokeObjectURL(address);
    address = URL.createObjectURL(new Blob([file.content], { type: "application/json" }));
    const link = el("a", { href: address, download: file.name }, file.name);
    const copy = el("textarea", { readonly: true, rows: "4", "aria-label": t("hand-in-text") }, file.content.trim());
    copy.addEventListener("focus", () => copy.select());
    done.replaceChildren(
      el("p", {}, t("hand-in-done"), " ", link),
      el("p", {}, t("hand-in-next")),
      el("p", { class: "quiet" }, t("hand-in-again")),
      el("details", {}, el("summary", {}, t("hand-in-no-file")), el("p", {}, t("hand-in-copy")), copy),
    );
    // A link that stands in the page can be taken again where a browser does not save by itself.
    link.click();
    page.say(t("hand-in-said", { file: file.name }));
    page.show();
  };
  const over = el("p", { class: "notice", hidden: true }, t("time-over-hand-in"));
  const element = el(
    "section",
    { id: "hand-in", "aria-labelledby": "hand-in-title" },
    el("h2", { id: "hand-in-title" }, t("hand-in")),
    over,
    el(
      "form",
      { onsubmit: submit },
      el("label", { for: "learner" }, t("hand-in-name")),
      name,
      el("p", { id: "name-told", class: "quiet" }, t("hand-in-name-told")),
      trouble,
      el("p", {}, el("button", { type: "submit", class: "main" }, t("hand-in-save"))),
    ),
    done,
  );
  name.addEventListener("change", () => work.named(name.value.trim()));
  const draw = () => {
    if (document.activeElement !== name) name.value = work.learner;
    over.hidden = !page.ui.over;
    if (work.handed.length === 0) done.replaceChildren();
  };
  return { element, draw };
}
