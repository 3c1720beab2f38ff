"""What the derivation did with a brand colour, as facts that a screen can put into words."""

from enum import StrEnum
from typing import NamedTuple

from .colour import contrast, oklch
from .derive import Brand, Tokens
from .search import NEUTRAL_CHROMA


class Hue(StrEnum):
    """The everyday name of a colour."""

    WHITE = "white"
    GREY = "grey"
    BLACK = "black"
    RED = "red"
    ORANGE = "orange"
    BROWN = "brown"
    GOLD = "gold"
    YELLOW = "yellow"
    LIME = "lime"
    GREEN = "green"
    TURQUOISE = "turquoise"
    BLUE = "blue"
    PURPLE = "purple"
    LILAC = "lilac"
    PINK = "pink"
    WINE = "wine"


class Tone(StrEnum):
    """Light or dark, when that is worth saying."""

    LIGHT = "light"
    MIDDLE = "middle"
    DARK = "dark"


class Name(NamedTuple):
    """A colour in two words."""

    hue: Hue
    tone: Tone


class Account(NamedTuple):
    """What became of a brand colour in the light mode."""

    brand: Name
    fill: Name
    link: Name
    fill_kept: bool
    edge_added: bool
    white_text: bool
    link_kept: bool
    link_ratio_before: float


# upper bound of the hue in degrees → its name
_WHEEL = (
    (12, Hue.PINK),
    (42, Hue.RED),
    (72, Hue.ORANGE),
    (112, Hue.YELLOW),
    (133, Hue.LIME),
    (165, Hue.GREEN),
    (215, Hue.TURQUOISE),
    (275, Hue.BLUE),
    (332, Hue.PURPLE),
    (360, Hue.PINK),
)
_DARKENED = {
    Hue.ORANGE: (Hue.BROWN, 0.62),
    Hue.YELLOW: (Hue.GOLD, 0.78),
    Hue.LIME: (Hue.GREEN, 0.72),
    Hue.PINK: (Hue.WINE, 0.45),
}


def name_of(colour: str) -> Name:
    """The everyday name of `#rrggbb`."""
    lightness, chroma, hue = oklch(colour)
    tone = Tone.LIGHT if lightness > 0.80 else Tone.DARK if lightness < 0.52 else Tone.MIDDLE
    if lightness > 0.96 and chroma < NEUTRAL_CHROMA * 1.5:
        return Name(Hue.WHITE, Tone.MIDDLE)
    if lightness < 0.22:
        return Name(Hue.BLACK, Tone.MIDDLE)
    if chroma < NEUTRAL_CHROMA:
        return Name(Hue.GREY, tone)
    base = next(name for bound, name in _WHEEL if hue <= bound)
    if base is Hue.PURPLE and chroma < 0.12 and lightness > 0.7:
        return Name(Hue.LILAC, Tone.MIDDLE)
    darker, below = _DARKENED.get(base, (base, 0.0))
    if lightness < below:
        return Name(darker, Tone.MIDDLE if darker is Hue.WINE else tone)
    return Name(base, Tone.MIDDLE if base in (Hue.YELLOW, Hue.LIME) else tone)


def explain(brand: Brand, tokens: Tokens) -> Account:
    """Tell what the light tokens made of the brand."""
    source = brand.accent or brand.primary
    return Account(
        brand=name_of(brand.primary),
        fill=name_of(tokens["brand-fill"]),
        link=name_of(tokens["link"]),
        fill_kept=tokens["brand-fill"] == brand.primary,
        edge_added=tokens["brand-fill-edge"] != tokens["brand-fill"],
        white_text=tokens["brand-on"] == "#ffffff",
        link_kept=tokens["link"] == source,
        link_ratio_before=contrast(source, tokens["surface"]),
    )
