"""How a fake is set up, and where it then listens."""

import time
from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]


@dataclass
class Config:
    """`clock` times messages, rates and the bot's own tokens. What the channel signs has its own clock,
    real by default: a bot compares it with the real time."""

    clock: Clock = time.time
    signing_clock: Clock = time.time
    app_url: str | None = None
    """Where the bot listens, `…/api/messages`."""
    app_id: str = "5f1d7b3e-0000-4000-8000-00000000d2b7"
    app_password: str = "s3cret-of-the-fake"
    app_name: str = "Drumbeat"
    certificate: str | None = None
    """PEM of what the bot proves itself with instead of the password."""
    single_tenant: bool = True
    registered: bool = True
    supports_slash: bool = True
    """The manifest's `supportsTargetedMessages`."""
    executes: bool = True
    """False: a client that knows no Action.Execute and takes its fallback."""
    tells_zone: bool = False
    """Some clients send `localTimezone`, most an offset only."""
    needs_personal_app: bool = False
    """True: sharing a team with the bot is not enough for it to write to somebody."""
    limits_on: bool = False
    says_when: bool = True
    """Whether a 429 carries Retry-After; Teams does not promise it."""
    strict: bool = True
    """Refuse what Teams would take but would embarrass us: cards without a summary, pictures without
    words, fields nobody knows."""
    page_least: int = 50
    patience: float = 60.0
    """Seconds of real time before a hanging bot is given up; only failing tests wait for it."""
    resends: int = 0
    """How often an activity that was not taken is sent again, at once."""
    host: str = "127.0.0.1"
    port: int = 0
    region: str = "teams"

    # Where it listens.

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def service_url(self) -> str:
        return f"{self.url}/{self.region}/"

    @property
    def openid_url(self) -> str:
        """What the bot is given as TEAMS_OPENID_URL."""
        return f"{self.url}/v1/.well-known/openidconfiguration"

    @property
    def login_url(self) -> str:
        """Stands for `https://login.microsoftonline.com`."""
        return self.url

    @property
    def bot_id(self) -> str:
        return f"28:{self.app_id}"

    def move_region(self, region: str) -> None:
        """The service URL changes, as it does when Microsoft moves a tenant; the old one is gone."""
        self.region = region
