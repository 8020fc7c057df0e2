// Copies a text if the browser allows that. The button's text and a screen reader confirm it.
if (navigator.clipboard) {
  const words = JSON.parse(document.documentElement.dataset.words);
  for (const b of document.querySelectorAll("[data-copy][hidden]")) b.hidden = false;
  document.addEventListener("click", async (e) => {
    const b = e.target.closest("[data-copy]");
    if (!b) return;
    const from = document.getElementById(b.dataset.copy);
    await navigator.clipboard.writeText(from.value ?? from.innerText);
    b.textContent = b.nextElementSibling.textContent = words.copied;
    setTimeout(() => { b.textContent = words.copy; b.nextElementSibling.textContent = ""; }, 3000);
  });
}
