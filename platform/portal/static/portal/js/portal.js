// Small things that make every page nicer; every page works without.
const FAULT = "[data-focus], .field--invalid > :is(input, textarea, select)";
const focusFirstFault = (root) => root.querySelector(FAULT)?.focus();

document.addEventListener("DOMContentLoaded", () => focusFirstFault(document));
document.addEventListener("htmx:afterSwap", (event) => focusFirstFault(event.target));

// An answer to a form is no page to come back to: nothing of it may stay in the browser. Back opens its address.
if ("posted" in document.documentElement.dataset) history.replaceState(null, "", location.href);

// An open account menu closes on Escape and on a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.account[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  const open = document.querySelector("details.account[open]");
  if (open && !open.contains(event.target)) open.open = false;
});

// After 400 ms the button says that something happens.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.target.hasAttribute("hx-post")) return;
  setTimeout(() => button.setAttribute("aria-busy", "true"), 400);
});

// "Print" buttons: they need this script, so it shows them.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Two ways in on one page ask the same of the computer: one tick is enough. Of a shared one the browser is asked
// to remember neither address nor password; it looks when the form is sent.
const SHARED = "[type=checkbox][name=shared_computer]";
const askToForget = () => {
  for (const tick of document.querySelectorAll(SHARED)) {
    for (const field of tick.form.querySelectorAll("[autocomplete]")) {
      field.dataset.autocomplete ??= field.autocomplete;
      field.autocomplete = tick.checked ? "off" : field.dataset.autocomplete;
    }
  }
};
document.addEventListener("change", (event) => {
  if (!event.target.matches(SHARED)) return;
  for (const tick of document.querySelectorAll(SHARED)) tick.checked = event.target.checked;
  askToForget();
});
window.addEventListener("pageshow", askToForget);

// What is pasted and too long is not cut off unseen: the answer to the form says that it does not fit.
document.addEventListener("paste", (event) => event.target.removeAttribute("maxlength"), { capture: true });
