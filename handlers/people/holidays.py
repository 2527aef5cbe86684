"""Whose public holidays somebody keeps: taken from their time zone, and said so once, so that they
can say otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.calendars import countries, days, known
from handlers.cards import Card
from handlers.errors import Invalid, Refusal
from handlers.events import DaysChanged, FormSent, Origin, Pressed, StandupAsked
from handlers.people import holiday_views, week
from handlers.replies import Post, Refresh, Show, Update, direct
from handlers.routing import Desk, Replies, Router
from handlers.times import local
from storage import people
from storage.people import Facts

NOWHERE = "-"
"""Offered to whose time zone lies in no country: nothing."""


def router_for(whole: Router) -> Router:
    """Whatever asks people for something hears of a choice; `whole` may still grow."""
    router = Router()

    @router.on(StandupAsked)
    def offer(desk: Desk, event: StandupAsked) -> Replies:
        """Once, beside the first question; once more where they have moved to another country."""
        never = people.never_offered(desk.session, event.team)
        asked = [person for person in never if person.key in event.people]
        codes = {person.key: countries.country_of(person.zone) or NOWHERE for person in asked}
        people.offered(desk.session, codes)
        return [
            Post(direct(person.ref), _subject(person.key, code), _offer(desk, person, code))
            for person in asked
            if countries.country_called(code := codes[person.key])
        ]

    @router.button(holiday_views.RIGHT)
    def right(desk: Desk, event: Pressed) -> Replies:
        code, person = _country(event.args), desk.person
        # Pressed once more later: what was chosen since stays.
        region = person.region if person.country == code else ""
        changed = _keep(desk, event.origin, code, region)
        return [Refresh(week.kept(desk, person)), *changed]

    @router.button(holiday_views.REGION, opens_form=True)
    def region(desk: Desk, event: Pressed) -> Replies:
        code, person = _country(event.args), desk.person
        chosen = person.region if person.country == code else ""
        found = countries.regions(code)
        return [Show(holiday_views.region_form(code, countries.country_name(code), found, chosen))]

    @router.form(holiday_views.FORM)
    def sent(desk: Desk, event: FormSent) -> Replies:
        code, said = _country(event.args), event.answers.get("region", "").strip()
        region = "" if said in ("", holiday_views.ALL) else countries.region_called(code, said)
        if region is None:
            raise Invalid({"region": week.regions_known(code)})
        changed = _keep(desk, event.origin, code, region)
        offer = _subject(desk.person.key, code)
        return [Update(offer, week.kept(desk, desk.person)), *changed]

    @router.on(DaysChanged)
    def days_changed(desk: Desk, event: DaysChanged) -> Replies:
        person = people.called(desk.session, event.ref)
        if person and person.offered_country not in ("", countries.country_of(person.zone)):
            person.offered_country = ""
            desk.session.add(person)
        return []

    def _keep(desk: Desk, origin: Origin, code: str, region: str) -> Replies:
        person = desk.person
        person.country, person.region, person.keeps_holidays = code, region, True
        desk.session.add(person)
        desk.session.flush()
        return whole.handle(desk, DaysChanged(origin, person.ref))

    return router


def _offer(desk: Desk, person: Facts, code: str) -> Card:
    today = local(desk.now, person.zone).date()
    coming = days.next_holidays(known.week_of(person), today, 1)
    name, has_regions = countries.country_name(code), bool(countries.regions(code))
    return holiday_views.offered(code, name, has_regions, coming[0] if coming else None, today)


def _subject(person: int, code: str) -> str:
    return f"holidays:{person}:{code}"


def _country(args: Mapping[str, str]) -> str:
    """Named by a button or a form. Raises Refusal."""
    code = countries.country_called(args.get("country", ""))
    if code is None:
        raise Refusal("I don't know this country's holidays. Choose yours in /drumbeat settings.")
    return code
