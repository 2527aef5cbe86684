"""Tickets in what people write, and which tracker a bare key belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import trackers
from handlers.cards import Link, Plain
from handlers.tracker_settings import Tracker, Unreadable, read

ALL = read(
    "https://harbor.atlassian.net\n"
    "MAP, SHIP https://linear.app/harbor\n"
    "https://github.com/harbor/timetable\n"
    "https://dev.azure.com/harbor/port"
)


def led(words: str, known: tuple[Tracker, ...] = ALL) -> dict[str, str]:
    return {each.text: each.url for each in trackers.spans(words, known) if isinstance(each, Link)}


def test_a_bare_key_leads_to_the_tracker_that_it_belongs_to() -> None:
    words = "Waits for PORT-12, MAP-3 and #45, then harbor/maps#6 and AB#789."
    assert led(words) == {
        "PORT-12": "https://harbor.atlassian.net/browse/PORT-12",
        "MAP-3": "https://linear.app/harbor/issue/MAP-3",
        "#45": "https://github.com/harbor/timetable/issues/45",
        "harbor/maps#6": "https://github.com/harbor/maps/issues/6",
        "AB#789": "https://dev.azure.com/harbor/port/_workitems/edit/789",
    }


def test_without_a_setting_no_bare_key_leads_anywhere() -> None:
    assert led("PORT-12, #45, harbor/maps#6 and AB#789", ()) == {}


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("https://harbor.atlassian.net/browse/PORT-12", "PORT-12"),
        ("https://harbor.atlassian.net/browse/PORT-12?focusedId=1#comment", "PORT-12"),
        (
            "https://x.atlassian.net/jira/software/projects/PORT/boards/1?selectedIssue=PORT-9",
            "PORT-9",
        ),
        ("https://github.com/harbor/timetable/issues/45", "harbor/timetable#45"),
        ("https://github.com/harbor/timetable/pull/46/files", "harbor/timetable#46"),
        ("https://dev.azure.com/harbor/port/_workitems/edit/789", "AB#789"),
        ("https://dev.azure.com/harbor/port/_boards/board/t/x?workitem=7", "AB#7"),
        ("https://dev.azure.com/harbor/port/_git/maps/pullrequest/8", "maps!8"),
        ("https://harbor.visualstudio.com/port/_workitems/edit/9/", "AB#9"),
        ("https://linear.app/harbor/issue/MAP-3/no-licence-for-the-editor", "MAP-3"),
        ("https://jira.example.org/tickets/browse/OPS-1", "OPS-1 (jira.example.org)"),
    ],
)
def test_an_address_is_recognised_without_any_setting(address: str, label: str) -> None:
    assert led(f"See ({address}), please.", ()) == {label: address}


@pytest.mark.parametrize(
    "words",
    [
        "https://github.com/harbor/timetable",
        "https://github.com.evil.example/harbor/timetable/issues/45",
        "https://github.com@evil.example/harbor/timetable/issues/45",
        "https://evil.example/harbor.atlassian.net/PORT-12",
        "port-12 and PORT-0, XPORT-12-3, a/PORT-12, UTF-8, ISO-8601, COVID-19",
        "me@PORT-12 and ABC#12",
        "#0 and &#39; and x#12",
        "https://[half",
    ],
)
def test_what_is_no_ticket_stays_as_typed(words: str) -> None:
    assert trackers.spans(words, ALL) == (Plain(words),)


def test_a_key_of_a_project_that_is_named_is_a_ticket_whatever_it_is_called() -> None:
    assert led("UTF-8", read("UTF https://harbor.atlassian.net")) != {}
    assert led("PORT-12", read("UTF https://harbor.atlassian.net")) == {}


def test_every_way_to_write_a_ticket_is_the_same_ticket() -> None:
    ways = (
        "PORT-12",
        "https://harbor.atlassian.net/browse/PORT-12?x=1",
        "https://harbor.atlassian.net/jira/software/projects/PORT/issues/PORT-12",
    )
    assert len({trackers.tickets(way, ALL)[0].where for way in ways}) == 1
    azure = ("AB#7", "https://harbor.visualstudio.com/port/_workitems/edit/7")
    assert len({trackers.tickets(way, ALL)[0].where for way in azure}) == 1
    github = ("#4", "harbor/timetable#4", "https://github.com/Harbor/timetable/pull/4")
    assert len({trackers.tickets(way, ALL)[0].where for way in github}) == 1
    linear = ("MAP-3", "https://linear.app/harbor/issue/MAP-3/slug")
    assert len({trackers.tickets(way, ALL)[0].where for way in linear}) == 1
    assert len(trackers.tickets(" ".join((*ways, *azure)), ALL)) == 2


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(["PORT-12", "#4", "(", ")", " ", "https://github.com/a/b/issues/1", "AB#1"])
    ).map("".join)
)
def test_no_word_is_ever_lost(words: str) -> None:
    """Without a setting, links carry an address of their own as label or as target."""
    shown = trackers.spans(words, ALL)
    kept = "".join(
        each.url if isinstance(each, Link) and each.url in words else each.text  # type: ignore[union-attr]
        for each in shown
    )
    assert kept == words


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("harbor.atlassian.net", Tracker("jira", "https://harbor.atlassian.net")),
        (
            "https://harbor.atlassian.net/jira/software/projects/PORT/boards/1",
            Tracker("jira", "https://harbor.atlassian.net"),
        ),
        (
            "PORT, MAP https://harbor.atlassian.net/",
            Tracker("jira", "https://harbor.atlassian.net", ("PORT", "MAP")),
        ),
        (
            "OPS = Jira: https://tickets.example.org/jira2/browse/OPS-1",
            Tracker("jira", "https://tickets.example.org/jira2", ("OPS",)),
        ),
        (
            "GitHub https://git.example.org/a/b/issues",
            Tracker("github", "https://git.example.org/a/b"),
        ),
        (
            "Azure DevOps Server https://tfs.example.org/main/port/_boards",
            Tracker("azure", "https://tfs.example.org/main/port"),
        ),
        ("linear.app/harbor/team/MAP", Tracker("linear", "https://linear.app/harbor")),
    ],
)
def test_a_line_says_whose_tracker_is_where(line: str, found: Tracker) -> None:
    assert read(f"\n{line}\n") == (found,)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("https://tickets.example.org", "Say it like “Jira https://tickets.example.org”"),
        ("our tickets: https://harbor.atlassian.net and more", "ends in no address"),
        ("https://me:pw@harbor.atlassian.net", "ends in no address"),
        ("javascript://harbor.atlassian.net/x", "ends in no address"),
        ("https://linear.app", "lacks the workspace"),
        ("https://dev.azure.com", "lacks the project"),
        ("¿que? https://harbor.atlassian.net", "¿que?"),
        ("x" * 300, "characters"),
    ],
)
def test_a_line_that_says_nothing_of_use_is_answered_with_an_example(line: str, why: str) -> None:
    with pytest.raises(Unreadable, match="(?i)" + __import__("re").escape(why)):
        read(line)
