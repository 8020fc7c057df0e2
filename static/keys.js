// The keyboard: search from every page, shortcuts, and a focus that survives a swap. Without this
// script, the same is available by links.
(() => {
  const $ = (id) => document.getElementById(id);
  const controls = "a[href], button:not([disabled]), input:not([disabled], [type=hidden]), select, textarea, summary, [tabindex='0']";
  const seen = (e) => e.checkVisibility?.() ?? true;

  // Moves the focus to the first control in an element, or to the element itself.
  const focusIn = (e) => {
    const to = e.matches(controls) ? e : [...e.querySelectorAll(controls)].find(seen) ?? e;
    if (!to.matches(controls)) to.tabIndex = -1;
    to.focus();
  };
  const focusHeading = (e) => {
    const to = e.matches("h1, h2, h3") ? e : e.querySelector("h1, h2, h3") ?? e;
    to.tabIndex = -1;
    to.focus();
  };

  let wanted = false; // Enter came before what it is to open
  // Search, and the list of shortcuts. If there is no dialog, the page itself is one of them.
  const field = () => $("search-text");
  const open = (id) => {
    const dialog = $(id);
    if (document.querySelector("dialog[open]")) return;
    wanted = false;
    if (!dialog) return focusIn(id === "palette" ? field() : $("main").querySelector("h1"));
    dialog.showModal();
    if (id === "palette") field().value = "";
    const reads = dialog.querySelector("[hx-get]"), read = () => reads.dispatchEvent(new CustomEvent("open"));
    if (reads.dataset.htmxPowered) read();
    else reads.addEventListener("htmx:after:init", read, { once: true }); // somebody is faster than the page
  };
  document.addEventListener("click", (e) => {
    const link = e.target.closest("[data-opens]");
    if (!link || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    open(link.dataset.opens);
  });

  addEventListener("pagehide", () => $("palette")?.close());

  // Single keys can be switched off, because people who use speech input, or type by accident,
  // press many.
  const singleKeys = () => localStorage.getItem("keys") !== "off";
  const mac = /Mac|iP/.test(navigator.platform);
  // The id of the first GRANT is for an address. It is on another button after each swap: a morph
  // would take the focus along, or replace a button whose id is not there any more.
  const unmark = (root) => root.querySelector("#waits")?.removeAttribute("id");
  const dress = (root) => {
    for (const label of root.querySelectorAll("[data-keys-switch]")) {
      label.hidden = false;
      label.control.checked = singleKeys();
    }
    unmark(root);
    if (mac) for (const k of root.querySelectorAll("kbd")) k.textContent = k.textContent.replace(/^(Ctrl|Strg)\W/, "⌘");
  };
  document.addEventListener("change", (e) => {
    if (e.target.closest("[data-keys-switch]")) localStorage.setItem("keys", e.target.checked ? "on" : "off");
  });

  // Goes to the first waiting request. The page says which one that is.
  const toWaiting = () => {
    if (location.hash === "#waits") focusIn(document.querySelector("[data-first-waiting]") ?? $("main").querySelector("h1") ?? $("main"));
  };
  addEventListener("hashchange", toWaiting);
  // The page chooses where the focus is only once its buttons do what they do with scripts (htmx
  // takes them over in a timer that was set before this one), and after what has autofocus: that has
  // the focus when the page is drawn, which may be after it was loaded, and only if nothing else has
  // it by then.
  addEventListener("load", () => setTimeout(() => requestAnimationFrame(() => {
    const mistake = document.querySelector("main [aria-invalid=true]") ?? document.querySelector("main .alert.mistake");
    if (mistake) return focusIn(mistake);
    const now = document.activeElement;
    if (!now || now === document.body || now.matches("[data-first-waiting]")) toWaiting(); // somebody is faster than the page
  })));
  // Holding down Enter counts as pressing it once.
  addEventListener("keydown", (e) => {
    if (e.repeat && e.key === "Enter" && e.target.closest?.("a, button")) e.preventDefault();
  }, true);

  const types = (e) => e.matches("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), select, textarea, [contenteditable]");
  let begun = "";
  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.isComposing) return;
    if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === "k") {
      e.preventDefault();
      return open("palette");
    }
    if ((e.ctrlKey || e.metaKey) && e.key === "Enter" && e.target.matches("textarea")) return e.target.form?.requestSubmit();
    if (e.key === "Shift") return;
    const keys = begun + e.key;
    begun = "";
    if (e.ctrlKey || e.metaKey || e.altKey || e.key.length > 1 || !singleKeys() || types(e.target) || e.target.closest(".search") || document.querySelector("dialog[open]")) return;
    const nav = document.querySelector("header nav");
    const link = document.querySelector(`[data-keys="${CSS.escape(keys)}"]`);
    if (!nav) return;
    if (link) link.click();
    else if (keys === "/") open("palette");
    else if (keys === "?") open("shortcuts");
    else if (keys === "w" && nav.dataset.waits) {
      if (location.href.endsWith(nav.dataset.waits)) toWaiting();
      else location.href = nav.dataset.waits;
    } else {
      if (nav.querySelector(`[data-keys^="${CSS.escape(keys)} "]`)) begun = keys + " ";
      return;
    }
    e.preventDefault();
  });

  // In the search: arrows move through the results, letters go back to the field, and Enter opens
  // the first result once the results match the text.
  const hits = () => [...$("search-found").querySelectorAll("a")];
  const isFound = () => $("search-found").querySelector(".found")?.dataset.text === field().value;
  document.addEventListener("input", (e) => { if (e.target === field()) wanted = false; });
  document.addEventListener("keydown", (e) => {
    const search = e.target.closest?.(".search");
    if (!search || e.defaultPrevented || e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
    const links = hits(), at = links.indexOf(e.target);
    if (e.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (e.key === "ArrowUp" && at === 0) field().focus();
    else if (e.key === "ArrowUp" && at > 0) links[at - 1].focus();
    else if (e.key === "Enter" && e.target === field() && search.closest("dialog")) {
      if (!field().value.trim()) return e.preventDefault();
      wanted = !isFound();
      if (!wanted) links[0]?.click();
    } else {
      if (at >= 0 && (e.key.length === 1 && e.key !== " " || e.key === "Backspace")) field().focus();
      return;
    }
    e.preventDefault();
  });

  // If a swap removes the focused element, its replacement gets the focus: by id, or else the row,
  // or else the heading.
  let lost;
  document.addEventListener("htmx:before:swap", ({ defaultPrevented, detail: { tasks } }) => {
    for (const { fragment } of tasks) unmark(fragment);
    const e = document.activeElement;
    if (defaultPrevented || !e || e === document.body) return;
    lost = { e, ids: [], section: e.closest("section")?.querySelector("h2")?.textContent };
    for (let n = e; n; n = n.parentElement) if (n.id) lost.ids.push(n.id);
  });
  const find = () => {
    if (lost.e.isConnected && seen(lost.e)) return lost.e.focus();
    const [id] = lost.ids.filter($);
    if (id && $(id).matches(".request")) return focusHeading($(id));
    if (id && $(id).matches(`${controls}, tr, li, tbody, form, details, dialog`)) return focusIn($(id));
    focusHeading([...document.querySelectorAll("main h2")].find((h) => h.textContent === lost.section) ?? $(id) ?? $("main"));
  };
  document.addEventListener("htmx:after:swap", (e) => {
    dress(document);
    if (field() && $("search-found").contains(e.target) || e.target === field()) {
      $("search-count").textContent = $("search-found").querySelector(".found")?.dataset.count ?? "";
      if (wanted && isFound()) {
        wanted = false;
        if ($("palette")?.open) hits()[0]?.click();
      }
    }
    const now = document.activeElement;
    if (lost && (!now || now === document.body)) find();
    lost = undefined;
  });
  dress(document);
})();
