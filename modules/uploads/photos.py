"""A picture drawn anew: upright, in the same format, without whatever else was in the file."""

import io
import struct
import warnings
import zlib
from typing import Final

from django.utils.translation import gettext_lazy as _
from PIL import Image as Pixels

from modules.uploads.companions import is_something_else
from modules.uploads.trouble import Refused
from theming.outline import OverAskedError, outline_of
from theming.pixels import bare

MOST_PIXELS: Final = 25_000_000
LONGEST_SIDE: Final = 2400  # pixels; sharper than any screen that shows it
FORMATS: Final = ("PNG", "JPEG", "WEBP")
TOO_LARGE: Final = _(
    "Deze foto is te groot: meer dan 25 miljoen beeldpunten. Maak hem kleiner en probeer het opnieuw."
)
BROKEN: Final = _("Deze foto is stuk of niet helemaal aangekomen. Probeer het nog een keer.")
OVER_ASKED: Final = _(
    "Deze foto is zo gemaakt dat openen te lang duurt. Maak een schermafdruk van de foto en kies die."
)
SOMETHING_ELSE: Final = _(
    "In dit bestand zit meer dan een foto: ook een ander bestand of een stukje code. "
    "Maak een schermafdruk van de foto en kies die."
)
# What Pillow raises for a file that isn't whole, or never was a picture.
BROKEN_FILE: Final = (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error, zlib.error)


def redrawn(data: bytes) -> tuple[bytes, str]:
    """The picture as a new file, and its format.

    Raises Refused for what cannot be read, is larger than 25 megapixel, takes too long to open, or is something
    else as well.
    """
    try:
        outline = outline_of(data)
        if is_something_else(data, outline.end):
            raise Refused(SOMETHING_ELSE)
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pixels.DecompressionBombWarning)
            with Pixels.open(io.BytesIO(outline.drawing), formats=FORMATS) as source:
                if source.width * source.height > MOST_PIXELS:
                    raise Refused(TOO_LARGE)
                outline.refuse_too_many_passes(source.width * source.height)
                return drawn(source, outline.turned), str(source.format)
    except (Pixels.DecompressionBombError, Pixels.DecompressionBombWarning) as fault:
        raise Refused(TOO_LARGE) from fault
    except OverAskedError as fault:
        raise Refused(OVER_ASKED) from fault
    except BROKEN_FILE as fault:
        if isinstance(fault, Refused):
            raise
        raise Refused(BROKEN) from fault


def drawn(source: Pixels.Image, turned: int) -> bytes:
    """An opened picture, of which the size was looked at, upright and written as a new file in its own format."""
    kind = str(source.format)
    if kind == "JPEG":
        source.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # decodes at a smaller size when it may
    has_alpha = kind != "JPEG" and source.has_transparency_data
    fresh = bare(source, "RGBA" if has_alpha else "RGB", turned)
    fresh.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pixels.Resampling.LANCZOS)
    output = io.BytesIO()
    fresh.save(output, kind, **({"optimize": True} if kind == "PNG" else {"quality": 90}))
    return output.getvalue()
