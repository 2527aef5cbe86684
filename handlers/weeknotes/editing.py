"""Editing a weeknote in chat: by section, one point a line; before and after it is posted."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent, Pressed
from handlers.replies import Reply, Show, Whisper
from handlers.routing import Desk, Replies, Router
from handlers.weeknotes import (
    forms,
    making,
    offering,
    publishing,
    source_views,
    told_views,
    views,
    voice,
    whose,
)
from handlers.weeknotes.note import MOST, TITLES, SectionName
from storage import weeknote_pictures, weeknotes
from storage.models import Team, Weeknote, WeeknoteBullet

router = Router()

CHANGED = 60
"""How alike two lines are, in percent, of which one was made of the other."""


@router.command("weeknote", hint="see or begin the draft of the next weeknote")
def alone(desk: Desk, event: Commanded) -> Replies:
    return draft(desk, event)


@router.command("weeknote", "draft", hint="draft the next weeknote from what happened")
def draft(desk: Desk, event: Commanded) -> Replies:
    team = whose.team_meant(desk, event.origin.place)
    there = weeknotes.unposted(desk.session, team.key)
    if there is None:
        member_may = whose.may_edit(desk, team, None)
        if not member_may:
            whose.must_see_draft(desk, team, None)
        there = making.begun(desk, team, None)
        if there.editor_id is None or not member_may:
            # Who begins it out of turn has it.
            there.editor_id = desk.person.key
            weeknotes.keep(desk.session, there)
        making.plan(desk, team, there)
        # Whoever begins one by hand may want the next to come by itself.
        offering.plan(desk, team, desk.now)
    elif not whose.may_edit(desk, team, there):
        whose.must_see_draft(desk, team, there)
        return _previewed(desk, team, there)
    shown = making.desk_shown(desk, team, there)
    return [*making.shown(desk, team, there), *publishing.in_pages(views.draft(shown))]


@router.command("weeknote", "preview", hint="see how the next weeknote will look")
def preview(desk: Desk, event: Commanded) -> Replies:
    team = whose.team_meant(desk, event.origin.place)
    there = weeknotes.unposted(desk.session, team.key)
    if there is None:
        raise Refusal("There is no draft. Begin one with /weeknote draft.")
    whose.must_see_draft(desk, team, there)
    return _previewed(desk, team, there)


def _previewed(desk: Desk, team: Team, weeknote: Weeknote) -> Replies:
    can_edit = whose.may_edit(desk, team, weeknote)
    shown = making.desk_shown(desk, team, weeknote)
    return publishing.in_pages(views.preview(shown, can_edit=can_edit))


@router.button(views.EDIT)
def edit(desk: Desk, event: Pressed) -> Replies:
    weeknote = whose.held(desk, event.args)
    shown = making.desk_shown(desk, whose.team_of(desk, weeknote), weeknote)
    return publishing.in_pages(views.draft(shown))


@router.button(views.SOURCES)
def sources(desk: Desk, event: Pressed) -> Replies:
    weeknote = whose.held(desk, event.args)
    shown = making.desk_shown(desk, whose.team_of(desk, weeknote), weeknote)
    heard = voice.in_words(voice.tone(desk.session, weeknote.team_id))
    return publishing.in_pages(source_views.sources(shown, heard))


@router.button(views.AGAIN)
def again(desk: Desk, event: Pressed) -> Replies:
    weeknote = whose.held(desk, event.args)
    if weeknote.status == "posted":
        raise Refusal("This weeknote is posted. Change it by section.")
    team = whose.team_of(desk, weeknote)
    making.redraft(desk, team, weeknote)
    return making.shown(desk, team, weeknote)


@router.button(views.SECTION, opens_form=True)
def section(desk: Desk, event: Pressed) -> Replies:
    weeknote = whose.held(desk, event.args)
    shown = making.desk_shown(desk, whose.team_of(desk, weeknote), weeknote)
    return [Show(forms.section(shown, _name(event.args.get("section", ""))))]


@router.form("weeknote.section")
def section_sent(desk: Desk, event: FormSent) -> Replies:
    weeknote = whose.held(desk, event.args)
    name = _name(event.args.get("section", ""))
    texts = lines_of(event.answers.get("points", ""))
    if wrong := problem_of(texts):
        raise Invalid({"points": wrong})
    put(desk, weeknote, name, texts)
    return saved(desk, weeknote)


def lines_of(words: str) -> list[str]:
    """The points of a section: one a line, with or without a mark before it."""
    lines = [
        " ".join(row.strip().removeprefix("- ").removeprefix("* ").removeprefix("• ").split())
        for row in words.splitlines()
    ]
    return [each for each in lines if each]


def problem_of(texts: Sequence[str]) -> str:
    """Why these cannot be the points of a section; empty: they can."""
    if len(texts) > MOST:
        return f"These are {len(texts)} points; {MOST} is the most that people read."
    if long := [each for each in texts if len(each) > forms.LONGEST_POINT]:
        return (
            f"“{long[0][:40]}…” has {len(long[0])} characters; a point takes {forms.LONGEST_POINT}."
        )
    return ""


def put(desk: Desk, weeknote: Weeknote, name: SectionName, texts: Sequence[str]) -> None:
    there = [each for each in weeknotes.bullets(desk.session, weeknote.key) if each.section == name]
    rows = matched(texts, there, weeknote.key, name)
    weeknotes.rewrite(desk.session, weeknote.key, rows, section=name)


def matched(
    texts: Sequence[str], there: Sequence[WeeknoteBullet], weeknote_id: int, section: str
) -> list[WeeknoteBullet]:
    """The lines as points; what a line was made of keeps its sources."""
    left = list(there)
    found: dict[int, WeeknoteBullet] = {}
    for nth, text in enumerate(texts):
        if same := next((each for each in left if each.text == text), None):
            found[nth] = same
            left.remove(same)
    for nth, text in enumerate(texts):
        if nth in found or not left:
            continue
        best = max(left, key=lambda each: fuzz.token_sort_ratio(each.text, text))
        if fuzz.token_sort_ratio(best.text, text) >= CHANGED:
            found[nth] = best
            left.remove(best)
    rows = []
    for nth, text in enumerate(texts):
        was = found.get(nth)
        origin = "added" if was is None else was.origin if was.text == text else "edited"
        rows.append(
            WeeknoteBullet(
                weeknote_id=weeknote_id,
                section=section,
                position=nth,
                text=text,
                origin=origin,
                sources=list(was.sources) if was else [],
            )
        )
    return rows


@router.button(views.TOP, opens_form=True)
def top(desk: Desk, event: Pressed) -> Replies:
    weeknote = whose.held(desk, event.args)
    return [Show(forms.top(making.desk_shown(desk, whose.team_of(desk, weeknote), weeknote)))]


@router.form("weeknote.top")
def top_sent(desk: Desk, event: FormSent) -> Replies:
    weeknote = whose.held(desk, event.args)
    opening = " ".join(event.answers.get("opening", "").split())
    url = event.answers.get("picture", "").strip()
    alt = " ".join(event.answers.get("alt", "").split())
    problems = problems_of(opening, alt, has_picture=bool(url))
    if url and url != weeknote.picture_url and not _is_address(url):
        problems["picture"] = "An address such as https://example.org/pier.jpg, please."
    if problems:
        raise Invalid(problems)
    if url != weeknote.picture_url:
        # One that was sent to us is no longer shown anywhere.
        weeknote_pictures.drop(desk.session, weeknote.key)
    weeknote.opening, weeknote.picture_url = opening, url
    weeknote.picture_alt = alt if url else ""
    return saved(desk, weeknote)


def problems_of(opening: str, alt: str, *, has_picture: bool) -> dict[str, str]:
    problems: dict[str, str] = {}
    if len(opening) > forms.LONGEST_OPENING:
        problems["opening"] = f"At most {forms.LONGEST_OPENING} characters, please."
    if len(alt) > forms.LONGEST_ALT:
        problems["alt"] = f"At most {forms.LONGEST_ALT} characters, please."
    if has_picture and not alt:
        problems["alt"] = "Please say what it shows, for readers who cannot see it."
    return problems


def saved(desk: Desk, weeknote: Weeknote) -> Replies:
    """Everywhere it is, at once."""
    team = whose.team_of(desk, weeknote)
    weeknote.edited_at = desk.now
    weeknotes.keep(desk.session, weeknote)
    replies: list[Reply] = making.shown(desk, team, weeknote)
    if weeknote.status == "posted":
        copies = publishing.changed_everywhere(desk, team, weeknote)
        said = f"Saved, and changed in {len(copies)} places." if len(copies) > 1 else "Saved."
        return [*replies, *copies, Whisper(told_views.note(said))]
    return [*replies, Whisper(told_views.note("Saved."))]


def _name(section: str) -> SectionName:
    for name in TITLES:
        if name == section:
            return name
    raise Refusal("There is no such section.")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme == "https"
            and bool(parts.hostname)
            and not (parts.username or parts.password)
            and len(url) <= forms.LONGEST_URL
            and not any(c.isspace() or c in '<>"' for c in url)
        )
    except ValueError:
        return False
