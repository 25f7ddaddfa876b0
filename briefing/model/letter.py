"""A briefing as mail: what is written, and to whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Somebody's address, in ASCII with its domain in lower case, and the name before it, None where none is known."""

    address: str
    name: str | None = None

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]

    @property
    def key(self) -> str:
        """What tells it from others: by RFC 5321 only the domain has no case, but no mail system in use tells readers
        apart by that of the rest.
        """
        return self.address.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """A picture inside a letter: `cid` is what the letter calls it by, `alt` what it shows in words."""

    cid: str
    png: bytes
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A briefing as the body of a message; `text` and `html` say the same.

    The lines of `text` are short and flow together where they end in a blank (format=flowed, RFC 3676).
    """

    text: str
    html: str
    pictures: tuple[Inline, ...] = ()
