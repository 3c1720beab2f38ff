"""A picture drawn anew: upright, in the same format, without whatever else was in the file."""

import io
import struct
import warnings
import zlib
from typing import Final

from django.utils.translation import gettext_lazy as _
from PIL import Image as Pixels

from modules.uploads.trouble import Refused
from theming.pixels import bare

MOST_PIXELS: Final = 25_000_000
LONGEST_SIDE: Final = 2400  # pixels; sharper than any screen that shows it
FORMATS: Final = ("PNG", "JPEG", "WEBP")
TOO_LARGE: Final = _(
    "Deze foto is te groot: meer dan 25 miljoen beeldpunten. Maak hem kleiner en probeer het opnieuw."
)
BROKEN: Final = _("Deze foto is stuk of niet helemaal aangekomen. Probeer het nog een keer.")
# What Pillow raises for a file that isn't whole, or never was a picture.
BROKEN_FILE: Final = (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error, zlib.error)


def redrawn(data: bytes) -> tuple[bytes, str]:
    """The picture as a new file, and its format. Raises Refused for what cannot be read, or is larger than 25 megapixel."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pixels.DecompressionBombWarning)
            with Pixels.open(io.BytesIO(data), formats=FORMATS) as source:
                if source.width * source.height > MOST_PIXELS:
                    raise Refused(TOO_LARGE)
                return drawn(source), _format_of(source)
    except (Pixels.DecompressionBombError, Pixels.DecompressionBombWarning) as fault:
        raise Refused(TOO_LARGE) from fault
    except BROKEN_FILE as fault:
        if isinstance(fault, Refused):
            raise
        raise Refused(BROKEN) from fault


def _format_of(source: Pixels.Image) -> str:
    """A telephone's photo with a second picture behind it (MPO) is a JPEG; the second one goes."""
    return "JPEG" if source.format == "MPO" else str(source.format)


def drawn(source: Pixels.Image) -> bytes:
    """An opened picture, of which the size was looked at, written as a new file in its own format."""
    kind = _format_of(source)
    if kind == "JPEG":
        source.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # decodes at a smaller size when it may
    has_alpha = kind != "JPEG" and source.has_transparency_data
    fresh = bare(source, "RGBA" if has_alpha else "RGB")
    fresh.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pixels.Resampling.LANCZOS)
    output = io.BytesIO()
    fresh.save(output, kind, **({"optimize": True} if kind == "PNG" else {"quality": 90}))
    return output.getvalue()
