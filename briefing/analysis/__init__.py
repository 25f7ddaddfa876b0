"""Article -> Analysis: one tokenizer pass, then pure functions over its tokens."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version as installed
from importlib.resources import files

from briefing.model import Analysis, Article

# Where the code and the word lists stand that decide what an analysis holds.
_DECIDING = ("analysis", "language", "language/lexicon")


def analyse(article: Article) -> Analysis:
    """Everything the program finds in `article`; the same article gives the same analysis.

    The extractors are imported here: a fifth of a second that a process which leaves analysing to others does not
    need.
    """
    from briefing import ranking
    from briefing.analysis import actors, figures, headlines, plans, quotes
    from briefing.language import kiwi, parse

    document = parse(article.body)
    found = actors.extract(document, article.published)
    said = quotes.extract(document, found)
    title_terms = ranking.terms(kiwi.tokenize(article.title or ""))
    return Analysis(
        sentences=ranking.rank(document, title_terms),
        actors=found,
        quotes=said,
        figures=figures.extract(document),
        title_terms=title_terms,
        headline_quotes=headlines.extract(document, found, said),
        plans=plans.extract(document, found, article.published),
    )


@cache
def version() -> str:
    """A name for the present way of analysing: it changes whenever code, word lists or the tokenizer change.

    Sixteen hexadecimal digits of a SHA-256 over these packages, the ranking, and the versions of kiwipiepy and its
    model, so that a stored analysis is never taken for what the present code would find.
    """
    root = files("briefing")
    parts = [root / "ranking.py"]
    for folder in _DECIDING:
        parts += sorted((f for f in root.joinpath(folder).iterdir() if f.is_file()), key=lambda f: f.name)
    digest = hashlib.sha256()
    for package in ("kiwipiepy", "kiwipiepy_model"):
        digest.update(f"{package}={installed(package)}\n".encode())
    for part in parts:
        digest.update(part.name.encode() + part.read_bytes())
    return digest.hexdigest()[:16]
