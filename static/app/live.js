// A page that updates itself while someone works on it.
(() => {
  // When the page reloads itself, it says which cards it keeps, and whether they are rows.
  document.addEventListener("htmx:config:request", ({ detail: { ctx: { sourceElement, request } } }) => {
    if (sourceElement.id !== "live" && !sourceElement.closest(".request")) return;
    const kept = [...document.querySelectorAll(".request")].map((card) => card.id);
    if (!kept.length) return;
    request.body.set("kept", kept.join());
    request.body.set("rows", document.querySelector(".rows > .request") ? "on" : "off");
  });

  // While someone types in a dialog, the page behind it does not update, not even by an answer that
  // was already on its way: it would take the dialog along. One that asks for a proof is there a
  // moment before it is open.
  let held = false;
  for (const step of ["htmx:before:request", "htmx:before:swap"]) {
    document.addEventListener(step, (e) => {
      if (e.detail.ctx.sourceElement.id !== "live" || !document.querySelector("#live dialog:is([open], #prove)")) return;
      e.preventDefault();
      held = true;
    });
  }
  document.addEventListener("close", () => {
    if (held) document.body.dispatchEvent(new CustomEvent("news"));
    held = false;
  }, true);

  // The card of a request that is decided, here or by someone else, keeps its height: nothing moves
  // under a pointer that is about to press the next GRANT. An observer sees each new card before it is
  // drawn, whichever of several answers brought it.
  const heights = new Map();
  document.addEventListener("htmx:before:swap", (e) => {
    if (e.defaultPrevented) return;
    if (e.target.id !== "live" && !e.target.closest?.(".request")) return;
    for (const c of document.querySelectorAll("#live .request")) heights.set(c.id, c.getBoundingClientRect().height);
  });
  new MutationObserver(() => {
    for (const c of document.querySelectorAll("#live .request:not([style])")) {
      if (heights.has(c.id)) c.style.minHeight = heights.get(c.id) + "px";
    }
  }).observe(document.body, { childList: true, subtree: true });
})();
