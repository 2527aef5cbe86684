"""Having weeknotes sent, and being left out of them."""

from __future__ import annotations

from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent
from handlers.replies import Reply, Show, Whisper
from handlers.routing import Desk, Replies, Router
from handlers.weeknotes import forms, making, told_views, whose
from storage import standups, teams, weeknotes
from storage.models import Team

router = Router()

_EVERY = {
    **dict.fromkeys(("weekly", "every week", "each week", "1"), 1),
    **dict.fromkeys(("fortnightly", "every two weeks", "every other week", "biweekly", "2"), 2),
    **dict.fromkeys(("off", "stop", "never", "no", "0"), 0),
}


@router.command(
    "weeknote",
    "subscribe",
    usage="[weekly | fortnightly | off]",
    hint="have weeknotes sent to you",
    example="/weeknote subscribe fortnightly",
    opens_form=True,
)
def subscribe_form(desk: Desk, event: Commanded) -> Replies:
    team = _readable(desk, event.origin.place)
    words = event.words.split(maxsplit=1)[1].strip().lower() if " " in event.words.strip() else ""
    if words in _EVERY:
        return [Whisper(told_views.note(_kept(desk, team, _EVERY[words])))]
    if words:
        raise Refusal(
            "Say /weeknote subscribe weekly, fortnightly or off. "
            f"This is what you typed:\n/weeknote {event.words.strip()}"
        )
    there = weeknotes.subscription(desk.session, team.key, desk.person.key)
    return [Show(forms.subscription(team.key, team.name, there.every_weeks if there else 1))]


@router.form("weeknote.subscribe")
def subscribe_sent(desk: Desk, event: FormSent) -> Replies:
    team = whose.team_called(desk, event.args)
    _must_read(desk, team)
    every = event.answers.get("every", "")
    if every not in ("0", "1", "2"):
        raise Invalid({"every": "Choose one of these."})
    return [Whisper(told_views.note(_kept(desk, team, int(every))))]


def _kept(desk: Desk, team: Team, every_weeks: int) -> str:
    me = desk.person.key
    if not every_weeks:
        gone = weeknotes.unsubscribe(desk.session, team.key, me)
        return (
            f"The weeknotes of {team.name} no longer come to you."
            if gone
            else f"The weeknotes of {team.name} did not come to you before either."
        )
    there = weeknotes.subscription(desk.session, team.key, me)
    last = weeknotes.last_posted(desk.session, team.key)
    through = there.sent_through if there else (last.number if last else 0)
    weeknotes.subscribe(desk.session, team.key, me, every_weeks, desk.now, through)
    often = "Each weeknote" if every_weeks == 1 else "Every other week, two weeknotes"
    return f"{often} of {team.name} will come to you in this chat with me."


def _readable(desk: Desk, place: str) -> Team:
    team = whose.team_meant(desk, place)
    _must_read(desk, team)
    return team


def _must_read(desk: Desk, team: Team) -> None:
    """Everybody of the workspace; guests what their own teams write."""
    if desk.person.is_guest and teams.member(desk.session, team.key, desk.person.key) is None:
        raise Refusal(f"Guests read the weeknotes of their own teams; you are not in {team.name}.")


@router.command("weeknote", "opt-out", hint="keep your name and words out of weeknotes")
def opt_out(desk: Desk, event: Commanded) -> Replies:
    weeknotes.opt_out(desk.session, desk.person.key, desk.now)
    return [
        *_drafted_anew(desk),
        Whisper(
            told_views.note(
                "Weeknotes draw on nothing that you write any more, and do not name you. "
                "What is posted already stays. /weeknote opt-in takes this back."
            )
        ),
    ]


def _drafted_anew(desk: Desk) -> list[Reply]:
    """What is not posted yet goes on without them, points that its editor has changed as well."""
    replies: list[Reply] = []
    for team in teams.of_person(desk.session, desk.person.key):
        weeknote = weeknotes.unposted(desk.session, team.key)
        if weeknote is None:
            continue
        mine = standups.entries_of(desk.session, team.key, desk.person.key, weeknote.first_day)
        kept = [
            each
            for each in weeknotes.bullets(desk.session, weeknote.key)
            if not any(
                source["kind"] == "stand-up" and source["id"] in mine for source in each.sources
            )
        ]
        weeknotes.keep_only(desk.session, weeknote.key, [each.key for each in kept])
        making.redraft(desk, team, weeknote)
        replies += making.shown(desk, team, weeknote)
    return replies


@router.command("weeknote", "opt-in", hint="let weeknotes draw on what you write again")
def opt_in(desk: Desk, event: Commanded) -> Replies:
    weeknotes.opt_in(desk.session, desk.person.key)
    return [
        Whisper(
            told_views.note("Weeknotes draw on your stand-ups again, without naming you there.")
        )
    ]
