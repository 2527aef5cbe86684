"""What happened besides the daily work: goals, milestones, risks, blockers, retros, people. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from handlers.weeknotes.drafting import blocked, cleaning, phrases, reading, whence
from handlers.weeknotes.drafting.clause import capital, lowered, ours
from handlers.weeknotes.drafting.facts import (
    Blocked,
    Candidate,
    Facts,
    Goal,
    Risk,
    Source,
)
from handlers.weeknotes.drafting.phrases import listed
from handlers.weeknotes.drafting.tone import Tone

AHEAD = timedelta(days=21)
"""How far a milestone may lie ahead that is told of."""
CLOSE = timedelta(days=9)
"""How near one is that is told of again."""
LONGEST_TOLD = 140
"""Characters of what is told of a goal besides."""
_LINKED = re.compile(r"[^.!?\n]*\bhttps?://\S+[^.!?\n]*[.!?]?")
"""A sentence with an address in it."""
GRAVE = 6
"""Of 9: a risk that readers should know of."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Facts, without what names anybody."""

    facts: Facts

    def words(self, text: str) -> str | None:
        """As the team says it; None: nobody outside should read it."""
        line = " ".join(text.replace("\n", " ").split()).strip(" .!;,")
        if not line or cleaning.names_anybody(line, self.facts.hidden):
            return None
        told = cleaning.without_people(line, self.facts.names)
        if not told or not cleaning.is_speakable(told):
            return None
        if cleaning.names_wholly(told, self.facts.strangers):
            return None
        return ours(told)

    @property
    def tone(self) -> Tone:
        return self.facts.tone

    @property
    def turn(self) -> int:
        return self.facts.number

    # Good things.
    def good(self) -> list[Candidate]:
        found = self._goal(("reached", phrases.REACHED_GOAL), ("partly", phrases.PARTLY_GOAL))
        found += self._milestones("reached", phrases.REACHED, 90)
        found += self._cleared()
        for risk in self.facts.risks:
            if risk.state == "over" and (words := self.words(risk.title)):
                texts = self.tone.ways(phrases.RISK_OVER, self.turn, b=capital(words))
                found.append(Candidate(texts, (whence.of_risk(risk),), 40))
        found += [
            Candidate(
                self.tone.ways(phrases.KEPT, self.turn + nth, b=capital(words)),
                (whence.of_taken(each),),
                35,
            )
            for nth, each in enumerate(self.facts.taken)
            if each.kind == "action" and each.is_done and (words := self.words(each.words))
        ]
        return [*found, *self._joined()]

    def _was_told(self, words: str) -> bool:
        """Whether the weeknote before has it, and it has only to last."""
        before = " ".join(self.facts.before.get("next", ()))
        return words.casefold() in before.casefold()

    def _goal(self, *outcomes: tuple[str, tuple[str, ...]]) -> list[Candidate]:
        goal = self.facts.ended
        for outcome, forms in outcomes:
            if goal and goal.outcome == outcome and (words := self.words(goal.words)):
                texts = self.tone.ways(forms, self.turn, n=str(goal.sprint), b=capital(words))
                if not self.tone.is_short and (more := self._more_of(goal)):
                    texts = tuple(f"{each} {more}" for each in texts)
                return [Candidate(texts, (whence.of_goal(goal),), 100)]
        return []

    def _more_of(self, goal: Goal) -> str:
        """The sentences that somebody said of it, as many as fit, without those that name anybody, lead
        elsewhere or are not for readers outside."""
        said = ""
        for line in cleaning.lines(_LINKED.sub(" ", goal.told)):
            words = self.words(line)
            if words is None or cleaning.names_anybody(line, self.facts.names):
                continue
            longer = f"{said} {capital(words)}.".strip()
            if len(longer) > LONGEST_TOLD:
                break
            said = longer if cleaning.is_for_outside(line) else said
        return said

    def _milestones(self, state: str, forms: tuple[str, ...], weight: int) -> list[Candidate]:
        return [
            Candidate(
                self.tone.ways(
                    forms,
                    self.turn + nth,
                    b=capital(words),
                    d=whence.day(each.due_on),
                    w=whence.day(each.was or each.due_on),
                ),
                (whence.of_milestone(each),),
                weight,
                goes_on=state == "overdue",
            )
            for nth, each in enumerate(self.facts.milestones)
            if each.state == state and (words := self.words(each.title))
        ]

    def gone(self) -> list[Blocked]:
        """Blockers that are out of the way, and may be told of."""
        return [each for each in self.facts.blockers if each.closed_on and self._may_tell(each)]

    def _cleared(self) -> list[Candidate]:
        gone = self.gone()
        gone.sort(key=lambda each: (_GRAVITY.get(each.severity, 1), each.raised_on, each.id))
        if len(gone) > 2:
            told = gone[:3]
            count = phrases.counted(len(gone))
            body = listed([f"“{capital(blocked.matter(each.summary))}”" for each in told])
            if len(gone) > len(told):
                body = f"among them {body}"
            texts = self.tone.ways(
                phrases.CLEARED_SEVERAL, self.turn, n=count, m=count.lower(), b=body
            )
            return [Candidate(texts, tuple(whence.of_blocker(each) for each in gone), 80)]
        return [
            Candidate(
                blocked.gone(each, phrases.CLEARED, self.turn + nth, self.tone),
                (whence.of_blocker(each),),
                70,
            )
            for nth, each in enumerate(gone)
        ]

    def _joined(self) -> list[Candidate]:
        if not self.facts.joined:
            return []
        names = [f"{name} ({role})" if role else name for _, name, role in self.facts.joined]
        sources = tuple(Source("team", key, name) for key, name, _ in self.facts.joined)
        return [Candidate(self.tone.ways(phrases.JOINED, self.turn, b=listed(names)), sources, 60)]

    def held(self) -> list[Candidate]:
        """What the team came together for; told where there is room."""
        if not self.facts.ceremonies:
            return []
        names = listed([self._one_of_ours(each) for each in self.facts.ceremonies])
        sources = tuple(Source("ceremony", 0, each) for each in self.facts.ceremonies)
        return [Candidate(self.tone.ways(phrases.HELD, self.turn, b=names), sources)]

    def _one_of_ours(self, ceremony: str) -> str:
        [form] = self.tone.forms(phrases.CEREMONY)
        return form.format(b=self.tone.noun(ceremony.lower()))

    # Learned things.
    def learned(self) -> list[Candidate]:
        found: list[Candidate] = []
        for nth, each in enumerate(self.facts.taken):
            words = self.words(each.words)
            if words is None or each.is_done:
                continue
            turn = self.turn + nth
            if each.kind == "learning":
                texts = self.tone.ways(phrases.TAKEN, turn, b=capital(words))
                found.append(Candidate(texts, (whence.of_taken(each),), 20))
                continue
            clause = reading.read(words, "next")
            if clause and clause.verb:
                texts = self.tone.ways(phrases.AGREED, turn, b=self.tone.base(clause))
            else:
                texts = self.tone.ways(phrases.AGREED_ELSE, turn, b=capital(words))
            found.append(Candidate(texts, (whence.of_taken(each),), 15))
        return found

    # Difficulties.
    def difficult(self) -> list[Candidate]:
        found = self._goal(("missed", phrases.MISSED_GOAL))
        found += self._milestones("missed", phrases.MISSED, 90)
        found += self._milestones("overdue", phrases.OVERDUE, 85)
        found += self._milestones("moved", phrases.MOVED, 80)
        found += self._risks()
        return [*found, *self._open(), *self._left()]

    def _risks(self) -> list[Candidate]:
        found: list[Candidate] = []
        for risk in self.facts.risks:
            words = self.words(risk.title)
            if words is None:
                continue
            if risk.state == "happened":
                texts = self.tone.ways(phrases.RISK_HAPPENED, self.turn + risk.id, b=capital(words))
                found.append(Candidate(texts, (whence.of_risk(risk),), 88))
            elif risk.state in ("new", "graver") or self._is_its_turn(risk):
                response = self.words(risk.response) if risk.response else None
                [aside] = self.tone.forms(phrases.ANSWER)
                answer = aside.format(b=lowered(response)) if response else ""
                forms = phrases.RISK[risk.state]
                texts = self.tone.ways(forms, self.turn + risk.id, b=capital(words), r=answer)
                weight = 40 + 3 * risk.gravity if risk.state != "open" else 20 + risk.gravity
                found.append(Candidate(texts, (whence.of_risk(risk),), weight))
        return found

    def _is_its_turn(self, risk: Risk) -> bool:
        """What only goes on is told of once a month."""
        if risk.state != "open" or risk.gravity < GRAVE:
            return False
        return (self.turn + risk.id) % 4 == 0

    def _open(self) -> list[Candidate]:
        before = " ".join(self.facts.before.get("difficult", ())).casefold()
        still = [
            each for each in self.facts.blockers if not each.closed_on and self._may_tell(each)
        ]
        found: list[Candidate] = []
        for each in still:
            is_told = blocked.matter(each.summary).casefold() in before
            told = self._of_whom(each)
            texts = blocked.still(
                told, self.facts.last_day, self.turn + each.id, self.tone, is_told=is_told
            )
            weight = 60 - 10 * _GRAVITY.get(each.severity, 1)
            weight += min((self.facts.last_day - each.raised_on).days, 20)
            found.append(Candidate(texts, (whence.of_blocker(each),), weight, goes_on=True))
        return found

    def _may_tell(self, blocker: Blocked) -> bool:
        return self.words(blocker.summary) == ours(" ".join(blocker.summary.split()).strip(" .!;,"))

    def _of_whom(self, blocker: Blocked) -> Blocked:
        """Without the name of what it waits for, where that is somebody's."""
        if blocker.waits_for_name and self.words(blocker.waits_for_name) is None:
            return Blocked(blocker.id, blocker.summary, blocker.raised_on)
        return blocker

    def _left(self) -> list[Candidate]:
        if not self.facts.left:
            return []
        names = listed([name for _, name in self.facts.left])
        sources = tuple(Source("team", key, name) for key, name in self.facts.left)
        return [Candidate(self.tone.ways(phrases.LEFT, self.turn, b=names), sources, 1)]

    # What's next.
    def coming(self) -> list[Candidate]:
        found: list[Candidate] = []
        goal = self.facts.current
        if goal and (words := self.words(goal.words)) and not self._was_told(words):
            texts = self.tone.ways(
                phrases.NEW_GOAL, self.turn, n=str(goal.sprint), b=capital(words)
            )
            found.append(Candidate(texts, (whence.of_goal(goal),), 100))
        near = [
            each
            for each in self.facts.milestones
            if each.state == "coming" and each.due_on - self.facts.last_day <= AHEAD
        ]
        for nth, each in enumerate(sorted(near, key=lambda each: (each.due_on, each.id))):
            is_close = each.due_on - self.facts.last_day <= CLOSE
            words = self.words(each.title)
            if words and (is_close or not self._was_told(words)):
                texts = self.tone.ways(
                    phrases.COMING, self.turn + nth, b=capital(words), d=whence.day(each.due_on)
                )
                found.append(Candidate(texts, (whence.of_milestone(each),), 90))
        return found


_GRAVITY = {"high": 0, "medium": 1, "low": 2}
