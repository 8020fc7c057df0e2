// Shows instants relative to now, and counts down remaining time. Without this script, the page
// shows the same exactly, but does not update.
(() => {
  const words = JSON.parse(document.documentElement.dataset.words);
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  const ago = (seconds) => {
    const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units[3];
    return unit === "second" ? words.justNow : relative.format(Math.trunc(seconds / length), unit);
  };
  const left = (seconds) => {
    if (seconds < 1) return words.over;
    const i = Math.min(units.findIndex(([, length]) => seconds >= length), 2);
    const [[big, length], [small, rest]] = [units[i], units[i + 1]];
    const n = Math.floor(seconds / length), m = Math.floor((seconds % length) / rest);
    const say = (n, unit) => new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, unitDisplay: "short" }).format(n);
    return words.left.replace("{}", [n && say(n, big), m && say(m, small)].filter(Boolean).join(" "));
  };

  // The exact instant is still there: in the tooltip, and as the only one that a screen reader
  // reads.
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
  };
  tell();
  setInterval(tell, 1000);
  document.addEventListener("htmx:after:swap", tell);
})();
