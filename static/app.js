// What a page does by itself: instants told relatively, time that ticks down, messages that can be dismissed. Without it each
// page says the same, exactly and still.
(() => {
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  const ago = (seconds) => {
    const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units[3];
    return unit === "second" ? "just now" : relative.format(Math.trunc(seconds / length), unit);
  };
  const left = (seconds) => {
    if (seconds < 1) return "over";
    const i = Math.min(units.findIndex(([, length]) => seconds >= length), 2);
    const [[big, length], [small, rest]] = [units[i], units[i + 1]];
    const n = Math.floor(seconds / length), m = Math.floor((seconds % length) / rest);
    const say = (n, unit) => new Intl.NumberFormat("en", { style: "unit", unit, unitDisplay: "short" }).format(n);
    return [n && say(n, big), m && say(m, small)].filter(Boolean).join(" ") + " left";
  };

  // The exact instant stays: a hover away for who sees, and as the only one that is read aloud.
  const tellAgo = (t, now) => {
    if (!t.dataset.exact) {
      t.dataset.exact = t.textContent;
      t.innerHTML = '<span aria-hidden="true"></span><span class="sr-only"></span>';
      t.firstChild.title = t.dataset.exact;
      t.lastChild.textContent = t.dataset.exact;
    }
    const seconds = (Date.parse(t.dateTime) - now) / 1000;
    const text = Math.abs(seconds) < 30 * 86400 ? ago(seconds) : t.dataset.exact;
    if (t.firstChild.textContent !== text) t.firstChild.textContent = text;
  };
  const ahead = Date.now() - Date.parse(document.body.dataset.now); // how far this machine's clock is before the server's
  const tell = () => {
    const now = Date.now() - ahead;
    for (const t of document.querySelectorAll("time[data-ago]")) {
      if (t.dataset.exact && !t.firstElementChild) delete t.dataset.exact; // it was swapped
      tellAgo(t, now);
    }
    for (const t of document.querySelectorAll("time[data-left]")) {
      const text = left((Date.parse(t.dateTime) - now) / 1000);
      if (t.textContent !== text) t.textContent = text;
    }
    for (const b of document.querySelectorAll("[data-dismiss][hidden]")) b.hidden = false;
  };
  for (const a of document.querySelectorAll("nav [aria-current]")) {
    a.parentElement.scrollLeft = a.offsetLeft - (a.parentElement.clientWidth - a.offsetWidth) / 2;
  }
  // What the last act did came with the page, and only what changes later is read aloud.
  const told = document.querySelector("#told > p");
  if (told) setTimeout(() => { document.getElementById("said").textContent = told.textContent; }, 150);
  tell();
  setInterval(tell, 1000);
  document.addEventListener("htmx:after:swap", tell);

  document.addEventListener("click", (e) => {
    if (e.target.closest("[data-dismiss]")) {
      e.target.closest("[role=status]").replaceChildren();
      document.getElementById("main").focus({ preventScroll: true });
    }
    const row = e.target.closest("tr[data-href]");
    if (row && !e.target.closest("a, button, input, select, textarea, label, summary, dialog") && !String(getSelection())) {
      const { ctrlKey, metaKey, shiftKey } = e;
      row.querySelector("a").dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
    }
  });

  // A form that was refused is the answer to a post, which Back and reloading do not show again: they show the page that it was sent from.
  document.addEventListener("submit", () => sessionStorage.setItem("sent-from", location.href));
  const sentFrom = sessionStorage.getItem("sent-from");
  if (sentFrom && performance.getEntriesByType("navigation")[0]?.responseStatus === 422) history.replaceState(null, "", sentFrom);

  // A password manager keeps the user that was sent. With its account it signs in by itself, and is told apart from that of another account.
  document.addEventListener("submit", ({ target: { id, elements: { account, user } } }) => {
    if (id !== "user-login" || !account.value.trim() || `${account.value}${user.value}`.includes("@")) return;
    user.value = `${user.value.trim()} @ ${account.value.trim()}`;
  });

  // Who sets up something is most likely where it is to be.
  const zone = document.querySelector("select[data-zone]");
  if (zone) {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (![...zone.options].some((o) => o.value === here)) zone.prepend(new Option(here, here));
    zone.value = here;
  }

  // A long list to choose from has a search above it, and shows what fits: Enter takes the first, a click any.
  for (const search of document.querySelectorAll("input[data-narrows]")) {
    const list = document.getElementById(search.dataset.narrows), whole = list.cloneNode(true);
    const narrow = () => {
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

  // What can be copied with a press, where the browser lets a page do so; its text, and a screen reader, say that it is done.
  if (navigator.clipboard) {
    for (const b of document.querySelectorAll("[data-copy][hidden]")) b.hidden = false;
    document.addEventListener("click", async (e) => {
      const b = e.target.closest("[data-copy]");
      if (!b) return;
      await navigator.clipboard.writeText(document.getElementById(b.dataset.copy).value);
      b.textContent = b.nextElementSibling.textContent = "Copied";
      setTimeout(() => { b.textContent = "Copy"; b.nextElementSibling.textContent = ""; }, 3000);
    });
  }

  // What narrows a list stands in the address, and nothing else; a page that reads itself again says which cards it keeps.
  document.addEventListener("htmx:config:request", (e) => {
    const { sourceElement, request } = e.detail.ctx;
    if (sourceElement.matches("form.filter")) for (const [name, value] of [...request.body]) if (!value) request.body.delete(name);
    if (sourceElement.id === "live" || sourceElement.matches(".request form")) {
      const kept = [...document.querySelectorAll(".request")].map((card) => card.id);
      if (kept.length) request.body.set("kept", kept.join());
    }
  });

  // A card that was decided stays as high as it was: nothing moves under a pointer that is about to press the next GRANT.
  const height = (card) => card.getBoundingClientRect().height + "px";
  let decided;
  document.addEventListener("htmx:before:swap", (e) => {
    if (e.target.id === "live") for (const c of e.target.querySelectorAll(".request")) c.style.minHeight = height(c);
    const card = e.target.closest?.(".request");
    if (card) decided = { id: card.id, height: height(card) };
  });
  document.addEventListener("htmx:after:swap", () => {
    const card = decided && document.getElementById(decided.id);
    if (card) card.style.minHeight = decided.height;
    decided = undefined;
  });

  // While somebody types in a dialog the page behind it waits with what is new.
  let held = false;
  document.addEventListener("htmx:before:request", (e) => {
    if (e.detail.ctx.sourceElement.id !== "live" || !document.querySelector("#live dialog[open]")) return;
    e.preventDefault();
    held = true;
  });
  document.addEventListener("close", () => {
    if (held) document.body.dispatchEvent(new CustomEvent("news"));
    held = false;
  }, true);

  // For browsers that do not know the command attribute yet.
  if (!("command" in HTMLButtonElement.prototype)) {
    document.addEventListener("click", (e) => {
      const b = e.target.closest("button[commandfor]");
      const dialog = b && document.getElementById(b.getAttribute("commandfor"));
      if (dialog) b.getAttribute("command") === "close" ? dialog.close() : dialog.showModal();
    });
  }
})();
