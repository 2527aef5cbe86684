"""Who handles what. The same registry answers `help`, writes the manifests and the README table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal, TypeAlias, TypeVar, cast

from sqlmodel import Session

from handlers.cards import Card, Part
from handlers.errors import Refusal
from handlers.events import (
    CadenceStale,
    CalendarRead,
    Commanded,
    DaysChanged,
    Due,
    Event,
    FormSent,
    GoalTold,
    HomeOpened,
    Joined,
    Left,
    PersonChanged,
    PlaceChanged,
    Pressed,
    Reacted,
    RosterKnown,
    Said,
    Shortcut,
    StandupAsked,
    Undeliverable,
    Uninstalled,
    WebhookCalled,
    WebhookTried,
    WeeknoteWritten,
    WordingSuggested,
)
from handlers.meanings import Meanings
from handlers.replies import Reply, ShowHome
from handlers.seals import Seals
from storage import people
from storage.models import Person
from storage.session import Opened


class Desk:
    """What a handler works with: one open transaction, confined to one workspace."""

    def __init__(
        self,
        opened: Opened,
        now: datetime,
        workspace_id: int,
        person: str = "",
        seals: Seals | None = None,
        meanings: Meanings | None = None,
    ) -> None:
        """`now` in UTC; `person` is the platform's id of who caused the event, none for the
        clock. `seals` encrypts what must be kept secret; None: there is no key for it. `meanings`
        compares texts by what they mean; None: nothing here can."""
        opened.confine(workspace_id)
        self._opened = opened
        self._person = person
        self.now = now
        self.workspace_id = workspace_id
        self.router: Router | None = None
        """Who routes what happens here."""
        self.seals = seals
        self.meanings = meanings

    @property
    def session(self) -> Session:
        return self._opened.session

    @cached_property
    def who(self) -> Person | None:
        """Who caused the event; none for the clock."""
        return people.called(self.session, self._person) if self._person else None

    @property
    def person(self) -> Person:
        """Who caused the event, where only a person can have."""
        if self.who is None:
            raise Refusal("Only a person can do this.")
        return self.who

    def beneath_prompts(self, team: int, people: Sequence[int]) -> dict[int, list[Part]]:
        """What others have to ask the people of a team whom a stand-up asks now, by person."""
        found: dict[int, list[Part]] = {}
        for section in self.router.prompt_sections if self.router else ():
            for person, parts in section(self, team, people).items():
                found.setdefault(person, []).extend(parts)
        return found

    def beneath_answer(self, answered: Answered) -> list[Part]:
        """What others have to offer to who answered a stand-up."""
        sections = self.router.answer_sections if self.router else ()
        return [part for section in sections for part in section(self, answered)]


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody said in a stand-up what blocks them."""

    team: int
    standup: int
    person: int
    day: date
    question: str
    """Id of the question that asks for it."""
    words: str


Replies: TypeAlias = Sequence[Reply]
E = TypeVar("E", bound=Event)
Handler: TypeAlias = Callable[[Desk, E], Replies]
Listener: TypeAlias = Callable[[Desk, Said], "Replies | None"]
HomeSection: TypeAlias = Callable[[Desk], Sequence[Part]]
PromptSection: TypeAlias = Callable[[Desk, int, Sequence[int]], Mapping[int, Sequence[Part]]]
AnswerSection: TypeAlias = Callable[[Desk, Answered], Sequence[Part]]


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    """`standup`, typed as `/standup`."""
    verb: str
    """The first word after it; empty for the command alone."""
    usage: str
    """What may follow, such as `[@person]`; empty for nothing."""
    hint: str
    """What it does, in a few words, without a full stop."""
    example: str
    opens_form: bool
    handle: Handler[Commanded]

    def rest(self, words: str) -> str:
        """What was said after the verb."""
        return words.strip()[len(self.verb) :].strip()

    @property
    def form(self) -> str:
        return " ".join(word for word in (f"/{self.name}", self.verb, self.usage) if word)


