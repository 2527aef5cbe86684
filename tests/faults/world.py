"""Workspaces with work that is due at once, written as the bot itself writes it, and read back."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.app import real_now
from handlers.standup.questions import DEFAULTS
from handlers.times import WEEKDAYS, Recurs
from storage import dues, people, standups, teams, workspaces
from storage.models import Delivery, Due, Entry, Person, Process, Prompt, Standup
from storage.session import Database, confine
from tests.fakes.slack import Channel, FakeSlack
from tests.fakes.slack import Person as SlackPerson

WINDOW = timedelta(minutes=60)
EVERY_DAY = frozenset(WEEKDAYS)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Asked:
    """A team whose members are asked at once."""

    standup: int
    day: date
    people: list[SlackPerson]
    place: Channel


@dataclass
class World:
    slack: FakeSlack
    database: Database
    now: Callable[[], datetime] = real_now
    asked: list[Asked] = field(default_factory=list)
    window: timedelta = WINDOW
    digests: set[str] = field(default_factory=set)
    """What must have been told."""
    rounds: int = 0
    workspace: int = 0

    # Seeding.
    def install(self) -> None:
        with self.database.everywhere() as session:
            home = self.slack.workspace
            self.workspace = workspaces.install(
                session, "slack", home.id, home.name, "", self.now()
            ).key

    def add_asked(self, many: int, *, once: bool = False) -> Asked:
        """A team whose members are to be asked now, and where not only once, every day."""
        at = self.now() - timedelta(minutes=1)
        return self.add_asked_on(at.date(), at.time(), "UTC", many, once=once)

    def add_asked_on(
        self, day: date, at: time, zone: str, many: int, *, once: bool = False
    ) -> Asked:
        """At that wall-clock time in that zone, on that day for the first time."""
        self.rounds += 1
        with self._inside() as session:
            standup, crowd, place = self._team(session, "asked", many, at, zone)
            key, recurs = str(standup.key), Recurs(EVERY_DAY, standup.hour, zone)
            args = {"standup": key, "zone": zone} | ({"day": day.isoformat()} if once else {})
            name, rule = f"standup:{key}:ask:{zone}", None if once else recurs.plain()
            dues.plan(session, name, "standup.ask", recurs.on(day), rule, args)
        made = Asked(standup.key, day, crowd, place)
        self.asked.append(made)
        return made

    def add_digest(self, answered: int) -> None:
        """A team whose digest is due now, with so many answers in it."""
        self.rounds += 1
        with self._inside() as session:
            at = self.now() - timedelta(minutes=1) - self.window
            standup, crowd, _ = self._team(session, "done", answered, at.time())
            recurs = Recurs(EVERY_DAY, standup.hour, "UTC", self.window)
            day, key = at.date(), standup.key
            standups.day(session, key, day, standup.questions)
            for person in crowd:
                known = people.called(session, person.id)
                assert known
                standups.ask(session, key, known.key, day, asked_at=at, closes_at=recurs.on(day))
                answers = {"q1": f"{person.name} did it", "q2": "more"}
                session.add(
                    Entry(
                        standup_id=key, person_id=known.key, day=day, answers=answers, first_at=at
                    )
                )
            args = {"standup": str(key)}
            name, at = f"standup:{key}:digest", recurs.on(day)
            dues.plan(session, name, "standup.digest", at, recurs.plain(), args)
        self.digests.add(f"standup:{key}:{day}:digest")

    def _team(
        self, session: Session, name: str, many: int, hour: time, zone: str = "UTC"
    ) -> tuple[Standup, list[SlackPerson], Channel]:
        name = f"{name} {self.rounds}"
        crowd = [self.slack.add_person(f"{name} {number}", tz=zone) for number in range(many)]
        place = self.slack.add_channel(name.replace(" ", "-"), crowd)
        team = teams.create(session, name=name, place=place.id, zone=zone, now=self.now())
        for person in crowd:
            known = people.learn(session, person.id, now=self.now(), name=person.name, zone=zone)
            session.flush()
            teams.join(session, team.key, known.key, self.now())
        standup = Standup(
            team_id=team.key,
            days=",".join(WEEKDAYS),
            hour=time(hour.hour, hour.minute),
            window_minutes=int(self.window.total_seconds() // 60),
            remind_after_minutes=30,
            questions=[question.plain() for question in DEFAULTS],
            updated_at=self.now(),
        )
        session.add(standup)
        session.flush()
        return standup, crowd, place

    @contextlib.contextmanager
    def _inside(self) -> Iterator[Session]:
        with self.database.everywhere() as session:
            confine(session, self.workspace)
            yield session

    def bury(self, pid: int) -> None:
        """Lets one that was killed be known as dead: its last heartbeat was long ago."""
        with self.database.everywhere() as session:
            for process in session.exec(select(Process)).all():
                if _is_of(process.id, pid):
                    process.seen_at = LONG_AGO
                    session.add(process)

    # Reading back.
    def rows(self) -> Sequence[Delivery]:
        with self.database.everywhere() as session:
            return session.exec(select(Delivery).order_by(col(Delivery.id))).all()

    def on_the_wire(self, pid: int) -> set[str]:
        """Subjects of the posts that this process was sending."""
        sending = [row for row in self.rows() if row.state == "sending"]
        places = [row.place for row in sending]
        assert len(places) == len(set(places)), "two at once in one conversation"
        held = self.held_by(pid)
        return {
            row.subject
            for row in sending
            if not row.ref and row.kind == "message" and row.subject in held
        }

    def held_by(self, pid: int) -> list[str]:
        """Subjects of what this process has in hand."""
        return [row.subject for row in self.rows() if _is_of(row.claimed_by, pid)]

    def is_drained(self) -> bool:
        """Nothing is due, at work or on its way."""
        with self.database.everywhere() as session:
            if session.exec(select(Due.id).where(Due.next_run_at <= self.now()).limit(1)).first():
                return False
            undone = text(
                f"SELECT 1 FROM {self._workflows} "
                "WHERE status IN ('PENDING', 'ENQUEUED', 'DELAYED') LIMIT 1"
            )
            if session.connection().execute(undone).first():
                return False
            states = set(session.exec(select(Delivery.state).distinct()).all())
        return states <= {"sent", "stopped"}

    def undone(self) -> list[str]:
        """What is not where it should be, for whoever looks into a failure."""
        with self.database.everywhere() as session:
            due = session.exec(select(Due.name).where(Due.next_run_at <= self.now())).all()
            at_work = session.connection().execute(
                text(
                    "SELECT workflow_uuid, status, executor_id, queue_name, updated_at "
                    f"FROM {self._workflows} WHERE status NOT IN ('SUCCESS', 'ERROR')"
                )
            )
            work = [str(tuple(each)) for each in at_work]
        return [*due, *work] + [
            f"{row.subject} {row.state} {row.claimed_by} {row.attempts} {row.not_before} {row.trouble}"
            for row in self.rows()
            if row.state not in ("sent", "stopped")
        ]

    @property
    def _workflows(self) -> str:
        return "workflow_status" if self.database.is_sqlite else "dbos.workflow_status"

    def arrived(self) -> Counter[str]:
        """How often each message is on Slack, by its subject."""
        found: Counter[str] = Counter()
        for channel in self.slack.workspace.channels.values():
            for message in channel.messages:
                if message.metadata and not message.deleted:
                    found[self._subject({"metadata": message.metadata})] += 1
        return found

    def taken_unknown(self) -> Counter[str]:
        """Of each message, how often Slack took it without the bot getting to know: the answer was
        cut, late, or said that something failed."""
        return Counter(
            self._subject(call.args)
            for call in self.slack.calls
            if call.method == "chat.postMessage" and call.answer.get("ok") and call.status == 0
        )

    def later_digests(self) -> set[str]:
        """What is told once a window closes."""
        return {f"standup:{asked.standup}:{asked.day}:digest" for asked in self.asked}

    def _subject(self, args: dict[str, Any]) -> str:
        told = args["metadata"]
        metadata = json.loads(told) if isinstance(told, str) else told
        return str(metadata["event_payload"]["key"]).removeprefix(f"{self.workspace}:")

    def answers_kept(self) -> set[str]:
        """The persons whose answer is in the database."""
        with self.database.everywhere() as session:
            kept = select(Person.ref).join(Entry, col(Entry.person_id) == Person.id)
            return set(session.exec(kept).all())

    def skips_kept(self) -> set[str]:
        with self.database.everywhere() as session:
            kept = (
                select(Person.ref)
                .join(Prompt, col(Prompt.person_id) == Person.id)
                .where(col(Prompt.skipped_at).is_not(None))
            )
            return set(session.exec(kept).all())

    def prompt_subjects(self) -> set[str]:
        """What must have arrived for everybody who was to be asked."""
        with self.database.everywhere() as session:
            confine(session, self.workspace)
            found = set()
            for asked in self.asked:
                for person in asked.people:
                    known = people.called(session, person.id)
                    assert known
                    found.add(f"standup:{asked.standup}:{asked.day}:ask:{known.key}")
            return found


def _is_of(process: str, pid: int) -> bool:
    """A process goes by host, number and chance."""
    return process.split("-")[-2:-1] == [str(pid)]
