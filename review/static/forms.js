// Forms inside a card. They are made here and now from templates in the page: whoever types on after the key that opened
// one types into it, however long the server would take.
"use strict";

const SIDES = ["x0", "top", "x1", "bottom"];
let sending = false;

function openForm(card, kind, target = `/tasks/${card.dataset.task}/${kind}`) {
  const there = one("form.edit", card);
  if (there) {
    focusIn(there);
    return;
  }
  const form = one(`#form-${kind}`).content.firstElementChild.cloneNode(true);
  const open = one(".field .choose[aria-expanded=true]", card)?.closest(".field").dataset.field;
  form.action = target;
  if (kind === "place") fillPlace(form, card.dataset.place);
  else fill(form, card.dataset.seen, open);
  chooseTask(card);
  card.classList.add("editing");
  all(":scope > :not(header)", card).forEach((part) => (part.hidden = true));
  card.append(form);
  if (kind === "split") placeCursor(form.elements.parts);
  else focusIn(form, kind === "place" ? "x0" : open);
  if (form.elements.x0) startDrawing(form);
}

function fillPlace(form, raw) {
  const place = JSON.parse(raw);
  form.elements.seen.value = raw;
  form.elements.page.value = place.page;
  SIDES.forEach((side, at) => (form.elements[side].value = place.bbox[at]));
}

function fill(form, raw, field) {
  const seen = JSON.parse(raw);
  const named = form.elements;
  named.seen.value = raw;
  if (named.focus) named.focus.value = field ?? "";
  put(named.parts, seen.text);
  for (const name of ["text", "deliverable", "section", "label", "group", "note"]) put(named[name], seen[name]);
  put(named.deadline_text, seen.deadline?.text);
  for (const name of ["start_on", "due_on", "recurrence", "condition"]) put(named[name], seen.deadline?.[name]);
  const blank = one(".unit-row", form);
  for (const assignment of blank ? seen.assignments : []) {
    const row = blank.cloneNode(true);
    const values = { unit: assignment.unit, role: assignment.role, printed: assignment.text };
    values.is_group = assignment.is_group ? "yes" : "no";
    for (const [name, value] of Object.entries(values)) put(one(`[name=${name}]`, row), value);
    blank.before(row);
  }
}

function put(input, value) {
  if (!input) return;
  // A section that the outline does not name any more is still this task's.
  if (input.tagName === "SELECT" && value && ![...input.options].some((option) => option.value === value)) {
    input.add(new Option(value, value));
  }
  input.value = value ?? "";
}

function focusIn(form, field = "text") {
  const name = { lead: "unit", coordinate: "unit", direct: "unit", deadline: "deadline_text" }[field] ?? field;
  const input = one(`[name="${CSS.escape(name)}"]`, form) ?? one("textarea", form);
  input.focus();
  // Numbers and days have no cursor to place.
  if (input.selectionEnd !== null) input.setSelectionRange?.(input.value.length, input.value.length);
}

