"""`/weeknote archive` and `/weeknote web`: earlier weeknotes, in chat and by a link to the page."""

from __future__ import annotations

from handlers.cards import Card
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent, Pressed
from handlers.replies import Refresh, Show, Whisper
from handlers.rights import must_run
from handlers.routing import Desk, Replies, Router
from handlers.weeknotes.readers import access, link_views, reader_views
from handlers.weeknotes.readers.link_views import MODES, Given, Row
from storage import weeknote_links, weeknote_readers, weeknotes
from storage.models import Team, Weeknote, WeeknoteWeb

LATEST = 5
"""Weeknotes that are shown in chat; the page has them all."""
LONGEST_WORDS = 200


def router_for(address: str) -> Router:
    """`address` is where the world reaches us."""
    router = Router()

    @router.command(
        "weeknote",
        "archive",
        usage="[words]",
        hint="read earlier weeknotes, search them, get a link to the page",
        example="/weeknote archive winter timetable",
    )
    def archive(desk: Desk, event: Commanded) -> Replies:
        words = " ".join(event.words.split()[1:])[:LONGEST_WORDS]
        some = access.teams_meant(desk, event.origin.place)
        return [Whisper(_shelf(desk, team, words)) for team in some]

    def _shelf(desk: Desk, team: Team, words: str) -> Card:
        sought = words.split()
        rows = (
            weeknotes.found(desk.session, team.key, sought, LATEST)
            if sought
            else weeknotes.posted(desk.session, team.key, most=LATEST)
        )
        given = _given(desk, team) if not sought else Given(team.key, team.name, "off")
        shown = [_row(desk, each, sought) for each in rows]
        is_counted = not weeknote_readers.is_uncounted(desk.session, desk.person.key)
        return link_views.archive(given, shown, words, is_counted=is_counted)

    @router.button(reader_views.PAGE)
    def on_the_web(desk: Desk, event: Pressed) -> Replies:
        """From beneath a weeknote: the public link, or one of the reader's own, in private."""
        weeknote, team = access.weeknote_called(desk, event.args, event.origin.place)
        weeknote_readers.read(desk.session, weeknote.key, desk.person.key, desk.now)
        if not access.may_read(desk, team, desk.person) and _web(desk, team).mode != "public":
            raise Refusal("The page is for members of this workspace. Read it here instead.")
        if _web(desk, team).mode == "off":
            raise Refusal(f"{team.name} has no page on the web any more. Read it here instead.")
        return [Whisper(link_views.links(_given(desk, team)))]

    @router.button(link_views.RENEW)
    def renew(desk: Desk, event: Pressed) -> Replies:
        """The link before it stops."""
        team = access.team_called(desk, event.args)
        if event.args.get("public"):
            must_run(desk, team)
            weeknote_links.renew_public(desk.session, team.key, desk.now)
            return [Whisper(link_views.shared(_given(desk, team)))]
        if _web(desk, team).mode == "workspace":
            return [Whisper(link_views.links(_own(desk, team)))]
        return [Whisper(link_views.links(_given(desk, team)))]

    @router.command(
        "weeknote", "web", hint="choose who may read the weeknotes on the web", opens_form=True
    )
    def web(desk: Desk, event: Commanded) -> Replies:
        [team, *_] = access.teams_meant(desk, event.origin.place)
        must_run(desk, team)
        return [Show(link_views.sharing(team.key, team.name, _web(desk, team).mode))]

    @router.form(link_views.MODE)
    def shared(desk: Desk, event: FormSent) -> Replies:
        team = access.team_called(desk, event.args)
        must_run(desk, team)
        mode = event.answers.get("mode", "")
        if mode not in MODES:
            raise Invalid({"mode": "Please choose one of these."})
        weeknote_links.share(desk.session, team.key, mode, desk.now)
        given = Given(team.key, team.name, mode)
        return [Whisper(link_views.shared(_given(desk, team) if mode == "public" else given))]

    @router.button(link_views.COUNTING)
    def counting(desk: Desk, event: Pressed) -> Replies:
        team = access.team_called(desk, event.args)
        if event.args.get("count") == "yes":
            weeknote_readers.count_again(desk.session, desk.person.key)
        else:
            weeknote_readers.uncount(desk.session, desk.person.key, desk.now)
        return [Refresh(_shelf(desk, team, ""))]

    def _given(desk: Desk, team: Team) -> Given:
        """The public link, or the reader's own: a new one where there is none."""
        own = _web(desk, team)
        if own.mode == "public":
            return _with_link(team, "public", own.secret)
        if own.mode == "off":
            return Given(team.key, team.name, "off")
        known = weeknote_links.given(desk.session, team.key, desk.person.key)
        if known is None:
            return _own(desk, team)
        return Given(team.key, team.name, own.mode, made_at=known.made_at)

    def _own(desk: Desk, team: Team) -> Given:
        secret = weeknote_links.renew(desk.session, team.key, desk.person.key, desk.now)
        return _with_link(team, "workspace", secret)

    def _with_link(team: Team, mode: str, secret: str) -> Given:
        home = address.rstrip("/")
        link, feed = f"{home}/weeknotes/{secret}", f"{home}/feeds/{secret}.atom"
        return Given(team.key, team.name, mode, link, feed)

    return router


def _web(desk: Desk, team: Team) -> WeeknoteWeb:
    return weeknote_links.web(desk.session, team.key, desk.now)


def _row(desk: Desk, weeknote: Weeknote, sought: list[str]) -> Row:
    words = weeknote.opening
    points = [each.text for each in weeknotes.bullets(desk.session, weeknote.key)]
    if sought or not words:
        wanted = [each.casefold() for each in sought]
        fitting = (p for p in [words, *points] if any(each in p.casefold() for each in wanted))
        words = next(fitting, words or next(iter(points), ""))
    return Row(weeknote.key, weeknote.number, weeknote.first_day, weeknote.last_day, words)
