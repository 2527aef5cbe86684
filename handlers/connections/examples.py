"""Examples of everything that connects a team with its other tools."""

from __future__ import annotations

from handlers.connections import views, webhook_views
from handlers.example import Example

LINES = "PORT, SHIP https://harbor.atlassian.net\nhttps://github.com/harbor/timetable"
KEY = "r7Zl0yXh3QmTq1mWmXoQ4nVvYk2s8b9cJd5fGh6aLpE"
ADDRESS = "https://beat.example.org/hooks/9pQm2sVb4yXh3TqWmXoQ1nVvYk7s8b0cJd5fGh6aLrE"
TROUBLE = "It answers with an error (503)."


def examples() -> list[Example]:
    host = "hooks.example.org"
    found = [
        ("Jira", "https://harbor.atlassian.net", ("PORT", "SHIP")),
        ("GitHub", "https://github.com/harbor/timetable", ()),
    ]
    return [
        Example("trackers form", views.trackers_form(1, "Harbor", "")),
        Example("trackers form, filled", views.trackers_form(1, "Harbor", LINES)),
        Example("trackers kept", views.trackers_kept("Harbor", found)),
        Example("trackers kept, none", views.trackers_kept("Harbor", [])),
        Example("webhook form", webhook_views.form(1, "Harbor")),
        Example(
            "webhook form, failing",
            webhook_views.form(1, "Harbor", host, TROUBLE, is_known=True),
        ),
        Example("webhook made", webhook_views.made("Harbor", host, ADDRESS, KEY)),
        Example("webhook made, called only", webhook_views.made("Harbor", "", ADDRESS, KEY)),
        Example("webhook kept", webhook_views.kept("Harbor", host)),
        Example("webhook ended", webhook_views.ended("Harbor")),
        Example("webhook fails, new", webhook_views.fails("Harbor", host, TROUBLE, is_new=True)),
        Example("webhook fails", webhook_views.fails("Harbor", host, TROUBLE, is_new=False)),
    ]
