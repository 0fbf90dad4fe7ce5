// Nothing typed is lost. A form with data-draft="URL" sends its fields there while somebody writes, says when they were
// saved, and keeps a copy in the tab until the server has them.

import { drop, keep, read, settle } from "./copies.js";

const PAUSE = 1500;
const FIRST_RETRY = 3000;
const LAST_RETRY = 60000;
const BEACON = 60000;
const CSRF = "csrfmiddlewaretoken";
const SKIPPED = new Set(["file", "password", "submit", "button", "image", "reset"]);

export const settleCopies = settle;

const writable = (form) => [...form.elements].filter(
  (each) => each.name && each.name !== CSRF && !SKIPPED.has(each.type) && !("noDraft" in each.dataset));

function pairsOf(form) {
  const names = new Set(writable(form).map((each) => each.name));
  return [...new FormData(form)].filter(([name, value]) => names.has(name) && typeof value === "string");
}

function fill(form, pairs) {
  const left = pairs.map((pair) => [...pair]);
  for (const each of writable(form)) {
    if (each.type === "checkbox" || each.type === "radio") {
      each.checked = left.some(([name, value]) => name === each.name && value === each.value);
    } else if (each.type === "select-multiple") {
      for (const option of each.options) {
        option.selected = left.some(([name, value]) => name === each.name && value === option.value);
      }
    } else {
      const at = left.findIndex(([name]) => name === each.name);
      if (at >= 0) {
        each.value = left.splice(at, 1)[0][1];
      }
    }
    each.dispatchEvent(new Event(each.type === "checkbox" || each.type === "radio" ? "change" : "input"));
  }
}

const clock = () => new Date().toLocaleTimeString(document.documentElement.lang || "en-GB",
  { hour: "2-digit", minute: "2-digit", hour12: false });

class Draft {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.draft;
    this.base = form.dataset.draftSavedAt || "";
    this.status = form.querySelector("[data-draft-status]");
    this.changed = 0;
    this.saved = 0;
    this.wait = FIRST_RETRY;
    this.sent = false;
    this.bringBack();
    form.addEventListener("input", (event) => this.typed(event));
    form.addEventListener("change", (event) => this.typed(event));
    form.addEventListener("submit", () => this.submitted());
    form.addEventListener("htmx:afterRequest", (event) => this.answered(event));
  }

  say(state, time) {
    if (!this.status) {
      return;
    }
    const words = { saved: this.status.dataset.saved, waiting: this.status.dataset.waiting, back: this.status.dataset.back };
    this.status.dataset.state = state;
    this.status.textContent = (words[state] || "").replace("{time}", time || "");
  }

  bringBack() {
    const copy = read(this.url);
    if (!copy) {
      return;
    }
    // What went off as the page closed did arrive: the form holds it already.
    if (JSON.stringify(copy.pairs) === JSON.stringify(pairsOf(this.form))) {
      drop(this.url);
      return;
    }
    // Saved later from elsewhere: that text stands in the form, and what was typed here is offered, not forced.
    if (this.base && copy.base !== this.base) {
      this.offer(copy);
      return;
    }
    this.take(copy);
  }

  take(copy) {
    fill(this.form, copy.pairs);
    this.say("back", copy.at);
    this.changed += 1;
    this.later(PAUSE);
  }

  offer(copy) {
    const line = document.createElement("div");
    line.className = "al-draft-offer";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "al-link-button";
    button.textContent = (this.form.dataset.draftOffer || "{time}").replace("{time}", copy.at);
    button.addEventListener("click", () => {
      line.remove();
      this.take(copy);
    });
    line.append(button);
    this.form.prepend(line);
  }

  typed(event) {
    if (event.target.type === "file" || event.target.type === "password") {
      return;
    }
    this.changed += 1;
    this.remember();
    this.later(PAUSE);
  }

  remember(sent = false) {
    keep(this.url, { pairs: pairsOf(this.form), at: clock(), base: this.base, sent });
  }

  later(pause) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), pause);
  }

  request(keepalive) {
    const token = this.form.querySelector(`input[name=${CSRF}]`)?.value || "";
    const body = new URLSearchParams(pairsOf(this.form));
    // What is sent while the page goes has a limit; past it the copy in the tab is what is kept.
    const small = body.toString().length < BEACON;
    this.flight = new AbortController();
    return fetch(this.url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token, "X-Draft": "1", Accept: "application/json" },
      credentials: "same-origin",
      redirect: "manual",
      keepalive: keepalive && small,
      signal: keepalive ? undefined : this.flight.signal,
    });
  }

  async save(keepalive = false) {
    if (this.sent || this.changed === this.saved || (this.busy && !keepalive)) {
      return;
    }
    // A page that goes says so twice, as hidden and as gone; its words are sent once.
    if (keepalive && this.sentOff === this.changed) {
      return;
    }
    const upTo = this.changed;
    this.sentOff = keepalive ? upTo : undefined;
    this.busy = true;
    try {
      const answer = await this.request(keepalive);
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const told = await answer.json().catch(() => ({}));
      this.kept(upTo, told.saved_at);
      this.think(told.thoughts);
    } catch {
      this.failed();
    } finally {
      this.busy = false;
    }
    if (!this.sent && this.changed !== this.saved && this.wait === FIRST_RETRY) {
      this.later(PAUSE);
    }
  }

  kept(upTo, savedAt) {
    this.saved = Math.max(this.saved, upTo);
    this.wait = FIRST_RETRY;
    this.base = savedAt || this.base;
    if (this.sent) {
      return;
    }
    if (this.changed === this.saved) {
      drop(this.url);
    } else {
      this.remember();
    }
    this.say("saved", clock());
  }

  // What our own server says about words, drawn by it; where it offers nothing there is no place for it.
  think(thoughts) {
    const place = this.form.querySelector("[data-word-prompts]");
    if (place && typeof thoughts === "string" && place.innerHTML.trim() !== thoughts.trim()) {
      place.innerHTML = thoughts;
    }
  }

  failed() {
    if (this.sent) {
      return;
    }
    this.sentOff = undefined;
    this.remember();
    this.say("waiting");
    this.later(this.wait);
    this.wait = Math.min(this.wait * 2, LAST_RETRY);
  }

  submitted() {
    this.sent = true;
    window.clearTimeout(this.timer);
    this.flight?.abort();
    this.remember(true);
  }

  answered(event) {
    this.sent = false;
    if (event.detail.elt === this.form && event.detail.successful) {
      this.saved = this.changed;
      drop(this.url);
    }
  }

  leaving() {
    window.clearTimeout(this.timer);
    this.save(true);
  }

  returned() {
    this.sent = false;
    if (this.changed !== this.saved) {
      this.later(PAUSE);
    }
  }
}

const drafts = new Set();

export function watchDrafts(scope) {
  const forms = [...scope.querySelectorAll("form[data-draft]")];
  if (scope instanceof HTMLFormElement && scope.dataset.draft) {
    forms.push(scope);
  }
  for (const form of forms) {
    drafts.add(new Draft(form));
  }
}

function all(deed) {
  for (const draft of drafts) {
    if (draft.form.isConnected) {
      draft[deed]();
    } else {
      drafts.delete(draft);
    }
  }
}

document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && all("leaving"));
window.addEventListener("pagehide", () => all("leaving"));
window.addEventListener("pageshow", () => all("returned"));
window.addEventListener("online", () => all("returned"));
