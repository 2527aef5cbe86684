"""Boxes for what is said without a name.

Whoever puts a slip in is known to the running program for as long as it handles their press, and to
nothing that is kept: a slip has no person, no time and no order, its words are sealed and as long as
any other's until all slips come out together, shuffled, and the box's key is destroyed. What this
withstands, and what not, is written down in docs/anonymity.md.

Two ways to find a slip again: by the person (`mark_of`), where each may have one, as with votes; by a
secret that only its holder keeps (`token`), where nobody but the holder may change it, as with cards.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets

from cryptography.fernet import Fernet

from handlers.errors import Refusal
from handlers.routing import Desk
from storage import boxes, link_secrets

LENGTH = 4096
"""In bytes, before sealing. Longer slips are filled up to a multiple of it."""
ENOUGH = 3
"""Fewer than so many are as good as named: what they say together is not shown."""
NO_KEY = (
    "I can't keep this anonymous here: there is no key to seal it with. "
    "Whoever runs me can set DRUMBEAT_SECRET_KEYS."
)


class AnonymousBox:
    """One box, held against other processes until the transaction ends."""

    def __init__(self, desk: Desk, subject: str) -> None:
        """The box of `subject`, such as `poll:7`, begun if there has been none. Raises Refusal where
        there is no key to seal with, or the box has been emptied."""
        if desk.seals is None:
            raise Refusal(NO_KEY)
        self._session = desk.session
        box = boxes.held(desk.session, subject)
        if box is None:
            sealed = desk.seals.close({"key": Fernet.generate_key().decode()})
            box = boxes.begin(desk.session, subject, sealed)
        kept = desk.seals.open(box.sealed_key) if box.sealed_key else None
        if kept is None:
            raise Refusal("This is closed; nothing more can go in.")
        self._id = box.key
        self._key = kept["key"].encode()
        self._fernet = Fernet(self._key)

    def mark_of(self, person_id: int) -> str:
        """Where this person's one slip is. Means nothing once the box is burnt."""
        return hmac.digest(self._key, str(person_id).encode(), hashlib.sha256).hex()

    @staticmethod
    def token() -> str:
        """For the holder to keep, in a button that nobody else sees; never kept here."""
        return link_secrets.fresh()

    @staticmethod
    def mark_by(token: str) -> str:
        """Where the slip of this token is."""
        return link_secrets.fingerprint(token)

    def put(self, mark: str, content: dict[str, str]) -> None:
        """In place of what was there under the mark."""
        words = json.dumps(content).encode()
        filled = words.ljust(-(-len(words) // LENGTH) * LENGTH)
        # Fernet writes the time beside what it seals, for all to read: always the same one.
        boxes.put(self._session, self._id, mark, self._fernet.encrypt_at_time(filled, 0).decode())

    def find(self, mark: str) -> dict[str, str] | None:
        sealed = boxes.sealed(self._session, self._id, mark)
        return None if sealed is None else self._open(sealed)

    def take_out(self, mark: str) -> bool:
        """Whether there was one."""
        return boxes.take_out(self._session, self._id, mark)

    def count(self) -> int:
        return boxes.count(self._session, self._id)

    def all(self) -> list[dict[str, str]]:
        """What is inside, shuffled anew each time. Marks stay inside."""
        found = [self._open(sealed) for sealed in boxes.slips(self._session, self._id)]
        secrets.SystemRandom().shuffle(found)
        return found

    def burn(self) -> None:
        """Everything in it is gone, and what would open copies of it as well."""
        boxes.burn(self._session, self._id)

    def _open(self, sealed: str) -> dict[str, str]:
        content: dict[str, str] = json.loads(self._fernet.decrypt(sealed.encode()))
        return content
