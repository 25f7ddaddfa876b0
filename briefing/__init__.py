"""A weekly briefing out of a week's Korean policy articles; every printed word can be traced to its source.

`briefing.rank` is the ranking of sentences by itself, for use from other programs.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.ranking import Ranked as Ranked
    from briefing.ranking import rank_sentences as rank

__version__ = "0.1.0"
__all__ = ["Ranked", "__version__", "rank"]

_WHERE = {"Ranked": "Ranked", "rank": "rank_sentences"}


def __getattr__(name: str) -> Any:
    """What stands in `briefing.ranking`, imported on first use (PEP 562): NumPy would slow down every start."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from briefing import ranking

    return getattr(ranking, _WHERE[name])
