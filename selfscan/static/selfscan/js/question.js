// Keys 1 to 4 and 0 choose an answer, Enter goes on. The form works without this file.
const form = document.querySelector("form[data-keys]");

if (form && matchMedia("(hover: hover)").matches) {
  document.querySelector("[data-keys-hint]").hidden = false;
}

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey) return;
  const isElsewhere = event.target.closest("a, button, summary, textarea, select, input:not([type=radio])");
  if (event.key === "Enter" && !isElsewhere) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("next"));
    return;
  }
  const choice = form.querySelector(`input[data-key="${CSS.escape(event.key)}"]`);
  if (!choice || isElsewhere) return;
  choice.checked = true;
  choice.focus();
});
