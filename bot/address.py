"""Which addresses that people give may be called: a calendar to read, a webhook to tell. Nobody must
reach through us what only we can reach: our own machine, its network, the cloud's own services."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(Exception):
    """The words say why, and hold nothing of the address."""


def check(address: str, *, is_lenient: bool) -> None:
    """`is_lenient`: on one's own machine, where there is nothing to protect. Raises Refused."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Refused("This is no web address.") from None
    if parts.scheme != "https" and not (is_lenient and parts.scheme == "http"):
        raise Refused("The address has to begin with https://.")
    if not host:
        raise Refused("This is no web address.")
    if parts.username or parts.password:
        raise Refused("An address with a user name in it can't be used.")
    literal = _literal(host)
    if literal is not None and not (is_lenient or is_public(literal)):
        raise Refused("The address leads into a private network.")


def session(
    *, is_lenient: bool, timeout: aiohttp.ClientTimeout, headers: Mapping[str, str]
) -> aiohttp.ClientSession:
    """Reaches the whole world's addresses only. Each address is to be checked before as well."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            resolver=PublicResolver(is_lenient=is_lenient),
            use_dns_cache=False,
            limit=8,
            force_close=True,
        ),
        timeout=timeout,
        # What one server tells to remember is nobody else's, and not ours.
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        headers=headers,
    )


TROUBLE = (Refused, aiohttp.ClientError, OSError, ValueError)
"""What calling an address may raise."""


def why(trouble: Exception) -> str:
    """In words for the person; its own have the address in them."""
    if isinstance(trouble, TimeoutError):
        return "It takes too long to answer."
    cause = trouble.__cause__ or trouble.__context__
    for each in (trouble, cause):
        if isinstance(each, Refused):
            return str(each)
    return "It can't be reached."


class PublicResolver(AbstractResolver):
    """Names no address that is not the whole world's. The connection goes to what was looked up
    here: a name that means something else a moment later gains nothing."""

    def __init__(self, *, is_lenient: bool) -> None:
        self._is_lenient = is_lenient

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await asyncio.get_running_loop().getaddrinfo(
            host, port, type=socket.SOCK_STREAM, family=family
        )
        public = [each for each in found if self._is_lenient or _is_public(each)]
        if found and not public:
            raise Refused("The address leads into a private network.")
        return [
            ResolveResult(
                hostname=host,
                host=str(where[0]),
                port=port,
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST,
            )
            for kind, _, protocol, _, where in public
        ]

    async def close(self) -> None:
        """Nothing is held."""


def is_public(address: IPAddress) -> bool:
    """Also not by one of the ways to write an IPv4 address as IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(each is not None and not is_public(each) for each in inner):
            return False
        if address in _NAT64 or address.ipv4_mapped is not None:
            return True
    return address.is_global and not address.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def _is_public(found: tuple[Any, ...]) -> bool:
    literal = _literal(str(found[4][0]))
    return literal is not None and is_public(literal)


def _literal(host: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
