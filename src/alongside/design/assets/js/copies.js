// A copy of what is typed, kept in this tab until the server says it has it. It is found again only by whoever typed
// it: the key holds an opaque mark of the account, so somebody else signing in on the same tab is shown nothing.

const PREFIX = "draft:";
const who = () => document.body.dataset.who || "";
const keyOf = (url) => `${PREFIX}${who()}:${url}`;

function store() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

export function read(url) {
  try {
    return JSON.parse(store()?.getItem(keyOf(url)) || "null");
  } catch {
    return null;
  }
}

export function keep(url, copy) {
  try {
    store()?.setItem(keyOf(url), JSON.stringify(copy));
  } catch {
    // No room or no storage: the server's draft is then the only one, and the page says when it was saved.
  }
}

export function drop(url) {
  store()?.removeItem(keyOf(url));
}

// A copy marked as sent goes once a page of the same account arrives whole. A failed page, or a page that asks to
// sign in again, means that it may not have arrived: then it is an unsaved copy as before.
export function settle() {
  const kept = store();
  if (!kept) {
    return;
  }
  const whole = who() !== "" && !("failed" in document.body.dataset);
  const mine = `${PREFIX}${who()}:`;
  for (const key of Object.keys(kept).filter((each) => each.startsWith(PREFIX))) {
    let copy = null;
    try {
      copy = JSON.parse(kept.getItem(key));
    } catch {
      kept.removeItem(key);
    }
    if (!copy?.sent) {
      continue;
    }
    if (whole && key.startsWith(mine)) {
      kept.removeItem(key);
    } else if (!whole) {
      kept.setItem(key, JSON.stringify({ ...copy, sent: false }));
    }
  }
}
