"""When a ceremony comes, and all else about it: by words, which are said back first, or by form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import cast

from handlers.cadence import (
    announcing,
    change_form,
    change_views,
    in_words,
    overview,
    planning,
    running,
    whose,
)
from handlers.cadence.running import Held
from handlers.cards import Card, Form
from handlers.errors import Invalid, Refusal
from handlers.events import FormSent, Pressed
from handlers.replies import Post, Reply, Show, Whisper, channel
from handlers.routing import Desk, Replies, Router
from handlers.when import echo, phrases
from handlers.when.meaning import Unclear
from handlers.when.plan import AROUND, Around, Plan
from handlers.when.recurrence import Recurrence
from storage import ceremonies

router = Router()

SHOWN = 3
"""Dates shown before a rule is saved."""


def propose_words(desk: Desk, held: Held, words: str) -> Replies:
    """What the words were understood to mean, to be saved by a press; or what has to be asked."""
    zone = held.beat.team.zone
    meant = phrases.understand(words, desk.now, zone, usual=held.recurrence.at)
    if isinstance(meant, Unclear):
        args = {"ceremony": str(held.ceremony.key)}
        card = change_views.unclear(meant.question, meant.options, "cadence.words", args)
        return [Whisper(card)]
    if meant.recurrence.zone != zone:
        raise Refusal(
            f"“{words}”: ceremonies keep the team's clocks, {echo.zone_name(zone)}. "
            "Say the hour as it is there."
        )
    return propose(desk, held, meant.recurrence, meant.note)


def propose(desk: Desk, held: Held, recurrence: Recurrence, note: str = "") -> Replies:
    zone = held.beat.team.zone
    coming = _coming(desk, held, recurrence)
    if not coming:
        raise Refusal("That never comes. Try another rule, such as “every other Friday at 14:00”.")
    args = {
        "ceremony": str(held.ceremony.key),
        "rule": recurrence.rule,
        "starts": recurrence.starts.isoformat(),
        "at": recurrence.at.isoformat("minutes"),
    }
    said = echo.said(recurrence)
    return [Whisper(change_views.proposed(held.title, said, coming, zone, args, note))]


def _coming(desk: Desk, held: Held, recurrence: Recurrence) -> list[datetime]:
    """The next ones, days off considered."""
    plan: Plan = replace(running.plan(desk, held), recurrence=recurrence)
    found: list[datetime] = []
    now = desk.now
    while len(found) < SHOWN and (planned := plan.after(now - plan.lead)):
        now = planned.starts
        found.append(now)
    return found


@router.button("cadence.words")
def words_chosen(desk: Desk, event: Pressed) -> Replies:
    """One of the things that the words could have meant."""
    held = whose.to_change(desk, event.args)
    return propose_words(desk, held, event.args.get("words", ""))


@router.button("cadence.keep_rule")
def keep(desk: Desk, event: Pressed) -> Replies:
    held = whose.to_change(desk, event.args)
    try:
        recurrence = Recurrence(
            event.args.get("rule", ""),
            date.fromisoformat(event.args.get("starts", "")),
            time.fromisoformat(event.args.get("at", "")).replace(tzinfo=None),
            held.beat.team.zone,
        )
    except ValueError:
        raise Refusal("I don't know this rule any more. Please say it again.") from None
    coming = _coming(desk, held, recurrence)
    if not coming:
        raise Refusal("That never comes any more. Please say it again.")
    if held.ceremony.recurrence == recurrence.plain() and held.ceremony.is_on:
        return [Whisper(overview.card(desk, held.beat))]
    held.ceremony.recurrence, held.ceremony.is_on = recurrence.plain(), True
    held.ceremony.ruled_at = desk.now
    _save(desk, held)
    said, team = echo.said(recurrence), held.beat.team
    card = change_views.rule_changed(
        team.name, held.title, said, coming, team.zone, desk.person.name
    )
    return [told(held, card, event.seen_key), Whisper(overview.card(desk, held.beat))]


def switch(desk: Desk, held: Held, is_on: bool, key: str) -> Replies:
    if held.ceremony.is_on == is_on:
        state = "on" if is_on else "off"
        raise Refusal(f"The {held.title.lower()} is switched {state} already.")
    held.ceremony.is_on = is_on
    _save(desk, held)
    team = held.beat.team
    card = change_views.switched(team.name, held.title, desk.person.name, is_on)
    return [told(held, card, key), Whisper(overview.card(desk, held.beat))]


def told(held: Held, card: Card, key: str) -> Reply:
    """The team hears of what was changed."""
    subject = f"cadence:{held.ceremony.key}:changed:{key}"
    return Post(channel(held.beat.team.place), subject, card)


def _save(desk: Desk, held: Held) -> None:
    ceremonies.changed(desk.session, held.ceremony, desk.now)
    desk.session.flush()
    planning.reschedule(desk, held)


@router.button("cadence.change", opens_form=True)
def change(desk: Desk, event: Pressed) -> Replies:
    return [Show(_form(whose.to_change(desk, event.args)))]


def _form(held: Held) -> Form:
    recurrence = held.recurrence
    return change_form.ceremony_form(
        ceremony_id=held.ceremony.key,
        title=held.title,
        is_on=held.ceremony.is_on,
        said=echo.days(recurrence.rule),
        rule=recurrence.rule,
        at=recurrence.at,
        minutes=held.ceremony.minutes,
        remind_minutes=held.ceremony.remind_minutes,
        around=held.ceremony.around,
        agenda=held.ceremony.agenda,
    )


@router.form("cadence.ceremony")
def change_sent(desk: Desk, event: FormSent) -> Replies:
    """All but the rule is saved at once; a rule that changes is said back first."""
    held = whose.to_change(desk, event.args)
    answers, problems = event.answers, dict[str, str]()
    wanted = _wanted(desk, held, event, problems)
    minutes = _choice(answers.get("minutes", ""), {*change_form.MINUTES, held.ceremony.minutes})
    remind = _choice(
        answers.get("remind", ""), {*change_form.REMINDERS, held.ceremony.remind_minutes}
    )
    around = answers.get("around", "")
    agenda = answers.get("agenda", "").strip()
    for field, is_right in {
        "minutes": minutes is not None,
        "remind": remind is not None,
        "around": around in AROUND,
        "on": answers.get("on", "") in ("yes", "no"),
    }.items():
        if not is_right:
            problems[field] = "Choose one of these."
    if len(agenda) > change_form.LONGEST_AGENDA:
        problems["agenda"] = f"At most {change_form.LONGEST_AGENDA:,} characters, please."
    if problems or minutes is None or remind is None:
        raise Invalid(problems)
    is_on = answers["on"] == "yes"
    before = _facts(held)
    held.ceremony.minutes, held.ceremony.remind_minutes = minutes, remind
    held.ceremony.around, held.ceremony.agenda = cast(Around, around), agenda
    replies: list[Reply] = []
    if _facts(held) != before:
        _save(desk, held)
        replies += announcing.refreshed(desk, [held])
    if held.ceremony.is_on != is_on:
        replies += switch(desk, held, is_on, event.seen_key)
    if wanted is not None and is_on:
        return [
            *(reply for reply in replies if not isinstance(reply, Whisper)),
            *propose(desk, held, wanted),
        ]
    if not any(isinstance(reply, Whisper) for reply in replies):
        replies.append(Whisper(overview.card(desk, held.beat)))
    return replies


def _facts(held: Held) -> tuple[object, ...]:
    ceremony = held.ceremony
    return ceremony.minutes, ceremony.remind_minutes, ceremony.around, ceremony.agenda


def _wanted(desk: Desk, held: Held, event: FormSent, problems: dict[str, str]) -> Recurrence | None:
    """The rule that the form asks for, where it is another than now."""
    answers, now = event.answers, held.recurrence
    try:
        at = time.fromisoformat(answers.get("at", "")).replace(tzinfo=None, second=0)
    except ValueError:
        problems["at"] = "A time such as 14:00, please."
        return None
    if words := answers.get("words", "").strip():
        return _in_words(desk, held, words, at, problems)
    rule = answers.get("often", change_form.AS_IT_IS)
    if rule == change_form.AS_IT_IS:
        rule = now.rule
    elif rule not in change_form.RULES:
        problems["often"] = "Choose one of these."
        return None
    if (rule, at) == (now.rule, now.at):
        return None
    starts = now.starts if rule == now.rule else held.beat.today(desk.now)
    return replace(now, rule=rule, at=at, starts=starts)


def _in_words(
    desk: Desk, held: Held, words: str, at: time, problems: dict[str, str]
) -> Recurrence | None:
    zone = held.beat.team.zone
    try:
        meant = phrases.understand(words, desk.now, zone, usual=at)
    except Refusal as refusal:
        problems["words"] = refusal.words
        return None
    if isinstance(meant, Unclear):
        options = "; ".join(f"“{option}”" for option in meant.options)
        problems["words"] = f"{meant.question} {f'Say {options}.' if options else ''}".strip()
        return None
    if meant.recurrence.zone != zone:
        problems["words"] = f"Ceremonies keep the team's clocks, {echo.zone_name(zone)}."
        return None
    return meant.recurrence


def _choice(words: str, choices: set[int]) -> int | None:
    return int(words) if words in {str(choice) for choice in choices} else None


def shown(held: Held, at: datetime) -> str:
    """On the team's clocks, in words that a form can hold."""
    return in_words.day_and_time(at, held.beat.team.zone)
