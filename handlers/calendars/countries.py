"""Countries, their parts, and the country that a time zone is in. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources


def country_of(zone: str) -> str:
    """The ISO code of the country that a zone lies in; empty where that is not certain."""
    return _by_zone().get(zone, "")


def country_called(words: str) -> str | None:
    """The code meant by "Germany" or "DE"; None for none, or none whose holidays are known."""
    return _by_words().get(_plain(words))


def country_name(code: str) -> str:
    return _names().get(code, code)


def region_called(country: str, words: str) -> str | None:
    """The code meant by "Bayern" or "BY" in that country; None for none."""
    wanted = _plain(words)
    return next(
        (code for code, name in regions(country).items() if wanted in (_plain(code), _plain(name))),
        None,
    )


def region_name(country: str, code: str) -> str:
    return regions(country).get(code, code)


@lru_cache(maxsize=256)
def regions(country: str) -> dict[str, str]:
    """Code and name of the parts of a country that keep holidays of their own."""
    import holidays

    if country not in _names():
        return {}
    found = getattr(holidays, country)
    names = {code: code for code in found.subdivisions}
    # Several names for one part: the first is the one that people there use.
    for name, code in reversed(found.subdivisions_aliases.items()):
        names[code] = name
    return names


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """The countries whose public holidays are known, by code."""
    import holidays

    known = holidays.list_supported_countries(include_aliases=False)
    return {code: name for code, name in _rows("iso3166.tab") if code in known}


@lru_cache(maxsize=1)
def _by_words() -> dict[str, str]:
    common = {"uk": "GB", "united kingdom": "GB", "great britain": "GB", "usa": "US"}
    named = {_plain(name): code for code, name in _names().items()}
    return common | named | {_plain(code): code for code in _names()}


@lru_cache(maxsize=1)
def _by_zone() -> dict[str, str]:
    """Zones by their places; older names of a zone where that is one country's alone."""
    found = {zone: code for code, _, zone, *_ in _rows("zone.tab")}
    shared = {zone: codes for codes, _, zone, *_ in _rows("zone1970.tab")}
    for line in _lines("tzdata.zi"):
        if line.startswith("L "):
            _, zone, older = line.split()
            if "," not in shared.get(zone, ",") and older not in found:
                found[older] = shared[zone]
    return found


def _rows(table: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(table) if line and not line.startswith("#"))


def _lines(table: str) -> list[str]:
    return resources.files("tzdata.zoneinfo").joinpath(table).read_text("utf-8").splitlines()


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("(", " ").replace(")", " ").split())
