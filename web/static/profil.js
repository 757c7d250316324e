// « Mon profil »: said by the reader, kept in this browser and nowhere else. What it says is compared here with what each
// card says of itself; nothing of it is sent. The order of the page is that of the site until the reader asks otherwise.
"use strict";
(() => {
  const KEY = "profil";
  const VALUES = (text) => text.split(" ").filter(Boolean);
  const lists = [...document.querySelectorAll("ul.cartes")].filter((list) => list.querySelector("[data-acces], [data-niveau]"));
  const neutral = lists.map((list) => [...list.children]);
  const cards = neutral.flat().filter(isCard);
  const voice = element("p", "", "cache");
  voice.setAttribute("role", "status");

  function isCard(item) {
    return item.classList.contains("carte"); // the last of a list leads to the others
  }

  function codeOf(link) {
    return decodeURIComponent(link.pathname.split("/")[2]);
  }

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return kept && typeof kept === "object" ? kept : null;
    } catch {
      return null;
    }
  }

  function write(profile) {
    try {
      localStorage.setItem(KEY, JSON.stringify(profile));
      return true;
    } catch {
      return false;
    }
  }

  function forget() {
    try {
      localStorage.removeItem(KEY);
    } catch { /* Nothing was kept either. */ }
  }

  function element(tag, text, name) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  function button(text, action) {
    const made = element("button", text, "discret");
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  // --- What fits: each comparison adds what it finds, or that the card does not say.

  function compare(card, profile) {
    const found = { fits: [], unknown: [], own: false };
    if (card.dataset.acces !== undefined) compareMetier(card, profile, found);
    else if (card.dataset.niveau !== undefined) compareTraining(card.dataset, profile, found);
    return found; // a certification that is over says nothing
  }

  function compareMetier(card, profile, found) {
    if (profile.metier) {
      const code = codeOf(card.querySelector("h3 a"));
      found.own = code === profile.metier.code;
      if (profile.metier.proches.includes(code)) found.fits.push(`proche de votre métier, ${profile.metier.mots}`);
    }
    if (!profile.diplome || found.own) return;
    const levels = VALUES(card.dataset.acces);
    if (!levels.length) found.unknown.push("niveau d’accès");
    else if (levels.every((level) => profile.diplome.atteint.includes(level)))
      found.fits.push("niveau d’accès à la portée de votre diplôme");
  }

  function compareTraining(said, profile, found) {
    if (profile.diplome) {
      const levels = VALUES(said.niveau);
      if (!levels.length) found.unknown.push("niveau");
      else if (levels.some((level) => profile.diplome.ouvre.includes(level)))
        found.fits.push("s’ouvre en principe avec votre diplôme");
    }
    if (profile.situation) {
      const voies = VALUES(said.voie), open = profile.situation.voies.filter((voie) => voies.includes(voie.code));
      if (!voies.length) found.unknown.push("voies");
      else if (open.length) found.fits.push(`se fait ${open.map((voie) => voie.mots).join(", ")}`);
    }
    if (profile.departement && said.departement !== undefined) {
      const places = VALUES(said.departement);
      if (!places.length) found.unknown.push("lieux");
      else if (places.includes(profile.departement.code)) found.fits.push(`se donne ici\u00a0: ${profile.departement.mots}`);
    }
  }

  // --- What is shown of it.

  function mark(card, found) {
    const line = element("p", "", "profil-marque");
    if (found.own) line.append("C’est votre métier actuel. ");
    if (found.fits.length) line.append(element("strong", "Selon votre profil\u00a0: "), `${found.fits.join("\u00a0; ")}. `);
    if (found.unknown.length) line.append(element("span", `Non renseigné\u00a0: ${found.unknown.join(", ")}.`, "absent"));
    if (!line.childNodes.length) return;
    const reason = card.querySelector(".raison");
    if (reason) reason.after(line);
    else card.append(line);
  }

  function order(profile, fits) {
    const rank = (card) => (profile && profile.devant ? -(fits.get(card) || 0) : 0);
    lists.forEach((list, number) => {
      const own = neutral[number].filter(isCard), rest = neutral[number].filter((one) => !isCard(one));
      list.append(...own.sort((one, other) => rank(one) - rank(other)), ...rest);
    });
  }

  function band(profile, count) {
    // What the profile says is not repeated: somebody may be looking over a shoulder.
    const made = element("aside", "", "profil"), link = element("a", "Profil actif");
    made.setAttribute("aria-label", "Mon profil");
    link.href = "/profil";
    made.append(link);
    if (count) {
      const turned = button(profile.devant ? "Revenir à l’ordre du site" : "Mettre devant ce qui correspond", turn);
      turned.dataset.tourner = "";
      made.append(turned);
    }
    link.after(button("Effacer mon profil", erase));
    if (cards.length) made.append(element("p", explain(profile, count)));
    return made;
  }

  function explain(profile, count) {
    const many = count > 1;
    if (!count) return "Ordre du site, le même pour tous\u00a0: aucune fiche de cette page ne dit qu’elle correspond.";
    if (profile.devant) return `${count} ${many ? "fiches mises" : "fiche mise"} devant, dans cette page seulement.`;
    return `Ordre du site, le même pour tous\u00a0: ${count} ${many ? "fiches correspondent" : "fiche correspond"}.`;
  }

  function show() {
    const profile = read(), fits = new Map();
    document.querySelectorAll(".profil, .profil-marque, [data-mon-metier]").forEach((one) => one.remove());
    for (const card of profile ? cards : []) {
      const found = compare(card, profile);
      mark(card, found);
      if (found.fits.length) fits.set(card, found.fits.length);
    }
    order(profile, fits);
    if (!profile) return;
    document.querySelector("main h1").after(band(profile, fits.size));
    offerMetier(profile);
  }

  function say(text) {
    voice.textContent = text;
  }

  function turn() {
    const profile = read();
    if (!profile) return show();
    write({ ...profile, devant: !profile.devant });
    show();
    document.querySelector(".profil [data-tourner]").focus();
    say(document.querySelector(".profil p:last-child").textContent);
  }

  function erase() {
    forget();
    show();
    fill();
    document.querySelector("main").focus();
    say("Profil effacé. L’ordre est celui du site.");
  }

  // --- « C’est mon métier actuel », on the page of a métier: what is near it is already written there.

  function offerMetier(profile) {
    const keep = document.querySelector(".garder [data-garder]");
    if (!keep || !location.pathname.startsWith("/metiers/")) return;
    const code = keep.dataset.garder, isOwn = Boolean(profile.metier) && profile.metier.code === code;
    const made = button(isOwn ? "Ce n’est plus mon métier actuel" : "C’est mon métier actuel", () => {
      write({ ...profile, metier: isOwn ? null : { code, mots: document.querySelector("main h1").textContent, proches: near() } });
      show();
      document.querySelector("[data-mon-metier]").focus();
    });
    made.dataset.monMetier = code;
    keep.after(made);
  }

  function near() {
    const links = document.querySelectorAll("#metiers a[href^='/metiers/']");
    return [...new Set([...links].map(codeOf))];
  }

  // --- The form of /profil: its fields have no name, nothing of it can be sent.

  const form = document.querySelector("form[data-profil]"), metierLine = document.querySelector("[data-profil-metier]");
  const howToSay = metierLine && metierLine.textContent;

  function chosen(id, more) {
    const field = document.getElementById(id), option = field && field.selectedOptions[0];
    return option && option.value ? { code: option.value, mots: option.textContent, ...more(option.dataset) } : null;
  }

  function voies(said) {
    const spoken = said.motsVoies.split("|");
    return { voies: VALUES(said.voies).map((code, number) => ({ code, mots: spoken[number] })) };
  }

  function keepForm(event) {
    event.preventDefault();
    const before = read() || {};
    const isKept = write({
      situation: chosen("p-situation", voies),
      diplome: chosen("p-diplome", (said) => ({ atteint: VALUES(said.atteint), ouvre: VALUES(said.ouvre) })),
      departement: chosen("p-departement", () => ({})),
      metier: before.metier || null,
      devant: Boolean(before.devant),
    });
    show();
    document.querySelector("[data-profil-dit]").textContent = isKept
      ? "Gardé dans ce navigateur. Vos prochaines recherches en tiennent compte."
      : "Votre navigateur refuse de garder quoi que ce soit\u00a0: le profil n’est pas gardé.";
  }

  function fill() {
    if (!form) return;
    const profile = read() || {};
    for (const name of ["situation", "diplome", "departement"]) {
      const field = document.getElementById(`p-${name}`);
      if (field) field.value = profile[name] ? profile[name].code : "";
    }
    metierLine.textContent = profile.metier ? `Mon métier actuel\u00a0: ${profile.metier.mots}. Sa page permet de l’oublier.` : howToSay;
  }

  if (form) {
    form.hidden = false;
    document.querySelector("[data-sans-script]").hidden = true;
    form.addEventListener("submit", keepForm);
  }
  document.body.append(voice);
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", (event) => { if (event.persisted) { show(); fill(); } });
  show();
  fill();
})();
