// "Kopieer adressen": the text field works without this; the button saves selecting it by hand.
for (const box of document.querySelectorAll("[data-copy]")) {
  const button = box.querySelector("[data-copy-button]");
  const field = box.querySelector("textarea");
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    button.textContent = button.dataset.done;
    document.getElementById("live").textContent = button.dataset.done;
  });
  // Other people on the list: theirs are not copied yet.
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target === field) button.textContent = label;
  });
}
