"""What happens around the bot: installed, added, removed, people and channels coming and going."""

from typing import Any

from .dialogs import Dialogs
from .envelopes import activity, team_data
from .errors import BLOCKED
from .record import Answer
from .state import PersonRef, PlaceRef
from .world import JSON, Person, Place, Team


class Happenings(Dialogs):
    async def install(self, who: PersonRef) -> list[Answer]:
        """For one person: their conversation with the bot is there from now on."""
        person = self.person(who)
        place = self.bot_chat(person)
        self.tenants[person.tenant].installed_for.add(person.id)
        place.has_bot, place.blocked = True, None
        return await self._came(place, person, {"tenant": {"id": place.tenant}})

    async def uninstall(self, who: PersonRef) -> Answer:
        """The conversation stays, and nothing can be written there any more."""
        person = self.person(who)
        place = self.bot_chat(person)
        self.tenants[person.tenant].installed_for.discard(person.id)
        place.blocked = "MessageWritesBlocked"
        return await self._installation(place, person, "remove", {"tenant": {"id": place.tenant}})

    def block(self, who: PersonRef, how: str = "MessageWritesBlocked") -> None:
        """Teams tells nobody; the next message is refused. `how`: one of `errors.BLOCKED`."""
        assert how in BLOCKED, how
        self.bot_chat(who).blocked = how

    def unblock(self, who: PersonRef) -> None:
        self.bot_chat(who).blocked = None

    async def add_to_team(self, where: PlaceRef, by: PersonRef) -> list[Answer]:
        """The bot comes into the team of this channel."""
        place, person = self.place(where), self.person(by)
        team = self.team_of(place)
        self._bot_in(team, True)
        data = team_data(self, self._general(team), "teamMemberAdded")
        chosen = {**data, "settings": {"selectedChannel": {"id": place.id}}}
        return await self._came(self._general(team), person, data, chosen)

    async def remove_from_team(self, where: PlaceRef, by: PersonRef) -> list[Answer]:
        place, person = self.place(where), self.person(by)
        team = self.team_of(place)
        self._bot_in(team, False)
        data = team_data(self, self._general(team), "teamMemberRemoved")
        return await self._went(self._general(team), person, data)

    async def add_to_chat(self, where: PlaceRef, by: PersonRef) -> list[Answer]:
        place, person = self.place(where), self.person(by)
        place.has_bot = True
        return await self._came(place, person, {"tenant": {"id": place.tenant}})

    async def remove_from_chat(self, where: PlaceRef, by: PersonRef) -> list[Answer]:
        place, person = self.place(where), self.person(by)
        place.has_bot = False
        return await self._went(place, person, {"tenant": {"id": place.tenant}})

    async def join(self, who: PersonRef, where: PlaceRef, by: PersonRef | None = None) -> Answer:
        """Into the channel's team, or into the group chat."""
        person, place = self.person(who), self.place(where)
        place.members.append(person.id)
        return await self._moved("membersAdded", "teamMemberAdded", person, place, by)

    async def leave(self, who: PersonRef, where: PlaceRef, by: PersonRef | None = None) -> Answer:
        person, place = self.person(who), self.place(where)
        place.members.remove(person.id)
        return await self._moved("membersRemoved", "teamMemberRemoved", person, place, by)

    async def rename_channel(self, where: PlaceRef, name: str, by: PersonRef) -> Answer:
        place = self.place(where)
        place.name = name
        return await self._changed(place, by, "channelRenamed")

    async def delete_channel(self, where: PlaceRef, by: PersonRef) -> Answer:
        place = self.place(where)
        place.is_deleted = True
        return await self._changed(place, by, "channelDeleted")

    async def restore_channel(self, where: PlaceRef, by: PersonRef) -> Answer:
        place = self.place(where)
        place.is_deleted = False
        return await self._changed(place, by, "channelRestored")

    async def create_channel(self, where: PlaceRef, name: str, by: PersonRef) -> Place:
        """In the team of `where`."""
        made = self.add_channel(name, team=self.team_of(self.place(where)))
        await self._changed(made, by, "channelCreated")
        return made

    async def rename_team(self, where: PlaceRef, name: str, by: PersonRef) -> Answer:
        team = self.team_of(self.place(where))
        team.name = name
        return await self._changed(self._general(team), by, "teamRenamed")

    async def delete_team(self, where: PlaceRef, by: PersonRef) -> Answer:
        team = self.team_of(self.place(where))
        team.is_deleted = True
        for place in team.channels:
            place.is_deleted = True
        return await self._changed(self._general(team), by, "teamDeleted")

    async def restore_team(self, where: PlaceRef, by: PersonRef) -> Answer:
        team = self.team_of(self.place(where))
        team.is_deleted = False
        for place in team.channels:
            place.is_deleted = False
        return await self._changed(self._general(team), by, "teamRestored")

    async def archive_team(self, where: PlaceRef, by: PersonRef) -> Answer:
        """Everything can be read there, nothing written."""
        team = self.team_of(self.place(where))
        for place in team.channels:
            place.blocked = "MessageWritesBlocked"
        return await self._changed(self._general(team), by, "teamArchived")

    async def unarchive_team(self, where: PlaceRef, by: PersonRef) -> Answer:
        team = self.team_of(self.place(where))
        for place in team.channels:
            place.blocked = None
        return await self._changed(self._general(team), by, "teamUnarchived")

    def dismiss(self, who: PersonRef) -> None:
        """The person leaves the company; Teams tells nobody."""
        person = self.person(who)
        person.is_gone = True
        for place in self.tenants[person.tenant].places.values():
            if place.kind == "personal" and person.id in place.members:
                place.blocked = "MessageWritesBlocked"

    # Shared.

    def _general(self, team: Team) -> Place:
        return team.channels[0]

    def _bot_in(self, team: Team, is_in: bool) -> None:
        team.has_bot = is_in
        for place in team.channels:
            place.has_bot = is_in

    async def _came(
        self, place: Place, by: Person, data: JSON, chosen: JSON | None = None
    ) -> list[Answer]:
        bot = {"id": self.bot_id}
        update = await self._update(place, by, data, membersAdded=[bot])
        return [update, await self._installation(place, by, "add", chosen or data)]

    async def _went(self, place: Place, by: Person, data: JSON) -> list[Answer]:
        bot = {"id": self.bot_id}
        update = await self._update(place, by, data, membersRemoved=[bot])
        return [update, await self._installation(place, by, "remove", data)]

    async def _moved(
        self, how: str, event: str, who: Person, place: Place, by: PersonRef | None
    ) -> Answer:
        data: JSON = {"tenant": {"id": place.tenant}}
        if place.kind == "channel":
            place = self._general(self.team_of(place))
            data = team_data(self, place, event)
        member = {"id": who.id, "aadObjectId": who.aad}
        return await self._update(place, self.person(by or who), data, **{how: [member]})

    async def _changed(self, place: Place, by: PersonRef, event: str) -> Answer:
        return await self._update(place, self.person(by), team_data(self, place, event))

    async def _update(self, place: Place, by: Person, data: JSON, **more: Any) -> Answer:
        # Neither a name nor a local time is told here.
        who = {"id": by.id, "aadObjectId": by.aad}
        told = activity(self, "conversationUpdate", place, by, channelData=data, **more)
        for missing in ("localTimestamp", "localTimezone", "entities", "locale"):
            told.pop(missing, None)
        return self.noted(await self.hand_over({**told, "id": f"f:{self.new_guid()}", "from": who}))

    async def _installation(self, place: Place, by: Person, action: str, data: JSON) -> Answer:
        told = activity(self, "installationUpdate", place, by, channelData=data, action=action)
        who = {"id": by.id, "aadObjectId": by.aad}
        return self.noted(await self.hand_over({**told, "id": f"f:{self.new_guid()}", "from": who}))
