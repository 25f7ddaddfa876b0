"""What becomes of a finished briefing: its revisions, and the steps that each went through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Step = Literal["drafted", "approved", "published", "withdrawn", "sent"]
DeliveryState = Literal["waiting", "sending", "sent", "refused", "uncertain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A version of the briefing of a period. `number` counts from 1; `hash` is the SHA-256 (hex) of its content."""

    slug: str
    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That a step was done: with which revision, where to, when, and by whom where somebody said so.

    `place` is the path, address or target of the step; it never holds a password.
    """

    revision: Revision
    step: Step
    moment: datetime
    place: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The message of one revision to one recipient, how far it got, when that was, and why.

    `waiting` has not been handed to a server; `sending` is handed over, and a process waits for the answer; `sent` was
    accepted; `refused` was refused for good (5xx); `uncertain` may or may not have been accepted: the connection or
    the process was lost between the end of the message and the server's answer, and only a person can decide.
    """

    revision: Revision
    recipient: str
    state: DeliveryState
    moment: datetime | None = None
    detail: str = ""
