// Leaves of a list what holds all the words in its field. Without it the list is whole and the field not shown.
"use strict";
for (const form of document.querySelectorAll("form[data-rows]")) {
  const list = document.getElementById(form.dataset.rows);
  const rows = [...list.querySelectorAll("li, tbody tr")].map((row) => [row, row.textContent.toLowerCase()]);
  const sections = [...list.querySelectorAll("section")];
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    const words = form.querySelector("input").value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      found += !row.hidden;
    }
    for (const section of sections) section.hidden = !section.querySelector("li:not([hidden]), tbody tr:not([hidden])");
    form.querySelector("output").textContent = words.length ? `${found}건` : "";
  });
}
