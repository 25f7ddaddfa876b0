// Opens the note of a source number under the pointer, and leaves of the page what the reader chooses.
// Nothing is lost without it: the numbers open their notes by themselves when pressed.
"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

let waiting;
const later = (act, delay) => { clearTimeout(waiting); waiting = setTimeout(act, delay); };
for (const number of all("[popovertarget]")) {
  const note = document.getElementById(number.getAttribute("popovertarget"));
  const shown = () => note.matches(":popover-open");
  const show = () => { if (shown()) note.hidePopover(); note.showPopover({ source: number }); };
  const hide = () => later(() => { if (shown()) note.hidePopover(); }, 300);
  number.setAttribute("popovertargetaction", "show"); // else a press would close what the pointer has opened
  number.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") later(show, 200); });
  number.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hide(); });
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