@dataclass(frozen=True, slots=True)
class ShortcutEntry:
    name: str
    title: str
    """At most 24 characters."""
    hint: str
    on: Literal["message", "global"]
    opens_form: bool
    handle: Handler[Shortcut]


@dataclass(frozen=True, slots=True)
class ButtonEntry:
    action: str
    opens_form: bool
    handle: Handler[Pressed]


@dataclass(frozen=True, slots=True)
class DueEntry:
    kind: str
    title: str
    """What a person calls it, such as "Stand-up"."""
    handle: Handler[Due]


@dataclass(eq=False)
class Router:
    commands: list[Command] = field(default_factory=list)
    shortcuts: list[ShortcutEntry] = field(default_factory=list)
    buttons: dict[str, ButtonEntry] = field(default_factory=dict)
    forms: dict[str, Handler[FormSent]] = field(default_factory=dict)
    dues: dict[str, DueEntry] = field(default_factory=dict)
    listeners: list[Listener] = field(default_factory=list)
    home_sections: list[HomeSection] = field(default_factory=list)
    prompt_sections: list[PromptSection] = field(default_factory=list)
    answer_sections: list[AnswerSection] = field(default_factory=list)
    observers: dict[type[Event], list[Handler[Any]]] = field(default_factory=dict)

    @classmethod
    def of(cls, *parts: Router) -> Router:
        """All parts as one; the order of the parts is the order of listeners and home sections."""
        whole = cls()
        for part in parts:
            whole.include(part)
        return whole

    def include(self, part: Router) -> None:
        self.commands += part.commands
        self.shortcuts += part.shortcuts
        self.buttons |= _disjoint(self.buttons, part.buttons)
        self.forms |= _disjoint(self.forms, part.forms)
        self.dues |= _disjoint(self.dues, part.dues)
        self.listeners += part.listeners
        self.home_sections += part.home_sections
        self.prompt_sections += part.prompt_sections
        self.answer_sections += part.answer_sections
        for happened, handlers in part.observers.items():
            self.observers.setdefault(happened, []).extend(handlers)

    # Registering, as decorators.
    def command(
        self,
        name: str,
        verb: str = "",
        *,
        hint: str,
        usage: str = "",
        example: str = "",
        opens_form: bool = False,
    ) -> Callable[[Handler[Commanded]], Handler[Commanded]]:
        def register(handle: Handler[Commanded]) -> Handler[Commanded]:
            shown = example or " ".join(word for word in (f"/{name}", verb) if word)
            self.commands.append(Command(name, verb, usage, hint, shown, opens_form, handle))
            return handle

        return register

    def shortcut(
        self,
        name: str,
        *,
        title: str,
        hint: str,
        on: Literal["message", "global"],
        opens_form: bool = False,
    ) -> Callable[[Handler[Shortcut]], Handler[Shortcut]]:
        def register(handle: Handler[Shortcut]) -> Handler[Shortcut]:
            self.shortcuts.append(ShortcutEntry(name, title, hint, on, opens_form, handle))
            return handle

        return register

    def button(
        self, action: str, *, opens_form: bool = False
    ) -> Callable[[Handler[Pressed]], Handler[Pressed]]:
        def register(handle: Handler[Pressed]) -> Handler[Pressed]:
            self.buttons |= _disjoint(
                self.buttons, {action: ButtonEntry(action, opens_form, handle)}
            )
            return handle

        return register

    def form(self, name: str) -> Callable[[Handler[FormSent]], Handler[FormSent]]:
        def register(handle: Handler[FormSent]) -> Handler[FormSent]:
            self.forms |= _disjoint(self.forms, {name: handle})
            return handle

        return register

    def due(self, kind: str, *, title: str) -> Callable[[Handler[Due]], Handler[Due]]:
        def register(handle: Handler[Due]) -> Handler[Due]:
            self.dues |= _disjoint(self.dues, {kind: DueEntry(kind, title, handle)})
            return handle

        return register

    def said(self, listener: Listener) -> Listener:
        """Asked in order; the first that does not answer None has taken the message."""
        self.listeners.append(listener)
        return listener

    def home(self, section: HomeSection) -> HomeSection:
        self.home_sections.append(section)
        return section

    def beneath_prompt(self, section: PromptSection) -> PromptSection:
        """Stands beneath the question of a stand-up; asked once for all whom it asks."""
        self.prompt_sections.append(section)
        return section

    def beneath_answer(self, section: AnswerSection) -> AnswerSection:
        """Stands beneath the confirmation of a stand-up answer that names what blocks."""
        self.answer_sections.append(section)
        return section

    def on(self, happened: type[E]) -> Callable[[Handler[E]], Handler[E]]:
        """Every observer of that kind of event is told."""

        def register(handle: Handler[E]) -> Handler[E]:
            self.observers.setdefault(cast(type[Event], happened), []).append(handle)
            return handle

        return register

    # Routing.
    def handle(self, desk: Desk, event: Event) -> Replies:
        desk.router = self
        match event:
            case Commanded():
                return self.find(event.command, event.words).handle(desk, event)
            case Pressed():
                button = self.buttons.get(event.action)
                if button is None:
                    raise Refusal("This button no longer does anything. Try /drumbeat for help.")
                return button.handle(desk, event)
            case FormSent():
                if event.form not in self.forms:
                    raise Refusal("This form is no longer in use. Please open it again.")
                return self.forms[event.form](desk, event)
            case Shortcut():
                for shortcut in self.shortcuts:
                    if shortcut.name == event.name:
                        return shortcut.handle(desk, event)
                raise Refusal("This shortcut no longer does anything.")
            case Said():
                for listener in self.listeners:
                    replies = listener(desk, event)
                    if replies is not None:
                        return replies
                return []
            case HomeOpened():
                parts = [part for section in self.home_sections for part in section(desk)]
                return [ShowHome(Card("Drumbeat", tuple(parts)))]
            case Due():
                return self.dues[event.kind].handle(desk, event)
            case (
                PersonChanged()
                | DaysChanged()
                | StandupAsked()
                | CadenceStale()
                | GoalTold()
                | WordingSuggested()
                | WeeknoteWritten()
                | Reacted()
                | CalendarRead()
                | WebhookTried()
                | WebhookCalled()
                | Joined()
                | Left()
                | PlaceChanged()
                | Uninstalled()
                | RosterKnown()
                | Undeliverable()
            ):
                handlers = self.observers.get(type(event), [])
                return [reply for handle in handlers for reply in handle(desk, event)]

    def find(self, name: str, words: str) -> Command:
        """The command that `/name words` means.

        Raises Refusal, with the right forms and the typed words, where nothing fits.
        """
        family = [command for command in self.commands if command.name == name]
        if not family:
            raise Refusal(f"I don't know /{name}. Try /drumbeat help.")
        first = words.split(maxsplit=1)[0].lower() if words.split() else ""
        for command in family:
            if command.verb == first:
                return command
        for command in family:
            if not command.verb and command.usage:
                return command
        forms = "\n".join(f"{command.form} – {command.hint}" for command in family)
        raise Refusal(
            f"I don't understand “/{name} {words}”. You can say:\n{forms}\n"
            f"For example: {family[0].example}"
        )

    def opens_form(self, event: Event) -> bool:
        """Whether a form should open at once, before the answer is known."""
        match event:
            case Commanded():
                try:
                    command = self.find(event.command, event.words)
                except Refusal:
                    return False
                # Who says it all needs no form.
                return command.opens_form and not (command.usage and command.rest(event.words))
            case Pressed():
                entry = self.buttons.get(event.action)
                return entry is not None and entry.opens_form
            case Shortcut():
                return any(
                    shortcut.name == event.name and shortcut.opens_form
                    for shortcut in self.shortcuts
                )
            case _:
                return False


T = TypeVar("T")


def _disjoint(known: dict[str, T], added: dict[str, T]) -> dict[str, T]:
    if both := known.keys() & added.keys():
        raise ValueError(f"registered twice: {', '.join(sorted(both))}")
    return added
