"""What an issue's articles say of each day."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta

from briefing.language import dates
from briefing.model import Event, Excerpt
from briefing.synthesis.sources import Citations
from briefing.synthesis.summary import summarise

_BACK = timedelta(days=6)  # for about a week a day is named without its month
_DIGIT = re.compile(r"\d")  # 오늘 and 어제 are reckoned from the day of publication, not from a week before


def trace(articles: Citations) -> tuple[Event, ...]:
    """One sentence for each day, in order; empty where they tell of a single day.

    The sentence is the best of the articles published on a day. Where it names one day of the week before that, it
    stands under the day it names, unless another sentence does. Undated articles tell nothing of a day.
    """
    published: defaultdict[date, list[int]] = defaultdict(list)
    for source in articles.sources:
        if source.published:
            published[source.published].append(source.number)
    if len(published) < 2:
        return ()
    told = {day: excerpt for day in sorted(published) for excerpt in summarise(articles.some(published[day]), 1)}
    events: dict[date, Excerpt] = {}
    for day, excerpt in told.items():
        events.setdefault(_named(excerpt.text, day), excerpt)
    return tuple(Event(day=day, excerpt=events[day]) for day in sorted(events)) if len(events) > 1 else ()


def _named(sentence: str, published: date) -> date:
    """The one day up to its publication that a sentence names; the day of publication where it names none or several.

    Seen from a week before, the nearest 16일 is the one that has been; 지난 16일 is past as it stands.
    """
    moments = [moment for moment in dates.find(sentence, published - _BACK) if not moment.past]
    moments += [moment for moment in dates.find(sentence, published) if moment.past]
    named = {
        moment.first
        for moment in moments
        if moment.precision == "day" and moment.first == moment.last and _DIGIT.search(moment.of(sentence))
    }
    past = {day for day in named if day and published - _BACK <= day <= published}
    return past.pop() if len(past) == 1 else published
