// Asks again and again how the work stands; when the week was made again, loads it anew where the reader is.
"use strict";
const EVERY = 500; // milliseconds
const [state, error, frame] = ["#state", "#error", "iframe"].map((name) => document.querySelector(name));
const links = [...document.querySelectorAll("nav a")];
let current = links[0];
let place = [0, 0];

for (const link of links) {
  link.addEventListener("click", () => {
    current.removeAttribute("aria-current");
    link.setAttribute("aria-current", "page");
    current = link;
    place = [0, 0];
  });
}

// A viewer of PDFs is no document that can be asked: it goes to where it will.
const load = () => {
  const page = frame.contentDocument?.defaultView;
  if (page) place = [page.scrollX, page.scrollY];
  frame.src = current.href;
};
frame.addEventListener("load", () => {
  const page = frame.contentDocument;
  if (!page) return;
  page.defaultView.scrollTo(...place);
  for (const link of page.links) if (link.host !== location.host) link.target = "_blank"; // outlets let nobody frame them
});

let seen = 0;
const ask = async () => {
  try {
    const now = await (await fetch("state.json")).json();
    document.title = `${now.week} 미리 보기`;
    if (now.build && now.build !== seen) load();
    seen = now.build;
    error.textContent = now.error ?? "";
    error.hidden = !now.error;
    const kept = now.build ? "마지막으로 만든 것을 보여 줍니다." : "아직 보여 줄 것이 없습니다.";
    state.textContent = now.busy ? "만드는 중입니다." : now.error ? kept : `${now.week} · 바뀌면 다시 만듭니다.`;
  } catch {
    state.textContent = "서버가 멈추었습니다.";
    seen = 0; // another one may begin where this one ended
  }
  setTimeout(ask, EVERY);
};
ask();
