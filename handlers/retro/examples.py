"""Examples of everything a retro shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.cards import Card, Part, plain
from handlers.example import Example
from handlers.retro import (
    card_views,
    forms,
    group_views,
    over_days_examples,
    panel_views,
    talk_views,
    views,
    vote_views,
)
from handlers.retro.forms import Start
from handlers.retro.rules import TEMPLATES
from handlers.retro.shown import Board, Column, Count, Paper, Topic, Written

FRIDAY = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
HARD = "<!channel> *bold* _under_ `code` & <b>tags</b> אין לי 👩🏽‍💻 https://example.org/?a=1&b=2"
TOKEN = "x" * 64

WELL = tuple(
    Column(number, name, hint)
    for number, (name, hint) in enumerate(TEMPLATES["well"].columns, start=1)
)
PAPERS = (
    Paper(11, "Didn't go well", "Deploys took the whole afternoon, twice"),
    Paper(12, "Puzzles", "Why are deploys slow on Fridays?"),
    Paper(13, "Went well", "Emi's release notes were read by everybody", "Chiara Rossi"),
    Paper(14, "Learned", "Pairing on the timetable import saved us two days"),
    Paper(15, "Didn't go well", "Blocker 12, open for 9 days: the terminal's test system is down"),
    Paper(16, "Went well", HARD),
)
GROUPED = (
    Topic(1, "Slow deploys", PAPERS[:2]),
    Topic(3, PAPERS[2].text, PAPERS[2:3]),
    Topic(4, PAPERS[3].text, PAPERS[3:4]),
    Topic(5, "The terminal's test system", PAPERS[4:5]),
    Topic(6, HARD, PAPERS[5:6]),
)
NOTES = (("Ada Brandt", "The cache is emptied on Thursdays. Dev looks into it."),)
VOTED = (
    replace(GROUPED[0], votes=9, place=1, notes=NOTES),
    replace(GROUPED[3], votes=6, place=2),
    replace(GROUPED[1], votes=3, place=3, is_tied=True),
    replace(GROUPED[2], votes=3, place=3, is_tied=True),
    replace(GROUPED[4], votes=0, place=5),
)
REVIEW = Board(1, "Harbor", TEMPLATES["well"].name, "review", "Ada Brandt", "Europe/Berlin", WELL)
COLLECT = replace(
    REVIEW, phase="collect", icebreaker="If this sprint were weather, which one would it be?"
)
OVER_DAYS = replace(COLLECT, is_async=True, deadline=FRIDAY, is_anonymous=False, icebreaker="")
TO_END = tuple(
    (step, FRIDAY + timedelta(days=days))
    for step, days in (("group", 3), ("vote", 4), ("discuss", 5), ("actions", 6))
)
OF_THE_CADENCE = replace(COLLECT, is_async=True, deadline=FRIDAY, to_end=TO_END)
GROUP = replace(COLLECT, phase="group", topics=GROUPED)
VOTE = replace(GROUP, phase="vote", budget=5)
DISCUSS = replace(VOTE, phase="discuss", topics=VOTED, current=1, talk_until=FRIDAY)
LATER = replace(
    DISCUSS,
    topics=(replace(VOTED[0], state="discussed"), replace(VOTED[1], state="skipped"), *VOTED[2:]),
    current=3,
)
ALL_TALKED = replace(
    DISCUSS, topics=tuple(replace(each, state="discussed") for each in VOTED), current=0
)
MANY = replace(
    VOTE,
    topics=tuple(
        Topic(n, f"Topic {n} of many", (Paper(n, "Learned", f"Topic {n} of many"),))
        for n in range(1, 41)
    ),
    budget=8,
)


def examples() -> list[Example]:
    return [
        *_card(),
        *over_days_examples.examples(OF_THE_CADENCE),
        *_panel(),
        *_writing(),
        *_grouping(),
        *_voting(),
        *_talking(),
    ]


def _card() -> list[Example]:
    actions: list[Part] = [plain("Here stands what became of earlier actions.")]
    return [
        Example("retro card, open actions", views.card(REVIEW)),
        Example("retro card, open actions, some", views.card(REVIEW, actions)),
        Example("retro card, collect", views.card(COLLECT)),
        Example("retro card, collect over days, with names", views.card(OVER_DAYS)),
        Example("retro card, collect, of the cadence", views.card(OF_THE_CADENCE)),
        Example("retro card, group", views.card(GROUP)),
        Example("retro card, group, few wrote", views.card(replace(GROUP, few=True))),
        Example("retro card, vote", views.card(VOTE)),
        Example("retro card, vote, many topics", views.card(MANY)),
        Example("retro card, discuss", views.card(DISCUSS)),
        Example(
            "retro card, discuss, over days",
            views.card(replace(DISCUSS, is_async=True, deadline=FRIDAY, talk_until=None)),
        ),
        Example("retro card, discuss, later", views.card(LATER)),
        Example("retro card, discuss, all talked about", views.card(ALL_TALKED)),
        Example("retro card, actions", views.card(replace(LATER, phase="actions", current=0))),
        Example("retro card, closed", views.card(replace(LATER, phase="closed", current=0))),
        Example(
            "retro card, closed without cards",
            views.card(replace(REVIEW, phase="closed")),
        ),
        Example("retro step begins", views.step_begins(OVER_DAYS)),
        Example("retro topics", views.card(replace(GROUP, topics=GROUPED[:1]))),
        Example("retro note", views.note("The retro is at “Vote” now.")),
        Example(
            "retro start form",
            forms.starting(Start(1, facilitator="U1", to_import=3, cadence="Friday 4 December")),
        ),
        Example(
            "retro start form, own columns, few people",
            forms.starting(Start(1, ("Moods", "Pizza"), "U1", True, 48, few=True, to_import=1)),
        ),
    ]


def _panel() -> list[Example]:
    count = Count("There are at least 10 cards.", took_part=4, done=3, voted=4)
    return [
        Example("retro started", panel_views.started("Harbor", "Ada Brandt", True, few=False)),
        Example("retro started, few", panel_views.started("Harbor", "Ada Brandt", True, few=True)),
        Example("retro panel, leading", panel_views.panel(COLLECT, count, True, False)),
        Example("retro panel, leading, names", panel_views.panel(OVER_DAYS, count, True, False)),
        Example("retro panel, leading a vote", panel_views.panel(VOTE, count, True, False)),
        Example("retro panel, last step", panel_views.panel(LATER, count, True, False)),
        Example("retro panel, may take over", panel_views.panel(VOTE, Count(), False, True)),
        Example("retro panel, taking part", panel_views.panel(VOTE, Count(), False, False)),
        Example(
            "retro home",
            Card("Drumbeat", tuple(panel_views.home([VOTE, OVER_DAYS, REVIEW]))),
            on="home",
        ),
        Example("retro end early", panel_views.ended_early(VOTE)),
        Example("retro few wrote", panel_views.few_wrote(COLLECT)),
        Example("retro handed over", panel_views.handed(VOTE, "Ada Brandt")),
        Example("retro hand over form", panel_views.handing(COLLECT)),
    ]


def _writing() -> list[Example]:
    one = Written(TOKEN, "Learned", "Pairing on the timetable import saved us two days")
    named = Written(TOKEN, "Went well", HARD, "Chiara Rossi")
    return [
        Example("retro cards form", card_views.adding(COLLECT, TOKEN)),
        Example("retro cards form, with names", card_views.adding(OVER_DAYS, TOKEN, 3)),
        Example("retro card form", card_views.changing(COLLECT, TOKEN, 3, one.text, True)),
        Example("retro card kept", card_views.kept(COLLECT, [one])),
        Example("retro cards kept", card_views.kept(COLLECT, [one, named])),
        Example("retro card kept, with names", card_views.kept(OVER_DAYS, [named])),
        Example("retro card changed", card_views.kept(COLLECT, [one], changed=True)),
    ]


def _grouping() -> list[Example]:
    groups = [[GROUPED[0], GROUPED[3]], [GROUPED[1], GROUPED[2]]]
    return [
        Example("retro group form", group_views.grouping(GROUP)),
        Example("retro group form, many cards", group_views.grouping(MANY)),
        Example("retro rename form", group_views.renaming(GROUP)),
        Example("retro split form", group_views.splitting(GROUP)),
        Example("retro grouped", group_views.grouped(GROUP)),
        Example("retro groups suggested", group_views.suggested(GROUP, groups)),
        Example("retro groups, by meaning", group_views.suggested(GROUP, groups, by_meaning=True)),
        Example("retro groups suggested, none", group_views.suggested(GROUP, [])),
    ]


def _voting() -> list[Example]:
    given = {1: 3, 4: 1}
    return [
        Example("retro vote form", vote_views.voting(VOTE, given)),
        Example("retro vote form, page 2", vote_views.voting(MANY, {1: 3}, 2)),
        Example("retro budget form", vote_views.budgeting(VOTE, 5, 5)),
        Example("retro ballot", vote_views.ballot(VOTE, given)),
        Example("retro ballot, many topics", vote_views.ballot(MANY, {1: 3, 40: 3})),
        Example("retro ballot, empty", vote_views.ballot(VOTE, {})),
    ]


def _talking() -> list[Example]:
    return [
        Example("retro time is up", talk_views.time_is_up(DISCUSS)),
        Example("retro note form", talk_views.noting(DISCUSS, 1, "Slow deploys")),
    ]
