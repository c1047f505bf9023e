// The admin's choice boxes that search as one types: named after their label, for those who listen.
const nameChoices = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const box = select.nextElementSibling?.querySelector("[role=combobox]");
    if (!label || !box) continue;
    label.id ||= `${select.id}-label`;
    const shown = box.getAttribute("aria-labelledby") ?? "";
    if (!shown.startsWith(label.id)) box.setAttribute("aria-labelledby", `${label.id} ${shown}`);
  }
};

addEventListener("load", () => {
  nameChoices();
  document.addEventListener("formset:added", () => setTimeout(nameChoices));
  django.jQuery(document).on("select2:open", (event) => {
    const label = document.querySelector(`label[for="${CSS.escape(event.target.id)}"]`);
    document.querySelector(".select2-container--open .select2-search__field")?.setAttribute("aria-label", label?.textContent.trim() ?? "");
  });
});
