"""Where a new ticket is begun in a team's tracker."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from handlers import tracker_settings
from handlers.new_tickets import LONGEST, new_tickets


def asked(lines: str, title: str = "Write a runbook", more: str = "By Friday") -> dict[str, str]:
    return dict(new_tickets(tracker_settings.read(lines), title, more))


def test_github_and_azure_and_linear_get_the_words_and_jira_its_form() -> None:
    found = asked(
        "https://github.com/harbor/port\nhttps://dev.azure.com/harbor/port\n"
        "PORT https://linear.app/harbor\nhttps://harbor.atlassian.net"
    )
    assert found["GitHub"] == (
        "https://github.com/harbor/port/issues/new?title=Write%20a%20runbook&body=By%20Friday"
    )
    assert found["Azure DevOps"].startswith("https://dev.azure.com/harbor/port/_workitems/create/")
    assert parse_qs(urlsplit(found["Azure DevOps"]).query)["[System.Title]"] == ["Write a runbook"]
    assert found["Linear"].startswith("https://linear.app/harbor/team/PORT/new?title=")
    assert found["Jira"] == "https://harbor.atlassian.net/secure/CreateIssue!default.jspa"


def test_an_organisation_alone_is_no_place_for_an_issue() -> None:
    assert asked("https://github.com/harbor") == {}


def test_what_was_typed_stays_in_its_place() -> None:
    url = asked("https://github.com/harbor/port", 'a&b=c #1 <x> "ü"')["GitHub"]
    assert parse_qs(urlsplit(url).query)["title"] == ['a&b=c #1 <x> "ü"']
    assert urlsplit(url).fragment == ""


def test_an_address_never_grows_too_long() -> None:
    assert len(asked("https://github.com/harbor/port", "x" * 300, "y" * 3000)["GitHub"]) <= LONGEST
    assert asked("https://github.com/harbor/port", "ü€" * 150) == {}


def test_each_tracker_is_offered_once() -> None:
    assert list(asked("https://github.com/a/b\nhttps://github.com/a/c")) == ["GitHub"]
