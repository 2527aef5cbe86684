"""With what rights we talk to Teams, out of the settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from bot.settings import Settings


class Unsafe(Exception):
    """The settings would leave something open. The words say what to change."""


@dataclass(frozen=True, slots=True)
class Certificate:
    thumbprint: str
    private_key: str = field(repr=False)
    public: str


@dataclass(frozen=True, slots=True)
class Access:
    """Without an app id requests are not checked and calls carry no token: for development."""

    app_id: str = ""
    tenant: str = ""
    """The one that is served; empty for any."""
    password: str = field(default="", repr=False)
    certificate: Certificate | None = None
    managed_identity: bool = False
    openid_url: str = ""

    @property
    def is_open(self) -> bool:
        return not self.app_id


def access(settings: Settings) -> Access:
    """Raises Unsafe where the settings leave something open, or make no sense."""
    app_id = settings.teams_app_id.strip()
    production = settings.env == "production"
    if not app_id and (production or settings.host not in ("127.0.0.1", "localhost", "::1")):
        raise Unsafe(
            "Teams without an app id takes anybody's requests as Microsoft's. Set TEAMS_APP_ID; "
            "only a development bot that listens on this machine may go without."
        )
    password = settings.teams_app_password.get_secret_value()
    pem = settings.teams_app_certificate.get_secret_value().strip()
    if password and pem:
        raise Unsafe("Set TEAMS_APP_PASSWORD or TEAMS_APP_CERTIFICATE, not both.")
    if app_id and production and not (password or pem) and settings.teams_tenant_id == "":
        raise Unsafe("A bot with a managed identity has one tenant. Set TEAMS_TENANT_ID.")
    return Access(
        app_id,
        settings.teams_tenant_id.strip(),
        password,
        certificate(pem) if pem else None,
        # In development calls go without a token instead: there is no identity to be had.
        managed_identity=production and not password and not pem,
        openid_url=settings.teams_openid_url,
    )


def certificate(given: str) -> Certificate:
    """`given`: a file, or its content: certificate and private key, both PEM."""
    try:
        pem = given if "-----BEGIN" in given else Path(given).read_text("ascii")
        public = x509.load_pem_x509_certificate(pem.encode())
        private = load_pem_private_key(pem.encode(), None)
    except (OSError, ValueError, TypeError):
        raise Unsafe(
            "TEAMS_APP_CERTIFICATE is no PEM with a certificate and its private key."
        ) from None
    # Entra knows certificates by this hash; nothing is signed with it.
    thumbprint = public.fingerprint(SHA1()).hex().upper()  # noqa: S303
    key = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Certificate(thumbprint, key.decode(), public.public_bytes(Encoding.PEM).decode())
