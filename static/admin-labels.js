// Gives the search boxes of the administration (select2) the name that stands beside the hidden field.
const name = (select) => select.getAttribute("aria-label") || select.labels?.[0]?.textContent.replace(":", "").trim();

const label = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    for (const box of select.nextElementSibling?.querySelectorAll(".select2-selection, span.select2-selection__rendered, .select2-search__field") ?? []) {
      if (name(select)) box.setAttribute("aria-label", name(select));
    }
    // Where several can be chosen, a button stands among the items of a list, so that it is none.
    for (const item of select.nextElementSibling?.querySelectorAll("ul.select2-selection__rendered, ul.select2-selection__rendered > li") ?? []) item.role = "none";
  }
};

// They are made after the page has loaded, and again for every row that is added.
new MutationObserver(label).observe(document.body, { childList: true, subtree: true });
