"""Long cards become several, with every word kept."""

from __future__ import annotations

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Heading,
    Mention,
    Part,
    Plain,
    Quote,
    Small,
    Span,
    Text,
    line,
    plain,
)
from handlers.paging import PAGE, PARTS, PIECE, pages, split
from tests.examples import examples

family = "👩‍👩‍👧‍👦"
letters = st.sampled_from(["a", "b ", "\n", "e\u0301", family, "🇩🇪", "ש", "x" * 40, "word " * 30])
long_words = st.tuples(st.lists(letters, max_size=60), st.sampled_from([1, 1, 10, 40])).map(
    lambda found: "".join(found[0]) * found[1]
)


def clusters(words: str) -> list[str]:
    return regex.findall(r"\X", words)


@given(long_words, st.integers(40, 300))
@settings(deadline=None)
def test_no_letter_is_lost_or_cut_in_two(words: str, longest: int) -> None:
    pieces = split(words, longest)
    assert "".join(pieces) == words
    assert all(len(piece) <= longest for piece in pieces)
    assert [cluster for piece in pieces for cluster in clusters(piece)] == clusters(words)


def test_pieces_end_at_spaces_where_there_are_any() -> None:
    pieces = split("a few words " * 100, 50)
    assert all(piece.endswith(" ") for piece in pieces[:-1])


def test_one_letter_longer_than_a_piece_is_cut_rather_than_lost() -> None:
    monster = "e" + "\u0301" * 500
    pieces = split(monster, 100)
    assert "".join(pieces) == monster
    assert all(len(piece) <= 100 for piece in pieces)


short_spans: st.SearchStrategy[Span] = st.one_of(
    st.text(max_size=200).map(Plain), st.text(max_size=30).map(Bold), st.just(Mention("U1"))
)
parts: st.SearchStrategy[Part] = st.one_of(
    long_words.map(Quote),
    long_words.map(plain),
    st.lists(short_spans, min_size=1, max_size=4).map(lambda found: Text(tuple(found))),
    st.lists(st.text(max_size=900).map(line), min_size=1, max_size=60).map(
        lambda rows: Bullets(tuple(rows))
    ),
    st.text(max_size=80).map(Heading),
    st.just(Buttons((Button("Go", "go"),))),
)


@given(st.lists(parts, max_size=60))
@settings(deadline=None, max_examples=examples(60))
def test_every_word_of_a_card_is_on_one_of_its_pages(content: list[Part]) -> None:
    card = Card("A card", tuple(content))
    made = pages(card)
    footers = {f"Part {number} of {len(made)}" for number in range(1, len(made) + 1)}
    assert "".join(said(page, footers) for page in made) == said(card, set())
    for page in made:
        assert len(page.parts) <= PARTS + 1
        assert len(said(page, footers)) <= PAGE + 100
        assert all(length(part) <= PIECE + 100 for part in page.parts)


def test_a_short_card_stays_as_it_is() -> None:
    card = Card("Short", (plain("Hello"), Quote("x" * PIECE)))
    assert pages(card) == [card]


def test_pages_are_numbered() -> None:
    made = pages(Card("Long", (Quote("word " * 10_000),)))
    assert [page.summary for page in made] == [
        f"Long ({number} of {len(made)})" for number in range(1, len(made) + 1)
    ]
    assert made[0].parts[-1] == Small((Plain(f"Part 1 of {len(made)}"),))


def test_buttons_stay_on_the_last_page() -> None:
    card = Card("Long", (Quote("word " * 10_000), Buttons((Button("Go", "go"),))))
    assert any(isinstance(part, Buttons) for part in pages(card)[-1].parts)


def said(card: Card, footers: set[str]) -> str:
    found = []
    for part in card.parts:
        match part:
            case Heading(words) | Quote(words):
                found.append(words)
            case Text(shown) | Small(shown):
                words = "".join(getattr(span, "text", "@") for span in shown)
                found.append("" if words in footers else words)
            case Bullets(items):
                found += ["".join(getattr(span, "text", "@") for span in item) for item in items]
            case _:
                pass
    return "".join(found)


def length(part: Part) -> int:
    return len(said(Card("", (part,)), set()))
