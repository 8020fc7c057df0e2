// Sets the theme (chosen with the switch, or else the system's) and the style sheet's only word, in
// the language of the page. This runs before the page is drawn.
(() => {
  const words = JSON.parse(document.documentElement.dataset.words);
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (localStorage.getItem("theme") ?? (system.matches ? "dark" : "light")) === "dark";
  const apply = () => {
    document.documentElement.classList.toggle("dark", isDark());
    for (const b of document.querySelectorAll("[data-theme-switch]")) {
      b.hidden = false;
      b.textContent = isDark() ? words.light : words.dark;
    }
  };
  document.documentElement.classList.add("js");
  document.documentElement.style.setProperty("--required", JSON.stringify(words.required));
  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", (e) => {
    if (!e.target.closest("[data-theme-switch]")) return;
    localStorage.setItem("theme", isDark() ? "light" : "dark");
    apply();
  });
})();
