"""A week of the simulated year: nothing is lost or doubled, whatever goes wrong; and the checks would see it."""

from __future__ import annotations

import os

import pytest

from benchmarks.soak import checks, machine, report
from benchmarks.soak.year import office

ISSUE = "1월 2주차 (2030. 1. 7.–1. 13.)"
ONE, OTHER = "reader00@gaon.example", "reader01@gaon.example"


def test_a_week_in_which_much_goes_wrong() -> None:
    if machine.library() is None:
        assert not os.environ.get("CI"), "a build server needs libfaketime (Debian: libfaketime)"
        pytest.skip("libfaketime is not installed")
    with office(articles=120, readers=2, seed=7) as year:
        weeks = list(year.live(1))
        table = report.whole(year, weeks, seconds=0)
        assert year.wrong == []
        assert "| articles | 120, each once in the archive |" in table
        assert year.mail.taken == {(ONE, ISSUE): 1, (OTHER, ISSUE): 1}
        assert weeks[0].faults.total() > 0

        # What is wrong is seen.
        known = checks.urls(year, weeks)
        year.mail.taken[ONE, ISSUE] += 1
        assert list(checks.mail(year, weeks)) == [f"{(ONE, ISSUE)}: 2 mails"]
        (year.home / "site/issues/2030-W02/index.html").unlink()
        lost = checks.site(year, known).wrong
        assert lost[0] == "site: issues/2030-W02/index.html is not as the list says"
        assert "index.html: nothing at issues/2030-W02/index.html#" in lost
        year.articles += 1
        assert next(iter(checks.archive(year, weeks))).startswith("1 articles are not in the archive")
    assert not year.home.exists()
