"""`/privacy` and `/terms`: out of what is stored and of the settings, so that they say what is so."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.settings import Settings
from bot.web.kept import kept
from bot.web.pages import Points, Rows, Section, Written, page

PRIVACY, TERMS = "/privacy", "/terms"
LINKS = ((PRIVACY, "Privacy"), (TERMS, "Terms"))


def legal(settings: Settings) -> list[BaseRoute]:
    async def privacy(_request: Request) -> Response:
        return page(privacy_words(settings), LINKS)

    async def terms(_request: Request) -> Response:
        return page(terms_words(settings), LINKS)

    return [Route(PRIVACY, privacy, methods=["GET"]), Route(TERMS, terms, methods=["GET"])]


def privacy_words(settings: Settings) -> Written:
    rows = tuple((each.what, each.why, each.how_long) for each in kept(settings))
    return Written(
        "What Drumbeat keeps, and who sees it",
        "Drumbeat runs a team's stand-ups inside Slack and Microsoft Teams. It needs little to do so, "
        "and this page names all of it, for this installation and its settings.",
        (
            Section("What is kept", (Rows(("What", "Why", "How long"), rows),)),
            Section(
                "What is not",
                (
                    Points(
                        (
                            "Messages that are not meant for Drumbeat. It reads what you write to it, "
                            "messages that mention it, and a message on which you choose one of its "
                            "actions.",
                            "Signs that you put to messages, such as a thumb, but for those on a weeknote: "
                            "a team sees how many there are, not whose.",
                            "What people wrote, in its logs: they hold what happened and how long it "
                            "took.",
                            _traces(settings),
                            "Cookies, trackers, advertising. Nothing is sold, and nothing is passed on "
                            "unless a team sets up a webhook.",
                        )
                    ),
                ),
            ),
            Section(
                "Who sees it",
                (
                    Points(
                        (
                            "Your stand-up answers: everybody in your team's channel, where they are "
                            "posted.",
                            "Private answers, reminders and forms: you alone.",
                            "A blocker: your team, whoever it concerns, the team or the owner of the "
                            "service that it waits for, whoever stands in for one of them, and the "
                            "program that your team's webhook calls, if it has one. A private one: "
                            "those concerned and the scrum masters.",
                            "A weeknote, once it is posted: everybody in the channels it goes to, whoever "
                            "has it sent, and people of the workspace by a link of their own; everybody "
                            "who has the link, where the team has made it public. Its picture: whoever has "
                            "the address of that picture, as chats do. A draft: its team, and the "
                            "language model that an administrator has named, if its editor asks it.",
                            "Other teams: nothing else. Other workspaces: nothing.",
                            "Whoever runs this installation has its database and its backups, and with "
                            "them all that is kept.",
                            "Slack and Microsoft carry the messages, and keep them by their own rules.",
                        )
                    ),
                ),
            ),
            Section(
                "How to have it deleted",
                (
                    "Say whose data, yours, a team's or a whole workspace's, to "
                    f"{_whom(settings)}. Ask there as well for a copy, or for a correction.",
                    "Removing the app from Slack or Teams stops it at once and throws its keys away. "
                    "What was written stays until somebody asks for its deletion, so that a mistake "
                    "costs no team its history.",
                    "Backups keep what was deleted for as long as whoever runs this installation keeps "
                    "them. What was posted in a channel is deleted there.",
                ),
            ),
        ),
    )


def terms_words(settings: Settings) -> Written:
    return Written(
        "Terms of use",
        "The short version: it is your team's, be kind with it, and nobody promises that it never "
        "fails.",
        (
            Section(
                "What you get",
                (
                    "Drumbeat asks the members of a team for a stand-up update, and posts what they "
                    "answer to the team's channel. Who installs it in a workspace decides for that "
                    "workspace; who sets it up in a channel decides for that team.",
                ),
            ),
            Section(
                "What is asked of you",
                (
                    Points(
                        (
                            "Write what your team may read. Answers are posted to its channel.",
                            "No passwords, no health records, nothing that the law or your employer "
                            "wants kept elsewhere.",
                            "Do not use it to rank or to supervise people. It is made for teams, and "
                            "counts nobody's worth.",
                            "Do not try to get at what is not yours, or to keep it from working.",
                        )
                    ),
                ),
            ),
            Section(
                "What is yours",
                (
                    "What you write stays yours. Drumbeat may store it and show it to your team, for "
                    "nothing else. What is stored, and how it goes, is on the page about privacy.",
                ),
            ),
            Section(
                "What is not promised",
                (
                    "It is given as it is, without a warranty. It may be late, it may be away, and "
                    "nobody answers for what follows from that as far as the law allows it. Nothing "
                    "that matters should hang on one message.",
                ),
            ),
            Section(
                "How it ends",
                (
                    "Remove the app whenever you like. Who runs this installation may end it, or shut "
                    "out who harms it, and then has to give you your data if you ask.",
                    f"Questions go to {_whom(settings)}.",
                ),
            ),
        ),
    )


def _whom(settings: Settings) -> str:
    return settings.contact or "the administrator of your workspace, who knows who runs Drumbeat"


def _traces(settings: Settings) -> str:
    if settings.otlp_endpoint:
        return (
            "What people wrote, in traces: this installation measures how long things take, and "
            "sends only that to where its operator looks at it."
        )
    return "Traces: this installation sends none."
