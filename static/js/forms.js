// Forms: one submit a click, and what is typed is kept as a draft on the server.
const DRAFT_PAUSE = 1000; // milliseconds after the last key

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method.toLowerCase() !== "post" || "repeatable" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  // The pressed button's own name and value must still be sent, so it is disabled afterwards.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) button.disabled = true;
  });
});

window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  }
});

for (const form of document.querySelectorAll("form[data-draft-url]")) {
  const status = form.querySelector("[data-draft-status]");
  let timer;
  const keep = async () => {
    const data = new FormData(form);
    data.set("draft-form", new URL(form.action).pathname);
    for (const field of form.querySelectorAll("input[type=password], input[type=file]")) data.delete(field.name);
    let kept = false;
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body: new URLSearchParams(data), redirect: "manual" });
      kept = answer.ok;
    } catch {
      kept = false;
    }
    if (status) status.textContent = kept ? status.dataset.saved : status.dataset.failed;
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, DRAFT_PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}
