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
