// Tables: up and down move from row to row, enter opens; chosen rows show the bulk deeds.
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const table = event.target.closest("table[data-keys]") ?? event.target.querySelector?.("table[data-keys]");
  if (!table || event.target.closest("input, select, textarea")) return;
  const links = [...table.querySelectorAll("tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  const next = links[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), links.length - 1)];
  event.preventDefault();
  next.focus();
});

for (const form of document.querySelectorAll("form[data-select-rows]")) {
  const bulk = form.querySelector("[data-bulk]");
  const count = form.querySelector("[data-bulk-count]");
  const all = form.querySelector("[data-all]");
  const rows = () => [...form.querySelectorAll("[data-row]")];
  const show = () => {
    const chosen = rows().filter((row) => row.checked).length;
    bulk?.classList.toggle("shown", chosen > 0);
    if (count) count.textContent = String(chosen);
  };
  form.addEventListener("change", (event) => {
    if (event.target === all) for (const row of rows()) row.checked = all.checked;
    show();
  });
  show();
}
