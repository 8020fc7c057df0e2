// Who sets up something is most likely where it is to be.
for (const zone of document.querySelectorAll("select[data-zone]")) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (![...zone.options].some((o) => o.value === here)) zone.prepend(new Option(here, here));
  zone.value = here;
}
