"""A Microsoft Teams across the wire, for tests: its channel service, its token and its key servers.

    async with FakeTeams.running() as teams:
        ada = teams.add_person("Ada", tz="Europe/Berlin")
        harbor = teams.add_channel("harbor", [ada])          # a team with the bot in it
        # Give the bot: teams.app_id, teams.app_password, teams.tenant.id, teams.openid_url,
        # teams.login_url (…/{tenant}/oauth2/v2.0/token), and 127.0.0.1 as a service host it may trust.
        teams.app_url = "http://127.0.0.1:3978/api/messages"
        await teams.install(ada)                             # conversationUpdate and installationUpdate
        await teams.say(ada, None, "/standup status")        # None: the 1:1 conversation
        await teams.slash(ada, harbor, "standup status")     # targeted, only Ada and the bot see it
        [answer] = teams.seen_by(ada, harbor)
        pressed = await teams.press(ada, answer, "Answer")   # invoke adaptiveCard/action, or task/fetch
        await teams.submit(ada, teams.dialog_of(ada), {"Today": "tests"})
        print(teams.transcript(harbor, ada))

Everything the bot sends is checked as strictly as Teams documents it; `teams.calls` holds what came,
`teams.answers` how the bot answered, `teams.fault(...)` makes trouble, `limits_on=True` throttles.
"""

from .errors import TeamsError
from .record import Answer, Call
from .running import FakeTeams, InThread
from .world import Dialog, Message, Person, Place, Team, Tenant

__all__ = [
    "Answer",
    "Call",
    "Dialog",
    "FakeTeams",
    "InThread",
    "Message",
    "Person",
    "Place",
    "Team",
    "TeamsError",
    "Tenant",
]
