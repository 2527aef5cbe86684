"""The end of a blocker: resolved, dismissed, merged; and opened again. Two who end it at once end it
once: its row is held, and the second is told who was faster."""

from __future__ import annotations

from handlers.blockers import course, views, whose
from handlers.blockers.saying import must_be_open, must_say, saying, thanks
from handlers.errors import Invalid, Refusal
from handlers.events import FormSent, Pressed
from handlers.replies import Show
from handlers.routing import Desk, Replies, Router
from storage import blockers
from storage.models import Blocker

router = Router()


@router.button(views.RESOLVE, opens_form=True)
def resolve(desk: Desk, event: Pressed) -> Replies:
    blocker = must_be_open(desk, event.args)
    whose.must_resolve(desk, blocker)
    return [Show(saying("resolve", blocker))]


@router.button("blocker.no_longer", opens_form=True)
def no_longer(desk: Desk, event: Pressed) -> Replies:
    return resolve(desk, event)


@router.form("blocker.resolve")
def resolved(desk: Desk, event: FormSent) -> Replies:
    blocker = must_be_open(desk, event.args, event)
    words = must_say(event)
    return [*resolve_now(desk, blocker, words), thanks(f"Blocker {blocker.number} is resolved.")]


def resolve_now(desk: Desk, blocker: Blocker, words: str) -> Replies:
    """Raises Refusal for whom it does not concern."""
    whose.must_resolve(desk, blocker)
    return close(desk, blocker, "resolved", words)


@router.button(views.DISMISS, opens_form=True)
def dismiss(desk: Desk, event: Pressed) -> Replies:
    blocker = must_be_open(desk, event.args)
    whose.must_dismiss(desk, blocker)
    return [Show(saying("dismiss", blocker))]


@router.form("blocker.dismiss")
def dismissed(desk: Desk, event: FormSent) -> Replies:
    blocker = must_be_open(desk, event.args, event)
    whose.must_dismiss(desk, blocker)
    replies = close(desk, blocker, "dismissed", must_say(event))
    return [*replies, thanks(f"Blocker {blocker.number} is dismissed.")]


@router.button(views.MERGE, opens_form=True)
def merge(desk: Desk, event: Pressed) -> Replies:
    blocker = must_be_open(desk, event.args)
    whose.must_dismiss(desk, blocker)
    return [Show(saying("merge", blocker))]


@router.form("blocker.merge")
def merged(desk: Desk, event: FormSent) -> Replies:
    """This one ends, and whoever it stopped waits for the other."""
    number = whose.number(must_say(event))
    found = blockers.numbered(desk.session, number)
    # Whoever merges them the other way round holds them in the same order, and waits.
    both = {whose.number(event.args.get("blocker", "")), found.key if found else 0}
    for key in sorted(both):
        blockers.held(desk.session, key)
    blocker = must_be_open(desk, event.args, event)
    whose.must_dismiss(desk, blocker)
    if found is None or not whose.may_see(desk, found):
        raise Invalid({"words": f"There is no blocker {number}. /blocker list shows them."})
    if found.key == blocker.key:
        raise Invalid({"words": "That is this one. Which other one is the same?"})
    other = blockers.held(desk.session, found.key)
    if other is None or other.status not in blockers.OPEN:
        raise Invalid({"words": f"Blocker {number} is closed. Reopen it first."})
    if other.is_private and not blocker.is_private:
        raise Invalid({"words": f"Blocker {number} is private, and this one is not."})
    concerned = whose.concerned(desk, blocker)
    stopped = [blocker.blocked_id, *blockers.watchers(desk.session, blocker.key)]
    for person in stopped:
        if person != other.blocked_id:
            blockers.join(desk.session, other.key, person)
    blocker.merged_into_id = other.key
    about = {"told": f"it into blocker {other.number}", "other": str(other.number)}
    blockers.told(desk.session, blockers.untold(desk.session, blocker.key))
    blocker.status, blocker.closed_at, blocker.quiet_until = "dismissed", desk.now, None
    replies = course.happened(desk, blocker, "merged", "", about, concerned)
    told = {"told": f"blocker {blocker.number} into it", "other": str(other.number)}
    return [
        *replies,
        *course.happened(desk, other, "merged", "", told),
        thanks(f"Blocker {blocker.number} is part of blocker {other.number} now."),
    ]


@router.button(views.REOPEN, opens_form=True)
def reopen(desk: Desk, event: Pressed) -> Replies:
    blocker = whose.held(desk, event.args)
    _must_be_closed(desk, blocker)
    return [Show(saying("reopen", blocker))]


@router.form("blocker.reopen")
def reopened(desk: Desk, event: FormSent) -> Replies:
    blocker = whose.held(desk, event.args)
    _must_be_closed(desk, blocker)
    words = must_say(event)
    blocker.status, blocker.closed_at, blocker.closing = "open", None, ""
    blocker.merged_into_id, blocker.quiet_until = None, None
    blocker.ladder_since, blocker.ladder_rung, blocker.ladder_resumed = desk.now, 0, False
    tell = whose.concerned(desk, blocker)
    replies = course.happened(desk, blocker, "reopened", words, tell=tell)
    return [*replies, thanks(f"Blocker {blocker.number} is open again.")]


def _must_be_closed(desk: Desk, blocker: Blocker) -> None:
    whose.must_resolve(desk, blocker)
    if blocker.status in blockers.OPEN:
        raise Refusal(f"Blocker {blocker.number} is open already.")


def close(
    desk: Desk, blocker: Blocker, kind: str, words: str, about: dict[str, str] | None = None
) -> Replies:
    """What was still to be asked of somebody is asked no more."""
    blockers.told(desk.session, blockers.untold(desk.session, blocker.key))
    blocker.status, blocker.closing = kind, words
    blocker.closed_at, blocker.quiet_until = desk.now, None
    tell = whose.concerned(desk, blocker)
    return course.happened(desk, blocker, kind, words, about, tell)
