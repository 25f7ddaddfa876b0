"""Two weeks of the simulated year: nothing is lost or doubled, whatever goes wrong; and the checks would see it."""

from __future__ import annotations

import os

import pytest

from benchmarks.soak import checks, machine, report
from benchmarks.soak.year import office

FIRST, SECOND = "1월 2주차 (2030. 1. 7.–1. 13.)", "1월 3주차 (2030. 1. 14.–1. 20.)"
ONE, OTHER = "reader00@gaon.example", "reader01@gaon.example"


def test_two_weeks_in_which_much_goes_wrong() -> None:
    if machine.library() is None:
        assert not os.environ.get("CI"), "a build server needs libfaketime (Debian: libfaketime)"
        pytest.skip("libfaketime is not installed")
    with office(articles=24, readers=2, seed=7) as year:
        weeks = list(year.live(2))
        table = report.whole(year, weeks, seconds=0)
        assert year.wrong == []
        assert "| articles | 48, each once in the archive |" in table
        assert year.mail.taken == {(ONE, FIRST): 1, (OTHER, FIRST): 1, (ONE, SECOND): 1, (OTHER, SECOND): 1}
        faults = weeks[0].faults + weeks[1].faults
        assert faults["process killed"] > 0
        assert sum(week.retries for week in weeks) > 0

        # What is wrong is seen.
        known = checks.urls(year, weeks)
        year.mail.taken[ONE, FIRST] += 1
        assert list(checks.mail(year, weeks)) == [f"{(ONE, FIRST)}: 2 mails"]
        (year.home / "site/issues/2030-W02/index.html").unlink()
        lost = checks.site(year, known).wrong
        assert lost[0] == "site: issues/2030-W02/index.html is not as the list says"
        assert "index.html: nothing at issues/2030-W02/index.html#" in lost
        year.articles += 1
        assert next(iter(checks.archive(year, weeks))).startswith("2 articles are not in the archive")
    assert not year.home.exists()
