"""Cards, put into the box, changed and taken back by who holds their token.

A card's token is drawn when its form opens and travels in that form and in the buttons of the private
answer; it is kept nowhere here. Sent twice, a form puts the same cards. Nothing in these handlers
writes a row that knows who or when.
"""

from __future__ import annotations

from collections.abc import Mapping

from handlers.anonymity import AnonymousBox
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent, Pressed, Said
from handlers.replies import Show, Whisper
from handlers.retro import book, card_views, rules, views, whose
from handlers.retro.shown import Board, Column, Written
from handlers.routing import Desk, Replies, Router
from storage import link_secrets, retros, teams
from storage.models import Retro

router = Router()

listening = Router()
"""Apart, because it comes before stand-ups: what belongs on a card must not get into a digest."""

SHOWN = "The cards have been shown, and this one with them: it can no longer be changed."


@router.button(views.ADD, opens_form=True)
def add(desk: Desk, event: Pressed) -> Replies:
    """Whoever takes cards to write on takes part; how many do is all that is known of it."""
    retro, _ = whose.named(desk, event.args)
    whose.must_be_in_phase(retro, "collect")
    part = book.part_box(desk, retro)
    part.put(part.mark_of(desk.person.key), {})
    column = whose.small_number(event.args.get("column", ""))
    form = card_views.adding(book.board(desk, retro), AnonymousBox.token(), column)
    return [Show(form)]


@router.form("retro.add")
def add_sent(desk: Desk, event: FormSent) -> Replies:
    retro, _ = whose.named(desk, event.args)
    typed = "\n".join(words for key, words in event.answers.items() if key.startswith("c"))
    board = _still_collecting(desk, retro, typed)
    if event.args.get("anonymous") == "yes" and not retro.is_anonymous:
        raise Refusal(f"This retro shows names now, so I kept nothing. You typed:\n{typed}")
    lines, problems = list[tuple[Column, str]](), dict[str, str]()
    for column in board.columns:
        field = f"c{column.key}"
        for words in event.answers.get(field, "").splitlines():
            if text := words.strip():
                lines.append((column, text))
                if wrong := _wrong(text):
                    problems[field] = wrong
    if not lines:
        problems[f"c{board.columns[0].key}"] = "A line, please: each becomes a card."
    if len(lines) > rules.MOST_AT_ONCE:
        last = lines[-1][0].key
        problems[f"c{last}"] = f"That is {len(lines)} cards; I take {rules.MOST_AT_ONCE} at a time."
    if problems:
        raise Invalid(problems)
    own = event.answers.get("own") == "yes"
    written = [
        Written(
            _token(event.args.get("token", ""), number),
            column.name,
            text,
            desk.person.name if own or not retro.is_anonymous else "",
        )
        for number, (column, text) in enumerate(lines)
    ]
    box = book.cards_box(desk, retro)
    for (column, _text), card in zip(lines, written, strict=True):
        _put(box, card, column.key, own)
    return [Whisper(card_views.kept(board, written))]


def _token(seed: str, number: int) -> str:
    """For each card of a form one that follows from the form's own."""
    if len(seed) < len(AnonymousBox.token()):
        raise Refusal("This form is no longer in use. Please open it again.")
    return link_secrets.fingerprint(f"{seed}:{number}")


def _put(box: AnonymousBox, card: Written, column: int, own: bool) -> None:
    content = {
        "column": str(column),
        "text": card.text,
        "name": card.name,
        "own": "yes" if own else "",
        "from": "",
    }
    box.put(box.mark_by(card.token), content)


def _wrong(text: str) -> str:
    if len(text) <= rules.LONGEST_CARD:
        return ""
    return (
        f"A card takes {rules.LONGEST_CARD} characters; one line has {len(text)}. "
        "Each line becomes a card."
    )


def _still_collecting(desk: Desk, retro: Retro, typed: str) -> Board:
    """Raises Refusal with what was typed, where the cards have been shown meanwhile."""
    try:
        whose.must_be_in_phase(retro, "collect")
    except Refusal as refusal:
        raise Refusal(f"{refusal.words} You typed:\n{typed}") from None
    return book.board(desk, retro)


# Its holder changes it, or takes it back.
@router.button("retro.change_card", opens_form=True)
def change(desk: Desk, event: Pressed) -> Replies:
    retro, _ = whose.named(desk, event.args)
    token, slip = _mine(desk, retro, event.args)
    form = card_views.changing(
        book.board(desk, retro),
        token,
        whose.small_number(slip["column"]),
        slip["text"],
        bool(slip["own"]),
    )
    return [Show(form)]


