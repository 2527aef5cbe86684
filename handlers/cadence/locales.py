"""Days as people name them. Pure; babel knows them, and is loaded when first asked."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

DEFAULT = "en_GB"
LOCALES = (
    *("ar", "bg", "cs", "da", "de", "el", "en_GB", "en_US", "es", "et", "fi", "fr", "he", "hi"),
    *("hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt", "pt_BR", "ro"),
    *("ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh_Hans", "zh_Hant"),
)
"""Those that can be chosen."""


def day_name(day: date, locale: str) -> str:
    """ "Monday, 23 November", "Montag, 23. November"."""
    from babel.dates import format_date, format_skeleton

    # Asked for in one, many locales shorten the day of the week.
    weekday = format_date(day, "EEEE", locale=known(locale))
    return f"{weekday}, {format_skeleton('MMMMd', day, locale=known(locale))}"


def of_country(country: str) -> str:
    """The language that most there would name a day in; English where that is not known."""
    from babel.languages import get_official_languages

    official = get_official_languages(country, de_facto=True) if country else ()
    for language in official:
        for locale in (f"{language}_{country}", language, f"{language}_GB"):
            if locale in LOCALES:
                return locale
    return DEFAULT


def known(locale: str) -> str:
    return locale if locale in LOCALES else DEFAULT


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Those that can be chosen, as they call themselves."""
    from babel import Locale

    return {each: _name(Locale.parse(each).get_display_name() or each) for each in LOCALES}


def _name(name: str) -> str:
    return name[:1].upper() + name[1:]
