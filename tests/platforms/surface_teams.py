"""Teams as a surface: what a person can do and see there, in the words of `surfaces`."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from bot.delivery import Deliveries
from bot.dispatch import Dispatch
from bot.msteams.app import PATH, Teams
from bot.port import Platform
from bot.settings import Settings
from handlers.routing import Router
from tests.fakes.msteams import Answer, Dialog, FakeTeams, Message
from tests.fakes.slack import serving
from tests.platforms.contract_bot import contract_bot
from tests.platforms.surfaces import NOW, Base, Done, Seen, database_in, home_of
from tests.unhurried import PATIENCE, with_teams

with_teams()


@dataclass
class OnTeams(Base):
    fake: FakeTeams
    teams: Teams
    dispatch: Dispatch
    name: str = "msteams"

    def person(self, name: str) -> str:
        return self.fake.person(name).aad

    async def command(self, who: str, text: str) -> Done:
        answer = await self.fake.slash(who, self.channel, text)
        return await self._done(who, answer)

    async def press(self, who: str, message: Seen, label: str) -> Done:
        return await self._done(who, await self.fake.press(who, message.handle, label))

    async def submit(self, who: str, form: Dialog | Message, answers: dict[str, str]) -> Done:
        """A dialog, or a form on a card."""
        if isinstance(form, Dialog):
            answer = await self.fake.submit(who, form, dict(answers))
            errors = self.fake.errors_of(form) if form.is_open else []
        else:
            [send] = self.fake.buttons(form, who)
            answer = await self.fake.press(who, form, send, dict(answers))
            errors = _wrong(answer)
        assert answer.failed is None, answer.why
        await self.teams.settle()
        await self.delivered()
        done = await self._done(who, answer)
        if not isinstance(form, Dialog) and (labels := self.fake.inputs(form, who)):
            # What follows takes the form's place on its card.
            done = replace(done, form=form, labels=labels)
        return replace(done, errors=errors)

    async def say(self, who: str, text: str, under: Seen | None = None) -> None:
        answer = await self.fake.say(who, None, text, under=under.handle if under else None)
        assert answer.ok, answer.why
        await self.teams.settle()
        await self.delivered()

    async def mention(self, who: str, text: str, under: Seen) -> None:
        answer = await self.fake.say(who, self.channel, text, under=under.handle)
        assert answer.ok, answer.why
        await self.teams.settle()
        await self.delivered()

    async def open_home(self, who: str) -> list[str]:
        answer = await self.fake.open_home(who)
        await self.teams.settle()
        [home] = answer.messages
        return self.fake.buttons(home)

    async def channel_as(self, who: str) -> list[Seen]:
        return self._seen(who, self.channel)

    async def direct_as(self, who: str) -> list[Seen]:
        return self._seen(who, None)

    async def archive(self) -> None:
        await self.fake.archive_team(self.channel, "ada")
        await self.teams.settle()

    def _seen(self, who: str, where: str | None) -> list[Seen]:
        return [
            Seen(
                self.fake.text_of(message, who),
                bool(message.only_for),
                message.edited,
                [self.fake.text_of(reply, who) for reply in self.fake.thread(message, who)],
                self.fake.buttons(message, who),
                message,
                _drawn(message.cards),
            )
            for message in self.fake.seen_by(who, where)
            if message.root is None or message.only_for
        ]

    async def _done(self, who: str, answer: Answer) -> Done:
        assert answer.failed is None, answer.why
        await self.teams.settle()
        await self.delivered()
        private = [message for message in answer.messages if message.only_for]
        form: Any = answer.dialog
        labels = self.fake.inputs(form) if form else []
        for message in private:
            if self.fake.inputs(message, who):
                form, labels = message, self.fake.inputs(message, who)
        said = [self.fake.text_of(each, who) for each in private if each is not form]
        return Done(said or [answer.words] * bool(answer.words), form, labels)


def _drawn(shown: list[dict[str, Any]]) -> list[str]:
    """Charts, in the words that stand in for them."""
    from tests.fakes.msteams import cards

    return [
        ": ".join([element["title"], *cards.words({"body": [element["fallback"]]})])
        for card in shown
        for element in card["body"]
        if element["type"].startswith("Chart.")
    ]


def _wrong(answer: Answer) -> list[str]:
    from tests.fakes.msteams import cards

    return cards.errors_in(answer.card) if answer.card else []


@contextlib.asynccontextmanager
async def on_teams(
    folder: Path,
    router: Router | None = None,
    now: Callable[[], datetime] = lambda: NOW,
    patience: float = PATIENCE,
    given: dict[str, str] | None = None,
    **more: Any,
) -> AsyncIterator[OnTeams]:
    """`given`: settings of the bot; `more`: those of the fake."""
    async with contextlib.AsyncExitStack() as stack:
        fake = await stack.enter_async_context(FakeTeams.running(**{"tells_zone": True, **more}))
        people = [fake.add_person("ada", tz="Europe/Berlin"), fake.add_person("ben")]
        channel = fake.add_channel("team-harbor", people)
        database = database_in(folder, stack)
        told: list[object] = []
        router = router or contract_bot(told)
        teams = Teams(settings(fake, **(given or {})), database, now, patience)
        # The fake takes what comes; the pace is tested elsewhere.
        teams.platform.pace = None
        platforms: dict[str, Platform] = {"msteams": teams.platform}
        dispatch = Dispatch(database, router, platforms, now, lambda: None)
        deliveries = Deliveries(database, platforms, "test", now, dispatch.handle)
        routes = teams.listen(dispatch, router)
        port = await stack.enter_async_context(serving(Starlette(routes=routes)))
        fake.app_url = f"http://127.0.0.1:{port}{PATH}"
        await teams.start()
        stack.push_async_callback(teams.stop)
        await deliveries.start()
        stack.push_async_callback(deliveries.stop)
        await fake.add_to_team(channel, "ada")
        home = await database.run(home_of, database, "msteams", fake.tenant.id)
        yield OnTeams(teams.platform, home, told, channel.id, deliveries, fake, teams, dispatch)


def settings(fake: FakeTeams, **more: str) -> Settings:
    given = {
        "TEAMS_APP_ID": fake.app_id,
        "TEAMS_APP_PASSWORD": fake.app_password,
        "TEAMS_TENANT_ID": fake.tenant.id,
        "TEAMS_OPENID_URL": fake.openid_url,
        "TEAMS_SERVICE_HOSTS": "127.0.0.1",
    }
    return Settings.model_validate(given | more)
