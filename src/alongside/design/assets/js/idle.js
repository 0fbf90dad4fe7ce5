// When nobody does anything for a while, the page hides itself and asks who is there. What is typed stays in the page:
// the answer goes to the server beside it, and the page comes back as it was. Activity in any tab counts for all.

import { signed } from "./passkeys.js";

const LONGEST_SILENCE = 240000;
const LOOK = 2000;

class Idle {
  constructor(template) {
    this.template = template;
    this.after = Number(template.dataset.after) * 1000;
    this.token = template.content.querySelector("input[name=csrfmiddlewaretoken]").value;
    this.last = this.told = Date.now();
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel("al-here") : null;
    this.channel?.addEventListener("message", () => { this.last = Date.now(); });
    for (const kind of ["pointerdown", "keydown", "input", "scroll", "touchstart"]) {
      window.addEventListener(kind, () => this.active(), { capture: true, passive: true });
    }
    window.setInterval(() => this.look(), LOOK);
    document.addEventListener("visibilitychange", () => this.look());
  }

  send(url, fields = {}) {
    return fetch(url, {
      method: "POST", body: new URLSearchParams(fields), credentials: "same-origin", redirect: "manual",
      headers: { "X-CSRFToken": this.token, "X-Lock": "1", Accept: "application/json" },
    });
  }

  active() {
    if (this.cover) {
      return;
    }
    this.last = Date.now();
    if (this.last - this.told > Math.min(this.after / 3, LONGEST_SILENCE)) {
      this.told = this.last;
      this.channel?.postMessage("here");
      this.send(this.template.dataset.here).catch(() => {});
    }
  }

  look() {
    if (!this.cover && Date.now() - this.last > this.after) {
      this.lock();
    }
  }

  async lock() {
    this.title = document.title;
    this.focused = document.activeElement;
    this.cover = document.createElement("main");
    this.cover.className = "al-lock";
    this.cover.append(this.template.content.cloneNode(true));
    document.body.append(this.cover);
    document.documentElement.classList.add("al-locked");
    const heading = this.cover.querySelector("h1");
    document.title = heading.textContent;
    heading.focus();
    for (const form of this.cover.querySelectorAll("form[data-way]")) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.answer(form);
      });
    }
    this.told = 0;
    await this.ask({ way: "lock" });
  }

  // The server closes the session too, and says in which ways this account can answer.
  async ask(fields) {
    let told = null;
    try {
      const answer = await this.send(this.template.dataset.ask, fields);
      told = answer.ok ? await answer.json() : null;
      if (!told) {
        window.location.reload();
        return;
      }
    } catch {
      this.say(this.template.dataset.away);
      this.offer({ password: true, code: true });
      return;
    }
    if (told.open) {
      this.open();
      return;
    }
    this.passkey = told.passkey;
    this.offer(told);
    this.say(told.wrong);
  }

  offer(told) {
    for (const form of this.cover.querySelectorAll("form[data-way]")) {
      form.hidden = !told[form.dataset.way];
    }
  }

  say(words) {
    this.cover.querySelector("[data-lock-said]").textContent = words || "";
  }

  async answer(form) {
    const fields = Object.fromEntries(new FormData(form));
    form.reset();
    if (form.dataset.way === "passkey") {
      try {
        fields.credential = await signed("get", this.passkey);
      } catch {
        this.say(form.dataset.failed);
        return;
      }
    }
    await this.ask(fields);
  }

  open() {
    document.documentElement.classList.remove("al-locked");
    this.cover.remove();
    this.cover = null;
    document.title = this.title;
    this.last = this.told = Date.now();
    this.focused?.focus?.();
    // What could not be saved meanwhile is saved now.
    window.dispatchEvent(new Event("online"));
  }
}

export function watchIdle() {
  const template = document.getElementById("al-lock");
  if (template) {
    new Idle(template);
  }
}
