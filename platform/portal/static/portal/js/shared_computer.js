// On a shared computer: two minutes before it signs out by itself, ask whether somebody is still there.
// Without a script the server signs out all the same, at the next page.
const warning = document.getElementById("idle-warning");
const WHOLE = 15 * 60 * 1000;
const WARN_BEFORE = 2 * 60 * 1000;
const LAG = 60 * 1000; // the server writes down only once a minute that somebody is there

let until = Date.now() + Number(warning.dataset.secondsLeft) * 1000;
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("shared-computer") : null;

const goOn = (moment, tell = true) => {
  if (moment <= until) return;
  until = moment;
  if (warning.open) warning.close();
  if (tell) tabs?.postMessage({ until });
};

const leave = () => {
  tabs?.postMessage({ out: true });
  const form = warning.querySelector("[data-leave]");
  const reason = Object.assign(document.createElement("input"), { type: "hidden", name: "reason", value: "idle" });
  form.append(reason);
  form.submit();
};

const stay = async () => {
  const form = warning.querySelector("[data-stay]");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
    });
    const elsewhere = answer.headers.get("HX-Redirect");
    if (elsewhere) window.location.assign(elsewhere);
    else if (answer.ok) goOn(Date.now() + WHOLE);
  } catch {
    // no connection: the question stays, and pressing again may work
  }
};

const look = () => {
  const left = until - Date.now();
  if (left <= 0) {
    clearInterval(watch);
    leave();
  } else if (left <= WARN_BEFORE && !warning.open) {
    document.activeElement?.blur(); // what was typed is kept, as when somebody leaves the field
    warning.showModal();
    document.getElementById("idle-stay").focus();
  }
};

const watch = setInterval(look, 1000);
document.addEventListener("visibilitychange", look);
warning.addEventListener("cancel", (event) => {
  event.preventDefault();
  stay();
});
warning.querySelector("[data-stay]").addEventListener("submit", (event) => {
  event.preventDefault();
  stay();
});
// Whatever keeps something by itself tells `leerlijn:kept`. A saved answer shows that somebody is there; one that is saved because of the question doesn't.
document.addEventListener("leerlijn:kept", () => {
  if (!warning.open) goOn(Date.now() + WHOLE - LAG);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) document.dispatchEvent(new CustomEvent("leerlijn:kept"));
});
tabs?.addEventListener("message", ({ data }) => {
  if (data.out) window.location.assign("/inloggen/");
  else goOn(data.until, false);
});
tabs?.postMessage({ until });
