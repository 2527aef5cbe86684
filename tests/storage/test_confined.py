"""A session of one workspace reads and changes nothing of another."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import func, text
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col, delete, insert, select, update

from storage import absences, links, standups, teams, workspaces
from storage.models import (
    Absence,
    Action,
    ActionEvent,
    Attendance,
    Blocker,
    BlockerEvent,
    BlockerLadder,
    BlockerNotice,
    BlockerWatcher,
    Box,
    Cadence,
    CalendarLink,
    Ceremony,
    Conversation,
    Delivery,
    Due,
    Entry,
    Export,
    Feed,
    Goal,
    Member,
    Milestone,
    Observer,
    Occurrence,
    OutlookEvent,
    Owned,
    Person,
    Planner,
    PlannerLine,
    PlaygroundMessage,
    PlaygroundPerson,
    PlaygroundPlace,
    Poll,
    PollVote,
    Prompt,
    Pulse,
    Retro,
    RetroCard,
    RetroColumn,
    RetroEnd,
    RetroNote,
    RetroRule,
    RetroTemplate,
    RetroTopic,
    Risk,
    Seen,
    Service,
    Slip,
    Standup,
    StandupDay,
    Team,
    Upload,
    Webhook,
    WebhookCall,
    Weeknote,
    WeeknoteBullet,
    WeeknoteCopy,
    WeeknoteLink,
    WeeknoteOptOut,
    WeeknotePass,
    WeeknotePicture,
    WeeknoteQuestion,
    WeeknoteReaction,
    WeeknoteReader,
    WeeknoteRule,
    WeeknoteSubscription,
    WeeknoteUncounted,
    WeeknoteWeb,
    WeeknoteWish,
    Workspace,
)
from storage.session import Crossing, Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = date(2026, 11, 23)
TABLES: list[type[Owned]] = Owned.__subclasses__()


@pytest.fixture
def mine(database: Database) -> tuple[int, int]:
    """Two workspaces with one row of every kind each: the one we are in, and the other."""
    with database.everywhere() as session:
        ids = [workspaces.install(session, "slack", ref, ref, "", NOW).key for ref in ("T1", "T2")]
    for workspace in ids:
        with database.workspace(workspace) as session:
            _fill(session)
    return ids[0], ids[1]


def _fill(session: Session) -> None:
    person = Person(ref="U1", name="Ada")
    team = Team(name="Core", place="C1", zone="UTC", created_at=NOW)
    session.add_all([person, team])
    session.flush()
    standup = Standup(team_id=team.key, updated_at=NOW)
    ceremony = Ceremony(team_id=team.key, kind="retro", uid=str(team.key), changed_at=NOW)
    session.add_all([standup, ceremony])
    session.flush()
    occurrence = Occurrence(ceremony_id=ceremony.key, day=DAY, starts_at=NOW, ends_at=NOW)
    session.add(occurrence)
    session.flush()
    box = Box(subject="poll:1", sealed_key="k")
    session.add(box)
    session.flush()
    blocker = Blocker(
        number=1,
        team_id=team.key,
        summary="x",
        raised_by_id=person.key,
        blocked_id=person.key,
        raised_at=NOW,
        ladder_since=NOW,
    )
    session.add(blocker)
    session.flush()
    retro = Retro(
        team_id=team.key,
        facilitator_id=person.key,
        template="x",
        started_at=NOW,
        moved_at=NOW,
    )
    session.add(retro)
    session.flush()
    column = RetroColumn(retro_id=retro.key, position=1, name="x")
    topic = RetroTopic(retro_id=retro.key, title="x")
    session.add_all([column, topic])
    session.flush()
    of_topic: dict[str, Any] = {"retro_id": retro.key, "topic_id": topic.key}
    event = BlockerEvent(blocker_id=blocker.key, at=NOW, kind="raised")
    session.add(event)
    session.flush()
    webhook = Webhook(team_id=team.key, sealed="x", fingerprint=str(team.key), made_at=NOW)
    session.add(webhook)
    poll = Poll(place="C1", author_id=person.key, question="x", opened_at=NOW, closes_at=NOW)
    session.add(poll)
    action = Action(
        team_id=team.key,
        words="x",
        owner_id=person.key,
        made_by_id=person.key,
        made_at=NOW,
        due_day=DAY,
        step_at=NOW,
    )
    session.add(action)
    session.flush()
    weeknote = Weeknote(team_id=team.key, number=1, first_day=DAY, last_day=DAY, drafted_at=NOW)
    session.add(weeknote)
    session.flush()
    told = weeknote.key
    of_blocker: dict[str, Any] = {"blocker_id": blocker.key, "person_id": person.key}
    foreseen: dict[str, Any] = {
        "number": 1,
        "team_id": team.key,
        "title": "x",
        "due_on": DAY,
        "made_by_id": person.key,
        "made_at": NOW,
    }
    mine: dict[str, Any] = {"standup_id": standup.key, "person_id": person.key, "day": DAY}
    rows: list[SQLModel] = [
        Member(team_id=team.key, person_id=person.key, joined_at=NOW),
        StandupDay(standup_id=standup.key, day=DAY),
        Prompt(**mine, asked_at=NOW, closes_at=NOW),
        Entry(**mine, first_at=NOW, answers={"q1": "x"}),
        Observer(standup_id=standup.key, person_id=person.key, since=NOW),
        Export(fingerprint=str(standup.key), kind="answers", person_id=person.key, until=NOW),
        Absence(person_id=person.key, first_day=DAY, last_day=DAY),
        CalendarLink(person_id=person.key, sealed="x", host="x", next_at=NOW),
        Cadence(team_id=team.key, anchor=DAY, updated_at=NOW),
        Goal(team_id=team.key, sprint=1, words="x", set_at=NOW),
        Attendance(occurrence_id=occurrence.key, person_id=person.key, says="there", at=NOW),
        Planner(person_id=person.key),
        PlannerLine(person_id=person.key, day=DAY, at=time(9), words="x"),
        Feed(person_id=person.key, fingerprint=str(person.key), made_at=NOW),
        Delivery(subject="s", place="C1", not_before=NOW, due_at=NOW),
        Seen(happening="e1", at=NOW),
        Due(name="d", kind="k", next_run_at=NOW),
        Slip(box_id=box.key, mark="m", sealed="s"),
        Upload(digest="d", ref="F1", uploaded_at=NOW),
        Conversation(kind="channel", place="C1", service_url="https://x/", heard_at=NOW),
        RetroCard(**of_topic, column_id=column.key, text="x"),
        RetroNote(**of_topic, person_id=person.key, words="x", at=NOW),
        RetroTemplate(team_id=team.key, name="x"),
        RetroRule(team_id=team.key),
        RetroEnd(retro_id=retro.key, closes_at=NOW),
        BlockerWatcher(**of_blocker),
        BlockerNotice(**of_blocker, event_id=event.key, at=NOW),
        BlockerLadder(team_id=team.key),
        Service(name="Data", owner_id=person.key),
        WebhookCall(
            webhook_id=webhook.key, name=str(webhook.key), kind="ping", at=NOW, not_before=NOW
        ),
        PollVote(poll_id=poll.key, person_id=person.key, choice=[0], at=NOW),
        Pulse(team_id=team.key, author_id=person.key, name="x", changed_at=NOW),
        ActionEvent(action_id=action.key, at=NOW, kind="made"),
        WeeknoteBullet(weeknote_id=told, section="good", position=0, text="x"),
        WeeknoteRule(team_id=team.key),
        WeeknoteSubscription(team_id=team.key, person_id=person.key, since=NOW),
        WeeknoteOptOut(person_id=person.key, since=NOW),
        WeeknoteCopy(weeknote_id=told, place="C1"),
        WeeknoteWeb(team_id=team.key, fingerprint=str(team.key), changed_at=NOW),
        WeeknoteLink(
            team_id=team.key, person_id=person.key, fingerprint=str(person.key), made_at=NOW
        ),
        WeeknoteReader(weeknote_id=told, person_id=person.key, first_at=NOW),
        WeeknoteUncounted(person_id=person.key, since=NOW),
        WeeknoteQuestion(weeknote_id=told, person_id=person.key, words="x", asked_at=NOW),
        WeeknoteWish(weeknote_id=told, person_id=person.key, asked_at=NOW, next_at=NOW),
        WeeknotePicture(weeknote_id=told, fingerprint=str(told), kind="png", content=b"x"),
        WeeknotePass(
            team_id=team.key,
            person_id=person.key,
            what="edit",
            fingerprint=str(team.key),
            until=NOW,
        ),
        WeeknoteReaction(weeknote_id=told, person_id=person.key, sign="👍", place="C1"),
        Milestone(**foreseen),
        Risk(**foreseen),
        OutlookEvent(team_id=team.key, at=NOW, kind="made"),
        PlaygroundPerson(ref="U1", name="Ada", role="", zone="UTC"),
        PlaygroundPlace(ref="C1", name="core", kind="channel"),
        PlaygroundMessage(place="C1", author="U1", at=NOW),
    ]
    session.add_all(rows)


def _all(database: Database, table: type[Owned], workspace: int) -> list[dict[str, Any]]:
    with database.everywhere() as session:
        rows = session.exec(select(table).where(table.workspace_id == workspace)).all()
        return [row.model_dump() for row in rows]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_only_our_own_rows_are_seen(sqlite_url: str, table: type[Owned]) -> None:
    database = Database(sqlite_url)
    with database.everywhere() as session:
        ours = workspaces.install(session, "slack", "T1", "One", "", NOW).key
        theirs = workspaces.install(session, "slack", "T2", "Two", "", NOW).key
    for workspace in (ours, theirs):
        with database.workspace(workspace) as session:
            _fill(session)
    [their_row] = _all(database, table, theirs)
    alias = aliased(table)
    with database.workspace(ours) as session:
        found = session.exec(select(table)).all()
        assert [row.workspace_id for row in found] == [ours]
        assert session.get(table, their_row["id"]) is None
        assert session.exec(select(func.count()).select_from(table)).one() == 1
        assert [row.workspace_id for row in session.exec(select(alias)).all()] == [ours]
        sub = select(table.id).where(table.workspace_id == theirs).subquery()
        assert session.exec(select(table).join(sub, sub.c.id == table.id)).all() == []
        session.exec(delete(table).where(col(table.workspace_id) == theirs))
        session.exec(update(table).where(col(table.id) == their_row["id"]).values(id=999_999))
        with pytest.raises(Crossing):
            session.execute(core_select(table.__table__))  # type: ignore[attr-defined]
        with pytest.raises(Crossing):
            session.execute(insert(table).values(workspace_id=theirs))
    assert _all(database, table, theirs) == [their_row]
    database.close()


def test_every_owned_table_is_covered(mine: tuple[int, int], database: Database) -> None:
    tables = {table for table in SQLModel.metadata.tables.values() if "workspace_id" in table.c}
    assert tables == {table.__table__ for table in TABLES}  # type: ignore[attr-defined]
    assert all(len(_all(database, table, mine[0])) == 1 for table in TABLES)


def test_updates_and_deletes_stay_inside(database: Database, mine: tuple[int, int]) -> None:
    ours, theirs = mine
    with database.workspace(ours) as session:
        session.exec(update(Person).values(name="Changed"))
        session.exec(delete(Seen))
    assert [row["name"] for row in _all(database, Person, ours)] == ["Changed"]
    assert [row["name"] for row in _all(database, Person, theirs)] == ["Ada"]
    assert _all(database, Seen, ours) == []
    assert len(_all(database, Seen, theirs)) == 1


def test_joins_and_subqueries_stay_inside(database: Database, mine: tuple[int, int]) -> None:
    ours, theirs = mine
    [their_team] = _all(database, Team, theirs)
    [their_standup] = _all(database, Standup, theirs)
    [their_person] = _all(database, Person, theirs)
    with database.workspace(ours) as session:
        assert teams.present(session, their_team["id"]) == []
        assert teams.by_id(session, their_team["id"]) is None
        assert list(absences.of_team(session, their_team["id"], since=DAY)) == []
        assert absences.of_people(session, [their_person["id"]], since=DAY) == []
        assert links.of_person(session, their_person["id"]) is None
        assert teams.of_person(session, their_person["id"]) == []
        assert standups.entries_on(session, their_standup["id"], DAY) == []
        assert standups.latest_prompts(session, their_person["id"]) == []
        people = [their_person["id"]]
        later = DAY + timedelta(days=1)
        assert standups.last_entries(session, their_standup["id"], people, later) == {}


def test_a_row_of_another_workspace_is_not_saved(database: Database, mine: tuple[int, int]) -> None:
    ours, theirs = mine
    with pytest.raises(Crossing), database.workspace(ours) as session:
        session.add(Person(ref="U2", name="Bob", workspace_id=theirs))
    with database.workspace(ours) as session:
        own = session.exec(select(Person)).one()
        own.workspace_id = theirs
        with pytest.raises(Crossing):
            session.flush()
        session.rollback()
    with database.everywhere() as session:
        foreign = session.exec(select(Person).where(Person.workspace_id == theirs)).one()
    foreign.name = "Changed"
    with pytest.raises(Crossing), database.workspace(ours) as session:
        session.add(foreign)
    with pytest.raises(Crossing), database.workspace(ours) as session:
        session.delete(foreign)
    assert [row["name"] for row in _all(database, Person, theirs)] == ["Ada"]


def test_a_new_row_belongs_to_the_sessions_workspace(
    database: Database, mine: tuple[int, int]
) -> None:
    with database.workspace(mine[1]) as session:
        person = Person(ref="U9", name="New")
        session.add(person)
        session.flush()
        assert person.workspace_id == mine[1]


def test_a_core_statement_must_say_that_it_is_scoped(
    database: Database, mine: tuple[int, int]
) -> None:
    people = Person.__table__  # type: ignore[attr-defined]
    with database.workspace(mine[0]) as session:
        for statement in (
            text("SELECT 1"),
            people.select(),
            people.delete(),
            people.insert().values(ref="U3", name="x", workspace_id=mine[1]),
        ):
            with pytest.raises(Crossing):
                session.execute(statement)
        ours = people.select().where(people.c.workspace_id == mine[0])
        assert len(session.execute(ours, execution_options={"scoped": True}).all()) == 1
    with database.everywhere() as session:
        assert len(session.execute(people.select()).all()) == 2


def test_a_workspace_sees_no_other_workspaces_installation(
    database: Database, mine: tuple[int, int]
) -> None:
    with database.workspace(mine[0]) as session:
        assert [each.id for each in session.exec(select(Workspace)).all()] == [mine[0]]
        assert session.get(Workspace, mine[1]) is None
