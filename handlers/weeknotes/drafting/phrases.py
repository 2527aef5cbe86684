"""How points are put, in turn: what was said one way in one number is said another way in the next.
Data and pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.weeknotes.drafting.clause import capital

THEME = (
    "{T} moved ahead: we {b}.",
    "On {t}, we {b}.",
    "{T}: we {b}.",
    "For {t} we {b}.",
    "Progress on {t}: we {b}.",
    "{T} took a step forward: we {b}.",
    "Around {t}, we {b}.",
)
DONE = ("We {b}.", "This week we {b}.", "We {b}.", "{B}.")
WORKED = (
    "We worked on {t}.",
    "{T} moved forward.",
    "Work on {t} made progress.",
    "We spent time on {t}.",
    "{T} took a step forward.",
)
SMALLER = (
    "Smaller steps: we {b}.",
    "We also {b}.",
    "Along the way we {b}.",
    "Besides, we {b}.",
    "And we {b}.",
)
NEXT_THEME = (
    "On {t}, we will {b}.",
    "Next for {t}: {b}.",
    "Next up, for {t}: {b}.",
    "For {t} we plan to {b}.",
    "{T}: we will {b}.",
    "With {t} we go on and {b}.",
)
NEXT = (
    "We will {b}.",
    "We plan to {b}.",
    "Up next: {b}.",
    "We want to {b}.",
    "On our list: {b}.",
)
NEXT_MORE = (
    "We also plan to {b}.",
    "Further on our list: {b}.",
    "If all goes well, we also {b}.",
    "Besides, we want to {b}.",
    "And we will {b}.",
)
CARRIED = (
    "We carry on with {t}.",
    "Work on {t} goes on.",
    "We stay with {t}.",
    "There is more to do on {t}.",
    "We keep going on {t}.",
)
LEARNED = (
    "We learned that {b}.",
    "New to us: {b}.",
    "We found out that {b}.",
    "Worth knowing: {b}.",
    "We noticed that {b}.",
)
LEARNED_HOW = ("We learned {b}.",)
TAKEN = (
    "From our retro: {b}.",
    "We take along: {b}.",
    "What we learned: {b}.",
    "Looking back, we saw: {b}.",
    "A lesson for us: {b}.",
)
AGREED = (
    "We agreed to {b}.",
    "Out of our retro: we will {b}.",
    "We want to work better and will {b}.",
    "Our retro led to this: we will {b}.",
)
AGREED_ELSE = ("Agreed in our retro: {b}.",)
KEPT = (
    "We acted on our retro: {b}.",
    "Done from our retro: {b}.",
    "What we agreed in our retro is done: {b}.",
    "One promise of our retro is kept: {b}.",
)
HARD = (
    "{T} slowed us down.",
    "We lost time to {t}.",
    "{T} gave us trouble.",
    "We struggled with {t}.",
    "{T} took longer than we had hoped.",
)
REACHED_GOAL = (
    "We reached the goal of sprint {n}: {b}.",
    "Sprint {n} is over, and its goal is reached: {b}.",
    "The goal of sprint {n} is reached: {b}.",
    "Sprint {n} did what it set out to do: {b}.",
)
PARTLY_GOAL = (
    "We reached the goal of sprint {n} in part: {b}.",
    "Sprint {n} got us part of the way: {b}.",
    "A part of the goal of sprint {n} is done: {b}.",
)
MISSED_GOAL = (
    "We did not reach the goal of sprint {n}: {b}.",
    "Sprint {n} is over without its goal: {b}.",
    "The goal of sprint {n} was out of reach: {b}.",
)
NEW_GOAL = (
    "The goal of sprint {n}: {b}.",
    "Sprint {n} is about this: {b}.",
    "What sprint {n} is for: {b}.",
    "In sprint {n} we aim for this: {b}.",
)
REACHED = (
    "Milestone reached: {b}.",
    "We reached a milestone: {b}.",
    "A milestone is behind us: {b}.",
    "This milestone is done: {b}.",
)
MISSED = (
    "We missed a milestone: {b}, planned for {d}.",
    "A milestone was missed: {b}, which was due on {d}.",
)
MOVED = (
    "{B} moves from {w} to {d}.",
    "{B} now comes on {d}, not on {w}.",
    "We moved a milestone: {b}, from {w} to {d}.",
)
OVERDUE = (
    "{B} was due on {d} and is not there yet.",
    "A milestone is late: {b}, due on {d}.",
    "Still open since {d}: {b}.",
)
COMING = (
    "{B} is due on {d}.",
    "Next milestone: {b}, on {d}.",
    "We are heading for {d}: {b}.",
    "Coming up on {d}: {b}.",
)
RISK_OVER = (
    "A risk is behind us: {b}.",
    "We need not worry any more about this: {b}.",
    "Off the list of risks: {b}.",
)
RISK_HAPPENED = (
    "What we had feared came true: {b}.",
    "A risk has become real: {b}.",
)
RISK = {
    "new": (
        "A new risk: {b}{r}.",
        "We see a new risk: {b}{r}.",
        "New on our list of risks: {b}{r}.",
    ),
    "graver": (
        "A risk has grown: {b}{r}.",
        "This risk weighs more than before: {b}{r}.",
    ),
    "open": (
        "A risk we keep an eye on: {b}{r}.",
        "Still a risk: {b}{r}.",
        "We watch this risk: {b}{r}.",
        "On our minds: {b}{r}.",
    ),
}
ANSWER = (" (our answer: {b})",)
JOINED = (
    "Welcome to the team, {b}.",
    "The team has grown: welcome, {b}.",
    "We are glad to have {b} with us.",
)
LEFT = (
    "{b} left the team; thank you for the time together.",
    "We said goodbye to {b}, with thanks.",
    "Thank you, {b}, who has moved on from the team.",
)
HELD = (
    "We took time to look back and ahead: {b}.",
    "Time together this week: {b}.",
    "We came together for {b}.",
)
CEREMONY = ("our {b}",)
CLEARED = (
    "Out of the way now: {B}.",
    "No longer a blocker: {B}.",
    "Solved: {B}.",
    "Behind us: {B}.",
)
CLEARED_SEVERAL = (
    "{n} blockers are out of the way: {b}.",
    "{n} things no longer hold us up: {b}.",
    "We got rid of {m} blockers: {b}.",
)
OPENING_COUNT = ("{B} this week.", "This week: {b}.", "{B}: that was our week.")
OPENING_TOWARDS = (
    "On the way to the goal of sprint {n}: {b}.",
    "Sprint {n} goes on, with one goal: {b}.",
    "Towards the goal of sprint {n}: {b}.",
)
OPENING_SPRINT_OVER = {
    "partly": ("Sprint {n} is over, and its goal is reached in part.",),
    "missed": ("Sprint {n} is over, and its goal is not reached.",),
}
OPENING_THEMES = (
    "A week around {t}.",
    "This week was about {t}.",
    "{T} kept us busy this week.",
    "Most of our week went into {t}.",
    "We spent this week on {t}.",
    "{T}: that was our week.",
    "In these days we worked on {t} above all.",
)
OPENING_GOAL = (
    "Sprint {n} is done, and we reached its goal.",
    "We close sprint {n} with its goal reached.",
    "Goal reached: sprint {n} ends well.",
)
OPENING_MILESTONE = (
    "We reached a milestone this week: {b}.",
    "A week with a milestone: {b}.",
    "{B}: we are there.",
)
OPENING_FREE = (
    "The way is free again: what held us up is solved.",
    "Something that held us up is out of the way.",
)
OPENING_HARD = (
    "Not an easy week: more was in our way than we would like.",
    "A week with some headwind.",
    "We got less far than we wanted this week.",
)
OPENING_STEADY = (
    "A week of many small steps.",
    "Several things moved forward this week.",
    "Steady progress on several fronts.",
    "We worked on several things side by side.",
    "A week of steady work.",
    "Step by step: this is what we got done.",
)
OPENING_QUIET = (
    "A quiet week.",
    "A week without big news.",
    "Little to tell this week.",
    "A calm week, with small steps.",
)
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def ways(forms: Sequence[str], turn: int, **values: str) -> tuple[str, ...]:
    """All of them, beginning with the one whose turn it is."""
    start = turn % len(forms)
    capitals = {name.upper(): capital(value) for name, value in values.items()}
    filled = [form.format(**values, **capitals) for form in (*forms[start:], *forms[:start])]
    return tuple(dict.fromkeys(capital(text) for text in filled))


def listed(items: Sequence[str]) -> str:
    """Such as "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    # What has commas or an "and" of its own is kept apart more clearly.
    glue = "; " if any(", " in item for item in items) else ", "
    last = "; and " if glue == "; " else " and "
    return f"{glue.join(items[:-1])}{last}{items[-1]}"


def counted(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
