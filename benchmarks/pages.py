"""`python -m benchmarks.pages`: what a PDF costs a page, and against WeasyPrint's bare layout of its HTML.

All three take turns in one process and the best of some rounds counts, so that a busy neighbour slows them alike. Bare
layout is `HTML(string=…).render()`: nothing drawn, nothing written; a bare PDF has no tags and nothing attached. Charts
are drawn before, since HTML needs them too. CPU seconds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import weasyprint

from briefing.render import Sheet, paper
from briefing.render.design import Design
from tests.render import sizes

# How often the parts of the made week are repeated: some 12, 50 and 200 pages.
_TIMES = (2, 14, 115)

_PAGE_RATIO = 1.25  # at most


def main() -> None:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=_TIMES, help="how often the week's parts are repeated")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    costs = []
    print("| pages | report, s a page | to bare layout | to bare PDF | KB |\n|--:|--:|--:|--:|--:|")
    for times in arguments.times:
        pages, size, (ours, layout, plain) = _measured(times, arguments.rounds)
        costs.append(ours / pages)
        ratios = f"{ours / layout:.2f} | {ours / plain:.2f}"
        print(f"| {pages} | {ours / pages:.3f} | {ratios} | {size // 1000} |", flush=True)
    print(f"\nA page of the longest costs {costs[-1] / costs[0]:.2f} of one of the shortest (target: {_PAGE_RATIO}).")


def _measured(times: int, rounds: int) -> tuple[int, int, list[float]]:
    """Pages and bytes of the report, and the seconds that it, bare layout and a bare PDF take."""
    sheet = Sheet(sizes.week(times), Design())
    written: dict[str, Any] = {}
    given: dict[str, Any] = {}
    render = weasyprint.HTML.render

    def watched(html: weasyprint.HTML, *args: Any, **options: Any) -> Any:
        given.update(html=html, fonts=args[0], sheets=options["stylesheets"])
        written["document"] = render(html, *args, **options)
        return written["document"]

    def report() -> None:
        written["pdf"] = paper.write(sheet.view, sheet.drawings, sheet.design)

    def bare() -> weasyprint.Document:
        html = weasyprint.HTML(string=paper.markup(sheet.view, sheet.design), url_fetcher=given["html"].url_fetcher)
        return render(html, given["fonts"], stylesheets=given["sheets"])

    def plain() -> None:
        bare().write_pdf()

    weasyprint.HTML.render = watched
    report()  # warms the caches, and shows what WeasyPrint is given
    weasyprint.HTML.render = render
    pages = len(written.pop("document").pages)
    best = [float("inf")] * 3
    for _ in range(rounds):
        for i, work in enumerate((report, bare, plain)):
            best[i] = min(best[i], _seconds(work))
    return pages, len(written["pdf"]), best


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
