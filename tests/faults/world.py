"""Workspaces with work that is due at once, written as the bot itself writes it, and read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import text
from sqlmodel import Session, col, select

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
    asked: list[Asked] = field(default_factory=list)
    digests: int = 0
    rounds: int = 0
    workspace: int = 0

    # Seeding.
    def install(self) -> None:
        with self.database.everywhere() as session:
            home = self.slack.workspace
            self.workspace = workspaces.install(
                session, "slack", home.id, home.name, "", _now()
            ).key

    def add_work(self, asked: int, answered: int) -> Asked:
        """One team to be asked now, and one whose digest is due now, with so many answers."""
        self.rounds += 1
        with self.database.everywhere() as session:
            confine(session, self.workspace)
            made = self._team_to_ask(session, asked)
            if answered:
                self._team_with_answers(session, answered)
        self.asked.append(made)
        return made

    def _team_to_ask(self, session: Session, many: int) -> Asked:
        at = _now() - timedelta(minutes=1)
        standup, crowd, place = self._team(session, "asked", many, at)
        recurs = Recurs(EVERY_DAY, standup.hour, "UTC")
        key = str(standup.key)
        dues.plan(
            session,
            f"standup:{key}:ask:UTC",
            "standup.ask",
            recurs.on(at.date()),
            recurs.plain(),
            {"standup": key, "zone": "UTC"},
        )
        return Asked(standup.key, at.date(), crowd, place)

    def _team_with_answers(self, session: Session, many: int) -> None:
        at = _now() - timedelta(minutes=1) - WINDOW
        standup, crowd, _ = self._team(session, "done", many, at)
        recurs = Recurs(EVERY_DAY, standup.hour, "UTC", WINDOW)
        day, key = at.date(), standup.key
        standups.day(session, key, day, standup.questions)
        for person in crowd:
            known = people.called(session, person.id)
            assert known
            standups.ask(session, key, known.key, day, asked_at=at, closes_at=recurs.on(day))
            answers = {"q1": f"{person.name} did it", "q2": "more"}
            session.add(
                Entry(standup_id=key, person_id=known.key, day=day, answers=answers, first_at=at)
            )
        args = {"standup": str(key)}
        dues.plan(
            session,
            f"standup:{key}:digest",
            "standup.digest",
            recurs.on(day),
            recurs.plain(),
            args,
        )
        self.digests += 1

    def _team(
        self, session: Session, name: str, many: int, hour: datetime
    ) -> tuple[Standup, list[SlackPerson], Channel]:
        name = f"{name} {self.rounds}"
        crowd = [self.slack.add_person(f"{name} {number}", tz="UTC") for number in range(many)]
        place = self.slack.add_channel(name.replace(" ", "-"), crowd)
        team = teams.create(session, name=name, place=place.id, zone="UTC", now=_now())
        for person in crowd:
            known = people.learn(session, person.id, now=_now(), name=person.name, zone="UTC")
            session.flush()
            teams.join(session, team.key, known.key, _now())
        standup = Standup(
            team_id=team.key,
            days=",".join(WEEKDAYS),
            hour=time(hour.hour, hour.minute),
            window_minutes=int(WINDOW.total_seconds() // 60),
            remind_after_minutes=30,
            questions=[question.plain() for question in DEFAULTS],
            updated_at=_now(),
        )
        session.add(standup)
        session.flush()
        return standup, crowd, place

    def bury(self) -> None:
        """Lets the dead be known as dead: their last heartbeat was long ago."""
        with self.database.everywhere() as session:
            for process in session.exec(select(Process)).all():
                process.seen_at = LONG_AGO
                session.add(process)

    # Reading back.
    def rows(self) -> Sequence[Delivery]:
        with self.database.everywhere() as session:
            return session.exec(select(Delivery).order_by(col(Delivery.id))).all()

    def on_the_wire(self) -> set[str]:
        """Subjects of the posts that were being sent."""
        sending = [row for row in self.rows() if row.state == "sending"]
        places = [row.place for row in sending]
        assert len(places) == len(set(places)), "two at once in one conversation"
        return {row.subject for row in sending if not row.ref and row.kind == "message"}

    def is_drained(self) -> bool:
        """Nothing is due, at work or on its way."""
        with self.database.everywhere() as session:
            if session.exec(select(Due.id).where(Due.next_run_at <= _now()).limit(1)).first():
                return False
            where = "workflow_status" if self.database.is_sqlite else "dbos.workflow_status"
            undone = text(
                f"SELECT 1 FROM {where} WHERE status IN ('PENDING', 'ENQUEUED', 'DELAYED') LIMIT 1"
            )
            if session.connection().execute(undone).first():
                return False
            states = set(session.exec(select(Delivery.state).distinct()).all())
        return states <= {"sent", "stopped"}

    def arrived(self) -> Counter[str]:
        """How often each message is on Slack, by its subject."""
        found: Counter[str] = Counter()
        for channel in self.slack.workspace.channels.values():
            for message in channel.messages:
                if message.metadata and not message.deleted:
                    key = str(message.metadata["event_payload"]["key"])
                    found[key.removeprefix(f"{self.workspace}:")] += 1
        return found

    def posts(self) -> int:
        return sum(self.arrived().values())

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


def _now() -> datetime:
    return datetime.now(UTC)
