// « Ma sélection »: codes kept in this browser and nowhere else. Its page has them in its address, and works without this.
// It also opens the way to « Mon profil », whose script comes only to those who have one, or who write one.
"use strict";
(() => {
  const KEY = "selection", PROFILE = "profil";
  const { plus, profil: profileScript } = document.currentScript.dataset;
  const MOST = Number(plus); // what the page of the selection accepts

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(kept) ? kept.filter((code) => typeof code === "string").slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  function write(codes) {
    try {
      localStorage.setItem(KEY, JSON.stringify(codes));
      return true;
    } catch {
      return false; // A browser that keeps nothing: the address of the page still does.
    }
  }

  function address(codes) {
    return codes.length ? `/selection?${codes.map((code) => `code=${encodeURIComponent(code)}`).join("&")}` : "/selection";
  }

  function show() {
    const codes = read();
    for (const link of document.querySelectorAll("[data-selection]")) {
      link.href = address(codes);
      link.textContent = codes.length ? `Ma sélection (${codes.length})` : "Ma sélection";
    }
    for (const link of document.querySelectorAll("[data-garder]")) {
      const isKept = codes.includes(link.dataset.garder);
      link.textContent = isKept ? "Retirer de ma sélection" : "Ajouter à ma sélection";
    }
  }

  // --- The button of a page. Without somewhere to keep its code it stays the link that it is.

  function turn(link, voice) {
    const codes = read(), code = link.dataset.garder, isKept = codes.includes(code);
    const isFull = !isKept && codes.length >= MOST;
    if (!isFull && !write(isKept ? codes.filter((one) => one !== code) : [...codes, code])) return false;
    voice.classList.toggle("cache", !isFull);
    if (isFull) voice.textContent = `Votre sélection est pleine\u00a0: ${MOST} fiches. Retirez-en une d’abord.`;
    else voice.textContent = isKept ? "Retiré de votre sélection." : "Ajouté à votre sélection.";
    show();
    return true;
  }

  for (const link of document.querySelectorAll("[data-garder]")) {
    const voice = document.createElement("span");
    voice.className = "cache";
    voice.setAttribute("role", "status");
    link.parentElement.append(voice);
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      if (turn(link, voice)) event.preventDefault();
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    });
  }

  // --- The page of a list, which may be somebody else's: what it holds is added to what is kept, once; what is taken out
  // of it is taken out of what is kept.

  const page = document.querySelector("[data-codes]");
  const listed = page ? page.dataset.codes.split(" ").filter(Boolean) : [];

  function meet() {
    const [visit] = performance.getEntriesByType("navigation");
    if (!visit || visit.type === "navigate") write([...new Set([...read(), ...listed])].slice(0, MOST));
  }

  function takeOut(link) {
    const left = new URLSearchParams(link.search).getAll("code");
    write(read().filter((code) => left.includes(code) || !listed.includes(code)));
  }

  for (const link of page ? document.querySelectorAll("main a[href^='/selection?']") : []) {
    link.addEventListener("click", () => takeOut(link));
  }
  if (listed.length) meet();
  else if (page && read().length) location.replace(address(read()));

  // --- « Mon profil », and the end of it all.

  function hasProfile() {
    try {
      return localStorage.getItem(PROFILE) !== null;
    } catch {
      return false;
    }
  }

  function forget() {
    try {
      [KEY, PROFILE].forEach((key) => localStorage.removeItem(key));
    } catch { /* Nothing was kept either. */ }
  }

  for (const one of document.querySelectorAll("[data-avec-script]")) one.hidden = false;
  for (const button of document.querySelectorAll("[data-imprimer]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  document.addEventListener("click", (event) => { if (event.target.closest("[data-tout-effacer]")) forget(); });
  function compareIfAsked() {
    const isThere = document.querySelector(`script[src="${profileScript}"]`);
    if (isThere || !(hasProfile() || document.querySelector("form[data-profil]"))) return;
    const script = document.createElement("script");
    script.src = profileScript;
    document.head.append(script);
  }

  // What another tab, or the page that one comes back from, has changed.
  function follow() {
    show();
    compareIfAsked();
  }

  window.addEventListener("storage", follow);
  window.addEventListener("pageshow", (event) => { if (event.persisted) follow(); });
  follow();
})();
