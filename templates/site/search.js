// The search: what ?q= asks for is looked up in shards of the index and printed from pieces of text. A shard or piece is
// a script that puts its value into self.briefing. Whatever is printed is set as text, never as markup.
"use strict";
(() => {
  const parts = self.briefing;
  const { endings, years } = parts.weeks;
  const above = new URL(".", document.currentScript.src);
  const AT_ONCE = 10, MOST_WORDS = 8, MOST_LINES = 3;
  const told = document.getElementById("told"), found = document.getElementById("found");
  const more = document.getElementById("more");

  const normal = (text) => text.normalize("NFKC").toLowerCase();

  const load = (name) => parts[name] ?? (parts[name] = new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(`${name}.js`, above);
    script.onload = () => done(parts[name]);
    script.onerror = () => failed(new Error(name));
    document.head.append(script);
  }));

  // FNV-1a over the first two characters, as the index was cut.
  const shard = (word, number) => {
    let value = 0x811c9dc5;
    for (const character of [...word].slice(0, 2)) value = Math.imul(value ^ character.codePointAt(0), 0x01000193);
    return (value >>> 0) % number;
  };

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const read = (text, into) => {
    let place = -1, step = 0, shift = 0;
    for (const digit of text) {
      const value = DIGITS.indexOf(digit);
      step += (value & 31) << shift;
      shift += 5;
      if (value < 32) { into.add((place += step)); step = shift = 0; }
    }
  };

  // The word itself and what is left of it without particles and endings, of which two may follow each other.
  const stems = (word) => {
    const all = new Set([word]);
    for (const _ of [1, 2])
      for (const one of [...all])
        for (const ending of endings)
          if (one.length > ending.length && one.endsWith(ending)) all.add(one.slice(0, -ending.length));
    return [...all].sort((a, b) => b.length - a.length);
  };

  // A set of units for each year of those that hold the stem as a word, or words that begin with it; null for none.
  const holding = async (stem, begins) => {
    const shards = await Promise.all(years.map((year) => load(`${year.folder}/${shard(stem, year.shards)}`)));
    const sets = shards.map((words) => {
      const set = new Set();
      if (!begins) read(Object.hasOwn(words, stem) ? words[stem] : "", set);
      else for (const word in words) if (word.startsWith(stem)) read(words[word], set);
      return set;
    });
    return sets.some((set) => set.size) ? sets : null;
  };

  const both = (some, others) => some.map((set, year) => new Set([...set].filter((unit) => others[year].has(unit))));

  // The units that hold a word as it was typed, and the stems to mark in them; null where nothing does.
  const lookup = async (word, depth = 0) => {
    // 지원하는 is 지원, though 지원하기 begins with 지원하: a stem that is a word goes before one that begins others.
    const cuts = stems(word);
    for (const stem of cuts) {
      if (await holding(stem, false)) return { sets: await holding(stem, stem.length > 1), stems: [stem] };
    }
    for (const stem of cuts.filter((cut) => cut.length > 1)) {
      const sets = await holding(stem, true);
      if (sets) return { sets, stems: [stem] };
    }
    // 차세대반도체를: a word that is found at its beginning, and the rest in the same way.
    for (let end = word.length - 2; end > 1 && depth < 3; end--) {
      const sets = await holding(word.slice(0, end), false);
      const rest = sets && await lookup(word.slice(end), depth + 1);
      if (rest) return { sets: both(sets, rest.sets), stems: [word.slice(0, end), ...rest.stems] };
    }
    return null;
  };

  const print = (element, text, stems) => {
    const lower = text.toLowerCase();
    for (let at = 0; at < text.length;) {
      let next = text.length, length = 0;
      for (const stem of stems) {
        const place = lower.indexOf(stem, at);
        if (place >= 0 && (place < next || (place === next && stem.length > length))) [next, length] = [place, stem.length];
      }
      element.append(text.slice(at, next));
      if (length) {
        const mark = document.createElement("mark");
        mark.textContent = text.slice(next, next + length);
        element.append(mark);
      }
      at = next + length;
    }
  };

  const shown = async ({ week: [slug, name, folder, pieces], unit }, groups) => {
    let piece = 0;
    while (unit >= pieces[piece]) unit -= pieces[piece++];
    const [anchor, heading, lines] = (await load(`${folder}/${piece}`))[unit];
    const stems = groups.flat();
    const item = document.createElement("li"), title = document.createElement("h2"), link = document.createElement("a");
    link.href = `../issues/${slug}/index.html#${anchor}`;
    print(link, heading, stems);
    title.append(link);
    const about = document.createElement("p");
    about.className = "about";
    about.textContent = name;
    item.append(title, about);
    const counts = lines.map((line) => groups.filter((group) => group.some((stem) => normal(line).includes(stem))).length);
    const best = [...lines.keys()].sort((a, b) => counts[b] - counts[a] || a - b).slice(0, MOST_LINES);
    for (const at of best.filter((at, place) => counts[at] || !place).sort((a, b) => a - b)) {
      const line = document.createElement("p");
      print(line, lines[at], stems);
      item.append(line);
    }
    return item;
  };

  const search = async (question) => {
    const words = normal(question).match(/[\p{L}\p{N}]+(?:[.,]\p{Nd}+[\p{L}\p{N}]*)*/gu) ?? [];
    const sought = [...new Set(words.map((word) => word.replaceAll(",", "")))].slice(0, MOST_WORDS);
    if (!sought.length) { told.textContent = "찾을 말을 한글, 영문, 숫자로 적어 주십시오."; return; }
    told.textContent = "찾고 있습니다.";
    const answers = await Promise.all(sought.map((word) => lookup(word)));
    const missing = sought.filter((_, at) => !answers[at]);
    if (missing.length) { told.textContent = `찾는 말이 없습니다: ${missing.join(", ")}`; return; }
    const sets = answers.map((answer) => answer.sets).reduce(both);
    // The latest week first; in a week, the issues in their order.
    const hits = years.flatMap(({ weeks }, year) => {
      let unit = 0;
      return weeks.map((week) => {
        const first = unit;
        unit += week[3].reduce((sum, number) => sum + number, 0);
        return [...sets[year]].filter((one) => one >= first && one < unit).sort((a, b) => a - b)
          .map((one) => ({ week, unit: one - first }));
      });
    }).reverse().flat();
    told.textContent = hits.length ? `${hits.length.toLocaleString("ko")}건을 찾았습니다.` : "그 말이 함께 든 것이 없습니다.";
    const groups = answers.map((answer) => answer.stems);
    const go = async (moving) => {
      const items = await Promise.all(hits.splice(0, AT_ONCE).map((hit) => shown(hit, groups)));
      found.append(...items);
      more.hidden = !hits.length;
      if (moving) items[0].querySelector("a").focus();
    };
    more.addEventListener("click", () => go(true).catch(failed));
    await go(false);
  };

  const failed = () => {
    told.textContent = "색인을 읽지 못했습니다. 그사이 사이트가 바뀌었을 수 있으니 페이지를 새로 고쳐 주십시오.";
  };

  const question = new URLSearchParams(location.search).get("q");
  if (question !== null) {
    document.getElementById("q").value = question;
    document.title = `${question} · ${document.title}`;
    search(question).catch(failed);
  }
})();
