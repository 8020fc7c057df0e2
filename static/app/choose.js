// Rows of a list are chosen for an act on all of them: each, all on the page, or with Shift from the last
// one to this one.
(() => {
  const boxes = () => [...document.querySelectorAll("input[form=together]")];
  const tell = () => {
    const said = document.querySelector("[data-chosen]");
    if (!said) return;
    const n = boxes().filter((b) => b.checked).length;
    said.textContent = n ? said.dataset.chosen.replace("{}", n) : said.dataset.none;
    for (const all of document.querySelectorAll("[data-choose-all]")) {
      all.hidden = false;
      all.checked = n > 0 && n === boxes().length;
      all.indeterminate = n > 0 && !all.checked;
    }
  };
  let last;
  document.addEventListener("click", ({ target: box, shiftKey }) => {
    if (!box.matches("input[form=together], [data-choose-all]")) return;
    const all = boxes();
    if ("chooseAll" in box.dataset) {
      for (const b of all) b.checked = box.checked;
    } else {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      if (shiftKey && from >= 0) for (const b of all.slice(from, to)) b.checked = box.checked;
      last = box;
    }
    tell();
  });
  tell();
  document.addEventListener("htmx:after:swap", tell);
})();
