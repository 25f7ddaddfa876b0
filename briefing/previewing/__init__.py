"""A look at what readers would see, in the browser of this machine, before they do: nothing is published or recorded.

`site` is the intranet site as it is published. `Draft` is one week that is being worked on: it is made again whenever
an article, a template or the settings change, and `shell.html` shows it in a frame, which `shell.js` loads anew. So the
page of the week stays as it is written, with its own policy.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn
from urllib.parse import urlsplit

from briefing import config, pipeline, publishing, render
from briefing.archive import Archive, Reading
from briefing.archive.record import content_hash
from briefing.archive.store import connect
from briefing.config import Config
from briefing.deliver.serving import File, Find, Server
from briefing.errors import BriefingError, InputError, NotFoundError
from briefing.model import Article, Briefing, Receipt, Revision
from briefing.period import Period
from briefing.pipeline import Progress, silent
from briefing.render import resources

# Seconds that may pass until a PDF that the browser asked for is begun; and milliseconds without a change after which
# a file counts as saved.
_TICK = 0.2
_QUIET_MS = 100

Told = Callable[[BriefingError | None], None]
"""Called when a week was made again, or with the reason why it was not."""


def site(archive: Archive, settings: Config, progress: Progress = silent) -> Find:
    """The files of the site as `publish` would write it now; each is made when it is asked for.

    NotFoundError where nothing is published.
    """
    if not archive.count_editions():
        remedy = "briefing publish로 발행해 주십시오. 발행하기 전의 브리핑은 briefing serve --watch로 볼 수 있습니다."
        raise NotFoundError("사이트", "발행한 브리핑이 없습니다.", remedy)
    pages = {page.path: File(page.content, page.fingerprint) for page in publishing.pages(archive, settings, progress)}
    # Where readers will find it below a path, one page leads to the others by that path.
    base = urlsplit(settings.site.url or "").path.strip("/") + "/" if settings.site else "/"
    return lambda path: pages.get(path.removeprefix(base))


class Sketchbook(Archive):
    """The archive, which keeps articles and analyses as ever but takes no note of what is made of them.

    A look is no draft: it leaves no receipt, and no revision that would stand in the way of an approved one. Nor does
    it leave the versions of an article that was written anew while it went on.
    """

    def __init__(self, path: Path, at: datetime) -> None:
        super().__init__(path, connect(path), at)
        self._own: set[str] = set()  # digests of articles that nobody had read before
        self._read: set[str] = set()  # and of those read since the last sweep

    def add(self, article: Article) -> Reading:
        """As the archive does, and remembers that it was read."""
        reading = super().add(article)
        self._read.add(article.digest)
        if reading == "new":
            self._own.add(article.digest)
        return reading

    def sweep(self) -> None:
        """Take out what was new here and has not been read again since the last sweep."""
        gone = sorted(self._own - self._read)
        if gone:
            self.remove([found for digest in gone if (found := self.article(digest))])
        self._own &= self._read
        self._read.clear()

    def keep_briefing(self, briefing: Briefing, inputs: str = "") -> Revision:
        """The revision that the briefing is, or would become."""
        slug, digest = briefing.period.slug, content_hash(briefing)
        for known in (self.latest(slug), self.handed_out(slug)):
            if known is not None and known.hash == digest:
                return known
        return Revision(slug=slug, number=self.next_number(slug), hash=digest)

    def note(self, receipt: Receipt) -> None:
        """Keep nothing."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the browser sees: the number of the build, its files, what went wrong since, whether one is being made."""

    build: int = 0
    files: Mapping[str, File] = field(default_factory=dict)
    error: str | None = None
    busy: bool = True


