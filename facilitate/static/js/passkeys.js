// Passkeys: asks the device for a new one or for one to sign in with, and sends its answer by the form.

const BYTES = ["challenge"];

export function toBytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export function toText(bytes) {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// What the device is asked, with bytes where the page holds text.
export function asked(options) {
  const found = { ...options };
  for (const name of BYTES) found[name] = toBytes(options[name]);
  if (options.user) found.user = { ...options.user, id: toBytes(options.user.id) };
  if (options.excludeCredentials) {
    found.excludeCredentials = options.excludeCredentials.map((one) => ({
      ...one,
      id: toBytes(one.id),
    }));
  }
  return found;
}

// What the device answered, as text.
export function answered(credential) {
  const response = {};
  for (const name of [
    "clientDataJSON",
    "attestationObject",
    "authenticatorData",
    "signature",
    "userHandle",
  ]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  };
}

function begin(part) {
  const form = part.querySelector("form"),
    wrong = part.querySelector("[data-failed]");
  part.hidden = false;
  for (const said of document.querySelectorAll("[data-no-passkeys]")) said.hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    wrong.hidden = true;
    try {
      const publicKey = asked(JSON.parse(part.dataset.asked));
      const credential = await navigator.credentials[part.dataset.passkey]({ publicKey });
      form.elements.answer.value = JSON.stringify(answered(credential));
      form.submit(); // asks nobody again, not even who guards against pressing twice
    } catch {
      wrong.hidden = false;
      delete form.dataset.sent; // it may be pressed again
    }
  });
}

if (globalThis.PublicKeyCredential) document.querySelectorAll("[data-passkey]").forEach(begin);
