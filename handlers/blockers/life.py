"""What becomes of a blocker: acknowledged, handed over, put off, talked about, changed."""

from __future__ import annotations

from typing import Any

from handlers import moments
from handlers.blockers import book, course, filling, forms, raising, views, whose
from handlers.blockers.forms import Draft
from handlers.blockers.saying import must_be_open, must_say, saying, thanks
from handlers.cards import Moment
from handlers.errors import Invalid, Refusal
from handlers.events import FormSent, Pressed, Said
from handlers.paging import split
from handlers.replies import Refresh, Reply, Show, Whisper
from handlers.routing import Desk, Replies, Router
from storage import blockers, deliveries, people
from storage.models import Blocker

router = Router()


@router.button(views.MORE)
def more(desk: Desk, event: Pressed) -> Replies:
    """The whole, in private; turning its pages changes it in place."""
    blocker = whose.held(desk, event.args)
    number = whose.number(event.args.get("page", ""))
    lines, page, pages = book.page(desk, blocker, number or 1)
    card = views.more(book.shown(desk, blocker, desk.person), lines, page, pages)
    return [Refresh(card)] if "page" in event.args else [Whisper(card)]


# "I'm on it."
@router.button(views.ACKNOWLEDGE, opens_form=True)
def acknowledge(desk: Desk, event: Pressed) -> Replies:
    blocker = must_be_open(desk, event.args)
    whose.must_resolve(desk, blocker)
    shown = book.shown(desk, blocker, desk.person)
    quiet = shown.quiet_until
    until = moments.typed(Moment(quiet, shown.zone, "day and time")) if quiet else ""
    return [Show(forms.on_it(shown.args, shown.number, shown.summary, until))]


@router.form("blocker.acknowledge")
def acknowledged(desk: Desk, event: FormSent) -> Replies:
    """Whoever is on it owns it from then on."""
    blocker = must_be_open(desk, event.args, event)
    whose.must_resolve(desk, blocker)
    about = _pause(desk, blocker, event)
    before, me = blocker.owner_id, desk.person
    blocker.status, blocker.owner_id = "acknowledged", me.key
    about |= {"told": f"until {about['until']}", "before": before}
    tell = [*whose.concerned(desk, blocker), before]
    words = event.answers.get("words", "").strip()
    replies = course.happened(desk, blocker, "acknowledged", words, about, tell)
    return [*replies, thanks(f"Thank you. Nobody is reminded until {about['until']}.")]


@router.button(views.SNOOZE, opens_form=True)
def snooze(desk: Desk, event: Pressed) -> Replies:
    blocker = must_be_open(desk, event.args)
    whose.must_reassign(desk, blocker)
    return [Show(forms.snoozing({"blocker": str(blocker.key)}, blocker.number, blocker.summary))]


@router.form("blocker.snooze")
def snoozed(desk: Desk, event: FormSent) -> Replies:
    blocker = must_be_open(desk, event.args, event)
    whose.must_reassign(desk, blocker)
    about = _pause(desk, blocker, event)
    about["told"] = f"until {about['until']}"
    words = event.answers.get("words", "").strip()
    tell = whose.concerned(desk, blocker)
    replies = course.happened(desk, blocker, "snoozed", words, about, tell)
    return [*replies, thanks(f"Put off until {about['until']}.")]


def _pause(desk: Desk, blocker: Blocker, event: FormSent) -> dict[str, Any]:
    """The ladder rests until then, and goes on with the owner. Raises Invalid."""
    team = whose.team_of(desk, blocker)
    meant = moments.read(desk, "until", event.answers.get("until", ""), team)
    course.news(desk, blocker)
    blocker.quiet_until = blocker.ladder_since = meant.at
    blocker.ladder_resumed = True
    style = "day and time" if meant.timed else "day"
    at = Moment(meant.at, moments.zone(desk, team), style)  # type: ignore[arg-type]
    return {"until": moments.said(at)}


# Somebody else can remove it.
@router.button(views.REASSIGN, opens_form=True)
def reassign(desk: Desk, event: Pressed) -> Replies:
    blocker = must_be_open(desk, event.args)
    whose.must_reassign(desk, blocker)
    owner = whose.person(desk, blocker.owner_id)
    args = {"blocker": str(blocker.key)}
    ref = owner.ref if owner else ""
    return [Show(forms.reassigning(args, blocker.number, blocker.summary, ref))]


@router.form("blocker.reassign")
def reassigned(desk: Desk, event: FormSent) -> Replies:
    blocker = must_be_open(desk, event.args, event)
    whose.must_reassign(desk, blocker)
    ref = event.answers.get("owner", "")
    found = people.called(desk.session, ref) if ref else None
    if found is None or found.is_bot or found.is_gone:
        raise Invalid({"owner": "I don't know this person here. Please choose somebody else."})
    if found.key == blocker.owner_id:
        raise Invalid({"owner": f"{found.name} owns it already."})
    before = blocker.owner_id
    blocker.owner_id, blocker.status, blocker.quiet_until = found.key, "open", None
    course.news(desk, blocker)
    words = event.answers.get("words", "").strip()
    tell = [found.key, before, *whose.concerned(desk, blocker)]
    about = {"told": f"to {found.name}", "before": before}
    replies = course.happened(desk, blocker, "reassigned", words, about, tell)
    return [*replies, thanks(f"{found.name} hears of it.")]


# Talking about it.
@router.button(views.COMMENT, opens_form=True)
def comment(desk: Desk, event: Pressed) -> Replies:
    blocker = whose.held(desk, event.args)
    return [Show(saying("comment", blocker))]


