// The admin's choice boxes that search as one types: named after their label, for those who listen.
const nameChoices = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const box = select.nextElementSibling?.querySelector("[role=combobox]");
    const shown = box?.querySelector("[role=textbox]");
    if (!label || !shown) continue;
    label.id ||= `${select.id}-label`;
    for (const part of [box, shown]) part.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
  }
};

addEventListener("load", () => {
  // Queued behind the admin's own start, which need not have run when the page has loaded.
  django.jQuery(nameChoices);
  document.addEventListener("formset:added", () => setTimeout(nameChoices));
  django.jQuery(document).on("select2:open", (event) => {
    const label = document.querySelector(`label[for="${CSS.escape(event.target.id)}"]`);
    document.querySelector(".select2-container--open .select2-search__field")?.setAttribute("aria-label", label?.textContent.trim() ?? "");
  });
});
