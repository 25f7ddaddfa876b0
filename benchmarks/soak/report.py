"""The year in a table, after everything was checked."""

from __future__ import annotations

from collections import Counter
from statistics import mean

from benchmarks.soak import checks
from benchmarks.soak.year import Week, Year

# What makes a briefing must not grow; `publish` reads every week that the site shows, and does.
_MAKING = ("build", "run")


def whole(year: Year, weeks: list[Week], seconds: float) -> str:
    """The table of the year, in Markdown; what the checks find wrong is added to the year's own list."""
    site = checks.site(year, checks.urls(year, weeks))
    year.wrong += [
        *checks.archive(year, weeks),
        *checks.mail(year, weeks),
        *site.wrong,
        *checks.rebuilt(year, weeks),
        *checks.leftovers(year),
    ]
    faults = sum((week.faults for week in weeks), Counter[str]())
    rows = [
        ("weeks", f"{len(weeks)}"),
        ("articles", f"{sum(week.articles for week in weeks):,}, each once in the archive"),
        *((f"fault: {kind}", f"{number:,}") for kind, number in sorted(faults.items())),
        ("commands given again", f"{sum(week.retries for week in weeks):,}"),
        ("answers of the feeds", _counts(year.feeds.answers)),
        ("answers of the mail server", _counts(year.mail.answers)),
        ("mails", f"{year.mail.taken.total():,} to {len(year.readers)} readers"),
        ("pages of the site", f"{site.pages:,}"),
        ("links followed", f"{site.links:,} within the site, {site.articles:,} to articles"),
        ("archive", f"{year.archive.stat().st_size / 1e6:,.0f} MB"),
    ]
    for command in ("build", "run", "publish", "send"):
        if memory := checks.memory(weeks, command):
            rows.append((f"peak MB of {command}, first and last quarter", f"{memory.first:,.0f}, {memory.last:,.0f}"))
            rows.append((f"MB more each week, {command}", f"{memory.slope:+.2f}"))
            if command in _MAKING and not memory.flat:
                year.wrong.append(f"memory of {command} is not flat: {memory}")
    quarter = max(len(weeks) // 4, 1)
    first, last = (mean(week.seconds for week in part) for part in (weeks[:quarter], weeks[-quarter:]))
    rows.append(("seconds a week, first and last quarter", f"{first:,.0f}, {last:,.0f}"))
    rows.append(("minutes", f"{seconds / 60:,.0f}"))
    rows.append(("wrong", f"{len(year.wrong)}"))
    return "\n".join(("| what | |", "|---|---|", *(f"| {what} | {value} |" for what, value in rows)))


def _counts(found: Counter[str]) -> str:
    return ", ".join(f"{what} {number:,}" for what, number in sorted(found.items()))


def line(week: Week) -> str:
    """The week in one line."""
    peak = max(week.peaks.values()) / 1e6
    return f"{week.period.slug}  {week.seconds:4.0f} s  {peak:4.0f} MB  again {week.retries}  {_counts(week.faults)}"
