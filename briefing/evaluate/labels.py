"""The labels of a gold file: what a careful reader marked in one article."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from briefing.errors import InputError
from briefing.model import Article

_PLACE = re.compile(r"`\$\.?(.*?)`$")
_FORMAT = "정답을 붙인 JSON Lines 파일을 주십시오."

Alternatives = str | list[str] | None


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """What every label may say beside its answer."""

    optional: bool | None = None
    where: str | None = None

    @property
    def counts(self) -> bool:
        """Whether finding it is a hit; borderline labels and those of a caption are neither hit nor miss."""
        return not self.optional and self.where != "caption"


class Person(Label, frozen=True, kw_only=True):
    """A labelled person; the `_alt` keys hold other answers to accept."""

    name: str
    org: str | None = None
    title: str | None = None
    org_alt: Alternatives = None
    title_alt: Alternatives = None


class Organisation(msgspec.Struct, frozen=True):
    """A labelled body and the short forms of its article."""

    name: str
    aliases: list[str] = []


class Saying(Label, frozen=True, kw_only=True):
    """A labelled quote, `kind` being `direct` or `indirect`."""

    text: str
    kind: Literal["direct", "indirect"]
    speaker: str | None = None
    speaker_alt: Alternatives = None
    co_speakers: list[str] | None = None


class Number(Label, frozen=True, kw_only=True):
    """A labelled figure; a range is a value and `value_max`, or a list of two."""

    surface: str
    value: Decimal | Annotated[list[Decimal], msgspec.Meta(min_length=1)]
    value_max: Decimal | None = None
    unit: str | None = None

    @property
    def ends(self) -> tuple[Decimal, Decimal | None]:
        """The lower and, for a range, the upper end."""
        if isinstance(self.value, list):
            return self.value[0], self.value[-1]
        return self.value, self.value_max


class Labels(msgspec.Struct, frozen=True):
    """What a careful reader marked in one article."""

    people: list[Person]
    orgs: list[Organisation]
    quotes: list[Saying]
    figures: list[Number]


def of(article: Article) -> Labels:
    """The labels that came with the article; InputError where a key is missing or has the wrong type."""
    given: dict[str, object] = msgspec.json.decode(article.extra) if article.extra else {}
    if missing := [key for key in Labels.__struct_fields__ if key not in given]:
        raise InputError(article.origin, f"정답 표지가 없습니다: {', '.join(missing)}.", _FORMAT)
    if not article.body:
        raise InputError(article.origin, "본문(body)이 없습니다.", "표지를 붙인 본문을 함께 적어 주십시오.")
    try:
        return msgspec.json.decode(article.extra, type=Labels)
    except msgspec.ValidationError as error:
        place = found[1] if (found := _PLACE.search(str(error))) else "표지"
        reason = f"{place}에 빠진 키가 있거나 값의 형식이 다릅니다."
        raise InputError(article.origin, reason, "그 표지를 고쳐 주십시오.") from None
