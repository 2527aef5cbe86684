"""Slips without names: what lies in the database while they are collected, and after."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from sqlmodel import select

from bot.seal import Seal
from handlers.anonymity import NO_KEY, AnonymousBox
from handlers.errors import Refusal
from handlers.routing import Desk
from storage import workspaces
from storage.models import Box, Slip
from storage.session import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SEALS = Seal(Fernet.generate_key().decode())


@pytest.fixture
def home(database: Database) -> int:
    with database.everywhere() as session:
        return workspaces.install(session, "slack", "T1", "Home", "", NOW).key


def within(
    database: Database, home: int, act: Callable[[Desk], object], seals: Seal | None = SEALS
) -> object:
    with database.begin() as opened:
        return act(Desk(opened, NOW, home, seals=seals))


def test_a_slip_is_found_by_who_may_have_one(database: Database, home: int) -> None:
    def vote(person: int, choice: str) -> None:
        def act(desk: Desk) -> None:
            box = AnonymousBox(desk, "poll:1")
            box.put(box.mark_of(person), {"choice": choice})

        within(database, home, act)

    vote(1, "a")
    vote(2, "b")
    vote(1, "c")

    def look(desk: Desk) -> object:
        box = AnonymousBox(desk, "poll:1")
        return box.find(box.mark_of(1)), sorted(slip["choice"] for slip in box.all())

    assert within(database, home, look) == ({"choice": "c"}, ["b", "c"])


def test_two_boxes_know_one_person_by_different_marks(database: Database, home: int) -> None:
    def marks(desk: Desk) -> object:
        return {AnonymousBox(desk, subject).mark_of(7) for subject in ("poll:1", "poll:2")}

    assert len(within(database, home, marks)) == 2  # type: ignore[arg-type]


def test_a_card_is_found_by_its_holder_s_secret_only(database: Database, home: int) -> None:
    def act(desk: Desk) -> object:
        box, token = AnonymousBox(desk, "retro:1:cards"), AnonymousBox.token()
        box.put(box.mark_by(token), {"text": "More tests"})
        assert box.find(box.mark_by(AnonymousBox.token())) is None
        return box.find(box.mark_by(token)), box.take_out(box.mark_by(token)), box.count()

    assert within(database, home, act) == ({"text": "More tests"}, True, 0)


def test_what_lies_there_has_one_length_no_time_and_no_words(database: Database, home: int) -> None:
    def act(desk: Desk) -> None:
        box = AnonymousBox(desk, "retro:1:cards")
        for words in ("Hummed along", "So much to say " * 200):
            box.put(box.mark_by(box.token()), {"text": words})

    within(database, home, act)
    with database.workspace(home) as session:
        slips = session.exec(select(Slip)).all()
    assert len({len(slip.sealed) for slip in slips}) == 1
    everything = json.dumps([slip.model_dump() for slip in slips])
    assert "Hummed" not in everything
    assert "So much" not in everything
    for slip in slips:
        assert _written_at(slip.sealed) == 0


def test_a_burnt_box_can_never_be_opened_again(database: Database, home: int) -> None:
    def fill(desk: Desk) -> None:
        box = AnonymousBox(desk, "poll:1")
        box.put(box.mark_of(1), {"choice": "a"})
        box.burn()

    within(database, home, fill)
    with database.workspace(home) as session:
        assert session.exec(select(Slip)).all() == []
        assert [box.sealed_key for box in session.exec(select(Box)).all()] == [""]
    with pytest.raises(Refusal, match="closed"):
        within(database, home, lambda desk: AnonymousBox(desk, "poll:1"))


def test_without_a_key_nothing_is_promised(database: Database, home: int) -> None:
    with pytest.raises(Refusal) as refused:
        within(database, home, lambda desk: AnonymousBox(desk, "poll:1"), seals=None)
    assert refused.value.words == NO_KEY


def _written_at(sealed: str) -> int:
    """The time that Fernet writes beside what it seals."""
    return int.from_bytes(base64.urlsafe_b64decode(sealed)[1:9], "big")
