// Before anything is painted: which language the page speaks, and its sentences on their way. It is a script of its own because nothing may be
// inline, and an old-fashioned one because modules wait for the page.
(() => {
  const catalogues = __CATALOGUES__;
  let chosen = null;
  try {
    chosen = localStorage.getItem("language");
  } catch {
    // A browser that keeps nothing: its own language then.
  }
  const asked = [chosen, ...navigator.languages].map((tag) => String(tag).slice(0, 2).toLowerCase());
  const language = asked.find((tag) => Object.hasOwn(catalogues, tag)) ?? "en";
  document.documentElement.lang = language;
  const words = document.createElement("link");
  words.rel = "modulepreload";
  words.href = catalogues[language];
  document.head.append(words);
})();
