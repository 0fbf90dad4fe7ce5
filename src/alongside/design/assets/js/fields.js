// Small helps at a field: it grows with the words, says how many are left, names the chosen file.

const KIND = /^image\//;

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 4}px`;
}

function say(input, className, text, state) {
  let line = input.parentElement.querySelector(`.${className}`);
  if (!line) {
    line = document.createElement("p");
    line.className = className;
    line.setAttribute("aria-live", "polite");
    input.after(line);
  }
  line.textContent = text;
  line.dataset.state = state || "";
}

function count(area) {
  const most = Number(area.dataset.most);
  const shown = area.parentElement.querySelector(".al-count");
  if (!shown && area.value.length < most * 0.9) {
    return;
  }
  const left = most - [...area.value.replace(/\r\n/g, "\n")].length;
  if (left < 0) {
    say(area, "al-count", area.dataset.tooLong.replace("{n}", (-left).toLocaleString()), "over");
  } else if (left < most / 10) {
    say(area, "al-count", area.dataset.left.replace("{n}", left.toLocaleString()), "near");
  } else if (shown) {
    say(area, "al-count", "", "");
  }
}

function size(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function chosen(input) {
  const files = [...input.files];
  const most = Number(input.dataset.maxBytes || 0);
  const heavy = most ? files.find((file) => file.size > most) : undefined;
  input.parentElement.querySelectorAll(".al-file-seen").forEach((seen) => seen.remove());
  if (heavy) {
    const words = input.dataset.tooBig || "{name}: {size} > {most}";
    say(input, "al-file-said",
      words.replace("{name}", heavy.name).replace("{size}", size(heavy.size)).replace("{most}", size(most)), "too-big");
    input.value = "";
    return;
  }
  say(input, "al-file-said", files.map((file) => `${file.name} (${size(file.size)})`).join(", "), "");
  for (const file of files.filter((each) => KIND.test(each.type))) {
    const seen = document.createElement("img");
    seen.className = "al-file-seen";
    seen.alt = file.name;
    seen.src = URL.createObjectURL(file);
    seen.addEventListener("load", () => URL.revokeObjectURL(seen.src), { once: true });
    seen.addEventListener("error", () => seen.remove(), { once: true });
    input.parentElement.append(seen);
  }
}

export function watchFields(scope) {
  for (const area of scope.querySelectorAll("textarea")) {
    area.addEventListener("input", () => grow(area));
    if (area.value) {
      grow(area);
    }
    if (area.dataset.most) {
      area.addEventListener("input", () => count(area));
    }
  }
  for (const input of scope.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => chosen(input));
  }
}
