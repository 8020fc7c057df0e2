// What an act did: it can be dismissed, and is read aloud.
(() => {
  const show = () => {
    for (const b of document.querySelectorAll("[data-dismiss][hidden]")) b.hidden = false;
  };
  show();
  document.addEventListener("htmx:after:swap", show);
  document.addEventListener("click", (e) => {
    if (!e.target.closest("[data-dismiss]")) return;
    e.target.closest("[role=status]").replaceChildren();
    document.getElementById("main").focus({ preventScroll: true });
  });

  // What the last act did came with the page, and only what changes later is read aloud.
  const flash = document.querySelector("#flash > p");
  if (flash) setTimeout(() => { document.getElementById("said").textContent = flash.textContent; }, 150);
})();
