// A kiosk forgets: when nobody has touched it for a while, it says so, counts down, then wipes what this browser keeps and
// goes back to the home page. The pages of the person before cannot be reached by going back.
"use strict";
(() => {
  const AGE = "borne", WARNING_S = 20;
  const idleS = Number(document.currentScript.dataset.minutes) * 60;
  let touched = Date.now(), warning = null;

  // --- Whose page it is: each person has an age; a page of another age is left at once.

  function age() {
    try {
      let known = sessionStorage.getItem(AGE);
      if (!known) sessionStorage.setItem(AGE, known = String(Date.now()));
      return known;
    } catch {
      return ""; // A browser that keeps nothing has nothing to wipe.
    }
  }

  function isKeeping() {
    try {
      return localStorage.length > 0;
    } catch {
      return false;
    }
  }

  // A page that one goes back to and that nobody signed (its script had no time to) could be anybody's.
  function isOfAnother() {
    const [visit] = performance.getEntriesByType("navigation");
    if (history.state && history.state.age) return history.state.age !== age();
    return Boolean(visit) && visit.type === "back_forward";
  }

  function leaveIfOfAnother() {
    if (!isOfAnother()) return sign();
    sign(); // the home page that replaces itself keeps its state: unsigned, it would never stop
    location.replace("/");
  }

  function sign() {
    history.replaceState({ age: age() }, "");
  }

  // Called on the page that is left: it belongs to the person before.
  function wipe() {
    try {
      localStorage.clear();
      sessionStorage.clear();
    } catch { /* As above. */ }
  }

  function startAgain() {
    wipe();
    location.replace("/");
  }

  // --- The warning: a dialog that Escape, a key or a touch on its button closes.

  function warn() {
    warning = document.createElement("dialog");
    warning.className = "borne";
    warning.setAttribute("role", "alertdialog");
    warning.setAttribute("aria-labelledby", "borne-titre");
    const title = document.createElement("h2"), left = document.createElement("p"), row = document.createElement("p");
    title.id = "borne-titre";
    title.textContent = `Êtes-vous encore là\u00a0? Sans réponse, tout s’efface dans ${WARNING_S} secondes.`;
    left.className = "decompte";
    left.setAttribute("aria-hidden", "true"); // said once above: a voice that counts covers everything else
    row.append(makeButton("Je suis encore là", () => warning.close()), makeButton("J’ai fini", startAgain));
    warning.append(title, left, row);
    warning.addEventListener("close", stay);
    document.body.append(warning);
    warning.showModal();
  }

  function makeButton(text, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", action);
    return made;
  }

  function stay() {
    warning.remove();
    warning = null;
    touched = Date.now();
  }

  function look() {
    const left = Math.ceil(idleS - (Date.now() - touched) / 1000);
    if (left > WARNING_S || hasNothingToLose()) return;
    if (left <= 0) return startAgain();
    if (!warning) warn();
    warning.querySelector(".decompte").textContent = left;
  }

  function hasNothingToLose() {
    const typed = [...document.querySelectorAll("main input, main select")].some((field) => field.value !== field.defaultValue && field.value);
    return location.pathname === "/" && !isKeeping() && !typed;
  }

  leaveIfOfAnother();
  window.addEventListener("hashchange", () => { if (!history.state) sign(); }); // a link inside the page: another entry
  window.addEventListener("pageshow", (event) => { if (event.persisted) leaveIfOfAnother(); });
  for (const gesture of ["pointerdown", "pointermove", "keydown", "scroll", "wheel", "input"]) {
    window.addEventListener(gesture, () => { if (!warning) touched = Date.now(); }, { passive: true, capture: true });
  }
  document.addEventListener("click", (event) => { if (event.target.closest("[data-tout-effacer]")) wipe(); });
  setInterval(look, 500);
})();
