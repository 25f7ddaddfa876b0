"""`python -m benchmarks.peers ARTICLES.jsonl [LABELS.jsonl] …`: how well sentences are chosen, beside other rankers.

All rankers get the same sentences and, where they take words, the same morphemes; each chooses as many as the
reader did. F1 is the share of the chosen that the reader chose too (both sides being as many, precision and recall are
one). ROUGE-1, -2 and -L (Lin 2004) are F1 over Kiwi's morphemes without punctuation, the reader's sentences being the
reference. Behind each score stands the mean of ours minus theirs with its 95 % interval from 10,000 bootstrap samples
of articles, paired (Efron & Tibshirani 1993, ch. 13).

A record holds `body`, `title` and `key_sentences`, the last in a second file with the same `id` if need be; or
`article_original` (a list of sentences) and `extractive` (indexes), the form of the public Korean sets. The other
rankers are the extra `peers`; one that is not installed is named and left out. The lines `without …` are ours with
one prior taken away, and `graph alone` with none.
"""

from __future__ import annotations

import argparse
import json
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import numpy as np

from briefing import ingest, ranking
from briefing.language import kiwi, parse
from briefing.model import Article, Token

_MEASURES = ("F1", "ROUGE-1", "ROUGE-2", "ROUGE-L")
_SAMPLES, _SEED = 10_000, 20240115
_WORDS = ("NN", "VV", "VA", "XR", "SL")  # what the peers are given: nouns, verbs, adjectives, roots, foreign words


@dataclass(frozen=True, slots=True)
class Labelled:
    """Sentences, the indexes of those a reader chose, and both kinds of words of each."""

    title: str | None
    sentences: tuple[str, ...]
    gold: frozenset[int]
    morphemes: tuple[tuple[str, ...], ...]
    words: tuple[tuple[str, ...], ...]


Choose = Callable[[Labelled, int], Sequence[int]]


