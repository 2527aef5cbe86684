"""How a team's weeknotes come about."""

from __future__ import annotations

from handlers.errors import Invalid
from handlers.events import CadenceStale, Commanded, FormSent
from handlers.replies import Show, Whisper
from handlers.rights import must_run
from handlers.routing import Desk, Replies, Router
from handlers.weeknotes import forms, making, told_views, voice, whose
from storage import ceremonies, people, weeknotes

router = Router()


@router.command(
    "weeknote", "setup", hint="set who edits weeknotes and where they go", opens_form=True
)
def setup(desk: Desk, event: Commanded) -> Replies:
    team = whose.team_meant(desk, event.origin.place)
    must_run(desk, team)
    rule = weeknotes.rule(desk.session, team.key)
    there = weeknotes.unposted(desk.session, team.key)
    turn = rule.editor_id if rule.editor == "fixed" else there.editor_id if there else None
    editor = whose.person(desk, turn)
    form = forms.setup(
        team_id=team.key,
        team=team.name,
        editor=rule.editor,
        editor_ref=editor.ref if editor else "",
        draft_hours=rule.draft_hours,
        remind_hours=rule.remind_hours,
        unapproved=rule.unapproved,
        places=rule.sponsor_places,
        contact=rule.contact,
        is_own_tone=rule.is_own_tone,
        heard=voice.in_words(voice.learned(desk.session, team.key)),
    )
    return [Show(form)]


@router.form("weeknote.setup")
def setup_sent(desk: Desk, event: FormSent) -> Replies:
    team = whose.team_called(desk, event.args)
    must_run(desk, team)
    answers, problems = event.answers, dict[str, str]()
    editor, unapproved = answers.get("editor", ""), answers.get("unapproved", "")
    ref = answers.get("person", "")
    person = people.called(desk.session, ref) if ref else None
    rule = weeknotes.rule(desk.session, team.key)
    words = answers.get("words") or ("own" if rule.is_own_tone else "usual")
    draft, remind = answers.get("draft", ""), answers.get("remind", "")
    contact = " ".join(answers.get("contact", "").split())
    for field, is_right in {
        "editor": editor in ("rotating", "fixed"),
        "unapproved": unapproved in ("hold", "post"),
        "draft": draft in map(str, forms.DRAFT_HOURS),
        "words": words in ("own", "usual"),
        "remind": remind in map(str, forms.REMIND_HOURS),
    }.items():
        if not is_right:
            problems[field] = "Choose one of these."
    if ref and (person is None or not whose.may_be_editor(person)):
        problems["person"] = "I don't know this person here. Please choose somebody else."
    if editor == "fixed" and not ref:
        problems["person"] = "Please say who it always is."
    if len(contact) > forms.LONGEST_CONTACT:
        problems["contact"] = f"At most {forms.LONGEST_CONTACT} characters, please."
    if problems:
        raise Invalid(problems)
    rule.editor, rule.unapproved = editor, unapproved
    rule.is_own_tone = words == "own"
    rule.editor_id = person.key if person and editor == "fixed" else None
    rule.draft_hours, rule.remind_hours, rule.contact = int(draft), int(remind), contact
    chosen = [answers.get(f"place{nth}", "") for nth in range(1, forms.PLACES + 1)]
    rule.sponsor_places = list(dict.fromkeys(p for p in chosen if p and p != team.place))
    there = weeknotes.unposted(desk.session, team.key)
    if there is not None:
        if person is not None:
            there.editor_id = rule.last_editor_id = person.key
        weeknotes.keep(desk.session, there)
    desk.session.add(rule)
    desk.session.flush()
    replies = []
    if there is not None:
        making.plan(desk, team, there)
        replies = making.shown(desk, team, there)
    if desk.router is not None:
        desk.router.handle(desk, CadenceStale(event.origin, team.key))
    said = f"Saved for {team.name}."
    if ceremonies.cadence(desk.session, team.key) is None:
        said += " Say when they come with /team cadence."
    return [*replies, Whisper(told_views.note(said))]