function closeForm(form) {
  const words = one("#form-words")?.dataset;
  if (form.dataset.dirty && !confirm(words?.discard)) return;
  const card = form.closest(".task");
  if (form.elements.x0) stopDrawing();
  form.remove();
  if (card.classList.contains("is-new")) {
    card.remove();
    chosen = null;
    return;
  }
  card.classList.remove("editing");
  all(":scope > :not(header)", card).forEach((part) => (part.hidden = false));
  card.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest(".task [data-action=edit], .task [data-action=split], .task [data-action=place]");
  const adder = event.target.closest(".tasks [data-action=add]");
  const cancel = event.target.closest(".task [data-action=cancel]");
  const adds = event.target.closest("[data-adds]");
  const removes = event.target.closest("[data-removes]");
  const checks = event.target.closest("[data-checks]");
  if (opener && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    openForm(opener.closest(".task"), opener.dataset.action);
  } else if (adder && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    openNew(adder);
  } else if (cancel) {
    event.preventDefault();
    closeForm(cancel.closest("form.edit"));
  } else if (adds) {
    const rows = all(`.${adds.dataset.adds}`, adds.closest("fieldset"));
    const fresh = rows[rows.length - 1].cloneNode(true);
    all("input", fresh).forEach((input) => (input.value = ""));
    rows[rows.length - 1].after(fresh);
    one("input", fresh).focus();
  } else if (removes) {
    const row = removes.closest(`.${removes.dataset.removes}`);
    const form = row.closest("form");
    form.dataset.dirty = "yes";
    if (all(".unit-row", row.parentNode).length > 1) row.remove();
    else all("input", row).forEach((input) => (input.value = ""));
    (one(".unit-row input", form) ?? form).focus();
  } else if (checks) {
    const boxes = all(`input[name=${checks.dataset.checks}]`, checks.form);
    const isAll = boxes.every((box) => box.checked);
    boxes.forEach((box) => (box.checked = !isAll));
  }
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form.edit");
  if (!form || event.isComposing) return;
  if (event.key === "Escape" && form.closest(".task")) closeForm(form);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

// ---- a task that the machine missed ---------------------------------------------------------------------------------

function openNew(link) {
  const open = one(".task.is-new");
  if (open) {
    focusIn(one("form.edit", open));
    return;
  }
  const behind = link.closest(".task");
  const last = behind ?? all(".task").pop();
  const card = document.createElement("article");
  card.className = "task is-new";
  card.tabIndex = -1;
  const head = document.createElement("header");
  head.textContent = one("#form-words").dataset.new;
  card.append(head);
  const seen = last ? JSON.parse(last.dataset.seen) : {};
  const blank = { text: "", assignments: [], section: seen.section ?? null, group: seen.group ?? null };
  card.dataset.seen = JSON.stringify(blank);
  if (behind) behind.after(card);
  else link.closest(".add-here").before(card);
  openForm(card, "add", link.href.replace(/[?&]page=\d+&?/, "?").replace(/\?$/, ""));
  const form = one("form.edit", card);
  form.elements.page.value = paper.dataset.page;
}

// ---- where a task stands: drawn on the page, or given by its four sides --------------------------------------------

function startDrawing(form) {
  one(".draw-hint", form).hidden = false;
  paper.classList.add("drawing");
  showDrawn(form);
}

function stopDrawing() {
  paper?.classList.remove("drawing");
  one("rect.drawn")?.remove();
}

const drawingForm = () => one(".task form.edit input[name=x0]")?.form;

function showDrawn(form) {
  one("rect.drawn")?.remove();
  const [x0, top, x1, bottom] = SIDES.map((side) => form.elements[side].valueAsNumber);
  if (form.elements.page.value !== paper.dataset.page || !(x1 > x0 && bottom > top)) return;
  const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  box.setAttribute("class", "drawn");
  for (const [name, value] of Object.entries({ x: x0, y: top, width: x1 - x0, height: bottom - top })) {
    box.setAttribute(name, value.toFixed(1));
  }
  one("svg", paper).append(box);
}

document.addEventListener("input", (event) => {
  if (paper && event.target.closest(".task .place")) showDrawn(event.target.form);
});

function drawn(event, from) {
  const sheet = one("svg", paper);
  const frame = sheet.getBoundingClientRect();
  const size = sheet.viewBox.baseVal;
  const at = (x, y) => [
    Math.min(Math.max(((x - frame.left) / frame.width) * size.width, 0), size.width),
    Math.min(Math.max(((y - frame.top) / frame.height) * size.height, 0), size.height),
  ];
  const [a, b] = [at(from.clientX, from.clientY), at(event.clientX, event.clientY)];
  return { x0: Math.min(a[0], b[0]), top: Math.min(a[1], b[1]), x1: Math.max(a[0], b[0]), bottom: Math.max(a[1], b[1]) };
}

paper?.addEventListener("pointerdown", (from) => {
  const form = drawingForm();
  if (!form || from.button !== 0) return;
  from.preventDefault();
  paper.setPointerCapture(from.pointerId);
  const before = SIDES.map((side) => form.elements[side].value);
  const move = (event) => {
    const place = drawn(event, from);
    form.elements.page.value = paper.dataset.page;
    for (const side of SIDES) form.elements[side].value = place[side].toFixed(1);
    showDrawn(form);
    return place;
  };
  paper.addEventListener("pointermove", move);
  paper.addEventListener(
    "pointerup",
    (event) => {
      paper.removeEventListener("pointermove", move);
      const place = move(event);
      const isBox = place.x1 - place.x0 > 4 && place.bottom - place.top > 4;
      // A click is no frame: what stood before stands.
      if (!isBox) SIDES.forEach((side, at) => (form.elements[side].value = before[at]));
      showDrawn(form);
      form.dataset.dirty = "yes";
      (form.elements.text ?? one("button", form)).focus();
    },
    { once: true },
  );
});

// ---- splitting where the cursor stands, and putting pieces together -------------------------------------------------

function placeCursor(input) {
  const end = input.value.search(/[;.]\s|\n/) + 1;
  const after = end ? end + input.value.slice(end).match(/^\s*/)[0].length : input.value.length;
  input.focus();
  input.setSelectionRange(after, after);
}

function cut(input) {
  const before = input.value.slice(0, input.selectionStart).trimEnd();
  const after = input.value.slice(input.selectionEnd).trimStart();
  input.value = `${before}\n\n${after}`;
  input.setSelectionRange(before.length + 2, before.length + 2);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  if (event.target.name !== "parts" || event.key !== "Enter" || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  cut(event.target);
});

document.addEventListener("input", (event) => {
  if (event.target.name !== "parts") return;
  const parts = event.target.value.split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
  const list = one(".parts", event.target.form);
  list.hidden = parts.length < 2;
  list.replaceChildren(
    ...parts.map((part) => {
      const item = document.createElement("li");
      item.textContent = part;
      return item;
    }),
  );
});

const joining = one("textarea[data-joins]");
function join() {
  if (joining.dataset.own) return;
  const pieces = all(`input[name=${joining.dataset.joins}]:checked`, joining.form);
  joining.value = pieces.map((piece) => piece.dataset.text).join("\n");
}
if (joining) {
  joining.addEventListener("input", () => (joining.dataset.own = joining.value ? "yes" : ""));
  joining.form.addEventListener("change", join);
  join();
}

// ---- nothing typed is lost by sending: a refusal is told in the form, which stays ----------------------------------

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(".task form.edit")) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Form": "1" } }).catch(() => null);
  delete form.dataset.sending;
  if (answer?.ok) {
    sending = true;
    arrive((await answer.json()).to);
  } else if (answer?.status === 409) {
    // Somebody was quicker: the page that shows both values, which only a form of its own can open.
    sending = true;
    form.submit();
  } else {
    tellRefusal(form, answer ? await answer.text() : "");
  }
});

function arrive(to) {
  const place = new URL(to, location);
  if (place.pathname + place.search === location.pathname + location.search) {
    history.replaceState(null, "", place);
    location.reload();
  } else {
    location.assign(place);
  }
}

function tellRefusal(form, html) {
  sending = false;
  one(".refused", form)?.remove();
  const told = document.createElement("p");
  told.className = "refused told error";
  told.setAttribute("role", "alert");
  const said = html && one("main p", new DOMParser().parseFromString(html, "text/html"))?.textContent;
  form.lastElementChild.before(told);
  told.textContent = said || one("#form-words").dataset.unsent;
}

// ---- nothing typed is lost by leaving ----------------------------------------------------------------------------

document.addEventListener("input", (event) => {
  const form = event.target.closest("form.edit");
  if (form) form.dataset.dirty = "yes";
});
document.addEventListener("submit", (event) => {
  sending = Boolean(event.target.closest("form.edit")) || all("form.edit[data-dirty]").length === 0;
});
window.addEventListener("pageshow", () => (sending = false));
window.addEventListener("beforeunload", (event) => {
  if (!sending && one("form.edit[data-dirty]")) event.preventDefault();
});
