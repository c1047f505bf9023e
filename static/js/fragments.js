// Parts of a page: polled until they are done, or replaced by the answer to a form.
const POLL = 1000; // milliseconds

const polled = async (element) => {
  const url = element.dataset.poll;
  if (!url) return;
  await new Promise((resolve) => setTimeout(resolve, POLL));
  let answer;
  try {
    answer = await fetch(url, { headers: { "X-Fragment": "1" } });
  } catch {
    return polled(element);
  }
  if (!answer.ok || answer.redirected) return location.reload();
  const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-poll], [data-done]");
  if (!part || "done" in part.dataset) return location.reload();
  element.replaceWith(part);
  return polled(part);
};

for (const element of document.querySelectorAll("[data-poll]")) polled(element);

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const name = form.dataset.replace;
  if (!name) return;
  event.preventDefault();
  const place = document.querySelector(`[data-fragment="${CSS.escape(name)}"]`);
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Fragment": "1" } });
  } catch {
    return;
  }
  const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(`[data-fragment="${CSS.escape(name)}"]`);
  if (answer.ok && part && place) place.replaceWith(part);
  else location.reload();
});
