// Files dropped on the list of documents are sent, and followed until they are read.
"use strict";

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

