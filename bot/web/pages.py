"""Pages that are only read: words in sections, without a script, a cookie or anything from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias, assert_never

from starlette.responses import HTMLResponse


@dataclass(frozen=True, slots=True)
class Points:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = str | Points | Rows
"""A string is a paragraph."""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Written:
    title: str
    lead: str
    sections: tuple[Section, ...]


STYLE = """
:root { color-scheme: light dark; --ink: #1f2a28; --soft: #51605d; --paper: #fff; --line: #d5dedc; --accent: #14665a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8efed; --soft: #a9b8b5; --paper: #141c1a; --line: #33413e; --accent: #6fd3c1; }
}
body { margin: 0 auto; max-width: 44rem; padding: 2.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, "Segoe UI", "Open Sans", sans-serif; overflow-wrap: break-word; }
nav { color: var(--soft); font-size: 0.9375rem; margin-bottom: 2.5rem; }
nav a { margin-left: 1rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.75rem; text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.25rem 0 0.5rem; }
p, ul { margin: 0.5rem 0; }
ul { padding-left: 1.25rem; }
.lead { color: var(--soft); font-size: 1.125rem; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: 0.6rem 1rem 0.6rem 0; text-align: left; vertical-align: top; }
thead th { color: var(--soft); font-size: 0.875rem; font-weight: 600; }
tbody th { font-weight: 400; width: 42%; }
tbody b { display: block; }
@media (max-width: 36rem) {
  thead { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px; }
  table, tbody, tr, th, td { display: block; width: auto; }
  tr { border-bottom: 1px solid var(--line); padding: 0.75rem 0; }
  tbody th { width: auto; }
  th, td { border: 0; padding: 0.1rem 0; }
  td::before { color: var(--soft); content: attr(data-label) " "; font-size: 0.875rem; }
}
"""
ICON = '<link rel="icon" href="/favicon.svg" type="image/svg+xml">'
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_DIGEST}'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def page(written: Written, links: Sequence[tuple[str, str]]) -> HTMLResponse:
    """`links`: address and name of the pages beside it."""
    sections = "".join(_section(section) for section in written.sections)
    beside = "".join(f'<a href="{escape(url)}">{escape(name)}</a>' for url, name in links)
    title = escape(written.title)
    return HTMLResponse(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} · Drumbeat</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{ICON}<style>{STYLE}</style>'
        f'</head><body><nav aria-label="Pages"><b>Drumbeat</b>{beside}</nav><main><h1>{title}</h1>'
        f'<p class="lead">{escape(written.lead)}</p>{sections}</main></body></html>',
        headers=HEADERS,
    )


def _section(section: Section) -> str:
    blocks = "".join(_block(block) for block in section.blocks)
    return f"<section><h2>{escape(section.title)}</h2>{blocks}</section>"


def _block(block: Block) -> str:
    match block:
        case str():
            return f"<p>{escape(block)}</p>"
        case Points(items):
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        case Rows(heads, rows):
            head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
            body = "".join(_row(heads, row) for row in rows)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        case _:
            assert_never(block)


def _row(heads: Sequence[str], row: Sequence[str]) -> str:
    """On a phone each cell says itself what it is."""
    first, *more = row
    cells = "".join(
        f'<td data-label="{escape(head)}:">{escape(cell)}</td>'
        for head, cell in zip(heads[1:], more, strict=True)
    )
    name, _, rest = first.partition(": ")
    return f'<tr><th scope="row"><b>{escape(name)}</b> {escape(rest)}</th>{cells}</tr>'
