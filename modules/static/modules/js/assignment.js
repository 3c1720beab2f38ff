// Sends a photo or sound in pieces, so that a connection that breaks costs one piece and not the file.
// Without this file the form sends the whole of it.
const WAITS = [1000, 2000, 4000, 8000, 15000];
const CONFIRM_TEXT = "Zet eerst het vinkje. Dan gaat het bestand erbij.";
const BIG_TEXT = "Dit bestand is te groot. Er past hoogstens 25 MB in.";
const EMPTY_TEXT = "Dit bestand is leeg. Kies een ander bestand.";
const BUSY_TEXT = "Het bestand gaat erbij. Schrijf gerust verder.";
const CHECK_TEXT = "Even kijken of het bestand goed is.";
const RETRY_TEXT = "Geen verbinding. Dit gaat zo vanzelf verder waar het was.";
const STOPPED_TEXT = "Het lukt nog niet: geen verbinding. De tekst staat er nog. Probeer het opnieuw als er weer verbinding is.";
const SIGN_IN_TEXT = "Log opnieuw in, in een ander tabblad. Probeer het daarna opnieuw.";

const live = document.getElementById("live");
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// Where a browser gives no digests (no https), pieces are checked by their length alone.
async function digestOf(buffer) {
  return crypto.subtle ? hex(await crypto.subtle.digest("SHA-256", buffer)) : "";
}

// The same file chosen again goes on where it was: its key follows from what the file is.
async function keyOf(file, place) {
  const name = new TextEncoder().encode(`${place} ${file.name} ${file.size} ${file.lastModified}`);
  const digits = crypto.subtle
    ? hex(await crypto.subtle.digest("SHA-256", name))
    : [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.slice(0, 32).replace(/^(.{8})(.{3}).(.{3}).(.{3}).*$/, (_, a, b, c, d) => `${a}-${b}0-4${c}-8${d}-${digits.slice(20, 32)}`);
}

class Upload {
  constructor(place) {
    this.place = place;
    this.form = place.closest("form");
    this.input = place.querySelector("input[type=file]");
    this.confirmed = place.querySelector("[name=herkenbaar]");
    this.underway = place.querySelector("[data-underway]");
    this.again = place.querySelector("[data-again]");
    this.input.removeAttribute("name"); // what is typed is sent without the file
    place.querySelector("[data-without-script]").hidden = true;
    this.input.addEventListener("change", () => this.begin());
    this.confirmed.addEventListener("change", () => {
      if (this.confirmed.hasAttribute("aria-invalid")) this.begin();
    });
    this.again.addEventListener("click", () => this.send());
    addEventListener("beforeunload", (event) => {
      if (this.busy) event.preventDefault();
    });
  }

  // A fault stands at its field, for who looks and for who listens.
  say(text, wrong = null) {
    const told = this.place.querySelector("[data-told]");
    const toldAtTick = this.place.querySelector("[data-told-at-tick]");
    told.textContent = wrong === this.confirmed ? "" : text;
    told.classList.toggle("field__error", wrong === this.input);
    toldAtTick.textContent = wrong === this.confirmed ? text : "";
    toldAtTick.classList.toggle("field__error", wrong === this.confirmed);
    for (const field of [this.input, this.confirmed]) {
      field.closest(".field").classList.toggle("field--invalid", field === wrong);
      if (field === wrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    live.textContent = text;
  }

  // Who is writing meanwhile keeps the focus: the live region tells her.
  refuse(text, wrong) {
    this.busy = false;
    this.input.disabled = false;
    this.again.hidden = true;
    this.underway.hidden = true;
    this.say(text, wrong);
    const here = document.activeElement;
    if (here === document.body || this.place.contains(here)) wrong.focus();
  }

  show(received) {
    const percent = Math.floor((100 * received) / this.file.size);
    this.underway.querySelector("progress").value = percent;
    this.underway.querySelector("[data-percent]").textContent = `${percent} %`;
  }

  async begin() {
    if (this.busy) return;
    this.file = this.input.files[0];
    this.underway.hidden = true;
    this.again.hidden = true;
    this.say("");
    if (!this.file) return;
    if (this.file.size === 0) return this.refuseFile(EMPTY_TEXT);
    if (this.file.size > Number(this.place.dataset.most)) return this.refuseFile(BIG_TEXT);
    if (!this.confirmed.checked) return this.refuse(CONFIRM_TEXT, this.confirmed);
    this.underway.hidden = false;
    this.show(0);
    this.key = await keyOf(this.file, this.place.dataset.upload);
    await this.send();
  }

  refuseFile(text) {
    this.input.value = "";
    this.refuse(text, this.input);
  }

  stop(text) {
    this.busy = false;
    this.input.disabled = false;
    this.again.hidden = false;
    this.say(text);
  }

  async send() {
    this.busy = true;
    this.again.hidden = true;
    this.input.disabled = true;
    this.say(BUSY_TEXT);
    let at = 0;
    let tries = 0;
    while (this.busy) {
      const end = Math.min(at + Number(this.place.dataset.piece), this.file.size);
      if (end === this.file.size) this.say(CHECK_TEXT);
      let response;
      try {
        response = await this.post(at, end);
      } catch {
        response = null;
      }
      if (response?.redirected || response?.status === 403) return this.stop(SIGN_IN_TEXT);
      if (!response || response.status >= 500 || response.status === 400) {
        const told = response ? await this.toldIn(response) : "";
        if (tries === WAITS.length) return this.stop(told || STOPPED_TEXT);
        this.say(told || RETRY_TEXT);
        await pause(WAITS[tries++]);
        continue;
      }
      const answer = await response.json();
      if (response.status === 422 && answer.asks_for_tick) return this.refuse(CONFIRM_TEXT, this.confirmed);
      if (response.status === 422) return this.refuseFile(answer.message);
      tries = 0;
      at = answer.received;
      this.show(at);
      if (answer.done) return this.finish();
      if (response.ok) this.say(BUSY_TEXT);
    }
  }

  async toldIn(response) {
    try {
      return (await response.json()).message ?? "";
    } catch {
      return "";
    }
  }

  async post(at, end) {
    const piece = await this.file.slice(at, end).arrayBuffer();
    const body = new FormData();
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.append("upload", this.key);
    body.append("name", this.file.name);
    body.append("size", this.file.size);
    body.append("offset", at);
    body.append("digest", await digestOf(piece));
    body.append("confirmed", this.confirmed.checked ? "on" : "");
    body.append("piece", new Blob([piece]), "stuk");
    const response = await fetch(this.place.dataset.upload, { method: "POST", body, headers: { Accept: "application/json" } });
    if (response.ok) document.dispatchEvent(new CustomEvent("leerlijn:kept"));
    return response;
  }

  // What was typed is kept first: the page comes back with the file in it.
  finish() {
    this.busy = false;
    this.input.value = "";
    this.form.requestSubmit(document.getElementById("bewaar"));
  }
}

for (const place of document.querySelectorAll("[data-upload]")) {
  if (place.querySelector("input[type=file]")) new Upload(place);
}
