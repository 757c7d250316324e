// Suggestions under a field: an ARIA combobox over /api/v1/suggest, which leads to a page, or over /api/v1/lieux, which
// fills the field with a place. Without this script the forms work as they are.
"use strict";
(() => {
  const NAMES = { metier: "métier", formation: "formation", certification: "certification" };
  const DELAY = 120;

  // What each kind of field asks, reads in the answer, shows, and does with a choice.
  const SUGGESTIONS = {
    address: (input) => input.dataset.suggestions,
    lines: (answer) => answer.suggestions,
    words: (line) => [line.texte, NAMES[line.genre] || ""],
    choose: (line) => window.location.assign(line.url),
  };
  const PLACES = {
    address: (input) => input.dataset.lieux,
    lines: (answer) => answer.lieux,
    words: (line) => [line.libelle, line.contexte],
    choose: (line, input) => { input.value = line.texte; },
  };

  function enhance(input, number, source) {
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

    // What is on its way would open the list of a field that one has left, or of words that were taken back.
    function stop() {
      clearTimeout(timer);
      if (pending) pending.abort();
      pending = null;
      last = "";
    }

    function close() {
      stop();
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

    function choose(suggestion) {
      close();
      source.choose(suggestion, input);
    }

    function line(suggestion, index) {
      const item = document.createElement("li");
      const kind = document.createElement("span");
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const [text, detail] = source.words(suggestion);
      kind.textContent = detail;
      item.append(text, " ", kind);
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        choose(suggestion);
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

    function showNothing() {
      lines = [];
      close();
    }

    async function ask() {
      const q = input.value.trim();
      if (q === last) return;
      stop();
      if (q.length < 2) return showNothing();
      last = q;
      pending = new AbortController();
      try {
        const address = `${source.address(input)}?q=${encodeURIComponent(q)}`;
        const answer = await fetch(address, { signal: pending.signal });
        if (answer.ok) show(source.lines(await answer.json()));
        else showNothing();
      } catch (error) {
        if (error.name !== "AbortError") showNothing();
      }
    }

    input.addEventListener("input", () => {
      mark(-1); // it was made on other words
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
        choose(lines[active]);
      }
    });
  }

  document.querySelectorAll("input[data-suggestions], input[data-lieux]").forEach((input, number) =>
    enhance(input, number, input.dataset.lieux ? PLACES : SUGGESTIONS));
})();
