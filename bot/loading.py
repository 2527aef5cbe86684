"""What takes long to be ready, so that nobody who asks for something waits for it."""

from __future__ import annotations

from bot import charts
from bot.sentences import Sentences
from handlers.calendars import public
from handlers.charts import Chart, Series
from handlers.when import guessing


def load(model: Sentences | None = None) -> None:
    """Takes some two seconds, together."""
    public.load()
    guessing.load()
    if model is not None:
        model.load()
    charts.png(Chart("First", "It takes a second.", ("1",), (Series("First", (1.0,)),)))