@router.form("blocker.comment")
def commented(desk: Desk, event: FormSent) -> Replies:
    blocker = whose.held(desk, event.args)
    replies = _comment(desk, blocker, must_say(event))
    return [*replies, thanks("It is kept with the blocker.")]


@router.said
def replied(desk: Desk, event: Said) -> Replies | None:
    """A reply in the thread of a card, or of what was told in private."""
    is_direct = event.origin.place_kind == "direct"
    place = desk.person.ref if is_direct else event.origin.place
    about = deliveries.shown_as(desk.session, place, event.thread)
    if about is None or not about.subject.startswith("blocker:") or not event.text.strip():
        return None
    blocker = whose.held(desk, {"blocker": about.subject.split(":")[1]})
    replies = _comment(desk, blocker, event.text.strip())
    return [*replies, thanks(f"Kept with blocker {blocker.number}.")] if is_direct else replies


def _comment(desk: Desk, blocker: Blocker, words: str) -> Replies:
    """Of the owner it is news; others hear of it either way."""
    if desk.person.key == blocker.owner_id and not course.is_quiet(desk, blocker):
        course.news(desk, blocker)
    first, *more = split(words, forms.LONGEST)
    tell = whose.concerned(desk, blocker)
    replies = course.happened(desk, blocker, "commented", first, tell=tell)
    for piece in more:
        # All of it stands in the history; a message may be longer than a card.
        replies = [*replies, *course.happened(desk, blocker, "commented", piece, tell=tell)]
    return replies


@router.button(views.STILL)
def still(desk: Desk, event: Pressed) -> Replies:
    blocker = must_be_open(desk, event.args)
    if desk.person.key not in whose.concerned(desk, blocker):
        raise Refusal("Whoever is blocked can say this.")
    today = [
        each
        for each in blockers.history(desk.session, blocker.key)
        if each.kind == "still" and each.at.date() == desk.now.date()
    ]
    replies = [] if today else course.happened(desk, blocker, "still")
    return [*replies, thanks(f"Thank you. Blocker {blocker.number} stays open.")]


# Changing what it says.
@router.button(views.CHANGE, opens_form=True)
def change(desk: Desk, event: Pressed) -> Replies:
    blocker = must_be_open(desk, event.args)
    whose.must_reassign(desk, blocker)
    shown = book.shown(desk, blocker, desk.person)
    owner, blocked = (whose.person(desk, each) for each in (blocker.owner_id, blocker.blocked_id))
    draft = Draft(
        blocker.summary,
        blocker.details,
        owner=owner.ref if owner else "",
        blocked=blocked.ref if blocked else "",
        waits_for=blocker.waits_for,
        waits_for_name=blocker.waits_for_name,
        severity=blocker.severity,
        category=blocker.category,
        due=moments.typed(views.due(shown)) if shown.due_at else "",
        is_private=blocker.is_private,
    )
    return [Show(forms.changing(draft, shown.args, raising.service_names(desk)))]


@router.form("blocker.change")
def changed(desk: Desk, event: FormSent) -> Replies:
    blocker = must_be_open(desk, event.args, event)
    whose.must_reassign(desk, blocker)
    was_private, owner, before = blocker.is_private, blocker.owner_id, _facts(blocker)
    service = whose.service_of(desk, blocker)
    same_due = event.answers.get("due", "") == _due(desk, blocker)
    due = blocker.due_at, blocker.due_has_time
    answers = {**event.answers, "due": ""} if same_due else event.answers
    filling.fill(desk, blocker, answers, whose.team_of(desk, blocker))
    if same_due:
        blocker.due_at, blocker.due_has_time = due
    if was_private and not blocker.is_private and not whose.may_show(desk, blocker):
        desk.session.refresh(blocker)
        raise Invalid({"private": "Only who raised it or is blocked shows it to the team."})
    is_moved = blocker.is_private != was_private
    after = _facts(blocker)
    differing = [name for name in after if before[name] != after[name]]
    if not differing and not is_moved:
        return [thanks("Nothing has changed.")]
    now_for = whose.service_of(desk, blocker)
    left: Replies = []
    if service is not None and service != now_for:
        left = course.taken_back(desk, blocker, service.place)
    moved = [*left, *(course.moved(desk, blocker) if is_moved else [])]
    if not differing:
        return [*moved, *course.go_on(desk, blocker), _is_changed(blocker)]
    if blocker.owner_id != owner:
        blocker.status, blocker.quiet_until = "open", None
        course.news(desk, blocker)
    about = {"told": ", ".join(differing), "before": owner}
    tell = [blocker.owner_id, owner] if blocker.owner_id != owner else []
    if service != now_for and not is_moved:
        asked = whose.service_owner(desk, blocker)
        tell.append(asked.key if asked else None)
    replies = course.happened(desk, blocker, "changed", "", about, tell)
    return [*moved, *replies, _is_changed(blocker)]


def _is_changed(blocker: Blocker) -> Reply:
    return thanks(f"Blocker {blocker.number} is changed.")


def _due(desk: Desk, blocker: Blocker) -> str:
    if blocker.due_at is None:
        return ""
    return moments.typed(views.due(book.shown(desk, blocker, desk.person)))


def _facts(blocker: Blocker) -> dict[str, Any]:
    return {
        "the summary": blocker.summary,
        "the details": blocker.details,
        "the owner": blocker.owner_id,
        "who is blocked": blocker.blocked_id,
        "what it waits for": (blocker.waits_for, blocker.waits_for_name),
        "the severity": blocker.severity,
        "the category": blocker.category,
        "by when it is needed": blocker.due_at,
    }
