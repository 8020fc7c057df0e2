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
  const told = document.querySelector("#told > p");
  if (told) setTimeout(() => { document.getElementById("said").textContent = told.textContent; }, 150);
})();
