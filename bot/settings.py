"""The environment, read once into one frozen object. `.env` is read too; the environment wins."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

NO_SECRET = SecretStr("")

Role: TypeAlias = Literal["all", "web", "worker"]
"""What one process does. web: hears people and answers them. worker: the clock and what goes out.
"""


class Settings(BaseSettings):
    """Field aliases are the variables' names; descriptions are the README's settings table."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    database_url: str = Field(
        "sqlite:///drumbeat.db",
        alias="DRUMBEAT_DATABASE_URL",
        description="Where everything is kept: a SQLite file, or `postgresql://user@host/name`",
    )
    host: str = Field("127.0.0.1", alias="DRUMBEAT_HOST", description="The address to listen on")
    port: int = Field(3000, alias="DRUMBEAT_PORT", description="The port to listen on", ge=0)
    public_url: str = Field(
        "",
        alias="DRUMBEAT_PUBLIC_URL",
        description="How the world reaches it, such as `https://beat.example.org`",
    )
    contact: str = Field(
        "",
        alias="DRUMBEAT_CONTACT",
        description="Whom people ask about their data, such as `privacy@example.org`; on the pages "
        "about privacy and terms",
    )
    secret_keys: SecretStr = Field(
        NO_SECRET,
        alias="DRUMBEAT_SECRET_KEYS",
        description="Fernet keys for what is secret at rest, comma-separated, the newest first. Without "
        "any, SQLite gets one in a file beside it, named `….key`",
    )
    playground: Literal["auto", "on", "off"] = Field(
        "auto",
        alias="DRUMBEAT_PLAYGROUND",
        description="The browser playground; `auto`: on while no real platform is configured",
    )
    env: Literal["development", "production"] = Field(
        "development",
        alias="DRUMBEAT_ENV",
        description="`production` refuses what is only safe on your own machine",
    )
    log: Literal["debug", "info", "warning", "error"] = Field(
        "info", alias="DRUMBEAT_LOG", description="How much is logged"
    )
    keep_deliveries_days: int = Field(
        90,
        alias="DRUMBEAT_KEEP_DELIVERIES_DAYS",
        description="Days after which the text of messages that were sent goes from the ledger",
        ge=1,
    )
    otlp_endpoint: str = Field(
        "",
        alias="OTEL_EXPORTER_OTLP_ENDPOINT",
        description="Where traces go, such as `http://127.0.0.1:4318`; needs `drumbeat[traces]`",
    )
    llm_url: str = Field(
        "",
        alias="DRUMBEAT_LLM_URL",
        description="Where a language model may be asked for other words for a weeknote, such as "
        "`http://127.0.0.1:11434/v1`; any endpoint that speaks OpenAI's protocol. Needs "
        "`drumbeat[model]`; empty: none is ever asked",
    )
    llm_key: SecretStr = Field(
        NO_SECRET, alias="DRUMBEAT_LLM_KEY", description="Its key, where it wants one"
    )
    llm_model: str = Field("", alias="DRUMBEAT_LLM_MODEL", description="Which model is asked")
    sentences: Literal["off", "on"] = Field(
        "off",
        alias="DRUMBEAT_SENTENCES",
        description="`on`: cards of a retro that mean the same in other words are suggested as one topic, "
        "by a small model in this process that asks nobody. Needs `drumbeat[sentences]`",
    )
    slack_bot_token: SecretStr = Field(
        NO_SECRET, alias="SLACK_BOT_TOKEN", description="`xoxb-…`, for one workspace"
    )
    slack_signing_secret: SecretStr = Field(
        NO_SECRET,
        alias="SLACK_SIGNING_SECRET",
        description="Proves that a request is from Slack; needed for HTTP",
    )
    slack_app_token: SecretStr = Field(
        NO_SECRET,
        alias="SLACK_APP_TOKEN",
        description="`xapp-…`; when set, events come by Socket Mode",
    )
    slack_client_id: str = Field(
        "", alias="SLACK_CLIENT_ID", description="For installing into several workspaces"
    )
    slack_client_secret: SecretStr = Field(
        NO_SECRET, alias="SLACK_CLIENT_SECRET", description="Goes with the client id"
    )
    slack_api_url: str = Field(
        "https://slack.com/api/",
        alias="SLACK_API_URL",
        description="Where Slack's Web API is",
    )
    teams_app_id: str = Field(
        "", alias="TEAMS_APP_ID", description="The bot's id in Microsoft Entra; switches Teams on"
    )
    teams_app_password: SecretStr = Field(
        NO_SECRET,
        alias="TEAMS_APP_PASSWORD",
        description="Its client secret; without one and without a certificate, in production, its "
        "managed identity",
    )
    teams_app_certificate: SecretStr = Field(
        NO_SECRET,
        alias="TEAMS_APP_CERTIFICATE",
        description="In place of the secret: a PEM file, or its content, with certificate and key",
    )
    teams_tenant_id: str = Field(
        "",
        alias="TEAMS_TENANT_ID",
        description="The tenant the bot is registered in; others are not served then",
    )
    teams_openid_url: str = Field(
        "",
        alias="TEAMS_OPENID_URL",
        description="Where Microsoft's keys are named, if not at its own place",
    )
    teams_service_hosts: str = Field(
        "",
        alias="TEAMS_SERVICE_HOSTS",
        description="Hosts that calls may go to besides Microsoft's, comma-separated",
    )

    @property
    def address(self) -> str:
        """Where links lead; without a public one, this machine's own."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def has_teams(self) -> bool:
        """In development there is a bot without an app id: any other of its settings will do."""
        return bool(
            self.teams_app_id
            or self.teams_tenant_id
            or self.teams_openid_url
            or self.teams_service_hosts
        )

    @property
    def has_model(self) -> bool:
        return bool(self.llm_url and self.llm_model)

    @property
    def has_platform(self) -> bool:
        """One that is real: with its own people and its own time."""
        return self.has_slack or self.has_teams

    @property
    def has_slack(self) -> bool:
        return bool(self.slack_bot_token.get_secret_value() or self.slack_client_id)

    @property
    def has_playground(self) -> bool:
        return self.playground == "on" or (self.playground == "auto" and not self.has_platform)
