"""What stands beneath a weeknote in chat, and what a press of it does: it was useful, or it is opened
somewhere else."""

from __future__ import annotations

from handlers.cards import Part
from handlers.errors import Refusal
from handlers.events import Pressed
from handlers.paging import pages
from handlers.replies import Post, Refresh, Reply, Update, Whisper, channel
from handlers.routing import Desk, Replies, Router
from handlers.weeknotes import book, views
from handlers.weeknotes.readers import access, link_views, reader_views
from storage import deliveries, weeknote_links, weeknote_readers
from storage.models import Team, Weeknote

router = Router()


def parts(desk: Desk, weeknote: Weeknote) -> list[Part]:
    """To be put at the end of a posted weeknote."""
    return reader_views.beneath(weeknote.key, has_page=_has_page(desk, weeknote.team_id))


def _has_page(desk: Desk, team_id: int) -> bool:
    return weeknote_links.web(desk.session, team_id, desk.now).mode != "off"


def thread(weeknote: Weeknote, team: Team) -> str:
    """The subject of the weeknote in the team's own channel."""
    return f"weeknote:{weeknote.key}:in:{team.place}"


@router.button(link_views.READ)
def read(desk: Desk, event: Pressed) -> Replies:
    """From the archive, in private."""
    weeknote, team = access.weeknote_called(desk, event.args, event.origin.place)
    weeknote_readers.read(desk.session, weeknote.key, desk.person.key, desk.now)
    note = book.note(desk.session, team, weeknote)
    card = views.posted(note, parts(desk, weeknote))
    return [Whisper(page) for page in pages(card)]


@router.button(reader_views.USEFUL)
def useful(desk: Desk, event: Pressed) -> Replies:
    weeknote, team = access.weeknote_called(desk, event.args, event.origin.place)
    me = desk.person.key
    if weeknote_readers.is_uncounted(desk.session, me):
        raise Refusal(
            "You asked not to be counted, so I keep nothing of this. You can change that with "
            "/weeknote archive."
        )
    weeknote_readers.read(desk.session, weeknote.key, me, desk.now)
    is_new = weeknote_readers.find_useful(desk.session, weeknote.key, me, useful=True)
    card = reader_views.thanked(weeknote.key, weeknote.number, again=not is_new)
    return [*(echo(desk, weeknote, team) if is_new else []), Whisper(card)]


@router.button(reader_views.UNUSEFUL)
def unuseful(desk: Desk, event: Pressed) -> Replies:
    weeknote, team = access.weeknote_called(desk, event.args, event.origin.place)
    weeknote_readers.find_useful(desk.session, weeknote.key, desk.person.key, useful=False)
    note = link_views.note("It is taken back.")
    return [*echo(desk, weeknote, team), Refresh(note)]


def echo(desk: Desk, weeknote: Weeknote, team: Team, *, is_seen_there: bool = False) -> list[Reply]:
    """One line in the team's thread, that changes; `is_seen_there`: what happened stands beneath the
    weeknote in the team's own channel as well, so that it alone is not worth a line."""
    none = weeknote_readers.Reach()
    found = weeknote_readers.reach(desk.session, [weeknote.key]).get(weeknote.key, none)
    signs = weeknote_readers.signs(desk.session, weeknote.key)
    card = reader_views.echo(weeknote.number, found.useful, found.reacted, signs)
    subject = f"weeknote:{weeknote.key}:echo"
    if deliveries.about(desk.session, subject) is not None:
        return [Update(subject, card)]
    if is_seen_there:
        return []
    return [Post(channel(team.place), subject, card, under(desk, weeknote, team))]


def under(desk: Desk, weeknote: Weeknote, team: Team) -> str:
    """The message whose thread it belongs in; empty where there is none."""
    subject = thread(weeknote, team)
    return subject if deliveries.about(desk.session, subject) is not None else ""
