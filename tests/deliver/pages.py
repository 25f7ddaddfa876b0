"""A made site: a front page that names every week, weeks that name their people and their style sheet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath

END = "<!-- end -->"


@dataclass(frozen=True)
class Page:
    path: str
    text: str
    made: list[str] | None = None

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def content(self) -> Callable[[], bytes]:
        return self._make

    def _make(self) -> bytes:
        if self.made is not None:
            self.made.append(self.path)
        return self.text.encode()


def site(weeks: int, *, style: str = "a", people: int = 3, made: list[str] | None = None) -> list[Page]:
    """The files of a site of that many weeks; `made` takes down whose content was made."""
    sheet = f"assets/{style * 8}.css"
    names = [f"2024-W{number:02}" for number in range(1, weeks + 1)]
    texts = {sheet: "body{}\n" * 200}
    texts |= {f"assets/{name.lower()}.js": f"week({name!r})\n" * 200 for name in names[-2:]}
    for at, name in enumerate(names):
        persons = [f"../../people/p{(at + one) % (people + weeks)}/index.html" for one in range(people)]
        texts[f"issues/{name}/index.html"] = _page(name, [f"../../{sheet}", *persons])
    for person in {(at + one) % (people + weeks) for at in range(weeks) for one in range(people)}:
        here = [name for at, name in enumerate(names) if person - at in range(people)]
        texts[f"people/p{person}/index.html"] = _page(
            f"p{person}", [f"../../{sheet}", *(f"../../issues/{name}/index.html" for name in here)]
        )
    scripts = [path for path in texts if path.endswith(".js")]
    texts["index.html"] = _page("all", [sheet, *scripts, *(f"issues/{name}/index.html" for name in names)])
    return [Page(path, text, made) for path, text in texts.items()]


def _page(title: str, links: list[str]) -> str:
    named = "".join(f'<a href="{link}">{title}</a>\n' for link in links)
    return f"<title>{title}</title>\n{named}{'filler ' * 300}{END}\n"


def broken(read: Callable[[str], bytes | None]) -> Iterator[str]:
    """What a reader misses who follows every link from the front page: a page that is not whole, a link to nowhere.

    A link to nowhere is none if the page that held it no longer does when it is opened again.
    """
    seen: dict[str, set[str]] = {}
    waiting = [("", "index.html")]
    while waiting:
        origin, path = waiting.pop()
        content = read(path)
        if content is None:
            again = read(origin) if origin else None
            if again is not None and path in _links(origin, again.decode()):
                yield f"{origin} names {path}, which is not there"
            continue
        text = content.decode()
        if path.endswith(".html"):
            if not text.endswith(f"{END}\n"):
                yield f"{path} is cut off"
            for link in _links(path, text) - seen.setdefault(path, set()):
                seen[path].add(link)
                if link not in seen:
                    waiting.append((path, link))


def _links(path: str, text: str) -> set[str]:
    return {normpath(join(dirname(path), link)) for link in re.findall(r'href="([^"]+)"', text)}
