// « Ma sélection »: codes kept in this browser and nowhere else. Its page has them in its address, and works without this.
"use strict";
(() => {
  const KEY = "selection", MOST = 30;

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

  const page = document.querySelector("[data-codes]");
  if (page && new URLSearchParams(location.search).has("code")) write(page.dataset.codes.split(" ").filter(Boolean));
  else if (page && read().length) location.replace(address(read()));
  show();
})();
