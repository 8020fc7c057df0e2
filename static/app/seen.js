// Someone who works on a page without sending anything is using their session, so it goes on. The
// page says so now and then; its own updates do not count.
(() => {
  const { seen, seenEvery } = document.body.dataset;
  if (!seen) return;
  let waits, again;
  const wait = () => {
    waits = true;
    setTimeout(() => {
      waits = false;
      if (again) tell();
    }, Number(seenEvery));
  };
  const tell = () => {
    again = false;
    fetch(seen, { method: "POST", redirect: "manual", keepalive: true }).catch(() => {}); // the next act tells what is wrong
    wait();
  };
  wait(); // the page itself was a use
  for (const use of ["pointerdown", "pointermove", "keydown", "scroll"]) {
    document.addEventListener(use, () => waits ? again = true : tell(), { capture: true, passive: true });
  }
})();
