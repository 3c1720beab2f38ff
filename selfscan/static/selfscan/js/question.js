// Keys 1 to 4 and 0 choose an answer, Enter goes on: while nothing else on the page has the focus, so that a key
// that somebody types or speaks into something else never answers. The form works without this file.
const form = document.querySelector("form[data-keys]");

if (form && matchMedia("(hover: hover)").matches) {
  document.querySelector("[data-keys-hint]").hidden = false;
}

// Shift stays allowed: on some keyboards it makes the numbers.
const hasModifier = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || event.getModifierState("AltGraph") || event.isComposing;

function isElsewhere() {
  if (document.querySelector("dialog[open]")) return true;
  const focused = document.activeElement;
  if (!focused || (form.contains(focused) && focused.type === "radio")) return false;
  return focused.isContentEditable || focused.matches("a, button, summary, input, textarea, select, audio, video");
}

document.addEventListener("keydown", (event) => {
  if (!form || event.defaultPrevented || hasModifier(event) || isElsewhere()) return;
  if (event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit(document.getElementById("next"));
    return;
  }
  const choice = form.querySelector(`input[data-key="${CSS.escape(event.key)}"]`);
  if (!choice) return;
  choice.checked = true;
  choice.focus();
});
