"""Earlier weeknotes are taken over, pasted as Markdown: for the archive, without a word to anybody."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from handlers.errors import Invalid
from handlers.events import FormSent
from handlers.replies import Whisper
from handlers.rights import must_run
from handlers.routing import Desk, Replies, Router
from handlers.times import local, moment
from handlers.weeknotes import told_views, voice, whose
from handlers.weeknotes.markdown_in import Earlier, Unreadable, read
from storage import weeknotes
from storage.models import Team, Weeknote, WeeknoteBullet

router = Router()

AT = time(15)
"""The hour that they are said to be posted at."""


@router.form("weeknote.import")
def import_sent(desk: Desk, event: FormSent) -> Replies:
    team = whose.team_called(desk, event.args)
    must_run(desk, team)
    try:
        found = sorted(read(event.answers.get("markdown", "")), key=lambda each: each.day)
    except Unreadable as wrong:
        raise Invalid({"markdown": str(wrong)}) from None
    today = local(desk.now, team.zone).date()
    if late := [each for each in found if each.day > today]:
        raise Invalid({"markdown": f"{late[0].day} has not come yet."})
    for number, each in _numbered(desk, team, found):
        _keep(desk, team, number, each)
    said = "1 weeknote is" if len(found) == 1 else f"{len(found)} weeknotes are"
    told = f"{said} in the archive of {team.name}. See /weeknote archive."
    if heard := voice.in_words(voice.tone(desk.session, team.key)):
        told += f"\nFrom now on I draft the way you write: {heard}."
        if weeknotes.unposted(desk.session, team.key) is not None:
            told += " The draft that waits takes it over with Draft again."
        told += " If you would rather have my usual words, say so in /weeknote setup."
    return [Whisper(told_views.note(told))]


def _numbered(desk: Desk, team: Team, found: list[Earlier]) -> list[tuple[int, Earlier]]:
    """Raises Invalid where a number is taken, or missing and not to be guessed."""
    draft = weeknotes.unposted(desk.session, team.key)
    taken = weeknotes.numbers(desk.session, team.key) - ({draft.number} if draft else set())
    own = [each.number for each in found if each.number is not None]
    if both := sorted((taken & set(own)) | {each for each in own if own.count(each) > 1}):
        raise Invalid({"markdown": f"Weeknote {both[0]} is there already."})
    last = weeknotes.last_posted(desk.session, team.key)
    nameless = [each for each in found if each.number is None]
    if nameless and last is not None and not last.is_imported:
        raise Invalid(
            {"markdown": "Please write a number in each heading, such as “# Weeknote 3”."}
        )
    following = max((*taken, *own), default=0)
    numbered: list[tuple[int, Earlier]] = []
    for each in found:
        if each.number is None:
            following += 1
        numbered.append((each.number or following, each))
    if draft is not None and numbered:
        # It comes after all that was before.
        draft.number = max(draft.number, following + 1, *(n + 1 for n, _ in numbered))
        weeknotes.keep(desk.session, draft)
    return numbered


def _keep(desk: Desk, team: Team, number: int, earlier: Earlier) -> None:
    posted_at: datetime = min(moment(earlier.day, AT, team.zone), desk.now)
    weeknotes.begin(
        desk.session,
        Weeknote(
            team_id=team.key,
            number=number,
            status="posted",
            first_day=earlier.day - timedelta(days=earlier.day.weekday()),
            last_day=earlier.day,
            opening=earlier.opening,
            picture_url=earlier.picture_url,
            picture_alt=earlier.picture_alt,
            drafted_at=posted_at,
            posted_at=posted_at,
            is_imported=True,
            people=[_member(each) for each in earlier.people],
            contact=earlier.contact,
        ),
    )
    weeknote = weeknotes.numbered(desk.session, team.key, number)
    assert weeknote is not None
    rows = [
        WeeknoteBullet(
            weeknote_id=weeknote.key, section=name, position=0, text=text, origin="imported"
        )
        for name, texts in earlier.sections.items()
        for text in texts
    ]
    weeknotes.rewrite(desk.session, weeknote.key, rows)
    weeknotes.keep(desk.session, weeknote)


def _member(words: str) -> dict[str, str]:
    name, comma, role = words.partition(", ")
    if not comma and words.endswith(")"):
        name, _, role = words[:-1].rpartition(" (")
    return {"name": name or words, "role": role if name else ""}
