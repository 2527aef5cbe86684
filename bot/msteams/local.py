"""A Teams on this machine, as for tests: who signs for it there also logs us in there.

Microsoft's library logs in nowhere but at Microsoft's, and a token of theirs has no business here.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from bot.msteams.access import Access
from bot.msteams.hosts import LOOPBACK

SCOPE = "https://api.botframework.com/.default"
ANY_TENANT = "botframework.com"
PATIENCE = 5.0


def is_local(access: Access) -> bool:
    return urlsplit(access.openid_url).hostname in LOOPBACK


def log_in(access: Access) -> Callable[[], str]:
    """What gives a token, and blocks; an empty one where nobody logs anybody in."""
    origin = urlsplit(access.openid_url)
    url = f"{origin.scheme}://{origin.netloc}/{access.tenant or ANY_TENANT}/oauth2/v2.0/token"
    asked = urlencode(
        {
            "grant_type": "client_credentials",
            "client_id": access.app_id,
            "client_secret": access.password,
            "scope": SCOPE,
        }
    )

    def token() -> str:
        try:
            with urllib.request.urlopen(url, asked.encode(), timeout=PATIENCE) as answer:  # noqa: S310
                return str(json.load(answer)["access_token"])
        except (urllib.error.HTTPError, KeyError, ValueError):
            return ""

    return token
