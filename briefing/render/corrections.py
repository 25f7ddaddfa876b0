"""A note of correction as rows of text, the same in every format."""

from __future__ import annotations

from briefing.model import Change, ChangedPart, Correction

PARTS: dict[ChangedPart, str] = {
    "issue": "쟁점",
    "sentence": "문장",
    "remark": "발언",
    "number": "숫자",
    "plan": "일정",
    "source": "출처",
}

NOTHING = "문장, 발언, 숫자, 일정, 출처는 그대로이고 견줌과 수록 범위만 달라졌습니다."

# Two pages of them; a briefing that was changed in more places is better read anew.
_MOST = 30
_SAME = "내용이 고쳐짐"


def opening(correction: Correction) -> str:
    """What the note is about, in a sentence or two."""
    said = f"앞서 내보낸 {correction.corrected}판을 {correction.revision}판으로 바로잡습니다."
    return said if correction.changes else f"{said} {NOTHING}"


def rows(correction: Correction) -> list[tuple[str, str, str]]:
    """What was changed, before and now, as far as it is printed; "—" where there is nothing."""
    return [_row(change) for change in correction.changes[:_MOST]]


def more(correction: Correction) -> int:
    """How many changes are not printed."""
    return max(0, len(correction.changes) - _MOST)


def _row(change: Change) -> tuple[str, str, str]:
    after = _SAME if change.after == change.before else change.after  # an article with another text
    return f"{PARTS[change.part]} · {change.about}", change.before or "—", after or "—"
