// The style editor works without this file; with it the preview follows what is typed.
const form = document.getElementById("style-form");
const button = document.getElementById("preview-button");
const frame = document.getElementById("style-preview");
const sentences = document.getElementById("style-sentences");

const show = () => {
  form.requestSubmit(button);
  if (sentences) window.htmx.trigger(sentences, "style-typed");
};
let waiting;
const showSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 350);
};
frame.addEventListener("load", () => button.removeAttribute("aria-busy"));
form.addEventListener("input", (event) => {
  if (event.target.type !== "file") showSoon();
});
document.querySelectorAll("[data-preview]").forEach((choice) => choice.addEventListener("change", show));

// A colour that was refused and is right now is no longer red; the sentences say which one is still wrong.
const refused = ".field--invalid:has([data-colour])";
sentences?.addEventListener("htmx:afterSwap", () => {
  for (const place of document.querySelectorAll(refused)) {
    const field = place.querySelector("[data-colour]");
    if (sentences.querySelector(`[data-wrong="${field.name}"]`)) continue;
    const note = place.querySelector(".field__error");
    const told = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== note?.id);
    if (told.length) field.setAttribute("aria-describedby", told.join(" "));
    else field.removeAttribute("aria-describedby");
    field.removeAttribute("aria-invalid");
    note?.remove();
    place.classList.remove("field--invalid");
  }
  if (!form.querySelector(".field--invalid")) form.querySelector(".notice--error")?.remove();
});

// A picker beside every colour field; the text stays what is sent.
document.querySelectorAll("[data-colour]").forEach((field) => {
  const picker = document.createElement("input");
  picker.type = "color";
  picker.setAttribute("aria-label", `${form.querySelector(`label[for="${field.id}"]`).textContent.replace(":", "")}: kies met de kleurkiezer`);
  const follow = () => {
    if (/^#[0-9a-f]{6}$/i.test(field.value)) picker.value = field.value;
  };
  picker.addEventListener("input", () => {
    field.value = picker.value;
    showSoon();
  });
  field.addEventListener("input", follow);
  const row = document.createElement("div");
  row.className = "style-colour";
  field.replaceWith(row);
  row.append(field, picker);
  follow();
});

document.querySelectorAll("[data-swatch]").forEach((swatch) => {
  swatch.addEventListener("click", (event) => {
    event.preventDefault();
    const field = form.elements.primary;
    field.value = swatch.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
});

// An SVG becomes a PNG here; the server takes no SVG.
const WIDTH = 1200;
const asDataAddress = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = reject;
    reader.readAsDataURL(file);
  });
const drawn = async (file) => {
  const image = new Image();
  image.src = await asDataAddress(file);
  await image.decode();
  const ratio = image.naturalHeight / image.naturalWidth || 1;
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = Math.round(WIDTH * ratio);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return new File([blob], file.name.replace(/\.svg$/i, ".png"), { type: "image/png" });
};
form.querySelectorAll("input[type=file]").forEach((field) => {
  field.addEventListener("change", async () => {
    const [file] = field.files;
    if (!file || file.type !== "image/svg+xml") return;
    try {
      const files = new DataTransfer();
      files.items.add(await drawn(file));
      field.files = files.files;
    } catch {
      // The server answers with what to do.
    }
  });
});
