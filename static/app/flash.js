// The message of an act can be dismissed, and a screen reader reads it.
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

  // The message of the last act came with the page, and screen readers read only later changes.
  const flash = document.querySelector("#flash > p");
  if (flash) setTimeout(() => { document.getElementById("said").textContent = flash.textContent; }, 150);
})();
