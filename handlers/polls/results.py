"""What came of a poll: in words, with names where they are shown, and as a chart. Plain values in,
parts of cards out."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Heading,
    Part,
    Spans,
    line,
    plain,
    small,
    text,
)
from handlers.charts import Chart, Look, Series
from handlers.polls import rules, schulze
from handlers.polls.rules import Tally
from handlers.polls.shown import Shown

TREND = "poll.trend"


def card(shown: Shown) -> Card:
    """The card of a poll that is closed."""
    heading = "Pulse" if shown.pulse else "Poll"
    parts: list[Part] = [Heading(f"{heading} · result"), text(Bold(shown.question))]
    outcome = in_short(shown)
    parts.append(plain(outcome))
    if shown.tally is not None and shown.tally.answered:
        if chart := _chart(shown, shown.tally):
            parts.append(chart)
        parts += rows(shown)
    parts.append(small(_about(shown)))
    if shown.pulse:
        parts.append(Buttons((Button("Trend", TREND, {"pulse": str(shown.pulse)}),)))
    return Card(f"{heading}, the result: {shown.question} {outcome}", tuple(parts))


def in_short(shown: Shown) -> str:
    """The outcome, in a sentence."""
    found = shown.tally
    if found is None and shown.answered >= shown.threshold:
        return "The answers can't be opened: the key they were sealed with is gone."
    if found is None:
        return (
            f"Fewer than {shown.threshold} answered, so nothing is shown: "
            "it would be as good as named."
        )
    if not found.answered:
        return "Nobody answered."
    if shown.is_rating:
        middle = rules.average(found.counts) or 0
        return f"{_figure(middle)} of {rules.TOPS[shown.kind]} on average, from {_people(found)}."
    if shown.kind == "pulse":
        return f"{_people(found).capitalize()} answered."
    first = [f"“{shown.options[option]}”" for option in rules.leading(shown.kind, found)]
    if not first:
        return "Nothing was chosen."
    by = "" if shown.kind == "ranked" else f", {_votes(max(found.counts))} each"
    if len(first) > 1:
        return f"A tie between {_and(first)}{by}."
    if shown.kind == "ranked":
        return f"{first[0]} comes first, ranked by {_people(found)}."
    best = max(found.counts)
    return f"{first[0]} comes first with {_votes(best)} from {_people(found)}."


def rows(shown: Shown) -> list[Part]:
    """Each answer with what it got. Names are told, and ping nobody."""
    found = shown.tally
    if found is None:
        return []
    if shown.kind == "pulse":
        return _statements(shown, found)
    if shown.kind == "ranked":
        return _places(shown, found)
    if shown.is_rating:
        given = [
            (str(rating), count, rating - 1) for rating, count in enumerate(found.counts, start=1)
        ]
        given = [each for each in given if each[1]]
    else:
        given = [
            (shown.options[option], count, option) for option, count in enumerate(found.counts)
        ]
    return [Bullets(tuple(_row(shown, found, *each) for each in given))] if given else []


def _row(shown: Shown, found: Tally, label: str, count: int, place: int) -> Spans:
    said = _times(count) if shown.is_rating else _votes(count)
    figure = f" – {said}, {rules.percent(count, found.answered)} %" if count else " – none"
    names = ", ".join(shown.names[place]) if place < len(shown.names) else ""
    return line(Bold(label), figure, f": {names}" if names else "")


def _places(shown: Shown, found: Tally) -> list[Part]:
    items: list[Spans] = []
    place = 1
    for together in schulze.order(found.duels):
        for option in together:
            tie = " (tie)" if len(together) > 1 else ""
            names = ", ".join(shown.names[option]) if option < len(shown.names) else ""
            first = found.counts[option]
            said = f"first choice of {first}" if first else "nobody’s first choice"
            spans = line(
                f"{place}.{tie} ",
                Bold(shown.options[option]),
                f" – {said}",
                f": {names}" * bool(names),
            )
            items.append(spans)
        place += len(together)
    return [Bullets(tuple(items)), small("The order is found by the Schulze method.")]


def _statements(shown: Shown, found: Tally) -> list[Part]:
    items: list[Spans] = []
    for number, (statement, counts) in enumerate(zip(shown.options, found.ratings, strict=True)):
        middle = rules.average(counts)
        if middle is None:
            items.append(line(Bold(statement), " – too few rated it"))
            continue
        was = _before(shown, number)
        change = "" if was is None else f"; {_change(middle, was)}"
        items.append(
            line(Bold(statement), f" – {_figure(middle)} of 5, rated by {sum(counts)}{change}")
        )
    return [Bullets(tuple(items))]


def _before(shown: Shown, statement: int) -> float | None:
    if shown.before is None or statement >= len(shown.before.ratings):
        return None
    return rules.average(shown.before.ratings[statement])


def _change(now: float, was: float) -> str:
    if _figure(now) == _figure(was):
        return "as last time"
    return f"{'up' if now > was else 'down'} from {_figure(was)}"


def _about(shown: Shown) -> str:
    names = "anonymous" if shown.is_anonymous else "names are shown"
    who = f"Pulse of {shown.team}" if shown.pulse else f"Asked by {shown.author}"
    closed = f"closed by {shown.closed_by}" if shown.closed_by else "closed at its deadline"
    scale = " · 1 is “not at all”, 5 is “fully”" if shown.kind == "pulse" else ""
    return f"{who} · {names} · {closed}{scale}"


# The chart: the question and the outcome stand above it.
def _chart(shown: Shown, found: Tally) -> Chart | None:
    if shown.kind == "pulse":
        return _of_statements(shown, found)
    if shown.kind == "ranked":
        return _of_duels(shown, found)
    if shown.is_rating:
        ratings = [str(rating) for rating in range(1, len(found.counts) + 1)]
        return _bars("How often each rating was given", ratings, found.counts, "vertical bars")
    order = sorted(range(len(found.counts)), key=lambda each: -found.counts[each])
    labels = [shown.options[option] for option in order]
    return _bars("Votes", labels, [found.counts[option] for option in order])


def _of_duels(shown: Shown, found: Tally) -> Chart:
    """How often each was put before another, of all times that it could have been."""
    order = [option for together in schulze.order(found.duels) for option in together]
    most = found.answered * (len(shown.options) - 1)
    shares = [rules.percent(sum(found.duels[option]), most) for option in order]
    labels = [shown.options[option] for option in order]
    return _bars("How often each was put before another", labels, shares, unit="%")


def _of_statements(shown: Shown, found: Tally) -> Chart | None:
    known = [
        (statement, round(middle, 1))
        for statement, counts in zip(shown.options, found.ratings, strict=True)
        if (middle := rules.average(counts)) is not None
    ]
    if not known:
        return None
    labels = [statement for statement, _ in known]
    return _bars("Averages, from 1 to 5", labels, [middle for _, middle in known])


def _bars(
    title: str,
    labels: Sequence[str],
    figures: Sequence[float],
    look: Look = "horizontal bars",
    unit: str = "",
) -> Chart:
    behind = f" {unit}" if unit else ""
    told = "; ".join(
        f"{label.rstrip('.')}: {figure:g}{behind}"
        for label, figure in zip(labels, figures, strict=True)
    )
    series = Series(title, tuple(figures))
    return Chart(title, f"{told}.", tuple(labels), (series,), look, unit)


def _figure(middle: float) -> str:
    return f"{middle:.1f}".removesuffix(".0")


def _people(found: Tally) -> str:
    return "one person" if found.answered == 1 else f"{found.answered} people"


def _votes(count: int) -> str:
    return "1 vote" if count == 1 else f"{count} votes"


def _times(count: int) -> str:
    return {1: "given once", 2: "given twice"}.get(count, f"given {count} times")


def _and(words: Sequence[str]) -> str:
    return " and ".join([*([", ".join(words[:-1])] if words[:-1] else []), *words[-1:]])
