"""One day of a stand-up, read once: who was asked, who answered what, and how that adds up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handlers import tracker_settings
from handlers.calendars import known
from handlers.calendars.days import Off
from handlers.cards import Card
from handlers.routing import Desk
from handlers.standup import channel_views, questions, rules, running
from handlers.standup.questions import Question, is_nothing
from handlers.standup.running import Clock, Running
from storage import people, standups
from storage.models import Entry, Person, Prompt, StandupDay


@dataclass(frozen=True, slots=True)
class Daybook:
    standup: Running
    row: StandupDay
    questions: tuple[Question, ...]
    """As they were when the day began."""
    prompts: dict[int, Prompt]
    """By person."""
    entries: list[tuple[Entry, Person]]
    """In the order they came."""
    present: list[people.Facts]
    """Whom the stand-up asks nowadays."""
    off: dict[int, Off]
    """Who of them has the day off, by person."""

    @property
    def day(self) -> date:
        return self.row.day

    def digest(self, now: datetime, *, to_observer: bool = False) -> Card:
        """`to_observer`: for somebody's direct chat."""
        return channel_views.digest(
            self.standup.where(self.day),
            self.standing(now),
            self._said_about("blocker"),
            mood=self._mood(),
            mood_of=self._highest_mood,
            late=self._is_late(),
            changed_at=self._changed_at(),
            zone=self.standup.team.zone,
            posted=self.standup.standup.posts_entries,
            read_in=self.standup.team.place if to_observer else "",
            tracked=tracker_settings.known(self.standup.team.trackers),
        )

    def entry_card(self, entry: Entry, person: Person) -> Card:
        return channel_views.entry(
            person.name,
            self.questions,
            entry.answers,
            late=entry.is_late,
            edited_at=entry.edited_at,
            zone=self.standup.team.zone,
            of=self.day if self.standup.standup.posts_entries else None,
        )

    def standing(self, now: datetime) -> rules.Standing:
        """Everybody the day is about: who was asked or answered, who is still to be asked, and who
        is away. Of one that has ended, who answered: nobody is waited for any more."""
        present: dict[int, Person | people.Facts] = {each.key: each for each in self.present}
        answered = {entry.person_id: person for entry, person in self.entries}
        opens: dict[Clock, datetime] = {}
        asked = []
        for person in (present | answered).values():
            prompt = self.prompts.get(person.key)
            off = self.off.get(person.key)
            clock = self.standup.clock_of(person)
            if clock not in opens:
                opens[clock] = self.standup.asks_of(person).on(self.day)
            is_past = opens[clock] + rules.LATE <= now
            if self.standup.has_ended and person.key not in answered:
                continue
            if prompt is None and person.key not in answered and off is None and is_past:
                # Came to the team, or to this zone, after the day's hour: not due. Within the
                # first minutes the question may still be on its way.
                continue
            asked.append(
                rules.Asked(
                    person.name,
                    answered=person.key in answered,
                    skipped=prompt is not None and prompt.skipped_at is not None,
                    closes_at=prompt.closes_at if prompt else opens[clock] + self.standup.window,
                    off=off,
                )
            )
        return rules.standing(asked, now)

    def _said_about(self, about: str) -> list[tuple[str, str]]:
        """Name and words of whoever said something."""
        return [
            (person.name, words)
            for entry, person in self.entries
            for question in self.questions
            if question.about == about
            and not is_nothing(words := entry.answers.get(question.id, ""))
        ]

    @property
    def _highest_mood(self) -> int:
        return next((each.highest for each in self.questions if each.about == "mood"), 5)

    def _mood(self) -> float | None:
        scores = [words for _, words in self._said_about("mood")]
        return rules.average_mood(scores, self._highest_mood)

    def _changed_at(self) -> datetime | None:
        """When an answer last came or changed after the digest was out."""
        posted = self.row.digest_at
        came = [entry.edited_at or entry.first_at for entry, _ in self.entries]
        latest = max(came, default=None)
        return latest if posted and latest and latest > posted else None

    def _is_late(self) -> bool:
        """Whether the digest came later than it could have."""
        posted, due = self.row.digest_at, self.standup.digests.on(self.day)
        first_close = min((prompt.closes_at for prompt in self.prompts.values()), default=due)
        return posted is not None and posted - max(due, first_close) > rules.LATE


def read(desk: Desk, standup: Running, row: StandupDay) -> Daybook:
    """The book of that day as it is now."""
    key, present = standup.standup.key, running.asked_people(desk, standup)
    return Daybook(
        standup,
        row,
        questions.parse(row.questions),
        standups.prompts_on(desk.session, key, row.day),
        standups.entries_on(desk.session, key, row.day),
        present,
        known.off_in_team(desk, standup.team.key, present, row.day),
    )
