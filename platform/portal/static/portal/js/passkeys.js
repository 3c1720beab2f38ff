// Passkeys are the one thing here that needs a script: the browser asks for finger, face or PIN.
// Where it cannot, the forms stay hidden and the other ways in do the work.
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

// The question, with bytes where the server sends text.
const decoded = ({ publicKey }) => {
  const withBytes = (keys) => (keys || []).map((key) => ({ ...key, id: toBytes(key.id) }));
  const question = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (publicKey.user) question.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) question.excludeCredentials = withBytes(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) question.allowCredentials = withBytes(publicKey.allowCredentials);
  return { publicKey: question };
};

// The answer, with text where the browser gives bytes.
const encoded = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
};

const questionOf = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no question");
  return (await answer.json()).request_options;
};

const ask = async (form) => {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const question = decoded(await questionOf(form));
    const credential = await navigator.credentials[form.dataset.passkey](question);
    form.elements.credential.value = JSON.stringify(encoded(credential));
  } catch {
    failed.hidden = false; // stopped by hand, too late, no key for this house: the browser doesn't tell which
    form.querySelector("button").removeAttribute("aria-busy");
    return;
  }
  const shared = form.querySelector("[data-passkey-shared]");
  if (shared) shared.value = document.querySelector("[type=checkbox][name=shared_computer]")?.checked ? "on" : "";
  form.submit();
};

if (window.PublicKeyCredential && navigator.credentials) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  }
  for (const notice of document.querySelectorAll("[data-passkey-missing]")) notice.hidden = true;
}
