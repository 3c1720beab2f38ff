"""What the derivation did with a brand colour, as facts that a screen can put into words."""

from enum import StrEnum
from typing import NamedTuple

from .colour import contrast, distance, oklch
from .derive import LARGEST_NUDGE, Brand, Tokens
from .search import NEUTRAL_CHROMA

_READABLE = 4.5  # WCAG 2.2 AA, 1.4.3


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
    """What became of a brand colour in the light mode, on buttons of both kinds and in links."""

    brand: Name
    # A filled button: the fill, its edge, the letters on it.
    fill: Name
    fill_kept: bool
    fill_moved_far: bool
    edge_added: bool
    white_text: bool
    # An outlined one: its line, and its letters on white.
    line: Name
    line_kept: bool
    letters: Name
    letters_kept: bool
    letters_fit_white: bool  # the brand's own colour could be read on white, though not on every tint
    link: Name
    link_kept: bool
    link_has_hue: bool  # what links were made of; grey ones look switched off
    link_fits_white: bool


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
    fill = tokens["brand-fill"]
    return Account(
        brand=name_of(brand.primary),
        fill=name_of(fill),
        fill_kept=fill == brand.primary,
        fill_moved_far=distance(fill, brand.primary) > LARGEST_NUDGE,
        edge_added=tokens["brand-fill-edge"] != fill,
        white_text=tokens["brand-on"] == "#ffffff",
        line=name_of(tokens["brand-graphic"]),
        line_kept=tokens["brand-graphic"] == brand.primary,
        letters=name_of(tokens["brand-text"]),
        letters_kept=tokens["brand-text"] == brand.primary,
        letters_fit_white=contrast(brand.primary, tokens["surface"]) >= _READABLE,
        link=name_of(tokens["link"]),
        link_kept=tokens["link"] == source,
        link_has_hue=oklch(source).chroma >= NEUTRAL_CHROMA,
        link_fits_white=contrast(source, tokens["surface"]) >= _READABLE,
    )