@router.form("retro.change_card")
def change_sent(desk: Desk, event: FormSent) -> Replies:
    retro, _ = whose.named(desk, event.args)
    text = " ".join(event.answers.get("text", "").split())
    board = _still_collecting(desk, retro, text)
    token, _ = _mine(desk, retro, event.args)
    if not text:
        raise Invalid({"text": "Some words, please. To have no card, press Take back."})
    if wrong := _wrong(text):
        raise Invalid({"text": wrong})
    wanted = whose.small_number(event.answers.get("column", ""))
    column = next((each for each in board.columns if each.key == wanted), None)
    if column is None:
        raise Invalid({"column": "One of the columns, please."})
    own = event.answers.get("own") == "yes"
    # A name that stands there because the retro shows names stays; on an anonymous card it is gone.
    name = desk.person.name if own or not retro.is_anonymous else ""
    card = Written(token, column.name, text, name)
    _put(book.cards_box(desk, retro), card, column.key, own)
    return [Whisper(card_views.kept(board, [card], changed=True))]


@router.button("retro.take_back")
def take_back(desk: Desk, event: Pressed) -> Replies:
    retro, _ = whose.named(desk, event.args)
    token, _ = _mine(desk, retro, event.args)
    box = book.cards_box(desk, retro)
    box.take_out(box.mark_by(token))
    return [Whisper(views.note("Your card is out of the box, as if it had never been there."))]


def _mine(desk: Desk, retro: Retro, args: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The card that a token leads to. Raises Refusal where there is none any more."""
    token = args.get("token", "")
    if retro.phase != "collect":
        raise Refusal(SHOWN)
    box = book.cards_box(desk, retro)
    slip = box.find(box.mark_by(token)) if token else None
    if slip is None or args.get("round") != str(retro.round):
        has_been_shown = whose.small_number(args.get("round", "")) < retro.round
        raise Refusal(SHOWN if has_been_shown else "This card is no longer in the box.")
    return token, slip


# In chat.
@router.command(
    "retro",
    "card",
    usage="[column: words]",
    hint="add a card to the retro, in our own chat",
    example="/retro card Learned: pairing saves time",
    opens_form=True,
)
def card(desk: Desk, event: Commanded) -> Replies:
    retro, _ = whose.open_here(desk, event.origin.place)
    words = event.words.strip()[len("card") :].strip()
    if not words:
        return add(desk, _as_pressed(event, retro))
    if event.origin.place_kind != "direct":
        raise Refusal(
            "What is typed in a channel may be read there with your name. Write it to me in our own "
            f"chat, or press Add cards. I did not keep this:\n{words}"
        )
    whose.must_be_in_phase(retro, "collect")
    board = book.board(desk, retro)
    found = _column_typed(board, words)
    if found is None:
        names = ", ".join(each.name for each in board.columns)
        raise Refusal(
            f"Which column is it for: {names}? Say it like /retro card {board.columns[-1].name}: "
            f"some words. You typed:\n{words}"
        )
    return _put_one(desk, retro, board, *found)


def _as_pressed(event: Commanded, retro: Retro) -> Pressed:
    return Pressed(event.origin, views.ADD, {"retro": str(retro.key)}, "", "")


@listening.said
def said(desk: Desk, event: Said) -> Replies | None:
    """“Learned: pairing saves time”, in our own chat, while the team collects cards. In a thread it
    answers what the thread is about."""
    if event.origin.place_kind != "direct" or event.thread or ":" not in event.text:
        return None
    for team in teams.of_person(desk.session, desk.person.key):
        retro = retros.open_of(desk.session, team.key)
        if retro is None or retro.phase != "collect":
            continue
        board = book.board(desk, retro)
        if found := _column_typed(board, event.text):
            return _put_one(desk, retro, board, *found)
    return None


def _column_typed(board: Board, words: str) -> tuple[Column, str] | None:
    """The column that stands before the colon, and the words behind it."""
    name, colon, text = words.partition(":")
    wanted = " ".join(name.split()).casefold()
    for column in board.columns:
        if colon and column.name.casefold() == wanted and text.strip():
            return column, " ".join(text.split())
    return None


def _put_one(desk: Desk, retro: Retro, board: Board, column: Column, text: str) -> Replies:
    if wrong := _wrong(text):
        raise Refusal(f"{wrong} You typed:\n{text}")
    name = "" if retro.is_anonymous else desk.person.name
    card = Written(AnonymousBox.token(), column.name, text, name)
    _put(book.cards_box(desk, retro), card, column.key, own=False)
    return [Whisper(card_views.kept(board, [card]))]


# "I'm done."
@router.button(views.DONE)
def done(desk: Desk, event: Pressed) -> Replies:
    retro, _ = whose.named(desk, event.args)
    whose.must_be_in_phase(retro, "collect", "vote")
    box = book.done_box(desk, retro)
    mark = box.mark_of(desk.person.key)
    if box.find(mark) is not None:
        box.take_out(mark)
        return [Whisper(views.note("You are not done, then. Take your time."))]
    box.put(mark, {})
    said = "Thank you. The facilitator sees how many are done, not who. Press it again to take it back."
    return [Whisper(views.note(said))]
