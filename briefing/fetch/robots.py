"""What sites allow (robots.txt, RFC 9309), as protego reads it."""

from __future__ import annotations

from protego import Protego

#: Bytes of a robots.txt that are read; RFC 9309 asks for no less.
LIMIT = 512 * 1024
#: Seconds of a Crawl-delay that are kept; one of an hour is meant for those who read a whole site.
_LONGEST_DELAY = 30.0


class Robots:
    """The rules of the sites asked in one run, by the address of each robots.txt."""

    def __init__(self, agent: str) -> None:
        self._agent = agent
        self._rules: dict[str, Protego] = {}
        self._delays: dict[str, float] = {}

    def knows(self, place: str) -> bool:
        """Whether the rules at `place` were learnt."""
        return place in self._rules

    def learn(self, place: str, host: str, data: bytes) -> None:
        """Keep the rules at `place`; none for no bytes."""
        rules = Protego.parse(data.decode("utf-8", "replace"))
        self._rules[place] = rules
        self._delays[host] = min(rules.crawl_delay(self._agent) or 0.0, _LONGEST_DELAY)

    def allows(self, place: str, url: str) -> bool:
        """Whether the rules at `place` let us ask for `url`."""
        return bool(self._rules[place].can_fetch(url, self._agent))

    def delay(self, host: str) -> float:
        """Seconds that a host asks to leave between two requests; 0 where it does not say."""
        return self._delays.get(host, 0.0)
