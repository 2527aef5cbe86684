"""A person's time zone, asked for where the platform tells no more than the time."""

from __future__ import annotations

from handlers.errors import Invalid, Refusal
from handlers.events import FormSent, Origin, PersonChanged, PersonFacts, Pressed
from handlers.people import rules, views
from handlers.replies import Post, Refresh, Show, Whisper, direct
from handlers.routing import Desk, Replies, Router
from handlers.times import zone_called, zone_meant
from storage import people


def router_for(whole: Router) -> Router:
    """Whoever observes people hears of a chosen zone; `whole` may still grow."""
    router = Router()

    @router.on(PersonChanged)
    def ask(desk: Desk, event: PersonChanged) -> Replies:
        """Once for all time: the message has one name."""
        facts = event.facts
        if facts.zone or facts.offset is None or facts.is_bot or facts.is_guest or facts.is_gone:
            return []
        person = people.called(desk.session, facts.ref)
        if person is None or person.zone:
            return []
        card = views.asked(rules.likely(facts.offset, desk.now))
        return [Post(direct(facts.ref), f"zone:{facts.ref}", card)]

    @router.button(views.CHOOSE)
    def choose(desk: Desk, event: Pressed) -> Replies:
        zone = event.args.get("zone", "")
        if zone_called(zone) is None:
            raise Refusal("I don't know this time zone. Please choose another.")
        return [Refresh(views.chosen(zone, desk.now)), *_keep(desk, event.origin, zone)]

    @router.button(views.ANOTHER, opens_form=True)
    def another(desk: Desk, event: Pressed) -> Replies:
        return [Show(views.form(desk.person.zone))]

    @router.form(views.FORM)
    def sent(desk: Desk, event: FormSent) -> Replies:
        zone = zone_meant(event.answers.get("zone", ""))
        if zone is None:
            wrong = "I don't know this zone. Try a city, such as Berlin, or Europe/Berlin."
            raise Invalid({"zone": wrong})
        return [Whisper(views.chosen(zone, desk.now)), *_keep(desk, event.origin, zone)]

    def _keep(desk: Desk, origin: Origin, zone: str) -> Replies:
        person = desk.person
        facts = PersonFacts(
            person.ref,
            person.name,
            zone,
            is_bot=person.is_bot,
            is_guest=person.is_guest,
            is_gone=person.is_gone,
            is_administrator=person.is_administrator,
        )
        return whole.handle(desk, PersonChanged(origin, facts, seen_key=""))

    return router
