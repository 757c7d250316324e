// Suggestions under the search field: an ARIA combobox over /api/v1/suggest. Without this script the form works as it is.
"use strict";
(() => {
  const NAMES = { metier: "métier", formation: "formation", certification: "certification" };
  const DELAY = 120;

  function enhance(input, number) {
    const list = document.createElement("ul");
    const status = document.createElement("p");
    let lines = [], active = -1, timer = 0, last = "", pending = null;

    list.id = `suggestions-${number}`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    status.className = "cache";
    status.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.parentElement.append(list);
    input.form.append(status);

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(index) {
      active = index;
      [...list.children].forEach((line, i) => line.setAttribute("aria-selected", String(i === active)));
      if (active < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[active].id);
    }

    function line(suggestion, index) {
      const item = document.createElement("li");
      const kind = document.createElement("span");
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      kind.textContent = NAMES[suggestion.genre] || "";
      item.append(suggestion.texte, " ", kind);
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        window.location.assign(suggestion.url);
      });
      return item;
    }

    function show(suggestions) {
      lines = suggestions;
      list.replaceChildren(...lines.map(line));
      const count = lines.length;
      status.textContent = count ? `${count} suggestion${count > 1 ? "s" : ""}` : "Aucune suggestion";
      mark(-1);
      list.hidden = count === 0;
      input.setAttribute("aria-expanded", String(count > 0));
    }

    async function ask() {
      const q = input.value.trim();
      if (q === last) return;
      last = q;
      if (pending) pending.abort();
      if (q.length < 2) return close();
      pending = new AbortController();
      try {
        const address = `${input.dataset.suggestions}?q=${encodeURIComponent(q)}`;
        const answer = await fetch(address, { signal: pending.signal });
        if (answer.ok) show((await answer.json()).suggestions);
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, DELAY);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && lines.length) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
        mark(((active + step + 1 + lines.length + 1) % (lines.length + 1)) - 1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        window.location.assign(lines[active].url);
      }
    });
  }

  document.querySelectorAll("input[data-suggestions]").forEach(enhance);
})();
