// Forms inside a card. They are made here and now from templates in the page: whoever types on after the key that opened
// one types into it, however long the server would take.
"use strict";

let sending = false;

function openForm(card, kind) {
  const there = one("form.edit", card);
  if (there) {
    focusIn(there);
    return;
  }
  const form = one(`#form-${kind}`).content.firstElementChild.cloneNode(true);
  const open = one(".field .choose[aria-expanded=true]", card)?.closest(".field").dataset.field ?? "text";
  form.action = `/tasks/${card.dataset.task}/${kind}`;
  fill(form, card.dataset.seen, open);
  chooseTask(card);
  card.classList.add("editing");
  all(":scope > :not(header)", card).forEach((part) => (part.hidden = true));
  card.append(form);
  focusIn(form, open);
}

function fill(form, raw, field) {
  const seen = JSON.parse(raw);
  const named = form.elements;
  named.seen.value = raw;
  if (named.focus) named.focus.value = field;
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
  if (input.setSelectionRange) input.setSelectionRange(input.value.length, input.value.length);
}

function closeForm(form) {
  const words = one("#form-words")?.dataset;
  if (form.dataset.dirty && !confirm(words?.discard)) return;
  const card = form.closest(".task");
  form.remove();
  card.classList.remove("editing");
  all(":scope > :not(header)", card).forEach((part) => (part.hidden = false));
  card.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest(".task [data-action=edit]");
  const cancel = event.target.closest(".task [data-action=cancel]");
  const adds = event.target.closest("[data-adds]");
  const removes = event.target.closest("[data-removes]");
  if (opener && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    openForm(opener.closest(".task"), opener.dataset.action);
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
  }
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form.edit");
  if (!form || event.isComposing) return;
  if (event.key === "Escape" && form.closest(".task")) closeForm(form);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

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

// ---- units offered while one is typed ----------------------------------------------------------------------------

let asked = 0;
document.addEventListener("input", async (event) => {
  if (event.target.name !== "unit") return;
  const turn = ++asked;
  const answer = await fetch(`/units?words=${encodeURIComponent(event.target.value)}`);
  const names = answer.ok ? await answer.json() : [];
  // Answers may overtake each other: only the one to the last letter typed counts.
  if (turn !== asked) return;
  one("#unit-names")?.replaceChildren(...names.map((name) => new Option("", name)));
});
