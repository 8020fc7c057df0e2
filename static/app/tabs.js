// Of tabs that do not fit side by side, the current one is in sight.
for (const a of document.querySelectorAll("nav [aria-current]")) {
  a.parentElement.scrollLeft = a.offsetLeft - (a.parentElement.clientWidth - a.offsetWidth) / 2;
}
