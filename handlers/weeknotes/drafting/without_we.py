"""The phrase book for a team that leaves itself out: “Finished the export”, “Export finished”. By the
forms of the usual one; where one is not here, those of its forms that say neither “we” nor “our” are
enough. Data."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.weeknotes.drafting import obstacles, phrases

_GONE = [own for _, own in obstacles.GONE]
_STILL = [own for _, own in obstacles.STILL]

WITHOUT_WE: Mapping[tuple[str, ...], tuple[str, ...]] = {
    phrases.THEME: ("{L}: {b}.", "Progress on {t}: {b}.", "{L}: {b}.", "For {t}: {b}."),
    phrases.DONE: ("{B}.",),
    phrases.WORKED: (
        "Progress on {t}.",
        "{T} moved forward.",
        "Work on {t} made progress.",
        "{T} took a step forward.",
    ),
    phrases.SMALLER: (
        "Also: {b}.",
        "Smaller steps: {b}.",
        "Besides: {b}.",
        "Smaller things: {b}.",
    ),
    phrases.NEXT_THEME: ("{L}: {b}.", "Next for {t}: {b}.", "For {t}: {b}.", "On {t}: {b}."),
    phrases.NEXT: ("{B}.", "{B}.", "Up next: {b}."),
    phrases.NEXT_MORE: (
        "Also: {b}.",
        "Further on the list: {b}.",
        "If all goes well: {b}.",
    ),
    phrases.CARRIED: (
        "More work on {t}.",
        "Work on {t} goes on.",
        "Keep going on {t}.",
        "There is more to do on {t}.",
    ),
    phrases.LEARNED: (
        "Learned that {b}.",
        "Found out that {b}.",
        "Worth knowing: {b}.",
        "Noticed that {b}.",
    ),
    phrases.LEARNED_HOW: ("Learned {b}.",),
    phrases.TAKEN: (
        "From the retro: {b}.",
        "Lesson learned: {b}.",
        "Looking back: {b}.",
        "A lesson of the retro: {b}.",
    ),
    phrases.AGREED: ("Agreed to {b}.", "Out of the retro: {b}.", "Agreed in the retro: {b}."),
    phrases.AGREED_ELSE: ("Agreed in the retro: {b}.",),
    phrases.KEPT: (
        "Done from the retro: {b}.",
        "Agreed in the retro, and done: {b}.",
        "One promise of the retro is kept: {b}.",
    ),
    phrases.HARD: (
        "{T} slowed things down.",
        "Lost time to {t}.",
        "Trouble with {t}.",
        "{T} took longer than hoped.",
    ),
    phrases.REACHED_GOAL: (
        "Goal of sprint {n} reached: {b}.",
        "Sprint {n} is over, and its goal is reached: {b}.",
        "Sprint {n} did what it set out to do: {b}.",
    ),
    phrases.PARTLY_GOAL: (
        "A part of the goal of sprint {n} is done: {b}.",
        "Goal of sprint {n} reached in part: {b}.",
        "Sprint {n} got part of the way: {b}.",
    ),
    phrases.NEW_GOAL: (
        "Goal of sprint {n}: {b}.",
        "Sprint {n} is about this: {b}.",
        "What sprint {n} is for: {b}.",
    ),
    phrases.REACHED: ("Milestone reached: {b}.", "This milestone is done: {b}."),
    phrases.MISSED: (
        "Milestone missed: {b}, planned for {d}.",
        "A milestone was missed: {b}, which was due on {d}.",
    ),
    phrases.RISK_OVER: (
        "Off the list of risks: {b}.",
        "No longer a risk: {b}.",
        "A risk less: {b}.",
    ),
    phrases.RISK_HAPPENED: ("Come true as feared: {b}.", "A risk has become real: {b}."),
    phrases.RISK["new"]: (
        "New risk: {b}{r}.",
        "A new risk: {b}{r}.",
        "New on the list of risks: {b}{r}.",
    ),
    phrases.RISK["open"]: (
        "A risk to keep an eye on: {b}{r}.",
        "Still a risk: {b}{r}.",
        "On the list of risks: {b}{r}.",
    ),
    phrases.ANSWER: (" (answer: {b})",),
    phrases.HELD: ("Time for {b}.", "Held: {b}.", "Time together: {b}."),
    phrases.CEREMONY: ("the {b}",),
    phrases.CLEARED_SEVERAL: (
        "{n} blockers are out of the way: {b}.",
        "{n} blockers gone: {b}.",
    ),
    phrases.OPENING_COUNT: ("{B} this week.", "This week: {b}."),
    phrases.OPENING_THEMES: (
        "A week around {t}.",
        "This week was about {t}.",
        "A week of work on {t}.",
        "Mostly {t}, this week.",
    ),
    phrases.OPENING_GOAL: (
        "Goal reached: sprint {n} ends well.",
        "Sprint {n} is done, its goal reached.",
        "Sprint {n} ends with its goal reached.",
    ),
    phrases.OPENING_MILESTONE: (
        "A week with a milestone: {b}.",
        "Milestone reached this week: {b}.",
    ),
    phrases.OPENING_FREE: (
        "The way is free again: what stood in it is solved.",
        "Something that held things up is out of the way.",
    ),
    phrases.OPENING_HARD: (
        "Not an easy week: more in the way than hoped.",
        "A week with some headwind.",
        "Less done than hoped this week.",
    ),
    _GONE[0]: ("Access to {x} works now.", "The way to {x} is open."),
    _GONE[1]: ("The wait is over: {X}.", "It came through: {x}.", "Arrived at last: {x}."),
    _GONE[3]: ("There at last: {x}.", "Received: {x}."),
    _GONE[4]: ("No longer missing: {x}.", "There at last: {x}."),
    _GONE[6]: ("It is possible to {x} now.", "{X}: possible now."),
    _STILL[0]: ("Waiting for {x}{w}.", "Awaited: {x}{w}.", "No way on without {x}{w}."),
    _STILL[1]: ("No access to {x}{w}.", "Access to {x} is missing{w}."),
    _STILL[2]: ("Needed: {x}{w}.", "Still to come: {x}{w}."),
    _STILL[3]: ("Cannot {x}{w}.", "Not possible so far: {x}{w}."),
    obstacles.ELSE_STILL: ("{X}{w}.", "In the way: {X}{w}.", "Blocked: {X}{w}."),
    obstacles.HELD_UP: ("Held up by {x}{w}.", "In the way: {X}{w}.", "Blocked by {x}{w}."),
    obstacles.AGAIN: (
        "Still in the way: {X}{w}.",
        "Not solved yet: {X}{w}.",
        "Open: {X}{w}.",
        "Without an answer: {X}{w}.",
    ),
}
"""Of some, the usual form comes more often than the others."""
