"""What becomes of an action: ticked off, moved, changed, handed over, dropped, taken up again."""

from __future__ import annotations

from handlers.cards import Card, plain
from handlers.errors import Invalid, Refusal
from handlers.events import FormSent, Pressed
from handlers.replies import Refresh, Reply, Show, Whisper
from handlers.retro.actions import adding, book, course, forms, listing, views, whose
from handlers.retro.actions.forms import Draft
from handlers.routing import Desk, Replies, Router
from storage import actions
from storage.models import Action

router = Router()


@router.button(views.DONE)
def done(desk: Desk, event: Pressed) -> Replies:
    action = _must_be_open(desk, event)
    action.status, action.closed_at = actions.DONE, desk.now
    replies = course.happened(desk, action, "done")
    return [*replies, *_in_place(desk, event, action)]


@router.button(views.REOPEN)
def reopen(desk: Desk, event: Pressed) -> Replies:
    action = whose.held(desk, event.args)
    whose.must_change(desk, action)
    if action.status == actions.OPEN:
        raise Refusal("This is open already.")
    action.status, action.closed_at, action.closing = actions.OPEN, None, ""
    course.begin_anew(desk, action, handed=False)
    replies = course.happened(desk, action, "reopened")
    return [*replies, *_in_place(desk, event, action)]


def _in_place(desk: Desk, event: Pressed, action: Action) -> list[Reply]:
    """A list is shown again as it is now, and so is a message about this action; the card of a retro
    is changed for all who see it."""
    if "filter" in event.args:
        return [Refresh(listing.listed(desk, event.args))]
    card = views.settled(book.shown(desk, action, desk.person))
    match event.args.get("in"):
        case "retro":
            return []
        case "home":
            return [Whisper(card)]
        case _:
            return [Refresh(card)]


@router.button(views.MOVE, opens_form=True)
def move(desk: Desk, event: Pressed) -> Replies:
    action = _must_be_open(desk, event)
    due = adding.typed_due(desk, whose.team_of(desk, action), action)
    return [Show(forms.moving(action.words, due, {"action": str(action.key)}))]


@router.form("action.move")
def moved(desk: Desk, event: FormSent) -> Replies:
    action = _must_be_open(desk, event)
    due_day, due_at = adding.read_due(desk, whose.team_of(desk, action), event.answers)
    action.due_day, action.due_at = due_day, due_at
    course.begin_anew(desk, action, handed=False)
    replies = course.happened(desk, action, "changed", about={"told": "the date"})
    return [*replies, Whisper(_told(desk, action, "Moved."))]


@router.button(views.CHANGE, opens_form=True)
def change(desk: Desk, event: Pressed) -> Replies:
    action = _must_be_open(desk, event)
    team, owner = whose.team_of(desk, action), whose.person_of(desk, action.owner_id)
    draft = Draft(action.words, owner.ref, adding.typed_due(desk, team, action))
    return [Show(forms.changing(draft, {"action": str(action.key)}))]


@router.form("action.change")
def changed(desk: Desk, event: FormSent) -> Replies:
    action = _must_be_open(desk, event)
    team = whose.team_of(desk, action)
    words, owner, due_day, due_at = adding.read(desk, team, event.answers, action)
    before = action.words, action.owner_id, (action.due_day, action.due_at)
    after = words, owner.key, (due_day, due_at)
    differing = [
        name
        for name, one, other in zip(
            ("the words", "the owner", "the date"), before, after, strict=True
        )
        if one != other
    ]
    if not differing:
        return [Whisper(views.note("Nothing has changed."))]
    is_handed = owner.key != action.owner_id and owner.key != desk.person.key
    action.words, action.owner_id = words, owner.key
    action.due_day, action.due_at = due_day, due_at
    if differing != ["the words"]:
        course.begin_anew(desk, action, handed=is_handed)
    about = {"told": ", ".join(differing)}
    if "the owner" in differing:
        about["owner"] = owner.name
    replies = course.happened(desk, action, "changed", about=about)
    return [*replies, Whisper(_told(desk, action, "Changed."))]


@router.button(views.HEIR, opens_form=True)
def heir(desk: Desk, event: Pressed) -> Replies:
    action = _must_be_open(desk, event)
    return [Show(forms.inheriting(action.words, {"action": str(action.key)}))]


@router.form("action.heir")
def inherited(desk: Desk, event: FormSent) -> Replies:
    """The date stays; where it has passed, the new owner is asked for another."""
    action = _must_be_open(desk, event)
    found = adding.person(desk, event.answers.get("owner", ""))
    if found is None:
        raise Invalid({"owner": "Somebody who is here, please."})
    if found.key != action.owner_id:
        action.owner_id = found.key
        course.begin_anew(desk, action, handed=found.key != desk.person.key)
    about = {"told": "the owner", "owner": found.name}
    replies = course.happened(desk, action, "changed", about=about)
    return [*replies, Whisper(_told(desk, action, "Thank you."))]


@router.button(views.DROP, opens_form=True)
def drop(desk: Desk, event: Pressed) -> Replies:
    action = _must_be_open(desk, event)
    return [Show(forms.dropping(action.words, {"action": str(action.key)}))]


@router.form("action.drop")
def dropped(desk: Desk, event: FormSent) -> Replies:
    action = _must_be_open(desk, event)
    why = event.answers.get("words", "").strip()
    if not 0 < len(why) <= forms.LONGEST_WHY:
        raise Invalid({"words": f"1 to {forms.LONGEST_WHY:,} characters, please."})
    action.status, action.closed_at, action.closing = actions.DROPPED, desk.now, why
    replies = course.happened(desk, action, "dropped", why)
    return [*replies, Whisper(_told(desk, action, "Dropped."))]


def _must_be_open(desk: Desk, event: Pressed | FormSent) -> Action:
    """Held, still open, and this person may change it. Raises Refusal, with what was typed."""
    action = whose.held(desk, event.args)
    whose.must_change(desk, action)
    if action.status == actions.OPEN:
        return action
    closing = [
        each.person_id
        for each in actions.history(desk.session, action.key)
        if each.kind == action.status and each.person_id
    ]
    who = whose.person_of(desk, closing[-1]).name if closing else "Somebody"
    what = "ticked this off" if action.status == actions.DONE else "dropped this"
    typed = event.answers.get("words", "").strip()
    back = f" This is what you typed:\n{typed}" if typed else ""
    raise Refusal(f"{who} has {what} already.{back}")


def _told(desk: Desk, action: Action, said: str) -> Card:
    card = views.settled(book.shown(desk, action, desk.person))
    return Card(f"{said} {card.summary}", (plain(said), *card.parts))
