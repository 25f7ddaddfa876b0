"""Pages -> the place that serves them, so that a reader never meets half a site.

The place keeps a list of what is there, `site.json`, and only what differs from it is written. In a place that can
only be written file by file, the order does the rest:

1. The list says what is about to be written. Whoever comes after a killed run knows what may be half done.
2. What is new is written. Nobody can reach it yet.
3. What changed is written, each file whole or not at all, the front page last: it names only what is there.
4. What is gone is deleted, when nothing names it any more.
5. The list says what is there now.

A run that is killed anywhere is finished by the next one, whose bytes are those of a run that was never killed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from briefing.errors import OutputError

MANIFEST = "site.json"

# What lies here bears the hash of its content in its name. A page that a reader opened before the site changed asks
# for it afterwards, so it stays until the site changes once more.
LASTING = "assets/"

_FORMAT = 1

# A path of ours: parts of plain characters, none of which is a way up or hidden.
_PATH = re.compile(r"(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*[A-Za-z0-9_~-][A-Za-z0-9._~-]*")


class Item(Protocol):
    """A file of the site. Equal fingerprints mean equal bytes; `content` makes them and is called only when needed."""

    @property
    def path(self) -> str:
        """Where it stands, from the top of the site, with `/` between the parts."""

    @property
    def fingerprint(self) -> str:
        """What decides its bytes, in one word."""

    @property
    def content(self) -> Callable[[], bytes]:
        """Makes its bytes."""


class Store(Protocol):
    """A place that is written file by file."""

    @property
    def name(self) -> str:
        """How a message calls it."""

    def read(self, path: str) -> bytes | None:
        """The content of a file, None where there is none."""

    def write(self, path: str, content: bytes) -> None:
        """Put a file there, or in place of another: whole or not at all, for those who read meanwhile."""

    def delete(self, path: str) -> None:
        """Take a file away, and what a killed `write` may have left of it; nothing happens where there is none."""

    def empty(self) -> bool:
        """Whether nothing at all is there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as the list has it; `sha256` is of its content, in hex."""

    fingerprint: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The list of a site: `files` that belong to it, `retired` ones that only pages already open may ask for, and
    the paths of a run that did not reach its end, of which nobody knows whether they were written (`pending`).
    """

    files: dict[str, Entry] = field(default_factory=dict)
    retired: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    format: int = _FORMAT

    def encode(self) -> bytes:
        """The bytes of `site.json`."""
        return msgspec.json.encode(self, order="deterministic")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: files that stay, items to write in their order, and paths to delete."""

    kept: dict[str, Entry]
    write: tuple[Item, ...]
    retired: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What was done: the paths written and deleted, and how many bytes were written."""

    written: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    size: int = 0


def manifest(store: Store) -> Manifest | None:
    """The list of the site in `store`, None where nothing is there at all.

    OutputError where something else is there than a site of this program's, or a list that cannot be read.
    """
    content = store.read(MANIFEST)
    if content is None:
        if store.empty():
            return None
        reason = f"비어 있지 않은데 이 프로그램이 쓴 사이트가 아닙니다({MANIFEST}이 없음)."
        raise OutputError(store.name, reason, "비우거나 다른 곳을 정해 주십시오.")
    try:
        found = msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError as error:
        reason = f"사이트의 목록({MANIFEST})을 읽을 수 없습니다."
        raise OutputError(store.name, reason, "모두 지우고 다시 발행해 주십시오.") from error
    if found.format != _FORMAT or not all(map(_PATH.fullmatch, (*found.files, *found.retired, *found.pending))):
        reason = f"사이트의 목록({MANIFEST})이 이 판의 것이 아닙니다."
        raise OutputError(store.name, reason, "새 판으로 올리거나, 모두 지우고 다시 발행해 주십시오.")
    return found


def plan(before: Manifest, items: Iterable[Item], intact: Callable[[str, Entry], bool]) -> Plan | None:
    """How the site of `before` becomes that of `items`; None where it is that already.

    `intact` says whether a file of the list is still as the list has it. ValueError for two items of one path, and
    for a path that is none: a fault of the program.
    """
    wanted: dict[str, Item] = {}
    for item in items:
        if item.path in wanted or item.path == MANIFEST or not _PATH.fullmatch(item.path):
            raise ValueError(f"not a path of its own: {item.path!r}")
        wanted[item.path] = item
    doubtful = set(before.pending)
    kept = {
        path: entry
        for path, entry in before.files.items()
        if path in wanted
        and path not in doubtful
        and wanted[path].fingerprint == entry.fingerprint
        and intact(path, entry)
    }
    write = sorted((wanted[path] for path in wanted.keys() - kept.keys()), key=lambda item: _turn(item.path, before))
    there = before.files.keys() | doubtful
    left = there - wanted.keys()
    same = not doubtful and wanted.keys() == before.files.keys()
    retired = before.retired if same else tuple(sorted(path for path in left if path.startswith(LASTING)))
    gone = (there | set(before.retired)) - wanted.keys() - set(retired)
    if same and not write and not gone:
        return None
    return Plan(kept, tuple(write), retired, tuple(sorted(gone)))


def bring(store: Store, items: Iterable[Item]) -> Report:
    """Writes `items` to a place that is written file by file, in the order that the head of this module tells.

    OutputError where the place cannot be written, or holds something else.
    """
    before = manifest(store) or Manifest()
    todo = plan(before, items, lambda path, entry: True)
    if todo is None:
        return Report()
    doubtful = sorted({*before.pending, *(item.path for item in todo.write)})
    store.write(MANIFEST, Manifest(before.files, before.retired, tuple(doubtful)).encode())
    files, written, size = dict(todo.kept), [], 0
    for item in todo.write:
        content = item.content()
        files[item.path] = entry = entered(item, content)
        known = before.files.get(item.path)
        if known is None or known.sha256 != entry.sha256 or item.path in before.pending:
            store.write(item.path, content)
            written.append(item.path)
            size += len(content)
    for path in todo.gone:
        store.delete(path)
    store.write(MANIFEST, Manifest(files, todo.retired).encode())
    return Report(tuple(written), todo.gone, size)


def entered(item: Item, content: bytes) -> Entry:
    """The entry of an item in the list."""
    return Entry(item.fingerprint, len(content), hashlib.sha256(content).hexdigest())


def _turn(path: str, before: Manifest) -> tuple[bool, bool, int, str]:
    """When a file is written: new ones, then changed ones from the depth up, then the front page."""
    return path in before.files, path == "index.html", -path.count("/"), path


def part(path: str) -> str:
    """The name under which a file is written before it takes its own."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}.{name}.part"
