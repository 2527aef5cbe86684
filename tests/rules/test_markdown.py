"""What people typed is shown as typed, in whatever place of a Markdown file it stands."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from handlers.markdown import escaped

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TYPED = st.text(
    string.ascii_lowercase[:3] + string.digits[:2] + string.punctuation + "  é", max_size=40
)


def words_of(source: str) -> str:
    """The words of the one paragraph there is, or a failure."""
    [inline] = [token for token in READER.parse(source) if token.type == "inline"]
    children: list[Token] = inline.children or []
    assert {token.type for token in children} <= {"text", "text_special"}, source
    return "".join(token.content for token in children)


@pytest.mark.parametrize("before", ["", "- ", "- Noted by Ada: ", "> ", "### "])
@given(typed=TYPED)
def test_no_words_become_markup(before: str, typed: str) -> None:
    typed = " ".join(typed.split())
    if not typed:
        return
    assert words_of(before + escaped(typed)) == (before[2:] if "Noted" in before else "") + typed


def test_ordinary_sentences_stay_readable() -> None:
    said = "It took 4 days (not two); half-done, again. Ask them: today!"
    assert escaped(said) == said
