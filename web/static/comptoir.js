// The desk and the handover sheet: what is said of somebody is sent in a body, answered in the page, and remembered by this tab
// alone, so that going to see an address and coming back loses nothing and sends nothing again. « Nouvelle personne » erases it;
// so do some minutes. Without this script the forms work as they are.
"use strict";
(() => {
  const KEYS = { "/conseiller": "comptoir", "/liaison": "liaison" }, KEPT_MS = 15 * 60 * 1000;
  const form = document.getElementById("comptoir"), said = document.getElementById("comptoir-dit");
  const here = said && said.dataset.page, key = KEYS[here];
  let later = 0, isPlain = false;

  // --- What this tab remembers.

  function erase() {
    clearTimeout(later);
    try {
      for (const one of Object.values(KEYS)) sessionStorage.removeItem(one);
    } catch { /* Nothing was kept either. */ }
  }

  function read() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(key));
      if (kept && Date.now() - kept.at < KEPT_MS) return kept;
    } catch { /* A browser that keeps nothing has nothing to give back. */ }
    erase();
    return null;
  }

  function keep(fields) {
    clearTimeout(later);
    try {
      sessionStorage.setItem(key, JSON.stringify({ fields, at: Date.now(), y: scrollY }));
      later = setTimeout(erase, KEPT_MS);
    } catch { /* As above. */ }
  }

  function keepOn() {
    const kept = read();
    if (kept) keep(kept.fields);
  }

  // --- The question and its answer.

  async function ask(fields) {
    const response = await fetch(here, { method: "POST", body: new URLSearchParams(fields) });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    said.replaceChildren(...page.getElementById("comptoir-dit").childNodes);
    if (form) form.elements.lieu.value = page.getElementById("ou-conseiller").value;
    document.title = page.title;
  }

  async function send(event) {
    const { target, submitter } = event;
    if (isPlain || target.getAttribute("action").split("#")[0] !== here || target.hasAttribute("data-fichier")) return;
    event.preventDefault();
    const fields = [...new FormData(target, submitter)];
    keep(fields);
    try {
      await ask(fields);
    } catch {
      isPlain = true;
      return setTimeout(() => target.requestSubmit(submitter)); // The page of the error, or the answer without us.
    }
    if (form) keep([...new FormData(form)]);
    history.replaceState(history.state, "", here); // A place that the address had may be another one now.
    const heading = said.querySelector("[tabindex='-1']");
    if (!heading) return;
    heading.focus();
    heading.scrollIntoView(); // Somebody waits: the answer, rather than the question above it.
  }

  function fill(fields) {
    const values = new Map(fields);
    for (const field of form.elements) {
      if (!field.name || field.type === "submit") continue;
      if (field.type === "checkbox") field.checked = values.has(field.name);
      else field.value = values.get(field.name) || "";
    }
    const more = form.querySelector("details");
    more.open = [...more.querySelectorAll("[name]")].some((field) => values.get(field.name));
  }

  async function giveBack({ fields, y }) {
    if (form) fill(fields);
    try {
      await ask(fields);
      scrollTo(0, y);
    } catch { /* The form is filled: who wants the answer asks for it. */ }
  }

  function comeBack(event) {
    const kept = read(), [visit] = performance.getEntriesByType("navigation");
    if (event.persisted) {
      if (!kept && document.getElementById("reponse")) location.replace(here);
    } else if (said.hasAttribute("data-dite")) takeOver();
    else if (kept && visit && visit.type !== "navigate") giveBack(kept);
  }

  // A page that answers a form sent without us, from the desk: coming back to it would send the form again.
  function takeOver() {
    keep([...new FormData(said.querySelector("form:not([data-fichier])"))]);
    history.replaceState(history.state, "", here);
  }

  document.addEventListener("click", (event) => { if (event.target.closest("[data-tout-effacer]")) erase(); });
  if (!key) return;
  document.addEventListener("submit", send);
  window.addEventListener("pageshow", comeBack);
  window.addEventListener("pagehide", keepOn);
})();
