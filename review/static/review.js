// The desk's little script: choosing a field shows its boxes, keys move about.
"use strict";

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const tasks = one(".tasks");
const paper = one(".paper");
let chosen = null;

// ---- a task and its field, on both sides -------------------------------------------------------------------------

function chooseTask(card, scrollPage = true) {
  if (!card || card === chosen) return;
  if (chosen && chosen !== card) chooseField(chosen, null);
  all(".task.chosen, g.chosen").forEach((mark) => mark.classList.remove("chosen"));
  chosen = card;
  card.classList.add("chosen");
  const boxes = one(`g[data-task="${card.dataset.task}"]`);
  if (boxes) {
    boxes.classList.add("chosen");
    boxes.parentNode.append(boxes);
    if (scrollPage) scrollToBox(one(".outline", boxes));
  }
}

function chooseField(card, name) {
  all(".field", card).forEach((field) => {
    const open = field.dataset.field === name;
    one(".choose", field).setAttribute("aria-expanded", String(open));
    one(".printed", field).hidden = !open;
  });
  all("rect.evidence.shown").forEach((box) => box.classList.remove("shown"));
  if (!name) return;
  const shown = all(`g[data-task="${card.dataset.task}"] rect.evidence[data-field="${CSS.escape(name)}"]`);
  shown.forEach((box) => box.classList.add("shown"));
  if (shown.length) scrollToBox(shown[0]);
}

function scrollToBox(box) {
  const frame = one(".frame");
  if (!box || !frame) return;
  const inside = frame.getBoundingClientRect();
  const place = box.getBoundingClientRect();
  if (place.top < inside.top + 20 || place.bottom > inside.bottom - 20) {
    frame.scrollTop += place.top - inside.top - inside.height / 4;
  }
  if (place.left < inside.left || place.right > inside.right) frame.scrollLeft += place.left - inside.left - 40;
}

function reveal(card) {
  card.scrollIntoView({ block: "nearest" });
}

function step(list, current, by) {
  return list[Math.min(Math.max(list.indexOf(current) + by, 0), list.length - 1)];
}

if (tasks) {
  tasks.addEventListener("click", (event) => {
    const card = event.target.closest(".task");
    const button = event.target.closest(".choose");
    if (card && card !== chosen) chooseTask(card, !button);
    if (button) {
      const field = button.closest(".field");
      chooseField(card, button.getAttribute("aria-expanded") === "true" ? null : field.dataset.field);
    }
  });
  paper.addEventListener("click", (event) => {
    const group = event.target.closest("g[data-task]");
    const card = group && document.getElementById(`t${group.dataset.task}`);
    if (!card || paper.classList.contains("drawing")) return;
    chooseTask(card, false);
    reveal(card);
    card.focus({ preventScroll: true });
  });
  const start = document.getElementById(`t${tasks.dataset.chosen}`);
  if (start) {
    chooseTask(start);
    start.scrollIntoView({ block: "start" });
    if (tasks.dataset.field) chooseField(start, tasks.dataset.field);
  }
}

// ---- keys --------------------------------------------------------------------------------------------------------

let leaving = false;

const KEYS = {
  n: () => go(one("#next-doubt")) || tellEnd(),
  p: () => go(one("#previous-doubt")),
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => moveField(1),
  ArrowUp: () => moveField(-1),
  ArrowRight: () => go(one(".pages a[rel=next]")),
  ArrowLeft: () => go(one(".pages a[rel=prev]")),
  e: () => chosen && one("[data-action=edit]", chosen)?.click(),
  a: () => chosen && go(one("[data-action=accept]", chosen)),
  s: () => go(one("[data-action=settle]")),
  x: () => chosen && go(one("[data-action=reject]", chosen)),
  t: () => chosen && one("[data-action=split]", chosen)?.click(),
  m: () => chosen && go(one("[data-action=merge]", chosen)),
  f: () => chosen && one("[data-action=place]", chosen)?.click(),
  A: () => go(one("[data-action=accept-all]")),
  u: () => go(one("[data-action=undo]")),
  i: () => (chosen ? one("[data-action=add]", chosen) : one(".add-here a"))?.click(),
  "+": () => zoom(1),
  "-": () => zoom(-1),
  "?": () => one("#keys").showModal(),
};

// Until the next page is there, keys are meant for it and do nothing on this one.
function go(link) {
  if (!link) return false;
  leaving = true;
  setTimeout(() => (leaving = false), 3000);
  link.click();
  return true;
}

function tellEnd() {
  one(".toast")?.remove();
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.setAttribute("role", "status");
  one(".document").append(toast);
  toast.textContent = one("#form-words").dataset.last;
}

window.addEventListener("pageshow", () => (leaving = false));

function move(by) {
  const cards = all(".task");
  const card = chosen ? step(cards, chosen, by) : cards[0];
  if (!card) return;
  chooseTask(card);
  reveal(card);
  card.focus({ preventScroll: true });
}

function moveField(by) {
  if (!chosen) return move(1);
  const fields = all(".field", chosen);
  const open = fields.find((field) => !one(".printed", field).hidden);
  const field = open ? step(fields, open, by) : fields[0];
  chooseField(chosen, field.dataset.field);
  reveal(field);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select, dialog")) return;
  if (!tasks && event.key !== "?") return;
  // Arrows scroll where there is something to scroll by hand.
  if (event.key.startsWith("Arrow") && event.target.closest(".frame, .doubts, .pages")) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  if (!leaving) act();
});

one(".doubts")?.addEventListener("toggle", () => one(".doubts .chosen")?.scrollIntoView({ block: "nearest" }));

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
});

// ---- the page's size ---------------------------------------------------------------------------------------------

const ZOOMS = [100, 150, 200, 300];

function zoom(by) {
  if (!paper) return;
  const now = Number(paper.dataset.zoom ?? 0);
  const next = Math.min(Math.max(now + by, 0), ZOOMS.length - 1);
  paper.dataset.zoom = next;
  paper.className = `paper z${next + 1}`;
  one(".zoom output").textContent = `${ZOOMS[next]}%`;
  const picture = one("img", paper);
  if (picture && next > 0) picture.src = picture.dataset.large;
  if (chosen) scrollToBox(one(`g[data-task="${chosen.dataset.task}"] .outline`));
}

all("[data-zoom]").forEach((button) => button.addEventListener("click", () => zoom(Number(button.dataset.zoom))));

one(".pages [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// A picture that cannot be drawn leaves blank paper of the page's size, with the boxes on it, and says so.
function tellMissing(picture) {
  one(".paper").classList.add("unseen");
  one("#no-picture").hidden = false;
  picture.alt = "";
}

all(".paper img").forEach((picture) => {
  if (picture.complete && !picture.naturalWidth) tellMissing(picture);
  else picture.addEventListener("error", () => tellMissing(picture));
});

// ---- what others do meanwhile ------------------------------------------------------------------------------------

const LOOKS = 10_000;
const shownDocument = one(".document");

async function look() {
  if (document.hidden || one(".document > .news")) return;
  const answer = await fetch(`/documents/${shownDocument.dataset.document}/news`).catch(() => null);
  if (!answer?.ok) return;
  const fresh = await answer.json();
  if (fresh.stamp === shownDocument.dataset.stamp || leaving) return;
  const told = one("#news").content.firstElementChild.cloneNode(true);
  told.classList.add("news");
  one("strong", told).textContent = fresh.who ?? "";
  one(".tools").after(told);
}

if (shownDocument) setInterval(look, LOOKS);
