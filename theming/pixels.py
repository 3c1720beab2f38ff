"""What was uploaded as bare pixels: upright, and without anything else that the file held."""

from typing import Final

from PIL import Image

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def bare(image: Image.Image, mode: str, turned: int) -> Image.Image:
    """A copy in this mode, upright (`turned` as Exif numbers it, 1 to 8), with no metadata of its own.

    Raises OSError or ValueError when the pixels cannot be read.
    """
    turn = _TURNS.get(turned)
    copied = (image.transpose(turn) if turn is not None else image).convert(mode)
    copied.info = {}  # Pillow writes comments and colour profiles found here into the next file
    return copied
