{
  // Before the page is painted: what the reader chose on another page, or what the link asks for.
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  root.dataset.script = "";
  for (const name of ["theme", "lang", "auth", "host"]) {
    let value = asked.get(name);
    try {
      value ??= localStorage.getItem(`reference.${name}`);
    } catch {
      // Storage is switched off.
    }
    if (value) root.dataset[name] = value;
  }
  root.dataset.lang ??= "curl";
}
