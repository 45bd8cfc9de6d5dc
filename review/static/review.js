// The desk's little script: choosing a field shows its boxes, keys move about, dropped files are sent.
"use strict";

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const tasks = one(".tasks");
const paper = one(".paper");
let chosen = null;

// ---- a task and its field, on both sides -------------------------------------------------------------------------

function chooseTask(card, scrollPage = true) {
  if (!card) return;
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
    if (!card) return;
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

const KEYS = {
  n: () => one("#next-doubt")?.click(),
  p: () => one("#previous-doubt")?.click(),
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => moveField(1),
  ArrowUp: () => moveField(-1),
  ArrowRight: () => one(".pages a[rel=next]")?.click(),
  ArrowLeft: () => one(".pages a[rel=prev]")?.click(),
  e: () => one("[data-action=edit]", chosen ?? document.createElement("i"))?.click(),
  a: () => one("[data-action=accept]", chosen ?? document.createElement("i"))?.click(),
  "+": () => zoom(1),
  "-": () => zoom(-1),
  "?": () => one("#keys").showModal(),
};

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
  act();
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

// ---- files -------------------------------------------------------------------------------------------------------

const upload = one("#upload");

async function follow() {
  const shown = one("#arrivals");
  if (!shown || !Number(shown.dataset.waiting)) return;
  await new Promise((resolve) => setTimeout(resolve, 700));
  try {
    const answer = await fetch("/uploads", { headers: { "X-Part": "1" } });
    if (!answer.ok) return;
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    const fresh = one("#arrivals", holder.content);
    if (!fresh) return;
    one("#arrivals").replaceWith(fresh);
    // The list below has new lines once everything is read.
    if (!Number(fresh.dataset.waiting)) location.reload();
    else follow();
  } catch {
    setTimeout(follow, 3000);
  }
}

if (upload) {
  const files = one("input[type=file]", upload);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    upload.classList.add("over");
  });
  document.addEventListener("dragleave", () => upload.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    upload.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    files.files = event.dataTransfer.files;
    upload.requestSubmit();
  });
  follow();
}

// ---- editing in place --------------------------------------------------------------------------------------------

async function openForm(link) {
  const card = link.closest(".task");
  const open = one(".field .choose[aria-expanded=true]", card)?.closest(".field").dataset.field ?? "text";
  const answer = await fetch(`${link.href}?field=${encodeURIComponent(open)}`, { headers: { "X-Part": "1" } });
  if (!answer.ok) {
    location.href = link.href;
    return;
  }
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  const form = one("form.edit", holder.content);
  chooseTask(card);
  card.classList.add("editing");
  all(":scope > :not(header)", card).forEach((part) => (part.hidden = true));
  card.append(form);
  (one("[data-focus]", form) ?? one("textarea", form)).focus();
}

function closeForm(card) {
  one("form.edit", card)?.remove();
  card.classList.remove("editing");
  all(":scope > :not(header)", card).forEach((part) => (part.hidden = false));
  card.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-action=edit]");
  const cancel = event.target.closest(".task [data-action=cancel]");
  const adds = event.target.closest("[data-adds]");
  const removes = event.target.closest("[data-removes]");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    openForm(link);
  } else if (cancel) {
    event.preventDefault();
    closeForm(cancel.closest(".task"));
  } else if (adds) {
    const rows = all(`.${adds.dataset.adds}`, adds.closest("fieldset"));
    const fresh = rows[rows.length - 1].cloneNode(true);
    all("input", fresh).forEach((input) => (input.value = ""));
    rows[rows.length - 1].after(fresh);
    one("input", fresh).focus();
  } else if (removes) {
    const row = removes.closest(`.${removes.dataset.removes}`);
    if (all(".unit-row", row.parentNode).length > 1) row.remove();
    else all("input", row).forEach((input) => (input.value = ""));
  }
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.(".task form.edit");
  if (form && event.key === "Escape") closeForm(form.closest(".task"));
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

let asked = 0;
document.addEventListener("input", async (event) => {
  if (event.target.name !== "unit") return;
  const turn = ++asked;
  const answer = await fetch(`/units?words=${encodeURIComponent(event.target.value)}`);
  const names = answer.ok ? await answer.json() : [];
  // Answers may overtake each other: only the one to the last letter typed counts.
  if (turn !== asked) return;
  one("#unit-names")?.replaceChildren(
    ...names.map((name) => {
      const option = document.createElement("option");
      option.value = name;
      return option;
    }),
  );
});
