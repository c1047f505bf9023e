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

// After an idle time-out the server kept what was sent too late: it is filled in again, once.
const TYPED = "typed";

const setControl = (control, values) => {
  if (["hidden", "password", "file", "submit"].includes(control.type)) return false;
  if (control.type === "checkbox" || control.type === "radio") {
    const checked = values.includes(control.value);
    if (control.checked === checked) return false;
    control.checked = checked;
    return true;
  }
  if (control.multiple) {
    for (const option of control.options) option.selected = values.includes(option.value);
    return true;
  }
  const value = values.shift();
  if (value === undefined || control.value === value) return false;
  control.value = value;
  return true;
};

const fillIn = async (form, { draftsUrl, draftsNote }) => {
  const path = new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const answer = await fetch(`${draftsUrl}?draft-form=${encodeURIComponent(path)}`, { headers: { "X-Fragment": "1" }, redirect: "manual" });
  if (!answer.ok) return;
  const fields = await answer.json();
  const controls = [...form.elements].filter((control) => control.name in fields);
  const changed = controls.filter((control) => setControl(control, fields[control.name]));
  if (!controls.length) return;
  document.cookie = `${TYPED}=; max-age=0; path=/`;
  if (!changed.length) return;
  const note = document.createElement("p");
  note.className = "alert alert-info";
  note.setAttribute("role", "status");
  note.textContent = draftsNote;
  form.prepend(note);
};

if (document.cookie.split("; ").includes(`${TYPED}=1`) && document.body.dataset.draftsUrl) {
  for (const form of document.querySelectorAll('main form[method="post"]')) fillIn(form, document.body.dataset);
}
