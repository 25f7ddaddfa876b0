"""A folder as the place of a site: the next site is made beside it, and the two change places in one step.

Files that did not change are hard links: they cost neither time nor space, and a web server that has one open reads
on. Where folders cannot change places (another system than Linux, some network shares, a folder that is a mount of its
own), the folder is written file by file, each under its own name only when it is whole.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.deliver import site
from briefing.deliver.site import MANIFEST, Entry, Item, Manifest, Report
from briefing.errors import OutputError

# renameat2(2), Linux 3.15: from the present folder; the two change places.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


class Folder:
    """A folder that serves a site. `name` is how a message calls it."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._root = path.resolve()
        self._stage = self._root.with_name(f".{self._root.name}.next")

    @property
    def lock(self) -> Path | None:
        """Where a lock for it may stand: beside it, None where nobody may write there."""
        return self._root.with_name(f".{self._root.name}.lock") if os.access(self._root.parent, os.W_OK) else None

    def update(self, items: Iterable[Item]) -> Report:
        """Makes the folder the site of `items`; OutputError where it cannot be written or holds something else."""
        with self._explained():
            self._root.parent.mkdir(parents=True, exist_ok=True)
            switching = self._switching()
        if switching:
            return self._switch(items)
        with self._explained():
            self._root.mkdir(exist_ok=True)
        return site.bring(self, items)

    # --- file by file -----------------------------------------------------------------------------------

    def read(self, path: str) -> bytes | None:
        """The content of a file, None where there is none."""
        with self._explained():
            try:
                return (self._root / path).read_bytes()
            except FileNotFoundError:
                return None

    def write(self, path: str, content: bytes) -> None:
        """Put a file there whole, or not at all."""
        with self._explained():
            temporary = self._root / site.part(path)
            temporary.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            temporary.replace(self._root / path)

    def delete(self, path: str) -> None:
        """Take a file away, and the folders that it leaves empty."""
        with self._explained():
            (self._root / site.part(path)).unlink(missing_ok=True)
            (self._root / path).unlink(missing_ok=True)
            for folder in (self._root / path).parents:
                if folder == self._root or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()

    def empty(self) -> bool:
        """Whether nothing is in the folder, or no folder is there."""
        with self._explained():
            return not self._root.exists() or not any(self._root.iterdir())

    # --- in one step ------------------------------------------------------------------------------------

    def _switch(self, items: Iterable[Item]) -> Report:
        before = site.manifest(self) or Manifest()
        with self._explained():
            present = dict(_files(self._root)) if self._root.is_dir() else {}
        # A file that is shorter than the list says was cut off by a power cut, or touched by somebody.
        todo = site.plan(before, items, lambda path, entry: present.get(path) == entry.size)
        if todo is None:
            return Report()
        made: list[tuple[str, int]] = []
        entries: dict[str, Entry] = dict(todo.kept)
        changed = {MANIFEST, *todo.gone, *(item.path for item in todo.write)}
        changed |= {site.part(path) for path in (*changed, *before.pending)}
        with self._explained():
            self._stage.mkdir()
            if self._root.is_dir():
                shutil.copymode(self._root, self._stage)
            folders: set[Path] = {self._stage}
            for path in present:
                if path not in changed:  # what others put there stays too
                    _link(self._root / path, _within(self._stage / path, folders))
        for item in todo.write:
            content = item.content()
            entries[item.path] = site.entered(item, content)
            with self._explained():
                _within(self._stage / item.path, folders).write_bytes(content)
            if (known := before.files.get(item.path)) is None or known.sha256 != entries[item.path].sha256:
                made.append((item.path, len(content)))
        with self._explained():
            (self._stage / MANIFEST).write_bytes(Manifest(entries, todo.retired).encode())
            if not self._root.exists():
                self._stage.rename(self._root)
            else:
                exchange(self._stage, self._root)
                shutil.rmtree(self._stage)
        return Report(tuple(path for path, _ in made), todo.gone, sum(size for _, size in made))

    def _switching(self) -> bool:
        """Whether the folder can change places with another. What a killed run left beside it is removed."""
        if not os.access(self._root.parent, os.W_OK) or os.path.ismount(self._root):
            return False
        shutil.rmtree(self._stage, ignore_errors=True)
        other = self._stage.with_suffix(".probe")
        shutil.rmtree(other, ignore_errors=True)
        self._stage.mkdir()
        other.mkdir()
        try:
            exchange(self._stage, other)
        except OSError:
            return False
        finally:
            self._stage.rmdir()
            other.rmdir()
        return True

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = f"사이트를 쓸 수 없습니다({error.strerror})."
            raise OutputError(self.name, reason, "권한과 남은 공간을 확인하거나 다른 폴더를 정해 주십시오.") from error


def exchange(one: Path, other: Path) -> None:
    """Two folders of one file system change places in one step; OSError where that cannot be."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if rename is None:
        raise OSError("renameat2")
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(other))


def _files(root: Path, prefix: str = "") -> Iterator[tuple[str, int]]:
    """The path and size of everything under `root` that is no folder; a link is what it is, not where it leads."""
    with os.scandir(root) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{prefix}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), f"{path}/")
        else:
            status = entry.stat(follow_symlinks=False)
            yield path, status.st_size if stat.S_ISREG(status.st_mode) else -1


def _within(path: Path, folders: set[Path]) -> Path:
    """`path`, whose folder is made; `folders` are those known to be there."""
    if path.parent not in folders:
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.add(path.parent)
    return path


def _link(here: Path, there: Path) -> None:
    """The same file in two places; a copy where the file system has no hard links."""
    try:
        os.link(here, there, follow_symlinks=False)
    except OSError:
        shutil.copy2(here, there, follow_symlinks=False)
