// a[data-image] opens its picture in the dialog of ui/_viewer.html; arrow keys go to the other pictures of the page.
const viewer = document.querySelector("[data-viewer]");
let shown = null;

function show(link) {
  shown = link;
  const picture = viewer.querySelector("img");
  picture.src = link.href;
  picture.alt = link.dataset.image || link.textContent.trim();
  viewer.querySelector("[data-viewer-name]").textContent = picture.alt;
  viewer.querySelector("[data-viewer-file]").href = link.href;
  if (!viewer.open) viewer.showModal();
}

function turn(step) {
  const links = [...document.querySelectorAll("a[data-image]")];
  show(links[(links.indexOf(shown) + step + links.length) % links.length]);
}

if (viewer) {
  const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-image]");
    if (!link || event.ctrlKey || event.metaKey || event.button) return;
    event.preventDefault();
    show(link);
  });
  viewer.addEventListener("click", (event) => {
    const turner = event.target.closest("[data-viewer-turn]");
    if (turner) turn(Number(turner.dataset.viewerTurn));
  });
  viewer.addEventListener("keydown", (event) => {
    if (["ArrowLeft", "ArrowRight"].includes(event.key)) turn(event.key === forward ? 1 : -1);
  });
}
