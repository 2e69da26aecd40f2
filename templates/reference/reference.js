"use strict";

// What the pages offer beyond reading: switches, copy buttons, search, and folded text that opens for a link.
// Everything here is added by this script; without it the pages are complete.
{
  const root = document.documentElement;
  const settings = JSON.parse(document.body.dataset.settings);
  const { variants, server } = settings;

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  const labelled = (control, label) => {
    control.setAttribute("aria-label", label);
    return control;
  };

  const choose = (name, value) => {
    root.dataset[name] = value;
    try {
      localStorage.setItem(`reference.${name}`, value);
    } catch {
      // Storage is switched off: the choice holds for this page.
    }
    if (name !== "theme") {
      const address = new URL(location);
      address.searchParams.set(name, value);
      history.replaceState(null, "", address);
    }
    show();
  };

  // Samples: one switch for the language, one for the credentials, one for the host, on each of them.
  const originals = new Map();
  for (const code of document.querySelectorAll("figure.code code")) originals.set(code, code.innerHTML);
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

  const atHost = (html, choice) => {
    const argument = `${server.argument}=<span class="s">${escaped(JSON.stringify(choice.value))}</span>`;
    return html
      .replaceAll(server.default, escaped(choice.url))
      .replace(/Client\(([^()]*(?:\([^()]*\)[^()]*)*)\) (?=<span class="w">as<\/span> client:)/, (_, given) =>
        `Client(${given}${given && ", "}${argument}) `)
      .replace("app.start()", `app.start(${argument})`);
  };

  const show = () => {
    const choice = server?.choices.find((each) => each.value === root.dataset.host);
    for (const [code, html] of originals) {
      if (server) code.innerHTML = choice && choice.url !== server.default ? atHost(html, choice) : html;
      const pieces = [...code.querySelectorAll("[data-variant]")];
      const shown = pieces.some((piece) => piece.dataset.variant === root.dataset.auth)
        ? root.dataset.auth
        : pieces[0]?.dataset.variant;
      for (const piece of pieces) piece.hidden = piece.dataset.variant !== shown;
    }
    for (const button of document.querySelectorAll("button[data-lang]")) {
      button.setAttribute("aria-pressed", String(button.dataset.lang === root.dataset.lang));
    }
    for (const select of document.querySelectorAll("select[data-name]")) {
      const value = root.dataset[select.dataset.name];
      if ([...select.options].some((option) => option.value === value)) select.value = value;
    }
    for (const button of document.querySelectorAll("button.theme")) {
      const theme = root.dataset.theme ?? "auto";
      const name = { auto: "Auto", light: "Light", dark: "Dark" }[theme] ?? "Auto";
      button.replaceChildren(element("span", { textContent: ` ${name}` }));
      labelled(button, `Theme: ${name}`);
    }
  };

  const copy = (code) => {
    const button = labelled(element("button", { type: "button", className: "copy", textContent: "Copy" }), "Copy the sample");
    button.addEventListener("click", async () => {
      const visible = code.cloneNode(true);
      for (const hidden of visible.querySelectorAll("[hidden]")) hidden.remove();
      try {
        await navigator.clipboard.writeText(visible.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = "Press Ctrl+C";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    return button;
  };

  const select = (name, label, options) => {
    const made = labelled(element("select", {}, ...options.map(([value, text]) => new Option(text, value))), label);
    made.dataset.name = name;
    made.addEventListener("change", () => choose(name, made.value));
    return made;
  };

  const titles = { curl: "curl", python: "Python", async: "async Python" };
  for (const figure of document.querySelectorAll("figure.code")) {
    const caption = figure.querySelector("figcaption");
    const code = figure.querySelector("code");
    const group = figure.parentElement.matches(".samples") ? [...figure.parentElement.children] : [];
    const kinds = group.map((other) => Object.keys(titles).find((kind) => other.classList.contains(kind)));
    if (kinds.length > 1) {
      const tabs = labelled(element("div", { className: "tabs", role: "group" }), "Language");
      for (const kind of kinds) {
        const button = element("button", { type: "button", textContent: titles[kind] });
        button.dataset.lang = kind;
        button.addEventListener("click", () => {
          choose("lang", kind);
          // The button that was pressed is on a sample that is hidden now.
          const shown = group[kinds.indexOf(kind)];
          shown.querySelector(`button[data-lang="${kind}"]`)?.focus();
        });
        tabs.append(button);
      }
      caption.replaceChildren(tabs);
    }
    const keys = [...new Set([...code.querySelectorAll("[data-variant]")].map((piece) => piece.dataset.variant))];
    const choices = element("div", { className: "choices" });
    if (keys.length > 1) choices.append(select("auth", "Credentials", keys.map((key) => [key, variants[key] ?? key])));
    const named = server && group.length && (code.textContent.includes(server.default) || code.textContent.includes(" as client:"));
    if (named) choices.append(select("host", server.label, server.choices.map((each) => [each.value, each.value])));
    caption.append(copy(code));
    if (choices.children.length) caption.after(choices);
  }

  // Where a mock serves these pages, each operation can be tried there.
  const { try: place } = document.body.dataset;
  for (const endpoint of place ? document.querySelectorAll(".endpoint") : []) {
    const [method, path] = [...endpoint.children].map((child) => child.textContent.trim());
    const href = `${place}?${new URLSearchParams({ method, path })}`;
    endpoint.append(labelled(element("a", { href, className: "try", textContent: "Try it" }), `Try ${method} ${path}`));
  }

  // The bar.
  const find = document.querySelector(".find");
  const bar = document.querySelector(".bar");
  const theme = element("button", { type: "button", className: "theme" });
  theme.addEventListener("click", () => {
    const order = ["auto", "light", "dark"];
    choose("theme", order[(order.indexOf(root.dataset.theme ?? "auto") + 1) % order.length]);
  });
  bar.append(theme);

  // Search: the script and its data are loaded when somebody searches.
  const load = (file) => new Promise((resolve, reject) => {
    // In this order: the search reads the data as soon as it is there.
    document.head.append(element("script", { src: file, async: false, onload: resolve, onerror: reject }));
  });
  let loading;
  const search = async (event) => {
    event?.preventDefault();
    loading ??= Promise.all([load("search-data.js"), load("search.js")]);
    await loading;
    window.referenceSearch.open();
  };
  find.append(element("kbd", { textContent: "/" }));
  find.setAttribute("role", "button");
  find.addEventListener("click", search);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    const wanted = event.key === "/" || (event.key === "k" && (event.metaKey || event.ctrlKey));
    if (wanted && !typing && !event.altKey) search(event);
  });
  if (new URLSearchParams(location.search).has("q")) search();

  // Folded text opens for a link into it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("main details")) fold.open = true;
  });

  // The navigation: it shows where the reader is, and closes after a choice on narrow pages.
  const nav = document.querySelector("nav");
  nav.addEventListener("click", (event) => {
    if (event.target.closest("a") && nav.matches(":popover-open")) nav.hidePopover();
  });
  const links = new Map([...nav.querySelectorAll(".inside a")].map((link) => [link.hash.slice(1), link]));
  const seen = new Set();
  const spy = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
    const current = [...document.querySelectorAll("main section")].filter((part) => seen.has(part)).at(-1);
    for (const [id, link] of links) {
      if (id === current?.getAttribute("aria-labelledby")) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "0px 0px -70% 0px" });
  for (const part of document.querySelectorAll("main section")) {
    if (links.has(part.getAttribute("aria-labelledby"))) spy.observe(part);
  }
  const current = nav.querySelector('[aria-current="page"]');
  if (current) nav.scrollTop = current.offsetTop - nav.clientHeight / 3;

  show();
  if (location.hash) reveal();
}
