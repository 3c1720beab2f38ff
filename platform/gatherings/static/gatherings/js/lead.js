// The led screen: a clock that counts, and the arrow keys. Without this file the buttons and the end time are there.
const led = document.querySelector("[data-led]");
const clock = document.querySelector("[data-clock]");

function shown(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// It tells how much is left and never ends a step.
function count(from, spent) {
  const gone = spent + Math.floor((Date.now() - from) / 1000);
  const left = Number(clock.dataset.seconds) - gone;
  clock.classList.toggle("led__clock--over", left <= 0);
  clock.textContent = left > 0 ? `${clock.dataset.left} ${shown(left)}` : clock.dataset.over;
}

if (clock && !("paused" in clock.dataset)) {
  const from = Date.now();
  const spent = Number(clock.dataset.spent);
  count(from, spent);
  setInterval(() => count(from, spent), 1000);
}

function go(where) {
  const target = document.querySelector(`[data-${where}]`);
  if (!target) return;
  if (target.matches("a")) target.click();
  else {
    const button = target.querySelector("button:not([disabled])");
    if (button) target.requestSubmit(button);
  }
}

if (led) {
  let isGone = false;
  document.querySelector("[data-keys]")?.removeAttribute("hidden");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (isGone || typing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const where = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous" }[event.key];
    const scrolls = document.documentElement.scrollHeight > window.innerHeight + 1;
    if (!where || (event.key.startsWith("Page") && scrolls)) return;
    event.preventDefault();
    isGone = true; // a key that is held down goes one step
    go(where);
    setTimeout(() => { isGone = false; }, 3000);
  });
}
