// A page on the wall that is turned with the arrow keys.

document.addEventListener("keydown", (event) => {
  const way = {
    ArrowRight: "next",
    PageDown: "next",
    " ": "next",
    ArrowLeft: "prev",
    PageUp: "prev",
  }[event.key];
  const link = way && document.querySelector(`.harvest-wall a[rel=${way}]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
