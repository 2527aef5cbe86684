"""A picture that somebody sends, drawn anew: by what it is, not by what it calls itself, and without
what a camera or a person wrote into it. Pure."""

from __future__ import annotations

import io
import warnings

from handlers.events import Drawn

LARGEST = 10_000_000
"""Bytes, as it is sent: what a phone makes of a view."""
MOST_DOTS = {"JPEG": 64_000_000}
"""Of a kind that is unpacked only as far as needed."""
MOST_OTHER_DOTS = 25_000_000
LONGEST_SIDE = 1024
"""Pixels; larger ones are not shown on cards in Teams."""
LARGEST_DRAWN = 1_000_000
"""Bytes; the same."""
QUALITIES = (88, 75, 60)
KINDS = ("JPEG", "PNG", "WEBP", "GIF")

TOO_MANY = "This picture has too many pixels. Please make it smaller first."


class Unusable(Exception):
    """The words are for the person."""


def drawn(sent: bytes) -> Drawn:
    """Takes up to a second. Raises Unusable."""
    # Only now: few processes are ever sent one.
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(sent) > LARGEST:
        raise Unusable(f"A picture has at most {LARGEST // 1_000_000} MB, please.")
    try:
        with warnings.catch_warnings():
            # So many dots are looked at below, before any of them is unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(io.BytesIO(sent), formats=KINDS)
        most = MOST_DOTS.get(picture.format or "", MOST_OTHER_DOTS)
        if picture.width * picture.height > most:
            raise Unusable(TOO_MANY)
        if picture.format == "JPEG":
            # Unpacks no more of it than is needed.
            picture.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
        turned = ImageOps.exif_transpose(picture)
        is_photo = picture.format == "JPEG"
        plain = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    except UnidentifiedImageError:
        raise Unusable("This is no picture that I know: JPEG, PNG, WebP or GIF, please.") from None
    except Image.DecompressionBombError:
        raise Unusable(TOO_MANY) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Unusable("This picture is broken, or not whole.") from None
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # Dots alone are taken over: whatever else was in the file stays behind.
    clean = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    if not is_photo:
        kept = _saved(clean, "PNG", optimize=True)
        if len(kept) <= LARGEST_DRAWN:
            return Drawn("png", kept)
    if clean.mode == "RGBA":
        white = Image.new("RGBA", clean.size, "white")
        clean = Image.alpha_composite(white, clean).convert("RGB")
    for quality in QUALITIES:
        kept = _saved(clean, "JPEG", quality=quality, optimize=True, progressive=True)
        if len(kept) <= LARGEST_DRAWN:
            break
    return Drawn("jpeg", kept)


def _saved(picture: object, kind: str, **how: object) -> bytes:
    into = io.BytesIO()
    picture.save(into, kind, **how)  # type: ignore[attr-defined]  # loaded where it is needed
    return into.getvalue()
