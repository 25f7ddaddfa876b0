"""An evaluation in plain text for a terminal: the table of scores, and the first faults of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from briefing.evaluate import KINDS, Evaluation, Fault, Score

_HEADINGS = ("종류", "정답", "찾음", "정밀도", "재현율", "F1", "속성 정확도")
_KINDS = {"direct": "직접 인용", "indirect": "간접 인용", "people": "사람", "figures": "숫자"}
_ATTRIBUTES = {"speaker": "말한 이", "org": "소속", "title": "직함", "value": "값", "unit": "단위"}
_WRONG = {"missed": "놓침", "invented": "잘못 찾음", **{key: f"{name} 틀림" for key, name in _ATTRIBUTES.items()}}


def table(evaluation: Evaluation) -> Iterator[str]:
    """One line a kind under a line of headings; columns aligned for wide characters, numbers to the right."""
    yield f"기사 {evaluation.articles:,}건"
    rows = [_HEADINGS, *(_row(kind, score) for kind, score in evaluation.scores.items())]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    last = len(widths) - 1
    for row in rows:
        padded = (
            cell + room if column in (0, last) else room + cell
            for column, cell in enumerate(row)
            for room in [" " * (widths[column] - cell_len(cell))]
        )
        yield "  ".join(padded).rstrip()


def faults(evaluation: Evaluation, most: int) -> Iterator[str]:
    """At most `most` faults of each kind, under a line that says how many there are."""
    for kind in KINDS:
        for wrong, name in _WRONG.items():
            if found := evaluation.faults.get((kind, wrong)):
                yield ""
                yield f"{_KINDS[kind]}, {name}: {len(found):,}건"
                yield from _shown(found[:most])


def _shown(found: Sequence[Fault]) -> Iterator[str]:
    for fault in found:
        yield f"  {fault.article}"
        if fault.label is not None:
            yield f"    정답  {fault.label}"
        if fault.found is not None:
            yield f"    결과  {fault.found}"


def _row(kind: str, score: Score) -> tuple[str, ...]:
    shares = (f"{_ATTRIBUTES[name]} {score.share(name):.3f}" for name in KINDS[kind])
    measures = (f"{value:.3f}" for value in (score.precision, score.recall, score.f1))
    return (_KINDS[kind], f"{score.gold:,}", f"{score.found:,}", *measures, ", ".join(shares))
