"use strict";

// The search: a dialog over a linear scan of all names, which takes a few milliseconds for some thousands of them.
{
  const { files, kinds, rows } = window.referenceIndex;
  const LIMIT = 40;
  const labels = { page: "Page", operation: "Operation", object: "Object", event: "Webhook event", method: "Authentication", error: "Error", permission: "Permission", field: "Property" };

  // What comes first of equally good results.
  const order = ["operation", "page", "event", "object", "method", "permission", "error", "field"];

  const parts = (text) => text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const entries = rows.map(([kind, name, aliases, text, places]) => {
    const names = [name, ...aliases].map((each) => each.toLowerCase());
    // A path is found without its method, too.
    const paths = names.filter((each) => each.includes(" /")).map((each) => each.slice(each.indexOf("/")));
    return {
      kind: kinds[kind],
      rank: order.indexOf(kinds[kind]),
      name,
      aliases,
      text,
      places,
      names: [...names, ...paths],
      words: [...new Set([name, ...aliases].flatMap(parts))],
      meaning: text.toLowerCase(),
    };
  });

  // The number of letters to change, up to a limit.
  const distance = (left, right, limit) => {
    if (Math.abs(left.length - right.length) > limit) return limit + 1;
    let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
    let before = previous;
    for (let row = 1; row <= left.length; row += 1) {
      const line = [row];
      for (let column = 1; column <= right.length; column += 1) {
        const same = left[row - 1] === right[column - 1];
        let cost = Math.min(previous[column] + 1, line[column - 1] + 1, previous[column - 1] + (same ? 0 : 1));
        const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
        if (swapped) cost = Math.min(cost, before[column - 2] + 1);
        line.push(cost);
      }
      if (Math.min(...line) > limit) return limit + 1;
      before = previous;
      previous = line;
    }
    return previous[right.length];
  };

  // Which words a word may be a typo of: those that have nearly all of its letters are compared with it, once a word.
  const letters = (word) => [...word].reduce((mask, letter) => mask | (1 << (letter.charCodeAt(0) % 31)), 0);
  const count = (mask) => (mask ? 1 + count(mask & (mask - 1)) : 0);
  const vocabulary = new Map(entries.flatMap((entry) => entry.words).map((word) => [word, letters(word)]));
  const typos = new Map();
  const close = (word) => {
    if (!typos.has(word)) {
      const limit = word.length < 4 ? -1 : Math.floor(word.length / 3);
      const own = letters(word);
      // The beginning of a longer word counts as well: people stop typing once they see what they want.
      const near = ([each, mask]) => count(own & ~mask) <= limit &&
        (distance(word, each, limit) <= limit || distance(word, each.slice(0, word.length), limit) <= limit);
      typos.set(word, new Set([...vocabulary].filter(near).map(([each]) => each)));
    }
    return typos.get(word);
  };

  const rate = (entry, word, withTypos) => {
    if (entry.names.includes(word)) return 100;
    if (entry.names.some((name) => name.startsWith(word))) return 80;
    if (entry.words.includes(word)) return 60;
    if (entry.words.some((each) => each.startsWith(word))) return 45;
    if (entry.names.some((name) => name.includes(word))) return 30;
    if (entry.meaning.includes(word)) return 10;
    return withTypos && entry.words.some((each) => close(word).has(each)) ? 5 : 0;
  };

  const matches = (whole, words, withTypos) => {
    const found = [];
    for (const entry of entries) {
      let score = words.length > 1 ? (entry.names.includes(whole) ? 200 : entry.names.some((name) => name.startsWith(whole)) ? 120 : 0) : 0;
      for (const word of words) {
        const own = rate(entry, word, withTypos);
        if (!own) {
          score = 0;
          break;
        }
        score += own;
      }
      if (score) found.push([score, entry]);
    }
    return found;
  };

  const find = (query) => {
    const whole = query.trim().toLowerCase();
    const words = whole.split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    // What is spelled otherwise comes last, so that it is looked for only where there is room.
    let found = matches(whole, words, false);
    if (found.length < LIMIT) found = matches(whole, words, true);
    found.sort(([one, left], [two, right]) => two - one || left.rank - right.rank || left.name.length - right.name.length);
    return found.slice(0, LIMIT).map(([, entry]) => entry);
  };

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const input = element("input", {
    type: "search", role: "combobox", placeholder: "Operations, paths, properties, errors …", autocomplete: "off", spellcheck: "false",
    "aria-label": "Search", "aria-autocomplete": "list", "aria-controls": "found", "aria-expanded": "false",
  });
  const list = element("ul", { id: "found", role: "listbox", "aria-label": "Results" });
  const status = element("p", { role: "status" });
  const dialog = element("dialog", { class: "search", "aria-label": "Search" }, input, list, status);
  document.body.append(dialog);

  let options = [];
  let active = -1;

  const mark = (number) => {
    active = options.length ? (number + options.length) % options.length : -1;
    options.forEach(({ item }, index) => item.setAttribute("aria-selected", String(index === active)));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[active].item.id);
      options[active].item.scrollIntoView({ block: "nearest" });
    }
  };

  const go = ([, file, anchor]) => {
    dialog.close();
    const suffix = location.pathname.endsWith("/all.html") ? "" : `${files[file]}.html`;
    location.href = `${suffix}${location.search.replace(/[?&]q=[^&]*/, "")}${anchor && `#${anchor}`}`;
  };

  const offer = (item, action) => {
    const number = options.length;
    item.id = `found-${number}`;
    item.addEventListener("click", action);
    item.addEventListener("pointermove", () => number !== active && mark(number));
    options.push({ item, action });
    list.append(item);
  };

  const update = () => {
    const found = find(input.value);
    options = [];
    list.replaceChildren();
    for (const entry of found) {
      const single = entry.places.length === 1;
      const [where] = entry.places[0];
      const path = entry.aliases.find((alias) => alias.includes(" /"));
      const said = path ?? (single ? (where === entry.kind ? entry.text : where) : `in ${entry.places.length} places`);
      const item = element("li", { role: "option" }, element("b", {}, entry.name), element("span", {}, labels[entry.kind]), element("small", {}, said));
      offer(item, () => (single ? go(entry.places[0]) : unfold(entry)));
    }
    finish(found.length ? `${found.length === LIMIT ? `The best ${LIMIT}` : found.length} result${found.length === 1 ? "" : "s"}` : input.value.trim() ? "Nothing found. Try a part of a name, or the index." : "");
  };

  // A name that many objects have is one result, which opens the list of its places.
  const unfold = (entry) => {
    options = [];
    list.replaceChildren();
    for (const place of entry.places) {
      const item = element("li", { role: "option" }, element("b", {}, entry.name), element("span", {}, labels[entry.kind]), element("small", {}, place[0]));
      offer(item, () => go(place));
    }
    finish(`${entry.places.length} places of ${entry.name}`);
  };

  const finish = (said) => {
    input.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = said;
    list.scrollTop = 0;
    mark(0);
  };

  input.addEventListener("input", update);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(active + step);
    else if (event.key === "Enter" && active >= 0) options[active].action();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

  window.referenceSearch = {
    find,
    open: () => {
      if (dialog.open) return;
      const asked = new URLSearchParams(location.search).get("q");
      if (asked && !input.value) input.value = asked;
      dialog.showModal();
      input.select();
      update();
    },
  };
}
