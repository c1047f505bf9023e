// The admin's choice boxes that search as one types: named after their label, for those who listen.
const labelOf = (select) => document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
const boxOf = (select) => select.nextElementSibling?.querySelector("[role=combobox]");

const nameChoices = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const [label, box] = [labelOf(select), boxOf(select)];
    if (!label || !box) continue;
    label.id ||= `${select.id}-label`;
    const shown = box.querySelector(".select2-selection__rendered");
    // What is chosen is the text of the box, not a box of its own.
    for (const name of ["role", "aria-readonly"]) shown?.removeAttribute(name);
    box.setAttribute("aria-labelledby", `${label.id} ${shown?.id ?? ""}`.trim());
  }
};

addEventListener("load", () => {
  // The admin makes its boxes when jQuery says that the page is ready, which may be later.
  django.jQuery(() => setTimeout(nameChoices));
  document.addEventListener("formset:added", () => setTimeout(nameChoices));
  django.jQuery(document).on("select2:open", ({ target }) => {
    const box = boxOf(target);
    box?.setAttribute("aria-controls", box.getAttribute("aria-owns") ?? "");
    document.querySelector(".select2-container--open .select2-search__field")?.setAttribute("aria-label", labelOf(target)?.textContent.trim() ?? "");
  });
});
