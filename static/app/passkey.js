// Passkeys. A form that a passkey answers is shown only where one can: in a browser that knows them,
// at the address to which they belong. When it is sent, the browser is asked first.
(() => {
  const forms = () => [...document.querySelectorAll("form[data-passkey]")];
  const can = ({ dataset: { at } }) => window.PublicKeyCredential?.parseRequestOptionsFromJSON && location.origin === at;
  const answerOf = (form) => form.querySelector("[data-answer]");

  // What the server wants to be signed. That can depend on what the form sends; then the server also
  // says what that means, and the form itself hears what is wrong.
  const options = async (form) => {
    const { options: address, passkey, sends } = form.dataset;
    const response = await fetch(address, { method: "POST", body: sends === undefined ? undefined : new URLSearchParams(new FormData(form)) });
    if (response.status === 403 && passkey === "create") return; // the form itself asks for a proof first
    if ([403, 404, 409, 422].includes(response.status) && sends !== undefined) return;
    if (!response.ok || !response.headers.get("Content-Type")?.startsWith("application/json")) throw new Error(response.status);
    const read = passkey === "create" ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON";
    const wants = await response.json();
    if (wants.decision) form.querySelector("[data-decision]").value = wants.decision;
    return PublicKeyCredential[read](wants.options ?? wants);
  };

  const ask = async (form, more) => {
    const publicKey = await options(form);
    const answer = publicKey && await navigator.credentials[form.dataset.passkey]({ publicKey, ...more });
    answerOf(form).value = answer ? JSON.stringify(answer) : "";
  };

  // A form that is under way is not sent again: its answer may be the only one with recovery codes.
  let answered;
  const send = (form, submitter) => {
    answered = form;
    form.requestSubmit(submitter);
    answered = undefined;
  };
  const release = (form) => {
    form.ariaBusy = null;
    for (const sent of form.querySelectorAll("[data-answer], [data-decision]")) sent.value = "";
  };

  const say = (form, text = "") => { form.querySelector("[data-says]").textContent = text; };
  const texts = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "exists" };

  // The browser offers passkeys where user names are typed, until one is chosen or another way is.
  // What the server wants to be signed is asked for anew before it is too old.
  let offered;
  const offer = async (form) => {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    const mine = offered = new AbortController();
    const renew = setTimeout(() => { mine.abort(); offer(form); }, 4 * 60 * 1000);
    try {
      await ask(form, { mediation: "conditional", signal: mine.signal });
      if (mine.signal.aborted) return;
      form.ariaBusy = "true";
      send(form);
    } catch {
      // nobody asked for it
    } finally {
      clearTimeout(renew);
    }
  };

  document.addEventListener("submit", async (e) => {
    const { target: form, submitter } = e;
    for (const sign of form.querySelectorAll("[data-sign]")) sign.value = window.PublicKeyCredential?.parseRequestOptionsFromJSON ? location.origin : "";
    if (!form.dataset.passkey || form === answered) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    if (form.ariaBusy) return;
    form.ariaBusy = "true";
    say(form);
    offered?.abort();
    try {
      await ask(form);
      send(form, submitter);
    } catch ({ name }) {
      release(form);
      say(form, form.dataset[texts[name] ?? "failed"]);
      if ("offers" in form.dataset) offer(form);
    }
  }, true);

  const show = () => {
    for (const form of forms()) {
      if (!form.hidden || !can(form)) continue;
      form.hidden = false;
      for (const other of document.querySelectorAll(`[data-without="${form.id}"]`)) other.hidden = true;
      for (const other of document.querySelectorAll(`[data-beside="${form.id}"]`)) {
        if (other.matches("details")) other.open = false;
        else other.dataset.variant = "outline";
      }
      if ("offers" in form.dataset) offer(form);
      if ("now" in form.dataset) form.requestSubmit();
    }
  };
  show();
  document.addEventListener("htmx:after:swap", show);
  // A page to which someone goes back has the answer of before, and so has a dialog after an error.
  addEventListener("pageshow", ({ persisted }) => { if (persisted) forms().forEach(release); });
  document.addEventListener("htmx:finally:request", ({ detail: { ctx: { sourceElement } } }) => {
    if (sourceElement.dataset?.passkey) release(sourceElement);
  });
})();
