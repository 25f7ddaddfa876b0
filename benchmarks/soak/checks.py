"""What must hold when the year is over."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import linear_regression, median
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from benchmarks.soak import machine, news
from benchmarks.soak.year import SITE, Week, Year, subject
from briefing.archive import Archive

# A week is compared with up to four before it: only from the fifth on all weeks are alike.
_ALIKE = 4
# By which the last quarter's peak may pass the first's: what the allocator and the articles of a week differ by.
_FLAT = 1.10


@dataclass(frozen=True, slots=True)
class Site:
    """What the site has: pages, links within it that were followed, links to articles, and what is wrong."""

    pages: int
    links: int
    articles: int
    wrong: tuple[str, ...]


def archive(year: Year, weeks: Sequence[Week]) -> Iterator[str]:
    """What is wrong with the archive: its file, and articles that are missing, doubled or nobody wrote."""
    with Archive.open(year.archive) as kept:
        yield from kept.faults()
        found = Counter(article.url for article in kept.articles())
        undated = len(kept.undated())
        rejections = kept.rejections()
    wanted = urls(year, weeks)
    yield from (f"{url}: {number} times in the archive" for url, number in found.items() if number > 1)
    if missing := wanted - found.keys():
        yield f"{len(missing)} articles are not in the archive, such as {min(missing)}"
    if strange := found.keys() - wanted:
        yield f"{len(strange)} articles nobody wrote are in the archive, such as {strange.pop()}"
    if undated:
        yield f"{undated} articles lost their date"
    yield from (f"still rejected: {one.origin}: {one.reason}" for one in rejections)


def urls(year: Year, weeks: Sequence[Week]) -> set[str]:
    """The URLs of all articles that the feeds had."""
    return {
        item.url for week in weeks for item in news.items(week.period.slug, week.period.start, year.articles, year.seed)
    }


def mail(year: Year, weeks: Sequence[Week]) -> Iterator[str]:
    """Who did not get exactly one mail of an issue, and of whom the outbox does not say that he has it."""
    wanted = Counter({(reader, subject(week.period)): 1 for week in weeks for reader in year.readers})
    for key in sorted(wanted.keys() | year.mail.taken.keys()):
        if (number := year.mail.taken[key]) != wanted[key]:
            yield f"{key}: {number} mails"
    with Archive.open(year.archive) as kept:
        for week in weeks:
            rows = kept.deliveries(week.period.slug)
            if Counter(row.recipient for row in rows) != Counter(year.readers) or {r.state for r in rows} != {"sent"}:
                yield f"{week.period.slug}: the outbox says {Counter(row.state for row in rows)}"
            told = [r.place for r in kept.receipts(week.period.slug) if r.step == "sent"]
            if (sum(int(p.split()[-1].removesuffix("명")) for p in told)) != len(year.readers):
                yield f"{week.period.slug}: the receipts say {told}"


def site(year: Year, known: set[str]) -> Site:
    """Follows every link of every page to its file and its place there; `known` are the articles' URLs."""
    root = year.home / "site"
    wrong = [f"site: {path} is not as the list says" for path in _changed(root)]
    places: dict[Path, set[str]] = {}
    links: Counter[tuple[Path, Path, str]] = Counter()
    articles = 0
    for page in sorted(root.rglob("*.html")):
        tree = html.fromstring(page.read_bytes())
        places[page] = {*tree.xpath("//@id"), *tree.xpath("//a/@name"), ""}
        for link in tree.xpath("//@href | //@src"):
            whole = urljoin(f"{SITE}/{page.relative_to(root).as_posix()}", link)
            parts = urlsplit(whole)
            if whole.startswith(f"{SITE}/"):
                target = root / unquote(parts.path).lstrip("/")
                target = target / "index.html" if parts.path.endswith("/") else target
                links[page, target, unquote(parts.fragment)] += 1
            elif whole in known:
                articles += 1
            elif parts.scheme not in ("data", "mailto"):
                wrong.append(f"{page.relative_to(root)}: {link} leads nowhere")
    for page, target, fragment in links:
        if not target.is_file() or (target in places and fragment not in places[target]):
            wrong.append(f"{page.relative_to(root)}: nothing at {target.relative_to(root)}#{fragment}")
    return Site(len(places), links.total(), articles, tuple(wrong))


def _changed(root: Path) -> Iterator[str]:
    """The files of the site's own list that are not there, or not with that content; files that no list has."""
    listed = json.loads((root / "site.json").read_bytes())
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    yield from sorted(there - {"site.json", *listed["files"], *listed["retired"]})
    for path, entry in listed["files"].items():
        if path not in there or hashlib.sha256((root / path).read_bytes()).hexdigest() != entry["sha256"]:
            yield path


def rebuilt(year: Year, weeks: Sequence[Week]) -> Iterator[str]:
    """What differs when a week, drawn by chance, is built twice more: from each other, and from the first time."""
    slug = Random(year.seed).choice(weeks).period.slug  # noqa: S311 - reproducible, and nobody's secret
    made: list[dict[str, bytes]] = []
    for name in ("once", "twice"):
        year.clock.set(year.morning + timedelta(days=1 + len(made)))
        output = year.home / name
        ran = machine.run(
            ("build", "--week", slug, "--format", "html,json", "--output", str(output)),
            year.home,
            year.clock.environ,
            {},
        )
        if ran.code:
            yield f"rebuilding {slug} ended with {ran.code}: {ran.said}"
            return
        made.append(_files(output / slug))
    first = _files(year.home / "reports" / slug)
    first.pop("briefing.pdf", None)
    if made[0] != made[1]:
        yield f"{slug}, built twice, differs in {_differing(made[0], made[1])}"
    if made[0] != first:
        yield f"{slug}, built again, differs from the first time in {_differing(made[0], first)}"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@dataclass(frozen=True, slots=True)
class Memory:
    """The peak of the processes of a command, in MB: by the median of quarters, and MB more each week."""

    first: float
    last: float
    slope: float

    @property
    def flat(self) -> bool:
        """Whether the last quarter needs no more than the first, but for what weeks differ by."""
        return self.last <= self.first * _FLAT


def memory(weeks: Sequence[Week], command: str) -> Memory | None:
    """The memory of one kind of command over the weeks that are alike; None for fewer than eight of them."""
    found = [(n, peak / 1e6) for n, week in enumerate(weeks) if (peak := week.peaks.get(command)) and n >= _ALIKE]
    if len(found) < 8:
        return None
    quarter = len(found) // 4
    slope = linear_regression(*zip(*found, strict=True)).slope
    return Memory(median(peak for _, peak in found[:quarter]), median(peak for _, peak in found[-quarter:]), slope)


def leftovers(year: Year) -> Iterator[str]:
    """What killed processes left in the folders of the archive, of the reports and of the site."""
    for folder in (year.archive.parent, year.home / "site"):
        yield from (f"left behind: {path.relative_to(year.home)}" for path in sorted(folder.rglob("*.part")))
    yield from (f"left behind: {path.name}" for path in sorted(year.home.glob(".site.next*")))
