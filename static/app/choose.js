// Rows of a list are chosen for an act on all of them: each, all on the page, or with Shift from the last
// one to this one.
(() => {
  const boxes = () => [...document.querySelectorAll("input[form=all]")];
  const tell = () => {
    const said = document.querySelector("[data-chosen]");
    if (!said) return;
    const n = boxes().filter((b) => b.checked).length;
    said.closest("form").classList.toggle("any", n > 0);
    said.textContent = n ? said.dataset.chosen.replace("{}", n) : said.dataset.none;
    for (const label of document.querySelectorAll("[data-choose-all]")) {
      const all = label.control;
      label.hidden = false;
      all.checked = n > 0 && n === boxes().length;
      all.indeterminate = n > 0 && !all.checked;
    }
  };
  let last;
  document.addEventListener("click", ({ target: box, shiftKey }) => {
    if (!box.matches("input[form=all], [data-choose-all] input")) return;
    const all = boxes();
    if (box.closest("[data-choose-all]")) {
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
