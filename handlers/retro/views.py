"""The card of a retro in its channel, from its start to its end. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never, cast

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Heading,
    Italic,
    Moment,
    Part,
    Plain,
    Quote,
    Span,
    Spans,
    line,
    plain,
    small,
    text,
)
from handlers.retro.rules import CLOSED, NAMES, PHASES, Phase
from handlers.retro.shown import Board, Paper, Topic

NEXT = "retro.next"
ADD = "retro.add"
DONE = "retro.done"
VOTE = "retro.vote"
GROUP = "retro.group"
SUGGEST = "retro.suggest"
TALK = "retro.talk"
NOTE = "retro.note"
PANEL = "retro.panel"

FEW = "So few took part that who wrote what can be guessed. Be kind."


def card(board: Board, beyond: Sequence[Part] = (), discussing: Sequence[Button] = ()) -> Card:
    """`beyond` is what else belongs on it, `discussing` what a topic can become."""
    name = NAMES[board.phase]
    parts: list[Part] = [Heading(f"{board.team} retro · {name}"), *_about(board)]
    match cast(Phase, board.phase):
        case "review":
            parts += beyond or [plain("There are no open actions from earlier retros.")]
            parts.append(_moves(board))
        case "collect":
            parts += _collect(board)
        case "group":
            parts += _group(board)
        case "vote":
            parts += _vote(board)
        case "discuss":
            parts += _discuss(board, beyond, discussing)
        case "actions":
            parts += _outcome(board)
            parts += beyond
            parts.append(_moves(board))
        case "closed":
            parts += _outcome(board)
            parts += beyond
        case _:
            assert_never(board.phase)
    return Card(f"{board.team} retro: {name}", tuple(parts))


def _about(board: Board) -> list[Part]:
    """Where it stands, who leads it, until when."""
    if board.phase == CLOSED:
        return [small(f"{board.template} · facilitated by {board.facilitator}")]
    way: list[Span] = []
    for phase in PHASES:
        way += [Plain(" → ")] if way else []
        way.append(Bold(NAMES[phase]) if phase == board.phase else Plain(NAMES[phase]))
    about: list[Span | str] = [f"{board.template} · facilitated by {board.facilitator}"]
    if board.deadline:
        about += [" · this part ends ", _moment(board)]
    return [small(*way), small(*about), *_to_come(board)]


def _to_come(board: Board) -> list[Part]:
    """The further steps, with when each ends."""
    spans: list[Span | str] = []
    for phase, at in board.to_end:
        spans += [" · " if spans else "Then: ", f"{NAMES[phase]} until "]
        spans.append(Moment(at, board.zone, "day and time"))
    return [small(*spans)] if spans else []


def _moment(board: Board) -> Moment:
    assert board.deadline is not None
    return Moment(board.deadline, board.zone, "day and time")


def _collect(board: Board) -> list[Part]:
    parts: list[Part] = []
    if board.icebreaker:
        parts.append(text("To warm up: ", Italic(board.icebreaker)))
    parts.append(Bullets(tuple(_column(each.name, each.hint) for each in board.columns)))
    parts.append(small(*_promise(board)))
    parts.append(_moves(board, *taking_part(board)))
    return parts


def _column(name: str, hint: str) -> Spans:
    return line(Bold(name), f" – {hint}") if hint else line(Bold(name))


def _promise(board: Board) -> tuple[str, ...]:
    if not board.is_anonymous:
        return (
            "Cards stay hidden until all are shown together, with the names of who wrote them.",
        )
    return (
        "Cards stay hidden until all are shown together, in an order drawn by lot. Nobody can see "
        "whose they are, not even in my database; who wants to puts a name on them. If fewer than "
        "three of you write, it can be guessed.",
    )


def _group(board: Board) -> list[Part]:
    parts: list[Part] = [small(FEW)] if board.few else []
    parts.append(plain("Here is what you wrote. What belongs together becomes one topic."))
    # Above what may go on over several messages.
    parts.append(
        _moves(
            board,
            Button("Suggest groups", SUGGEST, board.args),
            Button("Group cards", GROUP, board.args, opens_form=True),
        )
    )
    return [*parts, *topics(board.topics)]


def _vote(board: Board) -> list[Part]:
    parts: list[Part] = [
        text(
            "What shall we talk about? Each of you has ",
            Bold(_count(board.budget, "vote")),
            f", at most {min(board.cap, board.budget)} for one topic.",
        )
    ]
    parts.append(
        small("Nobody sees votes before voting is over, and nobody ever sees who gave them.")
    )
    parts.append(_moves(board, *taking_part(board)))
    return [*parts, *topics(board.topics)]


def taking_part(board: Board) -> tuple[Button, ...]:
    """What everybody can do now."""
    done = Button("I’m done", DONE, board.args)
    match board.phase:
        case "collect":
            add = Button("Add cards", ADD, board.args, look="primary", opens_form=True)
            return (add, done)
        case "vote":
            vote = Button("Vote", VOTE, board.args, look="primary", opens_form=True)
            return (vote, done)
        case _:
            return ()


def topics(some: Sequence[Topic]) -> list[Part]:
    """Each with its cards."""
    parts: list[Part] = []
    alone = [each for each in some if len(each.cards) == 1]
    for topic in some:
        if len(topic.cards) > 1:
            parts.append(text(Bold(topic.title)))
            parts.append(Bullets(tuple(paper(each) for each in topic.cards)))
    if alone:
        if len(alone) < len(some):
            parts.append(text(Bold("On their own")))
        parts.append(Bullets(tuple(_alone(each) for each in alone)))
    return parts


def _alone(topic: Topic) -> Spans:
    [card] = topic.cards
    if card.text.split() == topic.title.split() or topic.title.endswith("…"):
        return paper(card)
    return (Bold(topic.title), Plain(": "), *paper(card))


def paper(card: Paper) -> Spans:
    spans: list[Span | str] = [Italic(card.column), f" – {card.text}"]
    if card.name:
        spans.append(f" ({card.name})")
    return line(*spans)


def _discuss(board: Board, beyond: Sequence[Part], further: Sequence[Button]) -> list[Part]:
    parts: list[Part] = []
    topic = board.talked_about
    if topic is not None:
        parts += [text(Bold(topic.title), f" · {_votes(topic)}"), *_talked(topic), *beyond]
        if board.talk_until:
            parts.append(small("Until ", Moment(board.talk_until, board.zone), "."))
        args = {**board.args, "topic": str(topic.key)}
        more = Button("5 more minutes", TALK, {**args, "do": "more"})
        parts.append(
            Buttons(
                (
                    *further,
                    Button("Note", NOTE, args, opens_form=True),
                    *(() if board.is_async else (more,)),
                    Button("Next topic", TALK, {**args, "do": "next"}, look="primary"),
                    Button("Skip", TALK, {**args, "do": "skip"}),
                )
            )
        )
    parts.append(_moves(board))
    if board.to_come:
        parts += [text(Bold("Then")), Bullets(tuple(_in_short(each) for each in board.to_come))]
    past = [each for each in board.topics if each.state]
    if past:
        parts += [text(Bold("Done with")), Bullets(tuple(_in_short(each) for each in past))]
    return parts


def _talked(topic: Topic) -> list[Part]:
    parts: list[Part] = [Bullets(tuple(paper(each) for each in topic.cards))]
    for who, words in topic.notes:
        parts += [small(f"{who} noted:"), Quote(words)]
    return parts


def _outcome(board: Board) -> list[Part]:
    if not board.topics:
        return [plain("Nobody wrote a card this time.")]
    return [Bullets(tuple(_in_short(each) for each in board.topics))]


def _in_short(topic: Topic) -> Spans:
    spans: list[Span | str] = [topic.title]
    if topic.votes is not None:
        spans.append(f" · {_votes(topic)}")
    if topic.state == "skipped":
        spans.append(" · skipped")
    return line(*spans)


def _votes(topic: Topic) -> str:
    said = _count(topic.votes or 0, "vote")
    return f"{said}, a tie" if topic.is_tied else said


def _moves(board: Board, *others: Button) -> Buttons:
    """What each can do, and the next step."""
    at = PHASES.index(board.phase) + 1
    label = f"Next: {NAMES[PHASES[at]]}" if at < len(PHASES) else "Close the retro"
    following = Button(label, NEXT, {**board.args, "from": board.phase})
    return Buttons((*others, following, Button("More", PANEL, board.args)))


BEGINS = {
    "review": "Here is what became of earlier actions.",
    "collect": "You can write cards.",
    "group": "Here are all cards. {facilitator} groups them.",
    "vote": "You can vote.",
    "discuss": "Let us talk about it, here in the thread.",
    "actions": "What do we do about it?",
}


def step_begins(board: Board) -> Card:
    """In the thread of the card."""
    said = BEGINS[board.phase].format(facilitator=board.facilitator)
    spans: list[Span | str] = [said]
    if board.deadline:
        spans += [" This part ends ", _moment(board), "."]
    return Card(f"{NAMES[board.phase]}: {said}", (text(Bold(NAMES[board.phase]), ": ", *spans),))


def note(words: str) -> Card:
    return Card(words.split("\n")[0], (plain(words),))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
