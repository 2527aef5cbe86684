"""Editing a weeknote, and taking earlier ones over, on a page of one's own for a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, Pressed, WeeknoteWritten
from handlers.replies import Show, Whisper
from handlers.rights import must_run
from handlers.routing import Desk, Replies, Router
from handlers.weeknotes import editing, forms, making, told_views, views, whose
from handlers.weeknotes.note import TITLES
from storage import teams, weeknote_passes, weeknote_pictures, weeknotes
from storage.models import Team, Weeknote, WeeknotePass
from storage.weeknote_pictures import Kept

OPEN_FOR = timedelta(hours=24)
EDIT, IMPORT = "edit", "import"


def router_for(address: str) -> Router:
    """`address` is where the world reaches us."""
    router = Router()
    home = address.rstrip("/")

    @router.button(views.ON_THE_WEB)
    def page(desk: Desk, event: Pressed) -> Replies:
        weeknote = whose.held(desk, event.args)
        url = f"{home}/edit/{_pass(desk, weeknote.team_id, EDIT, weeknote.key)}"
        return [Whisper(told_views.own_page(f"Edit weeknote {weeknote.number}", url))]

    @router.command(
        "weeknote",
        "import",
        usage="[web]",
        hint="take earlier weeknotes over, as Markdown; many at once on a page of your own",
        example="/weeknote import web",
        opens_form=True,
    )
    def importing(desk: Desk, event: Commanded) -> Replies:
        team = whose.team_meant(desk, event.origin.place)
        must_run(desk, team)
        match event.words.split()[1:]:
            case []:
                return [Show(forms.importing(team.key, team.name))]
            case [word] if word.casefold() == "web":
                url = f"{home}/edit/{_pass(desk, team.key, IMPORT, None)}"
                return [Whisper(told_views.own_page(f"Earlier weeknotes of {team.name}", url))]
            case _:
                raise Refusal(
                    "Say /weeknote import for a form, or /weeknote import web for a page where more "
                    f"fits.\nThis is what you typed:\n/weeknote {event.words.strip()}"
                )

    @router.on(WeeknoteWritten)
    def written(desk: Desk, event: WeeknoteWritten) -> Replies:
        weeknote = whose.held(desk, {"weeknote": str(event.weeknote)})
        said = event.answers
        opening = " ".join(said.get("opening", "").split())
        alt = " ".join(said.get("alt", "").split())
        url = "" if said.get("drop") else weeknote.picture_url
        problems = editing.problems_of(opening, alt, has_picture=bool(url or event.picture))
        sections = {name: editing.lines_of(said.get(name, "")) for name in TITLES}
        problems |= {
            name: wrong for name, texts in sections.items() if (wrong := editing.problem_of(texts))
        }
        if event.seen and event.seen != stand(weeknote):
            problems[CHANGED] = (
                "Somebody has changed it since you opened this page. Nothing you typed is lost: "
                "save again to keep yours, or open the page anew to see theirs."
            )
        if problems:
            raise Invalid(problems)
        if event.picture is not None:
            kept = Kept(event.picture.kind, event.picture.content)
            secret = weeknote_pictures.keep(desk.session, weeknote.key, kept, desk.now)
            url = f"{home}/pictures/{secret}.{kept.kind}"
        elif not url:
            weeknote_pictures.drop(desk.session, weeknote.key)
        weeknote.opening, weeknote.picture_url = opening, url
        weeknote.picture_alt = alt if url else ""
        for name, texts in sections.items():
            editing.put(desk, weeknote, name, texts)
        return editing.saved(desk, weeknote)

    return router


CHANGED = "seen"
"""The field that somebody else's change is told at."""


def _pass(desk: Desk, team_id: int, what: str, weeknote_id: int | None) -> str:
    me = desk.person.key
    until = desk.now + OPEN_FOR
    return weeknote_passes.give(desk.session, team_id, me, what, weeknote_id, until)


def stand(weeknote: Weeknote) -> str:
    """Differs once anybody has changed it."""
    changed = max(filter(None, (weeknote.edited_at, weeknote.drafted_at)))
    return changed.isoformat()


@dataclass(frozen=True, slots=True)
class Opened:
    """What a page of one's own shows."""

    team: Team
    weeknote: Weeknote | None
    """None: earlier ones are taken over there."""
    shown: views.Shown | None = None
    has_own_picture: bool = False


def opened(desk: Desk, given: WeeknotePass) -> Opened | None:
    """None: this person may no longer."""
    team = teams.by_id(desk.session, given.team_id)
    if team is None:
        return None
    try:
        if given.what == IMPORT:
            must_run(desk, team)
            return Opened(team, None)
        weeknote = weeknotes.by_id(desk.session, given.weeknote_id or 0)
        if weeknote is None:
            return None
        whose.must_edit(desk, team, weeknote)
    except Refusal:
        return None
    shown = making.desk_shown(desk, team, weeknote)
    has_own = bool(weeknote_pictures.among(desk.session, [weeknote.key]))
    return Opened(team, weeknote, shown, has_own)
