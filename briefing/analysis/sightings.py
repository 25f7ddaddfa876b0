"""The sightings of an article's people, while it is read from its first word to its last."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.analysis import contacts
from briefing.analysis.organizations import Organizations
from briefing.analysis.posts import Posts
from briefing.analysis.rows import Rows
from briefing.model import Document, Span

# Heads whose holders do not share the body of the one before them in a list.
APART_HEADS = (
    *(
        "교수",
        "의원",
        "변호사",
        "장관",
        "차관",
        "대통령",
        "총리",
        "위원장",
        "박사",
        "시장",
        "지사",
        "청장",
        "대표",
        "회장",
    ),
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name where it stands, with the body and title read off that place, and the weight of the evidence.

    `latin` is the name in Latin letters, where a bracket gives it, or as it is set with spaces.
    """

    name: str
    span: Span
    org: str | None
    title: str | None
    score: float
    latin: str | None = None


class Sightings:
    """What was found so far (`found`), with the readers of bodies and rows of names that all places need.

    `proper` are the places where a proper noun begins, `starts` and `ends` those where a name found does. `carry` and
    `prior` are the last word and the body of the item of a list before: of one whose body was itself carried there or
    read before its name, and of any.
    """

    def __init__(self, document: Document, known: Organizations) -> None:
        self.document = document
        self.text = document.text
        self.proper = {token.start for token in document.tokens if token.tag == "NNP"}
        self.known = known
        self.posts = Posts(document, known)
        self.rows = Rows(document, known)
        self.starts: set[int] = set()
        self.ends: set[int] = set()
        self.found: list[Sighting] = []
        self.prior: tuple[int, str] | None = None
        self.carry: tuple[int, str] | None = None

    def add(
        self,
        start: int,
        end: int,
        org: str | None,
        title: str | None,
        value: float,
        tail: int,
        latin: str | None = None,
    ) -> None:
        """Keeps a sighting, unless it is a contact's; `tail` is where the title ends."""
        if contacts.named(self.text, start, end, tail, title):
            return
        name = self.text[start:end]
        if len(name) > len("팀 쿡") and set(name[1::2]) == {" "}:  # 남 도 일
            name, latin = name[::2], name
        self.starts.add(start)
        self.ends.add(end)
        self.found.append(Sighting(name, Span(start, end), org, title, value, latin))
