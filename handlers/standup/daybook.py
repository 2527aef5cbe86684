"""One day of a stand-up, read once: who was asked, who answered what, and how that adds up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handlers.cards import Card
from handlers.routing import Desk
from handlers.standup import channel_views, questions, rules, running
from handlers.standup.questions import Question, is_nothing
from handlers.standup.running import Running
from storage import standups
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
    present: list[Person]
    """Whom the stand-up asks nowadays."""

    @property
    def day(self) -> date:
        return self.row.day

    def digest(self, now: datetime) -> Card:
        return channel_views.digest(
            self.standup.where(self.day),
            self.standing(now),
            self._said_about("blocker"),
            mood=self._mood(),
            mood_of=self._highest_mood,
            late=self._is_late(),
            changed_at=self._changed_at(),
            zone=self.standup.team.zone,
        )

    def entry_card(self, entry: Entry, person: Person) -> Card:
        return channel_views.entry(
            person.name,
            self.questions,
            entry.answers,
            late=entry.is_late,
            edited_at=entry.edited_at,
            zone=self.standup.team.zone,
        )

    def standing(self, now: datetime) -> rules.Standing:
        """Everybody the day is about: who was asked or answered, and who is still to be asked."""
        answered = {entry.person_id: person for entry, person in self.entries}
        opens: dict[str, datetime] = {}
        asked = []
        for person in ({person.key: person for person in self.present} | answered).values():
            prompt = self.prompts.get(person.key)
            zone = self.standup.zone_of(person)
            if zone not in opens:
                opens[zone] = self.standup.asks(zone).on(self.day)
            is_past = opens[zone] + rules.LATE <= now
            if prompt is None and person.key not in answered and is_past:
                # Came to the team, or to this zone, after the day's hour: not due. Within the
                # first minutes the question may still be on its way.
                continue
            asked.append(
                rules.Asked(
                    person.name,
                    answered=person.key in answered,
                    skipped=prompt is not None and prompt.skipped_at is not None,
                    closes_at=prompt.closes_at if prompt else opens[zone] + self.standup.window,
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
    key = standup.standup.key
    return Daybook(
        standup,
        row,
        questions.parse(row.questions),
        standups.prompts_on(desk.session, key, row.day),
        standups.entries_on(desk.session, key, row.day),
        running.asked_people(desk, standup),
    )
