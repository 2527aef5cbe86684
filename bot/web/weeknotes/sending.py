"""What a page sends: looked at for where it comes from and how large it is, before anything reads it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

MOST_FIELDS = 20


class Refused(Exception):
    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


@dataclass(frozen=True, slots=True)
class Sent:
    words: dict[str, str]
    """By field."""
    file: bytes
    """Empty where none was chosen."""


async def sent(request: Request, largest: int, longest: int) -> Sent:
    """`largest`: bytes of it all; `longest`: of one field that is no file. Raises Refused.

    The address of the page is all that lets anybody in, and no cookie goes with it: another site
    knows no address to send to. What a browser says came from another site is refused all the same.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Refused(403, "This came from another site, so nothing was saved.")
    if not request.headers.get("Content-Type", "").startswith("multipart/form-data"):
        raise Refused(415, "This is not what the page sends.")
    body = await _body(request, largest)

    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(
        request.headers, whole(), max_files=1, max_fields=MOST_FIELDS, max_part_size=longest
    )
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, UnicodeDecodeError, LookupError):
        raise Refused(400, "This did not arrive whole, or is longer than it may be.") from None

    try:
        words = {name: value for name, value in form.items() if isinstance(value, str)}
        files = [value for value in form.values() if isinstance(value, UploadFile)]
        return Sent(words, await files[0].read() if files else b"")
    finally:
        await form.close()


async def _body(request: Request, largest: int) -> bytes:
    too_large = Refused(413, f"At most {largest // 1_000_000} MB at once, please.")
    announced = request.headers.get("Content-Length", "0")
    if announced.isdigit() and int(announced[:12]) > largest:
        raise too_large
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > largest:
                raise too_large
    except ClientDisconnect:
        raise Refused(400, "It did not arrive whole.") from None
    return bytes(body)
