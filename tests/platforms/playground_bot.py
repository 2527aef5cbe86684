"""A bot of a few commands that shows and does all that a bot can, and no more."""

from __future__ import annotations

from datetime import date, time

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChoiceField,
    ChoicesField,
    Code,
    Confirm,
    DayField,
    Divider,
    Facts,
    Form,
    Heading,
    Italic,
    Link,
    Mention,
    Moment,
    Option,
    PersonField,
    Picture,
    PlaceField,
    PlaceLink,
    Quote,
    Text,
    TextField,
    TimeField,
    line,
    plain,
    small,
    text,
)
from handlers.errors import Invalid
from handlers.events import (
    Commanded,
    FormSent,
    PersonChanged,
    Pressed,
    Said,
    Shortcut,
)
from handlers.replies import Post, Refresh, Show, Update, Whisper, channel, direct
from handlers.routing import Desk, Replies, Router
from storage import people

SIZES = (Option("s", "Small"), Option("m", "Medium"), Option("l", "Large"))


def small_bot() -> Router:
    router = Router()

    @router.on(PersonChanged)
    def learn(desk: Desk, event: PersonChanged) -> Replies:
        facts = event.facts
        people.learn(desk.session, facts.ref, now=desk.now, name=facts.name, zone=facts.zone)
        return []

    @router.command("whisper", usage="<words>", hint="say it back in private")
    def whisper(desk: Desk, event: Commanded) -> Replies:
        return [Whisper(words(event.words))]

    @router.command("post", usage="<words>", hint="say it in the channel")
    def post(desk: Desk, event: Commanded) -> Replies:
        return [Post(channel("harbor"), event.words, words(event.words))]

    @router.command("reply", usage="<subject>", hint="answer in its thread")
    def reply(desk: Desk, event: Commanded) -> Replies:
        reply = words("In the thread")
        return [Post(channel("harbor"), f"{event.words}.1", reply, under=event.words)]

    @router.command("edit", usage="<subject>", hint="change that message")
    def edit(desk: Desk, event: Commanded) -> Replies:
        return [Update(event.words, words("Edited words"))]

    @router.command("tell", usage="<person>", hint="write to one person")
    def tell(desk: Desk, event: Commanded) -> Replies:
        return [Post(direct(event.words), f"dm:{event.words}", words("Just for you"))]

    @router.command("everything", hint="show every part there is")
    def everything(desk: Desk, event: Commanded) -> Replies:
        return [Post(channel("harbor"), "everything", every_part(desk))]

    @router.command("buttons", hint="show two buttons", example="/buttons")
    def buttons(desk: Desk, event: Commanded) -> Replies:
        return [Post(channel("harbor"), "buttons", counted(0))]

    @router.command("survey", hint="open a form with every field", opens_form=True)
    def survey(desk: Desk, event: Commanded) -> Replies:
        return [Show(every_field(desk))]

    @router.command("broken", hint="fail")
    def broken(desk: Desk, event: Commanded) -> Replies:
        raise RuntimeError("broken on purpose")

    @router.button("count.up")
    def count_up(desk: Desk, event: Pressed) -> Replies:
        count = int(event.args["count"]) + 1
        return [Refresh(counted(count)), Whisper(words(f"{desk.person.name} made it {count}"))]

    @router.button("open.form", opens_form=True)
    def open_form(desk: Desk, event: Pressed) -> Replies:
        return [Show(every_field(desk))]

    @router.form("survey")
    def survey_sent(desk: Desk, event: FormSent) -> Replies:
        if event.answers["name"] == "taken":
            raise Invalid({"name": "This name is taken."})
        said = ", ".join(f"{name}={value}" for name, value in sorted(event.answers.items()))
        subject = f"survey:{event.seen_key}"
        return [
            Whisper(words(f"{event.args['asked']} {said}")),
            Post(channel("harbor"), subject, words(f"Survey by {desk.person.name}")),
        ]

    @router.shortcut("note", title="Take a note", hint="keep it", on="message", opens_form=True)
    def note(desk: Desk, event: Shortcut) -> Replies:
        return [Whisper(words(f"{event.author}: {event.text} ({event.link})"))]

    @router.shortcut("hello", title="Say hello", hint="greet", on="global")
    def hello(desk: Desk, event: Shortcut) -> Replies:
        return [Whisper(words(f"Hello {event.origin.place_kind}"))]

    @router.said
    def listen(desk: Desk, event: Said) -> Replies:
        return [Whisper(words(f"I heard “{event.text}” in thread “{event.thread}”"))]

    @router.home
    def home(desk: Desk) -> list[Text | Buttons]:
        return [plain(f"Hello {desk.person.name}"), *counted_parts(0)]

    return router


def words(said: str) -> Card:
    return Card(said, (plain(said),))


def counted(count: int) -> Card:
    return Card(f"Count {count}", counted_parts(count))


def counted_parts(count: int) -> tuple[Text | Buttons, ...]:
    up = Button("Up", "count.up", {"count": str(count)}, look="primary")
    form = Button(
        "Survey",
        "open.form",
        opens_form=True,
        confirm=Confirm("Really?", "It is long.", "Yes"),
    )
    return (plain(f"Count {count}"), Buttons((up, form)))


def every_part(desk: Desk) -> Card:
    nine = desk.now.replace(hour=9, minute=0)
    return Card(
        "Every part",
        (
            Heading("A heading"),
            text("Hello ", Mention("emi"), " in ", PlaceLink("harbor"), " at "),
            Text((Moment(nine, "Europe/Berlin"), Moment(nine, "Europe/Berlin", "day and time"))),
            text(Bold("bold "), Italic("italic "), Code("code "), Link("a link", "https://a.test")),
            text(Link("bad", "javascript:alert(1)")),
            Quote("<b>as typed</b>"),
            Bullets((line("one"), line("two"))),
            Facts((("Owner", line(Mention("ben"))),)),
            small("small print"),
            Divider(),
            Picture("A chart of votes", "https://a.test/chart.png"),
            Buttons((Button("Up", "count.up", {"count": "0"}),)),
        ),
    )


def every_field(desk: Desk) -> Form:
    return Form(
        "survey",
        "Survey",
        (
            plain("Please tell us."),
            TextField("name", "Name", longest=20, placeholder="Such as Ada"),
            TextField("notes", "Notes", required=False, multiline=True),
            ChoiceField("size", "Size", SIZES, value="m", look="radio", required=False),
            ChoicesField("sizes", "Sizes", SIZES, values=("s", "l"), required=False),
            TimeField("hour", "Hour", value=time(9), required=False),
            DayField("day", "Day", value=date(2026, 11, 23), required=False),
            Divider(),
            PersonField("owner", "Owner", required=False),
            PlaceField("place", "Place", required=False),
            small("Thank you."),
        ),
        args={"asked": desk.person.ref},
    )
