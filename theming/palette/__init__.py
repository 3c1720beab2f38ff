"""House style colours: one or two brand colours in, a readable set of tokens for four modes out. Pure."""

from .colour import NotAColour, contrast, distance, oklch, parse_colour
from .contract import FILLS, MODES, SURFACES, Finding, Mode, Pair, check, pairs
from .derive import (
    ALGORITHM_VERSION,
    LARGEST_NUDGE,
    NEUTRAL_PRIMARY,
    Brand,
    Strategy,
    Surface,
    Tokens,
    derive,
    derive_all,
    derive_brand,
)

__all__ = [
    "ALGORITHM_VERSION",
    "FILLS",
    "LARGEST_NUDGE",
    "MODES",
    "NEUTRAL_PRIMARY",
    "SURFACES",
    "Brand",
    "Finding",
    "Mode",
    "NotAColour",
    "Pair",
    "Strategy",
    "Surface",
    "Tokens",
    "check",
    "contrast",
    "derive",
    "derive_all",
    "derive_brand",
    "distance",
    "oklch",
    "pairs",
    "parse_colour",
]
