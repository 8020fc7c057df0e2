// Requests in rows: their acts, and what they have no room for, in dialogs. Without this script, links
// lead to the same on other pages.
(() => {
  // A row says little, and its heading says for whom the buttons are.
  const name = () => {
    for (const row of document.querySelectorAll(".rows > .request")) {
      const about = row.querySelector("p").textContent;
      for (const c of row.querySelectorAll("button, a[href^='?'], input")) {
        if (!c.ariaLabel?.endsWith(about)) c.ariaLabel = `${c.textContent || c.ariaLabel} ${about}`;
      }
    }
  };
  name();
  document.addEventListener("htmx:after:swap", name);

  const dialogOf = ({ pathname, search }) => {
    const q = new URLSearchParams(search), [less, deny] = [q.get("less"), q.get("deny")];
    return less || deny ? `/access-requests/${less ?? deny}/dialog?act=${less ? "grant" : "deny"}` : `${pathname}/dialog${search}`;
  };
  let coming = false;
  document.addEventListener("click", async (e) => {
    const link = e.target.closest("a[data-ask], .rows > .request p a, .rows a[href^='?']");
    if (!link || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    if (coming) return;
    coming = true;
    const others = [...document.querySelectorAll("dialog")];
    await htmx.ajax("GET", dialogOf(link), { target: document.body, swap: "beforeend", select: "dialog.ask" })
      .finally(() => { coming = false; });
    const dialog = [...document.querySelectorAll("dialog.ask")].find((d) => !others.includes(d));
    if (!dialog) return location.assign(link.href); // the page says what is wrong
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
  });

  // GRANT in a row is answered with the row.
  document.addEventListener("submit", (e) => {
    const { target: form, submitter } = e, row = submitter?.closest(".rows > .request");
    if (!row || submitter.name !== "grant") return;
    e.preventDefault();
    if (row.ariaBusy) return;
    row.ariaBusy = "true";
    htmx.ajax("POST", `/access-requests/${submitter.value}/grant`, { source: row, target: row, swap: "outerMorph", values: { sign: form.elements.sign.value } })
      .finally(() => { row.ariaBusy = null; });
  });
})();
