// A long list has a search above it, and shows what matches: Enter chooses the first, a click any.
for (const search of document.querySelectorAll("input[data-narrows]")) {
  const list = document.getElementById(search.dataset.narrows);
  let whole;
  const narrow = () => {
    whole ??= list.cloneNode(true);
    const words = search.value.toLowerCase().split(/[\s_/]+/).filter(Boolean), chosen = list.value, found = whole.cloneNode(true);
    let first = "";
    for (const o of found.querySelectorAll("option")) {
      const text = `${o.value} ${o.text}`.toLowerCase();
      if (words.every((w) => text.includes(w))) first ||= o.value;
      else if (o.value !== chosen) o.remove();
    }
    for (const g of found.querySelectorAll("optgroup:not(:has(option))")) g.remove();
    list.replaceChildren(...found.children);
    list.value = chosen;
    words.length ? list.size = 8 : list.removeAttribute("size");
    return first;
  };
  const take = (value) => {
    if (value) list.value = value;
    search.value = "";
    narrow();
    list.focus();
  };
  search.hidden = false;
  search.addEventListener("input", narrow);
  search.addEventListener("keydown", (e) => {
    if (e.key !== "Enter") return;
    e.preventDefault(); // it sends no form
    if (search.value.trim()) take(narrow());
  });
  list.addEventListener("click", () => { if (list.size) take(); });
  list.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || !list.size) return;
    e.preventDefault();
    take();
  });
}
