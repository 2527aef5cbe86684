"""Words as elements of an Adaptive Card, in the few looks that cards use."""

from __future__ import annotations

from typing import Literal, TypeAlias

from microsoft_teams.cards import CardElement, RichTextBlock, Spacing, TextBlock, TextRun

from bot.msteams import spans
from bot.msteams.spans import Names
from handlers.cards import Plain, Spans

Look: TypeAlias = Literal["plain", "small", "wrong"]


def words(
    shown: Spans, names: Names, look: Look = "plain", spacing: Spacing | None = None
) -> list[CardElement]:
    """As text runs wherever that is possible; else as Markdown, a block for each line."""
    if not spans.needs_markdown(shown, names):
        runs = spans.runs(shown, names)
        if not any(run.text and run.text.strip() for run in runs):
            return []
        block = RichTextBlock().with_inlines([_look(run, look) for run in runs])
        return [block.with_spacing(spacing) if spacing else block]
    made: list[CardElement] = []
    for line in spans.lines(shown, names):
        block_of_line = markdown(line, look)
        if between := "None" if made else spacing:
            block_of_line.with_spacing(between)
        made.append(block_of_line)
    return made


def plainly(text: str, look: Look = "plain", spacing: Spacing | None = None) -> list[CardElement]:
    return words((Plain(text),), {}, look, spacing)


def heading(text: str) -> list[CardElement]:
    """Read out as a heading where Markdown shows the words as they are."""
    if not text.strip():
        return []
    if spans.is_tame(text):
        block = markdown(text).with_size("Large").with_weight("Bolder")
        return [block.with_style("heading")]
    bold: list[CardElement] = [
        run.with_size("Large").with_weight("Bolder") for run in spans.runs((Plain(text),), {})
    ]
    return [RichTextBlock().with_inlines(bold)]


def markdown(text: str, look: Look = "plain") -> TextBlock:
    block = TextBlock().with_text(text).with_wrap(True)
    match look:
        case "small":
            return block.with_size("Small").with_is_subtle(True)
        case "wrong":
            return block.with_color("Attention")
        case "plain":
            return block


def _look(run: TextRun, look: Look) -> CardElement:
    match look:
        case "small":
            return run.with_size("Small").with_is_subtle(True)
        case "wrong":
            return run.with_color("Attention")
        case "plain":
            return run
