"""What is written to the log: facts, and whose they are by our ids. Never what people wrote.

Words of an exception are left out unless its class is known to hold none of people's: a database
error quotes the row, a parser its input. Where it was and what it was is told always.
"""

from __future__ import annotations

import contextlib
import linecache
import logging
import random
import sys
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any, TextIO

import structlog
from sqlalchemy.exc import OperationalError

from bot.port import Limited, Stopped, Trouble
from storage.session import Crossing, Taken

PLAIN = (OSError, Limited, Stopped, Trouble, Crossing, Taken, ImportError)
"""Their words are ours or the system's."""
OTHERS = logging.WARNING
"""Below this level other libraries write whole requests and rows."""
LINES_OF_A_CALL = 12

_facts: ContextVar[dict[str, object]] = ContextVar("facts")
"""One variable with a dict that is added to, where structlog has a variable a fact: every event
passes here several times, and what a database thread adds is seen by whoever waits for it."""


def set_up(level: str, stream: TextIO | None = None, for_good: bool = False) -> None:
    """One JSON object a line where nobody watches, colours where somebody does. `for_good`: nobody
    sets it up otherwise later, so loggers need not look."""
    to = stream or sys.stderr
    number = logging.getLevelNamesMapping()[level.upper()]
    watched = to.isatty()
    shared: list[structlog.typing.Processor] = [
        _with_facts,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_words,
    ]
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if watched else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(to),
        cache_logger_on_first_use=for_good,
    )
    handler = logging.StreamHandler(to)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared[:3], _another_library_s],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_words,
                renderer,
            ],
            use_get_message=False,
        )
    )
    # DBOS puts up a handler of its own where it finds none.
    for name in (None, "dbos"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(max(number, OTHERS))
    logging.getLogger("dbos").propagate = False


def begin() -> None:
    """A new request; whatever was told before is over."""
    _facts.set({"request": _number()})


def bind(**facts: object) -> None:
    """Every line of the request from here on tells these."""
    known = _facts.get(None)
    if known is None:
        _facts.set(facts)
    else:
        known.update(facts)


@contextlib.contextmanager
def request() -> Iterator[None]:
    """Every line until the end of it tells which request it belongs to. Inside another, that one
    goes on, and what is bound stays bound until its end."""
    if "request" in _facts.get(_NONE):
        yield
        return
    with about(request=_number()):
        yield


class about:
    """Every line until the end of it tells these, and what is bound meanwhile."""

    __slots__ = ("_before", "_these")

    def __init__(self, **facts: object) -> None:
        self._these = facts

    def __enter__(self) -> None:
        self._before = _facts.set({**_facts.get(_NONE), **self._these})

    def __exit__(self, *_: object) -> None:
        _facts.reset(self._before)


_NONE: dict[str, object] = {}


def _number() -> str:
    return f"{random.getrandbits(32):08x}"


def _with_facts(_logger: Any, _method: str, event: structlog.typing.EventDict) -> Any:
    return {**_facts.get(_NONE), **event}


def told(error: BaseException) -> str:
    """What it is, with its words where they can hold nobody's."""
    name = type(error).__name__
    if isinstance(error, OperationalError):
        return f"{name}: {_first_line(error.orig)}"
    return f"{name}: {_first_line(error)}" if isinstance(error, PLAIN) else name


def _first_line(error: object) -> str:
    return str(error).strip().split("\n")[0]


def _without_words(_logger: Any, _method: str, event: structlog.typing.EventDict) -> Any:
    """A traceback without values of variables and without words; exceptions as what they are."""
    raised = _raised(event.pop("exc_info", None))
    if raised is not None:
        event["exception"] = "".join(_traceback(raised))
    for name, value in event.items():
        if isinstance(value, BaseException):
            event[name] = told(value)
    return event


def _raised(info: Any) -> BaseException | None:
    match info:
        case BaseException():
            return info
        case (_, error, _):
            return error if isinstance(error, BaseException) else None
        case _:
            return sys.exc_info()[1] if info else None


def _traceback(error: BaseException, depth: int = 0) -> Iterator[str]:
    """The usual one, what came first before what came of it."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and depth < 10:
        yield from _traceback(before, depth + 1)
        yield "\n" + (_CAUSED if error.__cause__ else _MEANWHILE) + "\n"
    if error.__traceback__ is not None:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    yield f"{told(error)}\n"
    if isinstance(error, BaseExceptionGroup) and depth < 10:
        for each in error.exceptions:
            yield from _traceback(each, depth + 1)


_CAUSED = "The above exception was the direct cause of the following exception:\n"
_MEANWHILE = "During handling of the above exception, another exception occurred:\n"


def _another_library_s(_logger: Any, _method: str, event: structlog.typing.EventDict) -> Any:
    """What its source says word for word; what it put into the words may be anybody's."""
    record: logging.LogRecord = event["_record"]
    event["logger"] = record.name
    event["where"] = f"{record.module}:{record.lineno}"
    words = str(record.msg)
    event["event"] = words if _is_in_its_source(words, record) else "(words left out)"
    event.pop("stack_info", None)
    return event


def _is_in_its_source(words: str, record: logging.LogRecord) -> bool:
    first = record.lineno
    lines = linecache.getlines(record.pathname)[first - 1 : first - 1 + LINES_OF_A_CALL]
    return bool(words) and words in "".join(lines)
