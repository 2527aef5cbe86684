"""The form that sets a team's sprints up. Plain values in, the form out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.cards import (
    ChoiceField,
    DayField,
    Field,
    Form,
    Option,
    PlaceField,
    TextField,
)

LONGEST_NAME = 60
LONGEST_GOAL = 300
WEEKS = tuple(
    Option(str(weeks), f"{weeks} weeks" if weeks > 1 else "1 week") for weeks in (1, 2, 3, 4)
)


@dataclass(frozen=True, slots=True)
class NewTeam:
    """What has to be asked besides, where the channel has no team yet."""

    place: str
    name: str
    zone: str


def setup_form(
    *,
    team_id: int,
    weeks: int,
    starts: date,
    number: int,
    goal: str,
    new: NewTeam | None = None,
) -> Form:
    asked: tuple[Field, ...] = (
        ChoiceField("weeks", "A sprint takes", WEEKS, value=str(weeks)),
        DayField("starts", "This sprint started, or starts, on", value=starts),
        TextField("number", "Its number", str(number), longest=5),
        TextField(
            "goal",
            "Its goal",
            goal,
            hint="In one sentence. You can set it later with /team goal.",
            required=False,
            longest=LONGEST_GOAL,
        ),
    )
    args = {"team": str(team_id)} if team_id else {}
    return Form("cadence.setup", "Sprints and ceremonies", (*_of_new(new), *asked), args=args)


def _of_new(new: NewTeam | None) -> tuple[Field, ...]:
    if new is None:
        return ()
    return (
        PlaceField("place", "Channel", new.place, hint="Ceremonies are announced there."),
        TextField("name", "Team", new.name, longest=LONGEST_NAME),
        TextField(
            "zone",
            "Time zone of the team",
            new.zone,
            hint="A city will do, such as Berlin.",
            longest=60,
        ),
    )
