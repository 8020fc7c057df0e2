// A page that changes by itself, while somebody works on it.
(() => {
  // It says which cards it keeps when it reads itself again.
  document.addEventListener("htmx:config:request", ({ detail: { ctx: { sourceElement, request } } }) => {
    if (sourceElement.id !== "live" && !sourceElement.matches(".request form")) return;
    const kept = [...document.querySelectorAll(".request")].map((card) => card.id);
    if (kept.length) request.body.set("kept", kept.join());
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
})();
