"""Where calls may go: each carries our token, so a service URL is not taken at its word."""

from __future__ import annotations

from urllib.parse import urlsplit

MICROSOFT = (
    "smba.trafficmanager.net",
    "smba.infra.gcc.teams.microsoft.com",
    ".botframework.com",
)
"""Hosts of Teams' own service URLs; with a dot in front, everything below it."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Hosts:
    def __init__(self, more: str = "", loopback: bool = False) -> None:
        """`more` as in TEAMS_SERVICE_HOSTS, comma-separated; `loopback`: this machine as well."""
        named = (host.strip().lower().removeprefix("*") for host in more.split(","))
        added = tuple(_without_port(host) for host in named if host)
        self._plain = added + (LOOPBACK if loopback else ())
        """Those that somebody chose may be without TLS."""

    def trusts(self, service_url: str) -> bool:
        try:
            url = urlsplit(service_url)
            host = (url.hostname or "").lower()
            odd = bool(url.query or url.fragment or url.username or url.port == 0)
        except ValueError:
            return False
        # Braces are templates to the SDK.
        if odd or not host or set(service_url) & set("{}\\ "):
            return False
        if url.scheme == "https":
            return _among(host, MICROSOFT + self._plain)
        return url.scheme == "http" and _among(host, self._plain)


def _among(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host.endswith(known) if known.startswith(".") else host == known for known in hosts)


def _without_port(host: str) -> str:
    """`[::1]:3978` and `127.0.0.1:3978` without the port, `::1` as it is."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0] if host.count(":") == 1 else host
