// A page that updates itself while someone works on it.
(() => {
  // When the page reloads itself, it says which cards it keeps.
  document.addEventListener("htmx:config:request", ({ detail: { ctx: { sourceElement, request } } }) => {
    if (sourceElement.id !== "live" && !sourceElement.matches(".request form")) return;
    const kept = [...document.querySelectorAll(".request")].map((card) => card.id);
    if (kept.length) request.body.set("kept", kept.join());
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

  // The card of a decided request keeps its height: nothing moves under a pointer that is about to
  // press the next GRANT.
  const height = (card) => card.getBoundingClientRect().height + "px";
  let decided;
  document.addEventListener("htmx:before:swap", (e) => {
    if (e.defaultPrevented) return;
    if (e.target.id === "live") for (const c of e.target.querySelectorAll(".request")) c.style.minHeight = height(c);
    const card = e.target.closest?.(".request");
    if (card) decided = { id: card.id, height: height(card) };
  });
  document.addEventListener("htmx:after:swap", () => {
    const card = decided && document.getElementById(decided.id);
    if (card) card.style.minHeight = decided.height;
    decided = undefined;
  });
})();
