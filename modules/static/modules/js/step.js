// Saves an answer while somebody types. Without this file every form has its own button and works.
const WAIT = 1200;
const RETRY = 6000;
// A browser refuses to finish more than 64 KB after the page is left; a sign is at most three bytes.
const MOST_SIGNS_ON_LEAVING = 20_000;
const CHECK = "kijk-na";
const ONWARD = "verder";
const UNREAD = "ongelezen";

const live = document.getElementById("live");
const step = document.querySelector("[data-step]");

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// Typed or chosen before this file ran, or filled in by the browser's history.
function isChanged(field) {
  if (field.type === "hidden") return false;
  if (field instanceof HTMLSelectElement) {
    return field.selectedIndex > 0 && !field.options[field.selectedIndex].defaultSelected;
  }
  return "defaultValue" in field && (field.value !== field.defaultValue || field.checked !== field.defaultChecked);
}

// The reasons at the fields; without this file the page comes back with the same.
function showFaults(form, faults) {
  for (const [name, texts] of Object.entries(faults)) {
    const place = document.getElementById(`veld-${name}`);
    if (!place) continue;
    const note = document.createElement("div");
    note.className = "field__errors";
    note.id = `id_${name}_error`;
    note.append(...texts.map((text) => Object.assign(document.createElement("p"), { className: "field__error", textContent: text })));
    place.append(note);
    place.classList.add("field--invalid");
    const field = form.elements[name];
    const told = field instanceof RadioNodeList ? place : field;
    if (told === field) field.setAttribute("aria-invalid", "true");
    told.setAttribute("aria-describedby", `${told.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
  }
}

function clearFaults(form) {
  for (const note of form.querySelectorAll(".field__errors")) {
    for (const told of form.querySelectorAll(`[aria-describedby~="${CSS.escape(note.id)}"]`)) {
      const left = told.getAttribute("aria-describedby").split(" ").filter((id) => id !== note.id).join(" ");
      if (left) told.setAttribute("aria-describedby", left);
      else told.removeAttribute("aria-describedby");
      told.removeAttribute("aria-invalid");
    }
    note.remove();
  }
  for (const place of form.querySelectorAll(".field--invalid")) place.classList.remove("field--invalid");
}

// One form is one slot. `pending` is a submission without an answer yet: it is sent again unchanged, with the
// same key, before anything newer, so that nothing is lost and nothing counts twice.
class Autosave {
  constructor(form) {
    this.form = form;
    this.note = form.querySelector("[data-saved]");
    this.remark = form.querySelector("[data-remark]");
    this.dirty = false;
    this.blocked = false;
    this.pending = null;
    this.sending = null;
    this.timer = 0;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && !this.blocked) this.flush();
    });
    if ([...form.elements].some(isChanged)) this.changed();
  }

  changed() {
    this.dirty = true;
    if (!this.blocked) this.later(WAIT);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
  }

  say(text) {
    if (this.note) this.note.textContent = text;
    live.textContent = text;
  }

  // About what was kept; it stops nothing.
  tell(remark) {
    if (!this.remark) return;
    if (remark && remark !== this.remark.textContent) live.textContent = remark;
    this.remark.textContent = remark;
    this.remark.hidden = !remark;
  }

  freeze(pressed) {
    this.form.elements.uuid.value = newKey();
    this.dirty = false;
    this.pending = new FormData(this.form);
    if (pressed?.name) this.pending.append(pressed.name, pressed.value);
  }

  // True when everything is kept.
  async flush(pressed = null) {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    if (pressed) this.dirty = true;
    while (this.pending || this.dirty) {
      if (!this.pending) this.freeze(pressed);
      this.sending = this.send(this.pending);
      const kept = await this.sending;
      this.sending = null;
      if (!kept) return false;
    }
    return true;
  }

  async send(body, again = false) {
    const signs = [...body.values()].reduce((sum, value) => sum + value.length, 0);
    let response;
    try {
      response = await fetch(this.form.action, {
        method: "POST", body, keepalive: signs <= MOST_SIGNS_ON_LEAVING, headers: { Accept: "application/json" },
      });
    } catch {
      return this.failed(step.dataset.textOffline);
    }
    if (response.redirected || response.status === 403) {
      if (!again && (await this.renew(body))) return this.send(body, true);
      return this.failed(step.dataset.textSignedOut);
    }
    if (response.status >= 500) return this.failed(step.dataset.textOffline);
    const answer = await response.json().catch(() => null);
    if (!answer) return this.failed(step.dataset.textGone);
    // The server heard from her: a shared computer asks later whether she is still there.
    if (response.ok) document.dispatchEvent(new CustomEvent("leerlijn:kept"));
    this.pending = null;
    this.form.elements.uuid.value = newKey();
    if (answer.revision !== undefined) this.form.elements.based_on.value = answer.revision;
    // What was typed meanwhile goes next: "kept" is said when everything is.
    if (!this.dirty || !response.ok) this.say(answer.message);
    this.blocked = response.status === 409;
    clearFaults(this.form);
    showFaults(this.form, answer.errors ?? {});
    if (!response.ok) {
      this.dirty = true; // what isn't kept goes along with the next press
      return false;
    }
    this.tell(answer.remark ?? "");
    this.url = answer.url;
    return true;
  }

  // Who signed in again has another token; it is taken over only when she is the same person.
  async renew(body) {
    const response = await fetch(new URL("..", this.form.action)).catch(() => null);
    if (!response?.ok || response.redirected) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector("#antwoord [name=csrfmiddlewaretoken]")?.value;
    if (!token || page.querySelector("[data-step]").dataset.who !== step.dataset.who) return false;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    body.set("csrfmiddlewaretoken", token);
    return true;
  }

  failed(text) {
    this.say(text);
    this.later(RETRY);
    return false;
  }

  async submitted(event) {
    const button = event.submitter;
    if (button?.name === CHECK || this.passing) {
      this.passing = false;
      if (button?.name !== CHECK || !(this.sending || this.pending)) {
        clearTimeout(this.timer);
        return;
      }
    }
    const blank = !this.dirty && !this.sending && !this.pending;
    if (button?.name === ONWARD && blank) {
      button.formAction = button.dataset.completeUrl;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    await this.press(button);
    this.form.querySelector(".field--invalid :is(input, select, textarea)")?.focus();
  }

  // The next page says it.
  unread() {
    return Object.assign(document.createElement("input"), { type: "hidden", name: UNREAD, value: "ja" });
  }

  async press(button) {
    if (button?.name === CHECK) {
      this.dirty = false;
      if (await this.flush()) this.form.requestSubmit(button);
      return;
    }
    if (button?.name === ONWARD) {
      const read = this.remark?.textContent;
      if (await this.flush()) {
        if (this.remark && this.remark.textContent !== read) this.form.append(this.unread());
        button.formAction = button.dataset.completeUrl;
        this.passing = true;
        this.form.requestSubmit(button);
      }
      return;
    }
    if ((await this.flush(button ?? {})) && this.form.hasAttribute("data-reveals")) {
      history.replaceState(null, "", this.url);
      location.reload();
    }
  }
}

// On paper stands what is on the screen now, not what was there when the page came.
function written(name) {
  const field = document.querySelector(`#antwoord [name="${CSS.escape(name)}"]`);
  if (field?.type !== "date" || !field.valueAsDate) return field?.value ?? "";
  return new Intl.DateTimeFormat("nl-NL", { dateStyle: "long", timeZone: "UTC" }).format(field.valueAsDate);
}

addEventListener("beforeprint", () => {
  for (const copy of document.querySelectorAll("[data-print-copy]")) copy.textContent = written(copy.dataset.printCopy);
  for (const list of document.querySelectorAll("[data-print-lines]")) {
    const lines = written(list.dataset.printLines).split("\n").map((line) => line.trim()).filter(Boolean);
    list.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  }
});

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);

// The picture lies over the film until it begins.
for (const player of document.querySelectorAll("[data-player]")) {
  const video = player.querySelector("video");
  video.addEventListener("play", () => player.classList.add("player--begun"), { once: true });
  player.querySelector("[data-play]")?.addEventListener("click", () => {
    video.focus();
    video.play();
  });
}
