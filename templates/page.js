// Opens the note of a source number under the pointer, and leaves of the page what the reader chooses.
// Nothing is lost without it: the numbers open their notes by themselves when pressed.
"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// A number behind a whole sentence leads to the list of sources; here it opens a note with the title, as the others do
// with the sentence.
const brief = document.getElementById("note");
for (const link of all(".ref")) {
  const number = document.createElement("button");
  number.textContent = link.textContent;
  number.popoverTargetElement = brief;
  number.dataset.source = link.hash;
  if (link.id) number.id = link.id;
  link.replaceWith(number);
}

// What a note says of its source stands in the list of sources.
const fill = (note, number) => {
  const link = note.querySelector(".note a");
  if (note === brief) {
    link.href = number.dataset.source;
    link.textContent = number.textContent;
  }
  const { cells } = document.querySelector(link.hash);
  if (note === brief) note.firstChild.textContent = cells[3].firstChild.textContent;
  link.nextSibling?.remove();
  link.after(` ${cells[1].textContent}, ${cells[2].textContent}`);
};

let waiting;
const later = (act, delay) => { clearTimeout(waiting); waiting = setTimeout(act, delay); };
for (const number of all("[popovertarget]")) {
  const note = number.popoverTargetElement;
  const shown = () => note.matches(":popover-open");
  const close = () => { if (shown()) note.hidePopover(); };
  const ready = () => { close(); fill(note, number); };
  const hide = () => later(close, 300);
  number.popoverTargetAction = "show"; // else a press would close what the pointer has opened
  number.onclick = ready;
  number.onpointerenter = (event) => { if (event.pointerType === "mouse") later(() => { ready(); note.showPopover({ source: number }); }, 200); };
  number.onpointerleave = (event) => { if (event.pointerType === "mouse") hide(); };
  note.onpointerenter = () => clearTimeout(waiting);
  note.onpointerleave = hide;
}

const form = document.getElementById("filter");
if (form) {
  const issuesOf = {}, outletOf = {};
  const rows = all("#sources tbody tr");
  for (const row of rows) {
    const number = row.id.replace("source-", "");
    issuesOf[number] = row.dataset.issues.split(" ");
    outletOf[number] = row.cells[1].textContent;
  }
  const entries = all("main > section:not(.whole, #sources, #coverage) :is(li, tbody tr, .bottom)")
    .filter((entry) => !entry.closest("figure"))
    .map((entry) => ({
      entry,
      words: (entry.textContent + " " + (entry.closest("article")?.querySelector("h3").textContent ?? "")).toLowerCase(),
      numbers: all("[popovertarget]", entry).map((number) => number.textContent.slice(1, -1)),
    }));
  const blocks = all("main :is(ul, table, article, section)").filter((block) => entries.some((e) => block.contains(e.entry)));
  const choose = () => {
    const { words, issue, actor, outlet } = Object.fromEntries(new FormData(form));
    const terms = (words + " " + (actor ?? "")).toLowerCase().split(" ").filter(Boolean);
    const active = Boolean(terms.length || issue || outlet);
    const cited = new Set();
    let found = 0;
    for (const { entry, words, numbers } of entries) {
      entry.hidden = !(terms.every((term) => words.includes(term))
        && (!issue || numbers.some((n) => issuesOf[n].includes(issue)))
        && (!outlet || numbers.some((n) => outletOf[n] === outlet)));
      if (entry.hidden) continue;
      found += 1;
      numbers.forEach((number) => cited.add("source-" + number));
    }
    document.getElementById("sources").hidden = active && !cited.size;
    for (const row of rows) row.hidden = active && !cited.has(row.id);
    for (const block of blocks) {
      block.hidden = entries.every(({ entry }) => entry.hidden || !block.contains(entry));
      if (/^H[34]$/.test(block.previousElementSibling?.tagName)) block.previousElementSibling.hidden = block.hidden;
    }
    for (const rest of all("main > .whole, #coverage, main .chart")) rest.hidden = active;
    form.querySelector("output").textContent = active ? `${found}건` : "";
  };
  form.hidden = false;
  form.addEventListener("input", choose);
  form.addEventListener("reset", () => setTimeout(choose));
  form.addEventListener("submit", (event) => event.preventDefault());
}
