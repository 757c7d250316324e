// « Ma sélection »: codes kept in this browser and nowhere else. Its page has them in its address, and works without this.
// It also opens the way to « Mon profil », whose script comes only to those who have one, or who write one.
"use strict";
(() => {
  const KEY = "selection", PROFILE = "profil", MOST = 30;
  const profileScript = document.currentScript.dataset.profil;

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
      localStorage.setItem(KEY, JSON.stringify(codes.slice(0, MOST)));
    } catch { /* A browser that keeps nothing: the address of the page still does. */ }
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

  for (const link of document.querySelectorAll("[data-garder]")) {
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const codes = read(), code = link.dataset.garder;
      write(codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]);
      show();
    });
  }

  function hasProfile() {
    try {
      return localStorage.getItem(PROFILE) !== null;
    } catch {
      return false;
    }
  }

  for (const one of document.querySelectorAll("[data-avec-script]")) one.hidden = false;
  for (const link of document.querySelectorAll("[data-tout-effacer]")) {
    link.addEventListener("click", () => [KEY, PROFILE].forEach((key) => localStorage.removeItem(key)));
  }
  if (hasProfile() || document.querySelector("form[data-profil]")) {
    const script = document.createElement("script");
    script.src = profileScript;
    document.head.append(script);
  }

  const page = document.querySelector("[data-codes]");
  if (page && new URLSearchParams(location.search).has("code")) write(page.dataset.codes.split(" ").filter(Boolean));
  else if (page && read().length) location.replace(address(read()));
  show();
})();
