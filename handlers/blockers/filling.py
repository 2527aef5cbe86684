"""A blocker as a form says it."""

from __future__ import annotations

from collections.abc import Mapping

from handlers import moments
from handlers.blockers import forms
from handlers.blockers.rules import CATEGORIES, LONGEST_SUMMARY, SEVERITIES, WAITS_FOR
from handlers.errors import Invalid
from handlers.events import Answers
from handlers.routing import Desk
from handlers.when.meaning import Moment
from storage import people, services, teams
from storage.models import Blocker, Person, Team


def fill(desk: Desk, blocker: Blocker, answers: Answers, team: Team) -> None:
    """The blocker as a form says. Raises Invalid; then it is as it was."""
    problems: dict[str, str] = {}
    summary = " ".join(answers.get("summary", "").split())
    if not 0 < len(summary) <= LONGEST_SUMMARY:
        problems["summary"] = f"1 to {LONGEST_SUMMARY} characters, please."
    details = answers.get("details", "").strip()
    if len(details) > forms.LONGEST:
        problems["details"] = f"At most {forms.LONGEST:,} characters, please."
    found: dict[str, Person | None] = {}
    for field in ("owner", "blocked"):
        ref = answers.get(field, "")
        found[field] = people.called(desk.session, ref) if ref else None
        if ref and not _is_there(found[field]):
            problems[field] = "I don't know this person here. Please choose somebody else."
    due: Moment | None = None
    if words := answers.get("due", "").strip():
        try:
            due = moments.read(desk, "due", words, team)
        except Invalid as invalid:
            problems |= invalid.fields
    name = " ".join(answers.get("waits_for_name", "").split())
    if len(name) > 100:
        problems["waits_for_name"] = "At most 100 characters, please."
    if problems:
        raise Invalid(problems)
    owner, blocked = found["owner"], found["blocked"]
    blocker.summary, blocker.details = summary, details
    blocker.owner_id = owner.key if owner else None
    blocker.blocked_id = blocked.key if blocked else blocker.blocked_id
    blocker.due_at, blocker.due_has_time = (due.at, due.timed) if due else (None, False)
    blocker.severity = _known(answers.get("severity", ""), SEVERITIES) or "medium"
    blocker.category = _known(answers.get("category", ""), CATEGORIES)
    waits_for(desk, blocker, _known(answers.get("waits_for", ""), WAITS_FOR), name, team)
    blocker.is_private = answers.get("private", "") == "yes"


def waits_for(desk: Desk, blocker: Blocker, kind: str, name: str, team: Team) -> None:
    """A team or a common service by the name that it goes by here; a bare name may be either."""
    service = services.called(desk.session, name) if name and kind in ("", "service") else None
    kind = kind or ("service" if service else "team" if name else "")
    other = teams.called(desk.session, name) if name and kind == "team" else None
    blocker.waits_for, blocker.waits_for_name = kind, service.name if service else name
    blocker.waits_for_team_id = other.key if other and other.key != team.key else None
    blocker.waits_for_service_id = service.key if service else None


def _is_there(person: Person | None) -> bool:
    return person is not None and not (person.is_bot or person.is_gone)


def _known(value: str, known: Mapping[str, str]) -> str:
    return value if value in known else ""
