"""Who is asked about a blocker while the person it waits for is away."""

from __future__ import annotations

from handlers.blockers import course, service_views, views
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent
from handlers.mentions import named
from handlers.replies import Post, Reply, Show, Whisper, direct
from handlers.routing import Desk, Replies, Router
from storage import people
from storage.models import Person

router = Router()

NOBODY = ("none", "nobody")


@router.command(
    "blocker",
    "stand-in",
    usage="[@person | none]",
    hint="say who is asked about blockers while you are away",
    example="/blocker stand-in @Ada",
    opens_form=True,
)
def stand_in(desk: Desk, event: Commanded) -> Replies:
    rest = event.words.strip()[len("stand-in") :].strip()
    if not rest:
        found = people.by_id(desk.session, desk.person.stand_in_id or 0)
        mine = [each.name for each in people.stood_in_for(desk.session, desk.person.key)]
        ref = found.ref if found and not found.is_gone else ""
        return [Show(service_views.stand_in(ref, mine))]
    if rest.casefold() in NOBODY:
        return _keep(desk, None)
    who, others = named(desk, rest, event.mentions)
    if who is None or others:
        raise Refusal(
            "Say it like /blocker stand-in @Ada, or /blocker stand-in none. To log a blocker that "
            f"begins with “stand-in”, use /blocker alone. You typed:\n{rest}"
        )
    if wrong := _wrong(desk, who):
        raise Refusal(wrong)
    return _keep(desk, who)


@router.form(service_views.STAND_IN)
def sent(desk: Desk, event: FormSent) -> Replies:
    ref = event.answers.get("person", "")
    if not ref:
        return _keep(desk, None)
    who = people.called(desk.session, ref)
    if wrong := _wrong(desk, who):
        raise Invalid({"person": wrong})
    return _keep(desk, who)


def _keep(desk: Desk, who: Person | None) -> Replies:
    """Who is away already is stood in for from now on."""
    me = desk.person
    is_new = who is not None and me.stand_in_id != who.key
    me.stand_in_id = who.key if who else None
    desk.session.add(me)
    desk.session.flush()
    replies: list[Reply] = [*course.around(desk, me)]
    if who is not None and is_new:
        subject = f"stand-in:{me.key}:{who.key}:{desk.now.isoformat()}"
        replies.append(Post(direct(who.ref), subject, service_views.stands_in(me.name)))
    said = "Nobody stands in for you now: while you are away, blockers go to who is next."
    if who is not None:
        said = f"{who.name} is asked about blockers while you are away, and knows."
    return [*replies, Whisper(views.note(said))]


def _wrong(desk: Desk, who: Person | None) -> str:
    if who is None or who.is_bot or who.is_gone:
        return "I don't know this person here. Please choose somebody else."
    if who.key == desk.person.key:
        return "That is you. Whom should I ask while you are away?"
    return "A guest can't stand in for you: they see their own teams only." if who.is_guest else ""