def main() -> None:
    """Prints the table of all rankers over the labelled articles of the files."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    warnings.simplefilter("ignore")  # of the other packages
    articles = list(read(parser.parse_args().files))
    scores = {name: score(choose, articles) for name, choose in RANKERS.items() if _installed(name, choose, articles)}
    print(f"{len(articles)} articles, {fmean(len(a.sentences) for a in articles):.1f} sentences each\n")
    print(table(scores))


def read(files: Sequence[Path]) -> Iterator[Labelled]:
    """The labelled articles of the files; those with a label that is none of their sentences are left out, and said."""
    records: dict[str, dict[str, Any]] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            records.setdefault(str(record["id"]), {}).update(record)
    bodies = {a.id: a.body for a in ingest.read(files) if isinstance(a, Article) and a.body}  # cleaned, as users get it
    for name, record in records.items():
        if "article_original" in record:
            sentences, gold = tuple(record["article_original"]), frozenset(record["extractive"])
        else:
            sentences = tuple(span.of(bodies[name]) for span in parse(bodies[name]).sentences)
            gold = frozenset(i for key in record["key_sentences"] if (i := _place(key, sentences)) is not None)
            if len(gold) < len(record["key_sentences"]):
                print(f"left out, for a label is no sentence of it: {name}")
                continue
        tokens = [kiwi.tokenize(sentence) for sentence in sentences]
        yield Labelled(
            record.get("title"),
            sentences,
            gold,
            tuple(_forms(t, lambda tag: not tag.startswith("S") or tag in {"SL", "SN", "SH"}) for t in tokens),
            tuple(_forms(t, lambda tag: tag.startswith(_WORDS)) for t in tokens),
        )


def _place(key: str, sentences: Sequence[str]) -> int | None:
    """The sentence that shares most with the label: one lies in the other and makes a third of it.

    White space does not count. Less than all is enough because headings run into sentences in some sources.
    """
    wanted, given = re.sub(r"\s", "", key), [re.sub(r"\s", "", sentence) for sentence in sentences]
    alike = [
        (min(len(text), len(wanted)) / max(len(text), len(wanted)), -i)
        for i, text in enumerate(given)
        if text and (text in wanted or wanted in text)
    ]
    share, place = max(alike, default=(0.0, 0))
    return -place if 3 * share > 1 else None


def _forms(tokens: Sequence[Token], wanted: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(token.form for token in tokens if wanted(token.tag))


# --- the rankers ----------------------------------------------------------------------------------------
# Most of them split the text themselves. They are given the numbers of the sentences as a text of one line each, and a
# tokenizer that knows the words behind a number: so that all choose among the same.


def _ours(article: Labelled, count: int) -> list[int]:
    return _best([-r.rank for r in ranking.rank_sentences(article.sentences, title=article.title)], count)


def _without(**priors: float) -> Choose:
    def choose(article: Labelled, count: int) -> list[int]:
        with ExitStack() as changed:
            for name, value in priors.items():
                changed.enter_context(patch.object(ranking, name, value))
            return _ours(article, count)

    return choose


def _lead(article: Labelled, count: int) -> list[int]:
    return list(range(count))


def _longest(article: Labelled, count: int) -> list[int]:
    return _best([len(sentence) for sentence in article.sentences], count)


def _best(scores: Sequence[float], count: int) -> list[int]:
    return sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:count]


def _numbers(article: Labelled) -> str:
    return "\n".join(map(str, range(len(article.sentences))))


def _sumy(summarizer: str) -> Choose:
    def choose(article: Labelled, count: int) -> list[int]:
        dom = import_module("sumy.models.dom")
        module, name = summarizer.split(":")
        method = getattr(import_module(f"sumy.summarizers.{module}"), name)()
        words = SimpleNamespace(to_words=lambda number: article.words[int(number)])
        sentences = [dom.Sentence(str(i), words) for i in range(len(article.sentences))]
        return [int(str(chosen)) for chosen in method(dom.ObjectDocumentModel([dom.Paragraph(sentences)]), count)]

    return choose


def _textrankr(article: Labelled, count: int) -> list[int]:
    model = import_module("textrankr").TextRank(lambda number: article.words[int(number)])
    return [int(number) for number in model.summarize(_numbers(article), count, verbose=False)]


def _lexrankr(article: Labelled, count: int) -> list[int]:
    model = import_module("lexrankr").LexRank(lambda number: list(article.words[int(number)]))
    model.summarize(_numbers(article))
    # A share and not a number: `probe` of lexrankr 1.0 leaves a whole number below all of them unassigned.
    share = (count + 0.5) / model.max_k
    return [int(number) for number in model.probe(share if share < 1 else model.max_k + 1)]


def _krwordrank(article: Labelled, count: int) -> list[int]:
    summarize = import_module("krwordrank.sentence").summarize_with_sentences
    # It finds its words itself; of one article it finds none with the default of five occurrences.
    _, chosen = summarize(list(article.sentences), num_keysents=count, min_count=2)
    return [article.sentences.index(sentence) for sentence in chosen]


RANKERS: dict[str, Choose] = {
    "briefing.rank": _ours,
    "without position": _without(_POSITION=0.0),
    "without title": _without(_TITLE=0.0),
    "without length": _without(_LENGTH=0.0),
    "without ending": _without(_UNCLOSED=1.0),
    "graph alone": _without(_POSITION=0.0, _TITLE=0.0, _LENGTH=0.0, _UNCLOSED=1.0),
    "lead": _lead,
    "longest": _longest,
    "sumy TextRank": _sumy("text_rank:TextRankSummarizer"),
    "sumy LexRank": _sumy("lex_rank:LexRankSummarizer"),
    "textrankr": _textrankr,
    "lexrankr": _lexrankr,
    "KR-WordRank": _krwordrank,
}


def _installed(name: str, choose: Choose, articles: Sequence[Labelled]) -> bool:
    try:
        choose(articles[0], 1)
    except ImportError as missing:
        print(f"not installed: {name} ({missing})")
        return False
    return True


# --- scores ---------------------------------------------------------------------------------------------


def score(choose: Choose, articles: Sequence[Labelled]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Every measure of every article, shape (articles, measures)."""
    rows = []
    for article in articles:
        chosen = sorted(set(choose(article, len(article.gold))))
        found, wanted = (
            [m for i in sorted(which) for m in article.morphemes[i]] for which in (set(chosen), article.gold)
        )
        rows.append(
            (
                2 * len(article.gold.intersection(chosen)) / (len(article.gold) + len(chosen)),
                _overlap(Counter(found), Counter(wanted)),
                _overlap(Counter(pairwise(found)), Counter(pairwise(wanted))),
                2 * _common(found, wanted) / max(1, len(found) + len(wanted)),
            )
        )
    return np.array(rows)


def _overlap(found: Counter[Any], wanted: Counter[Any]) -> float:
    return 2 * (found & wanted).total() / max(1, found.total() + wanted.total())


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence, a bit for each place of `one` (Hyyrö 2004)."""
    where: dict[str, int] = {}
    for i, word in enumerate(one):
        where[word] = where.get(word, 0) | 1 << i
    row = full = (1 << len(one)) - 1
    for word in other:
        hit = row & where.get(word, 0)
        row = ((row + hit) | (row - hit)) & full
    return len(one) - row.bit_count()


def table(scores: dict[str, np.ndarray[Any, np.dtype[np.float64]]]) -> str:
    """The scores as a Markdown table, ours first."""
    ours = next(iter(scores.values()))
    samples = np.random.default_rng(_SEED).integers(0, len(ours), (_SAMPLES, len(ours)))
    lines = [f"| ranker | {' | '.join(_MEASURES)} |", "|---" * (len(_MEASURES) + 1) + "|"]
    for name, theirs in scores.items():
        cells = []
        for measure in range(len(_MEASURES)):
            cell = f"{theirs[:, measure].mean():.3f}"
            if theirs is not ours:
                means = (ours - theirs)[:, measure][samples].mean(axis=1)
                low, high = np.quantile(means, (0.025, 0.975))
                cell += f" ({means.mean():+.3f}: {low:+.3f} to {high:+.3f})"
            cells.append(cell)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
