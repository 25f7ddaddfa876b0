"""The one place that knows kiwipiepy: text in, morphemes out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefing.model import Token

if TYPE_CHECKING:
    from kiwipiepy import Kiwi


@cache
def model() -> Kiwi:
    """The tokenizer, loaded once a process and on first use (1 to 3 s, about 0.3 GB).

    Without the multi-word dictionary, which takes half of the loading time. One worker: several bring
    nothing to single calls, and a fork after Kiwi's own threads ran would hang.
    """
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1, load_multi_dict=False)


def tokenize(text: str) -> tuple[Token, ...]:
    """The morphemes of `text` in the Sejong tag set, positions in code points of `text`."""
    make = tuple.__new__  # what Token._make does, without its call: tokens by the hundred thousand
    return tuple([make(Token, (t.form, t.tag, t.start, t.end)) for t in model().tokenize(text)])
