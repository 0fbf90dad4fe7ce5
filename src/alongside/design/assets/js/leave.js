// Leaving in a hurry: the page is covered at once, and the next page takes its place in the history.

const PRESSES = 3;
const WITHIN = 2000;

function leave(link) {
  const cover = document.createElement("div");
  cover.className = "al-gone";
  document.body.append(cover);
  document.title = "\u00a0";
  window.location.replace(link.href);
}

export function watchLeaving() {
  const link = document.querySelector("a[data-leave]");
  // A page kept whole by the browser must ask again whether it may be shown.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.body.dataset.who) {
      document.documentElement.classList.add("al-locked");
      window.location.reload();
    }
  });
  if (!link) {
    return;
  }
  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element && event.target.closest("a[data-leave]");
    if (pressed) {
      event.preventDefault();
      leave(pressed);
    }
  });
  let times = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      // Shift held for a capital letter is writing, not leaving.
      times = [];
      return;
    }
    if (event.repeat) {
      return;
    }
    times = [...times, event.timeStamp].filter((time) => event.timeStamp - time < WITHIN);
    if (times.length >= PRESSES) {
      leave(link);
    }
  });
}
