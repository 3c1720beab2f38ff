"""What was uploaded as bare pixels: upright, and without anything else that the file held."""

from typing import Final

from PIL import ExifTags, Image

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def bare(image: Image.Image, mode: str) -> Image.Image:
    """A copy in this mode, turned the way its metadata says, with no metadata of its own.

    Raises OSError or ValueError when the pixels cannot be read; metadata that cannot be read turns nothing.
    """
    turn = _turn_of(image)
    copied = (image.transpose(turn) if turn is not None else image).convert(mode)
    copied.info = {}  # Pillow writes comments and colour profiles found here into the next file
    return copied


def _turn_of(image: Image.Image) -> Image.Transpose | None:
    # ImageOps.exif_transpose would write all metadata anew, and fails on a good picture with bad metadata.
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # whatever Pillow meets in bytes of a stranger: TypeError, struct.error, SyntaxError, …
        return None
