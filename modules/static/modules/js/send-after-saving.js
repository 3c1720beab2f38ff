/* The editors' admin saves a form by itself. From then on the form stands on what it saved, so that its own saving
   is nobody else's. A button that is pressed meanwhile waits until that is done: one form never reaches the server
   twice at once. What is being sent is not saved by itself any more. */
(() => {
  const LONGEST_WAIT = 10_000; // milliseconds
  const saving = new Set();
  let sent = new WeakSet();

  const finished = (form) =>
    new Promise((resolve) => {
      const done = () => (saving.delete(form), resolve());
      form.addEventListener("w-autosave:success", done, { once: true });
      form.addEventListener("w-autosave:error", done, { once: true });
      setTimeout(done, LONGEST_WAIT);
    });

  window.addEventListener("w-autosave:save", (event) => {
    if (sent.has(event.target)) event.preventDefault();
    else if (!event.defaultPrevented) saving.add(event.target);
  });
  window.addEventListener("w-autosave:success", (event) => {
    saving.delete(event.target);
    const { revision_id, revision_created_at } = event.detail.response;
    const stands = { loaded_revision_id: revision_id, loaded_revision_created_at: revision_created_at };
    for (const [name, value] of Object.entries(stands)) {
      const field = event.target.elements.namedItem(name);
      if (field && value) field.value = value;
    }
  });
  window.addEventListener("w-autosave:error", (event) => saving.delete(event.target));

  window.addEventListener(
    "click",
    async (event) => {
      const button = event.target.closest?.("button, input");
      if (button?.type !== "submit" || !saving.has(button.form)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      await finished(button.form);
      button.click();
    },
    { capture: true },
  );
  window.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sent.add(event.target);
  });
  // Back from the browser's memory of pages: nothing is under way.
  window.addEventListener("pageshow", () => (sent = new WeakSet()));
})();
