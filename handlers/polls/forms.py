"""The forms of polls: to ask, to answer, to add an answer. Plain values in, forms out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.cards import (
    ChoiceField,
    ChoicesField,
    Field,
    Form,
    Option,
    Part,
    TextField,
    plain,
    small,
)
from handlers.polls.rules import (
    KINDS,
    LONGEST_OPTION,
    LONGEST_QUESTION,
    MOST_OPTIONS,
    RANKED,
    TOPS,
    Choice,
)
from handlers.polls.shown import Shown

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")  # fmt: skip
MOST = ("2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class Place:
    """A channel that a poll can go to, by the platform's id."""

    ref: str
    name: str


def asking(places: Sequence[Place], is_anonymous: bool) -> Form:
    """`places`: where it can go; the first is offered. `is_anonymous`: what is offered."""
    items: list[Field | Part] = []
    args = {}
    if len(places) > 1:
        offered = tuple(Option(place.ref, place.name) for place in places)
        items.append(ChoiceField("place", "Where?", offered, places[0].ref))
    else:
        args["place"] = places[0].ref
    names = (
        Option("no", "Anonymous: nobody can see who chose what"),
        Option("yes", "Names are shown with each answer"),
    )
    items += [
        TextField(
            "question", "Question", placeholder="Where to for lunch?", longest=LONGEST_QUESTION
        ),
        TextField(
            "options",
            "Answers to choose from",
            hint=f"One a line, 2 to {MOST_OPTIONS}. A rating needs none.",
            required=False,
            multiline=True,
            longest=3000,
        ),
        ChoiceField("kind", "How to answer", _options(KINDS), "single"),
        ChoiceField(
            "most",
            "Of several answers, choose at most",
            tuple(Option(most, most) for most in MOST),
            hint="Left empty: as many as one likes.",
            required=False,
        ),
        ChoiceField("names", "Names", names, "no" if is_anonymous else "yes", look="radio"),
        ChoiceField(
            "tally",
            "The result is shown",
            (
                Option("end", "When the poll closes"),
                Option("live", "All the time; without names, by three answers at least"),
            ),
            "end",
            look="radio",
        ),
        TextField(
            "until",
            "Open until",
            hint="Such as tomorrow at noon, Friday 15:00, in two hours. Left empty: until "
            "somebody closes it, a month at most.",
            required=False,
            longest=60,
        ),
        ChoicesField(
            "more",
            "Besides",
            (
                Option("add", "Everybody may add answers"),
                Option("remind", "Remind once before it closes"),
            ),
            required=False,
        ),
    ]
    return Form("poll.ask", "Ask a poll", tuple(items), submit="Ask", args=args)  # type: ignore[arg-type]


def answering(shown: Shown, mine: Choice | None) -> Form:
    """`mine`: what this person said before."""
    said = mine or ()
    items: list[Field | Part] = [plain(shown.question)]
    match shown.kind:
        case "multiple":
            most = f"At most {shown.most}." if shown.most else ""
            offered, given = _numbered(shown), tuple(str(each) for each in said)
            items.append(ChoicesField("choice", "Your answer", offered, given, hint=most))
        case "ranked":
            items += _ranks(shown, said)
        case "pulse":
            items.append(small("1 is “not at all”, 5 is “fully”. Leave out what you can't say."))
            items += _ratings(shown, said)
        case _:
            value = str(said[0]) if said else ""
            items.append(
                ChoiceField("choice", "Your answer", _numbered(shown), value, look="radio")
            )
    if shown.is_anonymous:
        items.append(small("Anonymous: it is kept without your name."))
    return Form("poll.answer", "Your answer", tuple(items), submit="Answer", args=shown.args)  # type: ignore[arg-type]


def _ranks(shown: Shown, said: Choice) -> list[Field]:
    places = min(len(shown.options), RANKED)
    return [
        ChoiceField(
            f"rank{place}",
            f"{ORDINALS[place]} choice",
            _numbered(shown),
            str(said[place]) if place < len(said) else "",
            required=place == 0,
        )
        for place in range(places)
    ]


def _ratings(shown: Shown, said: Choice) -> list[Field]:
    ratings = tuple(Option(str(each), str(each)) for each in range(1, TOPS["pulse"] + 1))
    return [
        ChoiceField(
            f"rating{number}",
            statement,
            ratings,
            str(said[number]) if number < len(said) and said[number] else "",
            required=False,
            look="radio",
        )
        for number, statement in enumerate(shown.options)
    ]


def adding(shown: Shown) -> Form:
    field = TextField("option", "Another answer", longest=LONGEST_OPTION)
    return Form("poll.add", "Add an answer", (plain(shown.question), field), "Add", shown.args)


def _numbered(shown: Shown) -> tuple[Option, ...]:
    return tuple(Option(str(number), option) for number, option in enumerate(shown.options))


def _options(known: dict[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in known.items())
