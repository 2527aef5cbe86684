"""A whole week of stand-ups, lived through by a script over the documented API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

Message = dict[str, Any]


class Life:
    """What a person can do in the playground, over HTTP."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        reset = self._post("reset")
        self.people = {person["id"]: person for person in reset["people"]}
        self.now = datetime.fromisoformat(reset["now"])

    def _post(self, call: str, **body: Any) -> dict[str, Any]:
        answer = self.http.post(f"/playground/api/{call}", json=body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def to(self, moment: datetime) -> None:
        self.now = datetime.fromisoformat(self._post("clock", to=moment.isoformat())["now"])

    def next(self) -> None:
        self.now = datetime.fromisoformat(self._post("clock", next=True)["now"])

    def sees(self, person: str, place: str) -> list[Message]:
        answer = self.http.get("/playground/api/messages", params={"as": person, "place": place})
        found: list[Message] = answer.json()
        return found

    def direct(self, person: str) -> list[Message]:
        return self.sees(person, f"dm-{person}")

    def press(self, person: str, message: Message, label: str) -> dict[str, Any]:
        [button] = [button for button in message["buttons"] if button["label"] == label]
        return self._post(
            "press", **{"as": person, "message": message["id"], "button": button["id"]}
        )

    def submit(self, person: str, form: dict[str, Any], *answers: str) -> dict[str, Any]:
        filled = {field["id"]: words for field, words in zip(form["fields"], answers, strict=False)}
        return self._post("submit", **{"as": person, "form": form["id"], "answers": filled})

    def command(self, person: str, text: str, place: str = "harbor") -> dict[str, Any]:
        return self._post("command", **{"as": person, "place": place, "text": text})

    def say(self, person: str, *lines: str) -> None:
        for text in lines:
            self._post("say", **{"as": person, "place": f"dm-{person}", "text": text})

    def digest(self, day: date) -> Message:
        named = f"{day:%A} {day.day} {day:%B}"
        [found] = [
            message
            for message in self.sees("ada", "harbor")
            if not message["private"]
            and message["text"].startswith("Stand-up · Harbor")
            and named in message["text"]
        ]
        return found


@pytest.fixture
def life(playground_url: str) -> Iterator[Life]:
    with httpx.Client(base_url=playground_url, timeout=60) as http:
        yield Life(http)


def next_monday(now: datetime) -> date:
    return now.date() + timedelta(days=7 - now.weekday())


def prompts(life: Life, person: str) -> list[datetime]:
    """When each prompt came, on the person's own clocks."""
    zone = ZoneInfo(life.people[person]["zone"])
    return [
        datetime.fromisoformat(message["at"]).astimezone(zone)
        for message in life.direct(person)
        if "stand-up for" in message["text"] and message["author"] == "drumbeat"
        if message["text"].startswith("Harbor")
    ]


@pytest.mark.long
def test_everybody_is_asked_once_a_working_day_at_nine_on_their_own_clocks(life: Life) -> None:
    begun = life.now
    before = {person: prompts(life, person) for person in life.people}
    life.to(begun + timedelta(days=7))
    for person in life.people:
        asked = prompts(life, person)[len(before[person]) :]
        assert all(begun < moment <= life.now for moment in asked)
        assert sorted(moment.weekday() for moment in asked) == [0, 1, 2, 3, 4]
        assert {(moment.hour, moment.minute) for moment in asked} == {(9, 0)}


@pytest.mark.long
def test_a_day_of_answers_ends_in_one_digest_with_blockers_first(life: Life) -> None:
    monday = next_monday(life.now)
    # Emi in Tokyo answers by form, Dev in Kolkata by writing, Chiara in Rome skips.
    life.to(datetime.combine(monday, time(0), UTC))
    prompt = life.direct("emi")[-1]
    form = life.press("emi", prompt, "Answer")["form"]
    assert life.submit("emi", form, "", "Docs")["errors"].keys() == {"q1"}
    assert not life.submit("emi", form, "Fixed the login", "Docs", "No keys <!channel>", "4")[
        "errors"
    ]
    life.to(datetime.combine(monday, time(3, 40), UTC))
    life.say("dev", "Sorted the queue", "More queue", "no", "3")
    assert "This is what I'll share" in life.direct("dev")[-1]["text"]
    life.to(datetime.combine(monday, time(8, 10), UTC))
    life.command("chiara", "/standup skip")
    status = life.command("ada", "/standup status")["messages"][0]
    assert status["private"]
    assert "Answered: Dev Nair, Emi Sato" in status["text"]
    assert all(status["id"] != message["id"] for message in life.sees("ben", "harbor"))
    # 13:00 in Berlin: the digest.
    life.to(datetime.combine(monday, time(12), UTC))
    digest = life.digest(monday)
    words = digest["text"]
    assert words.index("Emi Sato: No keys <!channel>") < words.index("Skipping today: Chiara")
    assert "Still to come: Ben Hughes, Grace Miller, Hugo Almeida" in words
    assert "No update: Ada Brandt, Femi Adeyemi" in words
    assert len(digest["thread"]) == 2
    # Grace in New York answers after the digest; Emi changes her answer.
    life.to(datetime.combine(monday, time(14, 5), UTC))
    life.say("grace", "Tested", "Test more", "-", "-")
    form = life.command("emi", "/standup edit")["form"]
    assert [field["value"] for field in form["fields"]][:2] == ["Fixed the login", "Docs"]
    life.submit("emi", form, "Fixed the login", "Docs", "no", "4")
    digest = life.digest(monday)
    assert digest["edited"]
    assert "No blockers so far" in digest["text"]
    assert "edited at" in digest["text"]
    assert len(digest["thread"]) == 3
    # Tuesday's prompt shows Monday's plan.
    life.to(datetime.combine(monday + timedelta(days=1), time(0), UTC))
    assert "Docs" in life.direct("emi")[-1]["text"]


@pytest.mark.long
def test_who_is_silent_is_reminded_twice_and_who_answered_is_left_alone(life: Life) -> None:
    monday = next_monday(life.now)
    life.to(datetime.combine(monday, time(9), UTC))
    life.say("ben", "Talked to sponsors", "Plan the sprint", "-", "-")
    there = {person: len(life.direct(person)) for person in ("ben", "ada")}
    life.to(datetime.combine(monday, time(14), UTC))
    assert len(life.direct("ben")) == there["ben"]
    reminders = [
        message["text"] for message in life.direct("ada") if "closes at" in message["text"]
    ]
    assert len(reminders) == 2


def test_a_setup_by_somebody_without_the_right_names_who_may(life: Life) -> None:
    answer = life.command("dev", "/standup setup")
    assert answer["form"] is None
    assert "Ada Brandt" in answer["messages"][0]["text"]


def test_an_unknown_word_is_answered_with_the_right_forms_and_comes_back(life: Life) -> None:
    [answer] = life.command("dev", "/standup sing loudly")["messages"]
    assert answer["private"]
    assert "/standup sing loudly" in answer["text"]
    assert "/standup status" in answer["text"]
