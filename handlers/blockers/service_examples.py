"""Examples of common services and stand-ins, and of blockers whose words name tickets."""

from __future__ import annotations

from dataclasses import replace

from handlers.blockers import forms, list_views, service_views, told_views, views
from handlers.blockers.forms import Draft
from handlers.blockers.list_views import Row
from handlers.blockers.service_views import Told
from handlers.blockers.shown import Coming, Line, Shown
from handlers.example import Example
from handlers.tracker_settings import read

LEGAL = Told(1, "Legal review", "Grace Miller", "C0LEGAL", 3, may_change=True)
DATA = Told(2, "Data", "Emi Sato", "", 0, may_change=False)
IT = Told(3, "IT <desk> & *access*", "", "", 1, may_change=False)
NAMES = ("Data", "IT", "Legal review")


def examples(served: Shown) -> list[Example]:
    """`served` waits for a service."""
    tracked = replace(
        served,
        summary="PORT-12 waits for harbor/maps#6, see https://linear.app/harbor/issue/MAP-3/editor",
        details="Ada wrote in PORT-14 that AB#77 is done, and #45 is not.",
        waits_for_name="Legal review",
        waits_for_whom="Grace Miller",
        owner="",
        coming=(
            Coming("Grace Miller", served.raised_at),
            Coming("Emi Sato for the product owner", served.raised_at),
        ),
        trackers=read(
            "https://harbor.atlassian.net\nhttps://github.com/harbor/timetable\n"
            "https://dev.azure.com/harbor/port"
        ),
    )
    solved = replace(tracked, status="resolved", closing="Signed; PORT-12 has the contract.")
    lines = (
        Line(
            served.raised_at, "Grace Miller (Legal review)", "said", "PORT-12 is with the lawyer."
        ),
        Line(served.raised_at, "", "told Emi Sato for Chiara Moretti (owner)"),
        Line(served.raised_at, "", "resolved by webhook", "Access granted, see AB#77."),
    )
    waits = "Dev Nair is blocked and waits for Legal review, which is yours."
    return [
        Example("blocker with tickets", views.card(tracked)),
        Example("blocker with tickets, resolved", views.card(solved)),
        Example("blocker with tickets, in full", views.more(tracked, lines, 1, 1)),
        Example("blocker with tickets, told", told_views.notice(tracked, waits)),
        Example(
            "blocker with tickets, listed",
            list_views.listed(
                "Waiting for Legal review",
                [Row(tracked, 2, "waits for your service")],
                1,
                1,
                {"service": "1", "filter": "open"},
            ),
        ),
        Example("blocker form, services", forms.raising(Draft(), [("1", "Harbor")], NAMES)),
        Example("service form", service_views.form("", "", "", "")),
        Example(
            "service form, change", service_views.form("1", "Legal review", "U0ADA", "C0LEGAL")
        ),
        Example("services", service_views.listed([LEGAL, DATA, IT])),
        Example("services, none", service_views.listed([])),
        Example("service kept", service_views.kept(LEGAL)),
        Example("service named", service_views.named("Ada Berg", "Legal review")),
        Example("service not in its channel", service_views.not_in("Legal review", "C0LEGAL")),
        Example("stand-in form", service_views.stand_in("U0ADA", ["Grace Miller", "Emi Sato"])),
        Example("stand-in form, none", service_views.stand_in("", [])),
        Example("stand-in named", service_views.stands_in("Chiara Moretti")),
    ]
