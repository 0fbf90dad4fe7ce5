// Passkeys: a form with data-passkey asks the browser for one when it is sent, and sends on what the browser signed.
// "get" shows that it is them, "add" makes a new one. The question comes in data-options, or from data-ask.

const toBytes = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));

const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const known = (list) => (list || []).map((each) => ({ ...each, id: toBytes(each.id) }));

function creation(asked) {
  return { ...asked, challenge: toBytes(asked.challenge), user: { ...asked.user, id: toBytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials) };
}

const request = (asked) => ({ ...asked, challenge: toBytes(asked.challenge), allowCredentials: known(asked.allowCredentials) });

function told(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) {
      response[part] = toText(credential.response[part]);
    }
  }
  return {
    id: credential.id, rawId: toText(credential.rawId), type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(), response,
  };
}

export async function signed(kind, options) {
  const asked = options.publicKey || options;
  const credential = kind === "add"
    ? await navigator.credentials.create({ publicKey: creation(asked) })
    : await navigator.credentials.get({ publicKey: request(asked) });
  return JSON.stringify(told(credential));
}

async function optionsOf(form) {
  if (form.dataset.options) {
    return JSON.parse(form.dataset.options);
  }
  const answer = await fetch(form.dataset.ask, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return answer.json();
}

async function ask(form) {
  const said = form.querySelector("[data-passkey-said]");
  said.textContent = "";
  try {
    form.elements.credential.value = await signed(form.dataset.passkey, await optionsOf(form));
  } catch {
    said.textContent = form.dataset.failed;
    return;
  }
  form.submit();
}

export function watchPasskeys(scope) {
  for (const form of scope.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) {
      form.classList.add("al-no-passkeys");
      form.querySelector("[data-passkey-said]").textContent = form.dataset.none || form.dataset.failed;
      continue;
    }
    form.addEventListener("submit", (event) => {
      if (!form.elements.credential.value) {
        event.preventDefault();
        ask(form);
      }
    });
  }
}
