"""The process: the server, and words for what cannot start."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from typing import TYPE_CHECKING, NoReturn

import uvicorn
from pydantic import ValidationError

from bot import logs
from bot.settings import Role, Settings

if TYPE_CHECKING:
    from bot.app import Drumbeat

NOBODY_ASKS = 1.5
"""Seconds in which a balancer looks whether it may send anybody here, if there is one."""
LEAVING = 0.5
"""Seconds that it then has for what it is just sending, before the door is shut."""
YOUNG = 10_000
"""New objects that the garbage collector waits for; a handful of messages make Python's own 700."""
FINISHING = 3
"""Seconds that requests have to end; the ledger and the engine take up to five more."""


def serve(role: Role = "all") -> int:
    """Runs until told to stop. Returns the exit status."""
    try:
        settings = Settings()
    except ValidationError as wrong:
        for error in wrong.errors():
            _complain(f"{error['loc'][0]}: {error['msg']}")
        return 2
    logs.set_up(settings.log, for_good=True)
    # Nothing of what is loaded is garbage: looking through it took an eighth of the start.
    gc.disable()
    from bot.app import Drumbeat
    from bot.msteams.access import Unsafe as Unproven
    from bot.safety import Unsafe
    from bot.seal import Unsafe as Unsealed
    from bot.sentences import Missing
    from storage.probe import Unusable, probe
    from storage.session import Taken

    gc.enable()
    try:
        socket_here = listener(settings.host, settings.port)
    except OSError as no:
        _complain(f"I can't listen on {settings.host}:{settings.port}: {no.strerror}.")
        return 2
    try:
        probe(settings.database_url)
        drumbeat = Drumbeat(settings, role=role)
    except (Unsafe, Unproven, Unsealed, Missing, Taken, Unusable) as no:
        socket_here.close()
        _complain(str(no))
        return 2
    port = socket_here.getsockname()[1]
    where = f"http://{settings.host}:{port}/"
    print(
        f"Drumbeat is starting. The playground: {where}"
        if settings.has_playground
        else f"Drumbeat is starting on {where}",
        flush=True,
    )
    server = _Server(
        drumbeat,
        uvicorn.Config(
            drumbeat.web,
            log_config=None,
            access_log=False,
            # Nobody asks where a request came from; each proves itself.
            proxy_headers=False,
            timeout_graceful_shutdown=FINISHING,
            ws="websockets-sansio",
        ),
    )
    # The server stops in peace first, and then raises the signal it was stopped by again.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    settle_in()
    server.run(sockets=[socket_here])
    return 0 if server.started else 1


class _Server(uvicorn.Server):
    """Told to stop, it goes on answering until no balancer sends anything here any more: whatever
    comes just when the door is shut would be lost."""

    def __init__(self, drumbeat: Drumbeat, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._drumbeat = drumbeat

    async def on_tick(self, counter: int) -> bool:
        ends = await super().on_tick(counter)
        if ends and self._drumbeat.leave():
            await self._drumbeat.leaving.known(NOBODY_ASKS, LEAVING)
        return ends


def settle_in() -> None:
    """What is loaded by now stays: the garbage collector need not look through it again and again.
    While thousands of messages went out, it took a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def _leave(_number: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


def listener(host: str, port: int) -> socket.socket:
    """A socket bound to that address; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, the event loop switches off Nagle's delay on every connection.
    opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
    except OSError:
        opened.close()
        raise
    return opened


def _complain(words: str) -> None:
    print(f"Drumbeat can't start: {words}", file=sys.stderr)
