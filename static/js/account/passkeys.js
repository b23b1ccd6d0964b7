// [data-passkey="create"] makes a passkey, [data-passkey="get"] uses one: a button in the form whose field "credential"
// takes the browser's answer. The server's question stands in the element named by data-options, or is fetched from the
// form's address. [data-passkey-trouble] is shown when it did not work (WebAuthn Level 3).
const { webauthnJSON } = window;

async function question(button, form) {
  const stored = document.getElementById(button.dataset.options ?? "");
  if (stored) return Object.values(JSON.parse(stored.textContent))[0];
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  return (await response.json()).request_options;
}

function askForPasskey(options, isPasskey) {
  // A passkey is found and proved on the device itself; a plain security key is only the second factor.
  const selection = options.publicKey.authenticatorSelection;
  selection.residentKey = isPasskey ? "required" : "discouraged";
  selection.requireResidentKey = isPasskey;
  if (isPasskey) selection.userVerification = "required";
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-passkey]");
  if (!button) return;
  event.preventDefault();
  const { form } = button;
  const trouble = document.querySelector("[data-passkey-trouble]");
  trouble.hidden = true;
  button.setAttribute("aria-busy", "true");
  try {
    const options = await question(button, form);
    const isNew = button.dataset.passkey === "create";
    if (isNew) askForPasskey(options, form.elements.passwordless?.checked ?? false);
    const answer = await (isNew ? webauthnJSON.create(options) : webauthnJSON.get(options));
    form.elements.credential.value = JSON.stringify(answer);
    form.submit();
  } catch {
    trouble.hidden = false;
    button.removeAttribute("aria-busy");
  }
});

if (!window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("[data-passkey]")) button.disabled = true;
  for (const words of document.querySelectorAll("[data-passkey-unknown]")) words.hidden = false;
}
