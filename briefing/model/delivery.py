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
    """The message of one revision to one recipient, and how far it got.

    `waiting` has not been handed to a server; `sending` is in the hands of a process now; `sent` was accepted with a
    2xx; `refused` was refused for good (5xx); `uncertain` may or may not have been accepted: the connection or the
    process was lost between the end of the message and the server's answer, and only a person can decide.
    """

    revision: Revision
    recipient: str
    state: DeliveryState
    attempts: int = 0
    moment: datetime | None = None
    detail: str = ""
