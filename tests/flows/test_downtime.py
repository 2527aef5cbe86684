"""Drumbeat was away: what is still useful comes once and says so, what is stale stays away, and
nobody is greeted by a heap of it.

Monday's stand-up asks at 09:00, reminds at 10:00 and 12:12, and closes at 13:00.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from tests.flows.office import MONDAY, Office, at, in_days, set_up


@dataclass(frozen=True)
class Away:
    since: str
    back: str
    days: int = 0
    asked: int = 0
    """Messages to Ben, who says nothing all day, once Drumbeat is back."""
    late: bool = False
    digests: int = 0

    @property
    def until(self) -> datetime:
        return at(self.back, day=in_days(self.days))


CASES = {
    "ten minutes before the hour": Away("08:40", "08:50"),
    "five minutes over the hour": Away("08:58", "09:05", asked=1),
    "an hour over the hour": Away("08:30", "09:40", asked=1, late=True),
    "over the hour and the first reminder": Away("08:30", "10:20", asked=1, late=True),
    "over the hour and both reminders": Away("08:30", "12:50", asked=1, late=True),
    "the whole window": Away("08:30", "13:30"),
    "minutes over a reminder": Away("09:30", "10:10", asked=1),
    "an hour over a reminder": Away("09:30", "11:00"),
    "over both reminders and the close": Away("09:30", "14:00", digests=1, late=True),
    "from the middle of Monday to Tuesday's first minutes": Away(
        "09:30", "09:04", days=1, asked=1, digests=1, late=True
    ),
    "from Monday to Thursday evening": Away("09:30", "20:00", days=3, digests=1, late=True),
    "over the weekend": Away("14:00", "08:00", days=7),
    "from Monday to next Wednesday's morning": Away("14:00", "09:30", days=9, asked=1, late=True),
    "three weeks, from the middle of Monday": Away("09:30", "20:00", days=21),
}


@pytest.mark.parametrize("away", CASES.values(), ids=CASES)
async def test_what_is_still_useful_comes_once(sqlite_office: Office, away: Away) -> None:
    office = sqlite_office
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:00") - timedelta(hours=1))
    if at(away.since) >= at("09:00"):
        await office.until(at("09:00"))
        await ada.answers("Lists", "More lists")
    await office.until(at(away.since))
    before = {row.subject for row in office.ledger()}
    await office.after_downtime(away.until)
    came = [
        shown
        for place in (ben.ref, "C-core")
        for shown in office.shown(place)
        if shown.subject not in before and not shown.under and "holidays:" not in shown.subject
    ]
    to_ben = [shown for shown in came if shown.place == ben.ref]
    digests = [shown for shown in came if shown.subject.endswith(":digest")]
    assert (len(to_ben), len(digests)) == (away.asked, away.digests), [s.subject for s in came]
    assert len(came) == len(to_ben) + len(digests)
    for shown in [*to_ben, *digests][-1:]:
        assert ("later than planned" in shown.words) == away.late


@pytest.mark.parametrize("away", CASES.values(), ids=CASES)
async def test_the_days_after_are_as_if_nothing_had_been(sqlite_office: Office, away: Away) -> None:
    office = sqlite_office
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at(away.since))
    await office.after_downtime(away.until)
    following = _next_weekday(away.until.date())
    await office.until(at("18:00", day=following))
    assert len(ben.asked(following)) == len(ada.asked(following)) == 1
    assert len([d for d in office.digests() if f":{following}:" in d.subject]) == 1
    reminded = [shown for shown in ben.reminders() if f":{following}:" in shown.subject]
    assert len(reminded) == 2


def _next_weekday(day: date) -> date:
    assert day >= MONDAY
    following = day + timedelta(days=1)
    while following.weekday() > 4:
        following += timedelta(days=1)
    return following