class Draft:
    """The page and the PDF of `week`, made of the archive and, where `paths` are given, of the articles there.

    The articles of `paths` are kept in the archive, as `build` keeps them. `settings` reads the settings, which may
    have changed; `clock` gives the Korean time; `day` dates articles that state no date.
    """

    def __init__(
        self,
        archive: Sketchbook,
        week: Period,
        paths: Sequence[Path],
        settings: Callable[[], Config],
        clock: Callable[[], datetime],
        day: date | None = None,
    ) -> None:
        self._archive = archive
        self._week = week
        self._paths = tuple(paths)
        self._settings = settings
        self._clock = clock
        self._day = day
        self._current = settings()
        self._shown = _Shown()

    def find(self, path: str) -> File | None:
        """The shell, its state, the last page and PDF that could be made."""
        shown = self._shown
        if path == "state.json":
            said = {"week": self._week.slug, "build": shown.build, "error": shown.error, "busy": shown.busy}
            return File(json.dumps(said).encode())
        return shown.files.get(path) or _shell().get(path)

    @property
    def own(self) -> str:
        """How the path of every file begins that a build itself writes: the archive's."""
        return str(self._archive.path.resolve())

    def places(self) -> tuple[Path, ...]:
        """The files and folders that decide what is shown."""
        source, templates = self._current.source or Path(config.FILE), self._current.design.templates
        return tuple(path.resolve() for path in (*self._paths, source, templates) if path)

    def build(self, progress: Progress = silent) -> BriefingError | None:
        """Make the week again; what went wrong, None where nothing did. Then the last good one stays."""
        self._shown = replace(self._shown, busy=True)
        error = None
        try:
            files = self._made(progress)
            self._shown = _Shown(self._shown.build + 1, files, busy=False)
        except BriefingError as found:
            error = found
            self._shown = replace(self._shown, error=str(found), busy=False)
        return error

    def _made(self, progress: Progress) -> dict[str, File]:
        settings = self._current = self._settings()
        if self._paths:
            pipeline.ingest(self._archive, self._paths, self._day, progress)
            self._archive.sweep()
        with TemporaryDirectory() as folder:
            html = replace(settings, formats=("html",))
            built = pipeline.build(self._archive, self._week, html, Path(folder), self._clock(), progress)
            page = (built.folder / "briefing.html").read_bytes()

        @cache  # and only when it is asked for: it takes far longer than the page
        def pdf() -> bytes:
            return render.files(built.briefing, ("pdf",), settings.design)["briefing.pdf"]

        return {"briefing.html": File(page), "briefing.pdf": File(pdf)}


def watch(draft: Draft, server: Server, told: Told, progress: Progress = silent) -> NoReturn:
    """Make the draft, show it on `server`, and make it again after each change, until the program is interrupted."""
    while True:
        places = draft.places()
        # Begun before the build: what changes while it goes on is seen afterwards.
        with closing(_changes(places, draft.own)) as changes:
            next(changes)
            told(draft.build(progress))
            while draft.places() == places and not next(changes):
                server.work(_TICK)


def _changes(places: Sequence[Path], own: str) -> Generator[bool, None, None]:
    """Again and again, whether something at `places` changed since the last time, but for files that begin with `own`.

    Folders are watched one by one, so that a file is seen in its own (many programs save a file by putting another in
    its place) and not all that lies below that. InputError where the system cannot watch so many.
    """
    import watchfiles

    usual = watchfiles.DefaultFilter()  # leaves out what editors put beside a file

    def wanted(change: watchfiles.Change, path: str) -> bool:
        there = Path(path)
        return usual(change, path) and not path.startswith(own) and any(map(there.is_relative_to, places))

    folders = sorted({folder for place in places for folder in _folders(place)})
    try:
        for found in watchfiles.watch(
            *folders,
            watch_filter=wanted,
            step=_QUIET_MS,
            rust_timeout=_QUIET_MS,
            yield_on_timeout=True,
            recursive=False,
            ignore_permission_denied=True,
        ):
            yield bool(found)
    except (OSError, RuntimeError) as error:  # RuntimeError: what the library raises for all else, as too many folders
        reason = f"파일이 바뀌는지 지켜볼 수 없습니다({error})."
        remedy = "환경 변수 WATCHFILES_FORCE_POLLING=1을 주고 다시 실행해 주십시오."
        raise InputError(", ".join(map(str, places)), reason, remedy) from error


def _folders(place: Path) -> Iterator[Path]:
    """The folders whose files decide what is at `place`: of a file its own, of a folder all but hidden ones."""
    if not place.is_dir() and place.parent.is_dir():
        yield place.parent
    for folder, below, _ in os.walk(place):
        below[:] = [name for name in below if not name.startswith(".")]
        yield Path(folder)


@cache
def _shell() -> dict[str, File]:
    here = Path(__file__).parent
    names = {"index.html": "shell.html", "shell.css": "shell.css", "shell.js": "shell.js"}
    own = {path: File((here / name).read_bytes()) for path, name in names.items()}
    return {**own, "font.otf": File(resources.font(400))}  # a machine that only serves may have no Korean font
