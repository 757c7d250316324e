// On a phone a long page gives its headings first: what `data-pli` marks is folded there, under its own heading, or under
// the words that the attribute or its caption gives; a `<details>` that it marks is closed, unless a choice stands in it. Without this script, on a wide screen and on paper, nothing is folded.
"use strict";
(() => {
  const NARROW = "(max-width: 46rem)", LONG = innerHeight / 2, LONG_DETAIL = innerHeight / 5;
  const plis = new Map(); // What is folded, and the fold that holds it.

  // A block with a heading keeps it and folds the rest; any other is folded whole, under words.
  const headingOf = (block) => block.dataset.pli ? null : block.querySelector(":scope > :is(h2, h3)");

  function isLong(block) {
    return !block.closest("details") && block.offsetHeight > (headingOf(block) ? LONG : LONG_DETAIL);
  }

  function words(block) {
    const of = block.closest(".action, .carte")?.querySelector("h3"), name = document.createElement("span");
    name.className = "cache";
    name.textContent = of ? ` : ${of.textContent}` : "";
    return [...(block.dataset.pli ? [block.dataset.pli] : block.caption.cloneNode(true).childNodes), name];
  }

  function fold(block) {
    const pli = document.createElement("details"), summary = document.createElement("summary");
    const heading = headingOf(block);
    pli.className = "pli";
    if (heading) {
      summary.append(heading);
      pli.append(summary, ...block.childNodes);
      block.append(pli);
    } else {
      summary.append(...words(block));
      block.replaceWith(pli);
      pli.append(summary, block);
    }
    pli.addEventListener("toggle", () => {
      if (!pli.open) summary.scrollIntoView({ block: "nearest" });
      remember();
    });
    plis.set(block, pli);
  }

  function unfold(block, pli) {
    const [summary, ...rest] = pli.childNodes;
    if (pli.parentNode === block) block.append(...summary.childNodes, ...rest);
    else pli.before(block);
    pli.remove();
  }

  // --- Coming back to the page finds open what was; its place in the history alone knows it.

  function remember() {
    const open = [...plis.values()].flatMap((pli, at) => (pli.open ? [at] : []));
    history.replaceState({ ...history.state, plis: open }, "");
  }

  function giveBack() {
    const all = [...plis.values()];
    for (const at of history.state?.plis || []) if (all[at]) all[at].open = true;
  }

  // --- A link to a part of the page opens it.

  function show() {
    const aim = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!aim) return;
    const pli = plis.get(aim) || aim.closest(".pli");
    for (let one = pli; one; one = one.parentElement.closest(".pli")) one.open = true;
    if (pli) aim.scrollIntoView();
  }

  // --- Paper has everything.

  let opened = [];

  function forPaper() {
    opened = [...plis].filter(([, pli]) => pli.open).map(([block]) => block);
    plis.forEach((pli, block) => unfold(block, pli));
  }

  function forScreen() {
    [...plis.keys()].forEach(fold);
    for (const block of opened) plis.get(block).open = true;
  }

  // --- All at once.

  function offerAll() {
    const all = document.createElement("button"), isOpen = () => [...plis.values()].every((pli) => pli.open);
    const say = () => { all.textContent = isOpen() ? "Tout replier" : "Tout déplier"; };
    all.type = "button";
    all.className = "discret tout-deplier";
    all.addEventListener("click", () => {
      const open = !isOpen();
      for (const pli of plis.values()) pli.open = open;
      say();
    });
    document.addEventListener("toggle", say, true);
    say();
    const [first] = plis.values();
    (first.closest(".cartes, .actions, .corps > section, main > section") || first).before(all);
  }

  if (!matchMedia(NARROW).matches) return;
  for (const one of document.querySelectorAll("details[data-pli]:not(:has(.choisie))")) one.open = false;
  [...document.querySelectorAll("[data-pli]")].filter(isLong).forEach(fold);
  if (!plis.size) return;
  document.documentElement.classList.add("plie");
  giveBack();
  if (plis.size > 2) offerAll();
  show();
  window.addEventListener("hashchange", show);
  document.addEventListener("click", (event) => { if (event.target.closest("a[href*='#']")) setTimeout(show); });
  window.addEventListener("beforeprint", forPaper);
  window.addEventListener("afterprint", forScreen);
})();
