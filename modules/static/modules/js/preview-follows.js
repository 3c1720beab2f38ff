/* The preview of the editors' admin ignores a choice of another house while it is still loading. What was chosen
   then is asked again once it has loaded: what is shown is what is chosen. */
(() => {
  window.addEventListener("w-preview:loaded", (event) => {
    const chosen = event.target.querySelector("[data-w-preview-target~='mode']");
    const shown = event.target.querySelector("[data-w-preview-target~='iframe']");
    if (!chosen || !shown?.src || new URL(shown.src).searchParams.get("mode") === chosen.value) return;
    // After this event the preview ends its loading; only then does it listen again.
    setTimeout(() => chosen.dispatchEvent(new Event("change", { bubbles: true })));
  });
})();
