// A field whose matches are looked up while one types; without script a button does the same.
const PAUSE = 350; // milliseconds after the last key

for (const place of document.querySelectorAll("[data-lookup]")) {
  const input = place.querySelector(`[name="${CSS.escape(place.dataset.lookupField)}"]`);
  const token = input.form.querySelector("[name=csrfmiddlewaretoken]").value;
  let timer, asked = input.value;
  const look = async () => {
    if (input.value.trim() === asked.trim()) return;
    asked = input.value;
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, text: asked });
    let answer;
    try {
      answer = await fetch(place.dataset.lookup, { method: "POST", body, headers: { "X-Fragment": "1" } });
    } catch {
      return;
    }
    if (!answer.ok || asked !== input.value) return;
    const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-lookup-answer]");
    if (part) place.querySelector("[data-lookup-answer]").replaceWith(part);
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
}
