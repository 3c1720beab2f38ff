"""Colours as people type them and as screens show them: parsing, WCAG contrast, OKLCH.

The colour science is coloraide's; this module only adds what a palette asks for ten thousand times:
everything is judged on the 8-bit hex that a browser receives, never on floating-point colour.
"""

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from coloraide.spaces.oklab import oklab_to_xyz_d65, xyz_d65_to_oklab
from coloraide.spaces.srgb import eotf_srgb, inverse_eotf_srgb
from coloraide.spaces.srgb_linear import lin_srgb_to_xyz, xyz_to_lin_srgb

BLACK = "#000000"
WHITE = "#ffffff"

_LINEAR = eotf_srgb([value / 255 for value in range(256)])
_GAMUT_TOLERANCE = 1e-4  # far below half an 8-bit step
_GAMUT_STEPS = 10

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?:rgb\s*\()?\s*([0-9]{1,3})\s*[,\s]\s*([0-9]{1,3})\s*[,\s]\s*([0-9]{1,3})\s*\)?", re.IGNORECASE
)
_LONGEST_INPUT = 40


class NotAColour(ValueError):
    """The text is not a colour in one of the accepted notations."""


class Oklch(NamedTuple):
    """Lightness 0–1, chroma from 0, hue in degrees 0–360."""

    lightness: float
    chroma: float
    hue: float


def parse_colour(text: str) -> str:
    """Return `#rrggbb` (lower case) for FFD100, #FFD100, #fd0, 255,209,0 or rgb(255 209 0).

    Raises NotAColour for anything else.
    """
    text = text.strip()
    if len(text) > _LONGEST_INPUT:
        raise NotAColour(text[:_LONGEST_INPUT])
    if match := _HEX.fullmatch(text):
        digits = match[1].lower()
        return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
    if (match := _NUMBERS.fullmatch(text)) and text.lower().startswith("rgb") == text.endswith(")"):
        channels = [int(number) for number in match.groups()]
        if max(channels) <= 255:
            return _hex(channels)
    raise NotAColour(text)


def _hex(channels: Iterable[int]) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _linear(colour: str) -> list[float]:
    return [_LINEAR[int(colour[start : start + 2], 16)] for start in (1, 3, 5)]


@lru_cache(maxsize=4096)
def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` by WCAG 2.2, 0 (black) to 1 (white)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb` colours by WCAG 2.2, 1 to 21, the order does not matter."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=4096)
def oklab(colour: str) -> tuple[float, float, float]:
    """The colour in OKLab."""
    lightness, a, b = xyz_d65_to_oklab(lin_srgb_to_xyz(_linear(colour)))
    return lightness, a, b


def oklch(colour: str) -> Oklch:
    """The colour in OKLCH."""
    lightness, a, b = oklab(colour)
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def distance(one: str, other: str) -> float:
    """ΔE-OK: straight distance in OKLab; about 0.02 is just noticeable."""
    return math.dist(oklab(one), oklab(other))


def _linear_srgb(lightness: float, chroma: float, cosine: float, sine: float) -> list[float]:
    return xyz_to_lin_srgb(oklab_to_xyz_d65([lightness, chroma * cosine, chroma * sine]))


def _in_gamut(channels: list[float]) -> bool:
    return all(-_GAMUT_TOLERANCE <= channel <= 1 + _GAMUT_TOLERANCE for channel in channels)


def to_hex(lightness: float, chroma: float, hue: float) -> str:
    """`#rrggbb` with this lightness and hue, and as much of the chroma as sRGB can hold."""
    if lightness <= 0:
        return BLACK
    if lightness >= 1:
        return WHITE
    cosine, sine = math.cos(math.radians(hue)), math.sin(math.radians(hue))
    channels = _linear_srgb(lightness, chroma, cosine, sine)
    if not _in_gamut(channels):
        inside, outside = 0.0, chroma
        for _ in range(_GAMUT_STEPS):
            middle = (inside + outside) / 2
            if _in_gamut(_linear_srgb(lightness, middle, cosine, sine)):
                inside = middle
            else:
                outside = middle
        channels = _linear_srgb(lightness, inside, cosine, sine)
    clipped = [min(1.0, max(0.0, channel)) for channel in channels]
    return _hex(round(channel * 255) for channel in inverse_eotf_srgb(clipped))
