"""What stands beneath a weeknote, what readers ask, and how many there are. Plain values in, cards
out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Form,
    Heading,
    Part,
    Quote,
    TextField,
    plain,
    small,
    text,
)
from handlers.charts import Chart, Series

USEFUL, UNUSEFUL, ASK, ANSWER, PAGE = (
    "weeknote.useful",
    "weeknote.unuseful",
    "weeknote.ask",
    "weeknote.answer",
    "weeknote.page",
)
NO_SIGNS: Mapping[str, int] = {}
MOST_SIGNS = 8
LONGEST = 2000
"""Characters of a question or an answer."""


def beneath(weeknote_id: int, *, has_page: bool) -> list[Part]:
    """Beneath a weeknote that is posted, wherever it stands."""
    args = {"weeknote": str(weeknote_id)}
    buttons = [
        Button("Useful", USEFUL, args),
        Button("Ask the team", ASK, args, opens_form=True),
    ]
    if has_page:
        buttons.append(Button("Read on the web", PAGE, args))
    return [Buttons(tuple(buttons))]


def thanked(weeknote_id: int, number: int, *, again: bool) -> Card:
    words = "You have said so already" if again else f"Weeknote {number} was useful to you"
    back = Button("Take it back", UNUSEFUL, {"weeknote": str(weeknote_id)})
    return Card(
        f"{words}. Thank you.",
        (plain(f"{words}. Thank you: the team sees how many say so, not who."), Buttons((back,))),
    )


def echo(number: int, useful: int, reacted: int = 0, signs: Mapping[str, int] = NO_SIGNS) -> Card:
    """In the team's thread; changed in place. `reacted`: how many people put a sign to it, whatever
    it was; `signs`: how many put which, the most frequent first."""
    said = [f"{_who(useful)} that weeknote {number} was useful."]
    if reacted:
        what = f"to weeknote {number}" if not useful else "to it"
        drawn = " · ".join(f"{sign} {count}" for sign, count in [*signs.items()][:MOST_SIGNS])
        more = " and others" if len(signs) > MOST_SIGNS else ""
        who = "One reader" if reacted == 1 else f"{reacted} readers"
        said = said if useful else []
        said.append(f"{who} reacted {what}: {drawn}{more}")
    words = " ".join(said)
    return Card(words, (plain(words),))


def _who(useful: int) -> str:
    if useful == 1:
        return "One reader says"
    return f"{useful} readers say" if useful else "Nobody says"


# Questions.
def asking(weeknote_id: int, team: str, number: int) -> Form:
    return Form(
        ASK,
        "Ask the team",
        (
            plain(f"{team}, weeknote {number}"),
            TextField(
                "words",
                "Your question",
                hint="It goes to the team’s channel, with your name; the answer comes to you.",
                multiline=True,
                longest=LONGEST,
            ),
        ),
        submit="Ask",
        args={"weeknote": str(weeknote_id)},
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as people see it."""

    id: int
    number: int
    """Of the weeknote."""
    team: str
    asker: str
    words: str
    answer: str = ""
    answered_by: str = ""

    @property
    def title(self) -> str:
        return f"{self.asker} asks about weeknote {self.number}"


def question(asked: Asked) -> Card:
    """In the team's thread."""
    parts: list[Part] = [text(Bold(f"{asked.title}:")), Quote(asked.words)]
    if asked.answer:
        parts += [text(f"{asked.answered_by} answered:"), Quote(asked.answer)]
    else:
        args = {"question": str(asked.id)}
        button = Button("Answer", ANSWER, args, look="primary", opens_form=True)
        parts.append(Buttons((button,)))
    return Card(asked.title, tuple(parts))


def unanswered(asked: Asked) -> Card:
    """To who runs the team, once."""
    title = f"{asked.asker} waits for an answer about weeknote {asked.number}"
    return Card(title, (plain(f"{title}:"), *question(asked).parts[1:]))


def answering(asked: Asked) -> Form:
    return Form(
        ANSWER,
        "Answer a question",
        (
            plain(f"{asked.title}:"),
            Quote(asked.words),
            TextField(
                "words",
                "Your answer",
                hint=f"It goes to {asked.asker}, and stands in the thread.",
                multiline=True,
                longest=LONGEST,
            ),
        ),
        submit="Send",
        args={"question": str(asked.id)},
    )


def answered(asked: Asked) -> Card:
    """To who has asked."""
    title = (
        f"{asked.answered_by} of {asked.team} answers your question about weeknote {asked.number}"
    )
    return Card(
        title, (plain(f"{title}:"), Quote(asked.words), plain("The answer:"), Quote(asked.answer))
    )


# How many there are.
@dataclass(frozen=True, slots=True)
class Reached:
    number: int
    readers: int
    useful: int
    reacted: int = 0


def reach(team: str, weeks: Sequence[Reached]) -> Card:
    """`weeks`: the oldest first."""
    title = f"Who reads the weeknotes of {team}"
    parts: list[Part] = [Heading(title)]
    if not weeks:
        return Card(title, (*parts, plain("There are no weeknotes yet.")))
    last = weeks[-1]
    found = f"; {last.useful} found it useful" if last.useful else ""
    put = f"; {last.reacted} reacted with a sign" if last.reacted else ""
    parts.append(text(Bold(f"Weeknote {last.number}: "), f"{_readers(last.readers)}{found}{put}."))
    if len(weeks) > 1 and any(each.readers for each in weeks):
        parts.append(_trend(weeks))
    parts.append(
        small(
            "A reader is somebody who opened a weeknote by a link of their own, pressed something "
            "beneath it or put a sign to it, each counted once, and nobody who does not want to be. Who "
            "only reads along in a channel, in a direct message or by a public link is not seen."
        )
    )
    return Card(title, tuple(parts))


def _trend(weeks: Sequence[Reached]) -> Chart:
    told = "; ".join(
        f"weeknote {each.number}: {_readers(each.readers)}, useful to {each.useful}"
        for each in weeks
    )
    return Chart(
        "Readers of each weeknote",
        f"{told[0].upper()}{told[1:]}.",
        tuple(str(each.number) for each in weeks),
        (
            Series("Readers", tuple(each.readers for each in weeks)),
            Series("Found it useful", tuple(each.useful for each in weeks)),
        ),
        "line",
        "people",
    )


def _readers(count: int) -> str:
    return "1 reader" if count == 1 else f"{count or 'no'} readers"


def quiet(team: str, sponsors: Sequence[str], numbers: Sequence[int]) -> Card:
    """To who leads the team."""
    names = " and ".join([", ".join(sponsors[:-1]), sponsors[-1]] if sponsors[1:] else sponsors)
    has = "have" if sponsors[1:] else "has"
    title = f"{names} {has} been quiet about the last three weeknotes of {team}"
    first, *_, last = numbers
    return Card(
        title,
        (
            text(Bold(title), f" (weeknotes {first} to {last})."),
            plain(
                "That may mean little: who reads in a channel is not seen. A short talk tells more "
                "than another message: what would they need to read, and is it there?"
            ),
            small("I say this once, until they are heard of again."),
        ),
    )
