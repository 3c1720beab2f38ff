"""Finding the nearest shade of a colour that can be read.

A required ratio against a known background is one bound on relative luminance. So the hue stays, the lightness
moves from where the colour is towards black or white, and the search cannot fail: at its end stands black or white.
"""

from collections.abc import Sequence
from enum import IntEnum

from .colour import BLACK, WHITE, Oklch, luminance, oklch, to_hex

MARGIN = 0.02  # contrast tools differ in the fourth digit: never sit on the limit itself
NEUTRAL_CHROMA = 0.02  # below this a hue is noise: grey, cream, near-white
_BISECTIONS = 12  # lightness to 1/4096: finer than 8 bits can show

_AMBER_HUE = 72.0
_MUDDY_FROM, _MUDDY_FULL, _MUDDY_UNTIL = 78.0, 110.0, 122.0  # hue of gold, of pure yellow, of yellow-green
_MUDDY_BELOW = 0.70  # lightness


class Towards(IntEnum):
    """The side on which a shade is sought."""

    BLACK = 0
    WHITE = 1


def shade(colour: Oklch, lightness: float) -> str:
    """The colour at another lightness; yellow drifts to amber as it darkens, for dark yellow looks like mud."""
    chroma, hue = colour.chroma, colour.hue
    if _MUDDY_FROM < hue < _MUDDY_UNTIL and lightness < _MUDDY_BELOW and chroma > NEUTRAL_CHROMA:
        depth = min(1.0, (_MUDDY_BELOW - lightness) * 4)
        yellowness = min(1.0, (_MUDDY_UNTIL - hue) / (_MUDDY_UNTIL - _MUDDY_FULL))
        hue -= (hue - _AMBER_HUE) * depth * yellowness / 2
        chroma *= 1 - depth * yellowness / 8
    return to_hex(lightness, chroma, hue)


def is_readable(colour: str, backgrounds: Sequence[str], ratio: float, towards: Towards) -> bool:
    """Whether the colour keeps the ratio, margin included, on that side of every background."""
    ratio += MARGIN
    shown = luminance(colour) + 0.05
    if towards is Towards.BLACK:
        return all(shown * ratio <= luminance(background) + 0.05 for background in backgrounds)
    return all(shown >= (luminance(background) + 0.05) * ratio for background in backgrounds)


def nearest_shade(
    source: str | Oklch,
    backgrounds: Sequence[str],
    ratio: float,
    towards: Towards,
) -> str:
    """The shade of `source`, nearest in lightness, with this contrast to every background.

    A hex colour that is readable already comes back unchanged. When not even black (white) reaches the ratio, black
    (white) comes back: the caller's check tells.
    """
    if isinstance(source, str):
        if is_readable(source, backgrounds, ratio, towards):
            return source
        source = oklch(source)
    found = WHITE if towards is Towards.WHITE else BLACK
    first = shade(source, source.lightness)
    if is_readable(first, backgrounds, ratio, towards):
        return first
    unreadable, readable = source.lightness, float(towards)
    for _ in range(_BISECTIONS):
        middle = (unreadable + readable) / 2
        candidate = shade(source, middle)
        if is_readable(candidate, backgrounds, ratio, towards):
            found, readable = candidate, middle
        else:
            unreadable = middle
    return found
