"""The process: logging, the server, and words for what cannot start."""

from __future__ import annotations

import logging
import socket
import sys

import structlog
import uvicorn
from pydantic import ValidationError

from bot.settings import Settings


def serve() -> int:
    """Runs until told to stop. Returns the exit status."""
    try:
        settings = Settings()
    except ValidationError as wrong:
        for error in wrong.errors():
            _complain(f"{error['loc'][0]}: {error['msg']}")
        return 2
    set_up_logging(settings.log)
    from bot.app import Drumbeat, Unsafe
    from bot.slack.seal import Unsafe as Unsealed
    from storage.migrate import TooNew
    from storage.migrate import check as check_schema
    from storage.probe import Unusable, probe
    from storage.session import Taken

    try:
        socket_here = listener(settings.host, settings.port)
    except OSError as no:
        _complain(f"I can't listen on {settings.host}:{settings.port}: {no.strerror}.")
        return 2
    try:
        probe(settings.database_url)
        drumbeat = Drumbeat(settings)
        check_schema(drumbeat.database)
    except (Unsafe, Unsealed, Taken, TooNew, Unusable) as no:
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
    server = uvicorn.Server(
        uvicorn.Config(
            drumbeat.web,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=8,
            ws="websockets-sansio",
        )
    )
    server.run(sockets=[socket_here])
    return 0 if server.started else 1


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


def set_up_logging(level: str) -> None:
    """One JSON object a line where nobody watches, colours where somebody does."""
    number = logging.getLevelNamesMapping()[level.upper()]
    renderer = (
        # Never with local variables: they hold tokens and what people wrote.
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer()
    )
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if not sys.stderr.isatty():
        shared.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=max(number, logging.WARNING), stream=sys.stderr)


def _complain(words: str) -> None:
    print(f"Drumbeat can't start: {words}", file=sys.stderr)
