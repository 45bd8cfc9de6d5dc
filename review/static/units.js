// Units offered while one is typed. A browser's own list would hide "Văn phòng" from who types "van phong": this one
// shows what the server finds, marks or not.
"use strict";

const offers = one("#unit-names");
const isUnit = (input) => offers && input?.name === "unit";
let asker = null;
let turn = 0;

async function offer(input) {
  const mine = ++turn;
  const answer = await fetch(`/units?words=${encodeURIComponent(input.value)}`).catch(() => null);
  const names = answer?.ok ? await answer.json() : [];
  // Answers may overtake each other: only the one to the last letter typed counts.
  if (mine !== turn || document.activeElement !== input) return;
  offers.replaceChildren(
    ...names.map((name, place) => {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.id = `unit-name-${place}`;
      item.textContent = name;
      return item;
    }),
  );
  asker = input;
  point(null);
  const isKnown = names.length === 1 && names[0] === input.value;
  show(names.length > 0 && !isKnown);
}

function show(isOpen) {
  offers.hidden = !isOpen;
  asker?.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) return;
  const place = asker.getBoundingClientRect();
  const below = innerHeight - place.bottom;
  const isAbove = below < 180 && place.top > below;
  offers.style.left = `${place.left}px`;
  offers.style.minWidth = `${place.width}px`;
  offers.style.top = isAbove ? "auto" : `${place.bottom + 2}px`;
  offers.style.bottom = isAbove ? `${innerHeight - place.top + 2}px` : "auto";
}

function point(item) {
  all("[aria-selected=true]", offers).forEach((old) => old.removeAttribute("aria-selected"));
  item?.setAttribute("aria-selected", "true");
  item?.scrollIntoView({ block: "nearest" });
  if (item) asker?.setAttribute("aria-activedescendant", item.id);
  else asker?.removeAttribute("aria-activedescendant");
}

function take(item) {
  asker.value = item.textContent;
  turn += 1;
  if (asker.form.classList.contains("edit")) asker.form.dataset.dirty = "yes";
  point(null);
  show(false);
}

function close() {
  turn += 1;
  if (offers.hidden) return;
  point(null);
  show(false);
}

if (offers) {
  document.addEventListener("input", (event) => isUnit(event.target) && offer(event.target));
  document.addEventListener("focusout", (event) => isUnit(event.target) && close());
  document.addEventListener("scroll", (event) => event.target !== offers && close(), true);
  offers.addEventListener("pointerdown", (event) => event.preventDefault());
  offers.addEventListener("click", (event) => event.target.role === "option" && take(event.target));
  // Before the form's own keys: Enter takes what is pointed at and sends nothing, Escape closes the list and no form.
  document.addEventListener(
    "keydown",
    (event) => {
      if (!isUnit(event.target) || event.isComposing || event.ctrlKey || event.metaKey) return;
      const items = all("[role=option]", offers);
      const pointed = one("[aria-selected=true]", offers);
      const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
      if (isArrow && offers.hidden) offer(event.target);
      else if (isArrow) point(pointed ? step(items, pointed, event.key === "ArrowDown" ? 1 : -1) : items[0]);
      else if (offers.hidden) return;
      else if (event.key === "Enter" && pointed) take(pointed);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}
