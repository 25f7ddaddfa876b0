"""The analysed articles of a week as a sequence that does not hold them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import overload

from briefing.archive import Archive
from briefing.errors import ArchiveError
from briefing.model import Analysed

# Articles that are held, some 160 MB; of a larger week they are looked up again each time they are asked for, which
# takes a fifth of a millisecond.
_HELD = 2_000


class Week(Sequence[Analysed]):
    """The analysed articles of some digests, looked up when they are asked for: a hundred thousand would take 8 GB.

    Those asked for last are held, so that an ordinary week is read once. ArchiveError for an article that was taken
    out meanwhile. `digests` are those of the articles, in their order.
    """

    def __init__(self, archive: Archive, version: str, digests: Sequence[str]) -> None:
        @lru_cache(_HELD)
        def look_up(digest: str) -> Analysed:
            article, found = archive.article(digest), archive.analysis(digest, version)
            if article is None or found is None:
                reason = "브리핑을 만드는 동안 기사가 보관함에서 지워졌습니다."
                raise ArchiveError(str(archive.path), reason, "같은 명령을 다시 실행해 주십시오.")
            return Analysed(article, found)

        self.digests, self._look_up = digests, look_up

    def __len__(self) -> int:
        return len(self.digests)

    @overload
    def __getitem__(self, place: int) -> Analysed: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Analysed, ...]: ...
    def __getitem__(self, place: int | slice) -> Analysed | tuple[Analysed, ...]:
        if isinstance(place, slice):
            return tuple(map(self._look_up, self.digests[place]))
        return self._look_up(self.digests[place])
