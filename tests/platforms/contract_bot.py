"""A bot that does one thing of each kind, for what every platform must do alike."""

from __future__ import annotations

from handlers.cards import Button, Buttons, Card, ChoiceField, Form, Option, TextField, plain
from handlers.charts import Chart, Series
from handlers.errors import Invalid, Refusal
from handlers.events import (
    Commanded,
    FormSent,
    PersonChanged,
    Pressed,
    RosterKnown,
    Said,
    Undeliverable,
)
from handlers.replies import (
    AskRoster,
    Post,
    Refresh,
    Remove,
    Show,
    Update,
    Whisper,
    channel,
    direct,
)
from handlers.routing import Desk, Replies, Router
from storage import people

HOSTILE = "<!channel> *bold* _it_ <https://x.example|y> @here & \u202eright to left 👩‍👩‍👧"


def contract_bot(told: list[object]) -> Router:
    """What it hears of deliveries and people goes into `told`."""
    router = Router()

    @router.on(PersonChanged)
    def learn(desk: Desk, event: PersonChanged) -> Replies:
        facts = event.facts
        people.learn(desk.session, facts.ref, now=desk.now, name=facts.name, zone=facts.zone)
        return []

    @router.on(RosterKnown)
    def known(desk: Desk, event: RosterKnown) -> Replies:
        told.append(event)
        return []

    @router.on(Undeliverable)
    def stopped(desk: Desk, event: Undeliverable) -> Replies:
        told.append(event)
        return []

    @router.command("say", usage="<words>", hint="answer in private")
    def say(desk: Desk, event: Commanded) -> Replies:
        return [Whisper(card(f"{desk.person.name} said {event.words}"))]

    @router.command("say", "no", hint="refuse")
    def refuse(desk: Desk, event: Commanded) -> Replies:
        raise Refusal("You may not do this.")

    @router.command("say", "crash", hint="fail")
    def crash(desk: Desk, event: Commanded) -> Replies:
        raise RuntimeError("on purpose")

    @router.command("post", usage="<words>", hint="post in the channel")
    def post(desk: Desk, event: Commanded) -> Replies:
        return [Post(channel(event.origin.place), "posted", card(event.words))]

    @router.command("post", "chart", hint="post a chart")
    def post_chart(desk: Desk, event: Commanded) -> Replies:
        return [Post(channel(event.origin.place), "chart", Card("A chart", (votes(9),)))]

    @router.command("post", "recount", hint="the chart, as it is now")
    def recount(desk: Desk, event: Commanded) -> Replies:
        return [Update("chart", Card("A chart", (plain("Counted again"), votes(9))))]

    @router.command("say", "chart", hint="a chart in private")
    def say_chart(desk: Desk, event: Commanded) -> Replies:
        return [Whisper(Card("A chart", (votes(7),)))]

    @router.command("post", "reply", hint="answer in the thread of what was posted")
    def reply(desk: Desk, event: Commanded) -> Replies:
        return [Post(channel(event.origin.place), "reply", card("A reply"), under="posted")]

    @router.command("post", "edit", hint="change what was posted")
    def edit(desk: Desk, event: Commanded) -> Replies:
        return [Update("posted", card("Edited"))]

    @router.command("post", "remove", hint="take back what was posted")
    def remove(desk: Desk, event: Commanded) -> Replies:
        return [Remove("posted")]

    @router.command("post", "direct", hint="write to the person")
    def to_person(desk: Desk, event: Commanded) -> Replies:
        return [Post(direct(desk.person.ref), "direct", pressable("Press me"))]

    @router.command("ask", hint="open a form", opens_form=True)
    def ask(desk: Desk, event: Commanded) -> Replies:
        return [Show(form())]

    @router.command("ask", "roster", hint="ask who is here")
    def roster(desk: Desk, event: Commanded) -> Replies:
        return [AskRoster(event.origin.place, "roster")]

    @router.button("contract.open", opens_form=True)
    def open_form(desk: Desk, event: Pressed) -> Replies:
        return [Show(form())]

    @router.button("contract.done")
    def done(desk: Desk, event: Pressed) -> Replies:
        return [Refresh(card(f"Done with {event.args['what']}"))]

    @router.form("contract.form")
    def sent(desk: Desk, event: FormSent) -> Replies:
        if event.answers["what"] == "bad":
            raise Invalid({"what": "Say it another way."})
        words = f"{event.answers['what']} {event.answers.get('size', '-')} {event.args['day']}"
        return [Post(direct(desk.person.ref), f"sent:{event.seen_key}", card(words))]

    @router.said
    def heard(desk: Desk, event: Said) -> Replies:
        where = "in a thread" if event.thread else "here"
        words = card(f"Heard {where}: {event.text}")
        return [Post(direct(desk.person.ref), f"heard:{event.seen_key}", words)]

    @router.home
    def home(desk: Desk) -> tuple[Buttons, ...]:
        return (Buttons((Button("Open", "contract.open", opens_form=True),)),)

    return router


def card(words: str) -> Card:
    return Card("A card", (plain(words),))


def votes(most: int) -> Chart:
    alt = f"Flaky tests have {most} votes, the rest 2."
    bars = (Series("Votes", (most, 2)),)
    return Chart("Votes", alt, ("Flaky tests", "The rest"), bars, "horizontal bars")


def pressable(words: str) -> Card:
    buttons = (
        Button("Open", "contract.open", opens_form=True),
        Button("Done", "contract.done", {"what": "it"}),
    )
    return Card("A card", (plain(words), Buttons(buttons)))


def form() -> Form:
    sizes = (Option("s", "Small"), Option("l", "Large"))
    return Form(
        "contract.form",
        "A form",
        (
            plain("Some words before."),
            TextField("what", "What", multiline=True),
            ChoiceField("size", "Size", sizes, required=False),
        ),
        args={"day": "monday"},
    )
