"""From one or two brand colours to the 38 colour tokens of a mode."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .colour import BLACK, WHITE, Oklch, contrast, distance, oklch, to_hex
from .contract import FOCUS_RATIO, MODES, SURFACES, Mode
from .search import MARGIN, NEUTRAL_CHROMA, Towards, nearest_shade

ALGORITHM_VERSION = 1
NEUTRAL_PRIMARY = "#00587f"  # for whoever has no style yet
LARGEST_NUDGE = (
    0.055  # ΔE-OK that a fill may move to carry white text: the logo's colour stays the logo's colour
)

Tokens = dict[str, str]


class Strategy(StrEnum):
    """May the fill of buttons move so that white text fits on it?"""

    EXACT = "exact"
    BALANCED = "balanced"
    WHITE = "white"


class Surface(StrEnum):
    """The colour of the page around the cards."""

    WHITE = "white"
    TINTED = "tinted"


@dataclass(frozen=True)
class Brand:
    """The colour knobs of an organisation, as `#rrggbb`."""

    primary: str
    accent: str = ""
    strategy: Strategy = Strategy.BALANCED
    surface: Surface = Surface.WHITE


_LINK_WITHOUT_HUE = "#0b62a8"  # a grey link looks switched off: greys and creams get blue ones
_VISITED = Oklch(0.45, 0.12, 310.0)
_STATUS: Final = {"success": "#1a7f37", "warning": "#b35900", "danger": "#c62828", "info": "#0b62a8"}

_HOVER_STEP, _ACTIVE_STEP = 0.06, 0.11  # lightness; clearly visible
_SMALLEST_STEP = 0.03  # ΔE-OK
_SMALLEST_CONTRAST = 1.1
_HEADROOM = 0.1  # for thin letters and lines: a little more than the limit

# A yellow tint reads as cream; as strong a pink or green reads as candy.
_CREAM_FROM, _CREAM_UNTIL = 60.0, 115.0
_OTHER_TINT = 0.6

# name → (lightness, share of the brand's chroma, most chroma)
_Recipe = dict[str, tuple[float, float, float]]
_PALE: _Recipe = {
    "surface-subtle": (0.978, 0.12, 0.006),
    "surface-sunken": (0.955, 0.20, 0.010),
    "brand-subtle": (0.945, 0.30, 0.030),
    "brand-subtle-hover": (0.915, 0.42, 0.044),
}
_PALE_TINTED: _Recipe = _PALE | {
    "surface-subtle": (0.972, 0.20, 0.018),
    "surface-sunken": (0.948, 0.25, 0.024),
}
_DEEP: _Recipe = {
    "surface": (0.190, 0.20, 0.010),
    "surface-subtle": (0.225, 0.20, 0.012),
    "surface-sunken": (0.160, 0.20, 0.010),
    "brand-subtle": (0.275, 0.35, 0.045),
    "brand-subtle-hover": (0.310, 0.40, 0.050),
}
_DEEP_TINTED: _Recipe = _DEEP | {
    "surface": (0.195, 0.30, 0.018),
    "surface-subtle": (0.228, 0.30, 0.022),
    "surface-sunken": (0.165, 0.30, 0.018),
}
_PALE_CONTRAST: _Recipe = {"brand-subtle": (0.965, 0.20, 0.020), "brand-subtle-hover": (0.945, 0.25, 0.030)}
_DEEP_CONTRAST: _Recipe = {"brand-subtle": (0.180, 0.20, 0.020), "brand-subtle-hover": (0.220, 0.25, 0.030)}


def derive(
    primary: str,
    accent: str = "",
    *,
    strategy: Strategy | str = Strategy.BALANCED,
    surface: Surface | str = Surface.WHITE,
    mode: str = "light",
) -> Tokens:
    """The 38 tokens of one mode for a brand colour (`#rrggbb`); every pair of `pairs(mode)` passes.

    Colours that are readable already come back unchanged. `primary` is kept as the fill of buttons, except when the
    strategy lets it move (balanced: at most LARGEST_NUDGE) or high contrast asks for more.
    """
    return derive_brand(Brand(primary, accent, Strategy(strategy), Surface(surface)), mode)


def derive_all(brand: Brand) -> dict[str, Tokens]:
    """The tokens of all four modes."""
    return {mode: derive_brand(brand, mode) for mode in MODES}


def derive_brand(brand: Brand, mode_key: str) -> Tokens:
    """The tokens of one mode for a set of knobs."""
    mode = MODES[mode_key]
    towards = Towards.WHITE if mode.dark else Towards.BLACK
    tokens = _surfaces(brand, mode)
    backgrounds = [tokens[name] for name in SURFACES]
    tokens |= _neutrals(brand, mode, backgrounds, towards)
    tokens |= _links(brand, mode, backgrounds, towards)
    tokens |= _fill(brand, mode)
    tokens["brand-fill-edge"] = nearest_shade(tokens["brand-fill"], backgrounds, mode.graphic, towards)
    tokens |= _focus(brand, mode)
    tokens |= _statuses(mode, backgrounds, towards)
    return tokens


def _is_neutral(colour: str) -> bool:
    return oklch(colour).chroma < NEUTRAL_CHROMA


def _surfaces(brand: Brand, mode: Mode) -> Tokens:
    _, chroma, hue = oklch(brand.primary)
    if _is_neutral(brand.primary):
        chroma = 0.0
    tokens = {"surface": WHITE}
    if mode.high_contrast:
        tokens = dict.fromkeys(SURFACES[:3], BLACK if mode.dark else WHITE)
        recipe = _DEEP_CONTRAST if mode.dark else _PALE_CONTRAST
    elif brand.surface is Surface.TINTED:
        recipe = _DEEP_TINTED if mode.dark else _PALE_TINTED
    else:
        recipe = _DEEP if mode.dark else _PALE
    most_of = 1.0 if _CREAM_FROM < hue < _CREAM_UNTIL else _OTHER_TINT
    return tokens | {
        name: to_hex(lightness, min(chroma * share, most * most_of), hue)
        for name, (lightness, share, most) in recipe.items()
    }


def _neutrals(brand: Brand, mode: Mode, backgrounds: list[str], towards: Towards) -> Tokens:
    """Text and lines: greys with a breath of the brand's hue."""
    tint = 0.0 if _is_neutral(brand.primary) else 0.012
    hue = oklch(brand.primary).hue

    def grey(lightness: float, ratio: float) -> str:
        return nearest_shade(Oklch(lightness, tint, hue), backgrounds, ratio, towards)

    return {
        "text": grey(0.94 if mode.dark else 0.26, mode.text),
        "text-muted": grey(0.66 if mode.dark else 0.50, mode.muted + _HEADROOM),
        "border": to_hex(0.36 if mode.dark else 0.87, tint, hue),  # decoration only: no ratio is asked of it
        "border-control": grey(0.55 if mode.dark else 0.62, mode.graphic + _HEADROOM),
        "chart-2": grey(0.90 if mode.dark else 0.35, 12.0 if mode.high_contrast else 9.0),
    }


def _links(brand: Brand, mode: Mode, backgrounds: list[str], towards: Towards) -> Tokens:
    source = brand.accent or brand.primary
    if _is_neutral(source):
        source = _LINK_WITHOUT_HUE
    return {
        "link": nearest_shade(source, backgrounds, mode.link, towards),
        "link-hover": nearest_shade(source, backgrounds, max(7.0, mode.link), towards),
        "link-visited": nearest_shade(_VISITED, backgrounds, mode.link, towards),
        "brand-text": nearest_shade(brand.primary, backgrounds, mode.link, towards),
        "brand-graphic": nearest_shade(brand.primary, backgrounds, mode.graphic, towards),
    }


def _ink(brand: Brand) -> str:
    """Near-black with the brand's hue, for text on a light fill."""
    colour = oklch(brand.primary)
    return nearest_shade(colour._replace(chroma=colour.chroma / 2), [WHITE], 12.0, Towards.BLACK)


def _fill(brand: Brand, mode: Mode) -> Tokens:
    """The filled areas (main button, header band), their text, and their two darker or lighter states."""
    need = mode.link + MARGIN
    fill = _allowed_fill(brand, mode)
    readable = [ink for ink in (WHITE, _ink(brand)) if contrast(ink, fill) >= need]
    ink = readable[0] if readable else max(BLACK, WHITE, key=lambda colour: contrast(colour, fill))
    if contrast(ink, fill) < need:  # high contrast only: below 4.58 one of black and white always fits
        away = Towards.WHITE if ink == BLACK else Towards.BLACK
        fill = nearest_shade(fill, [ink], mode.link, away)
    return {
        "brand-fill": fill,
        "brand-on": ink,
        "brand-fill-hover": _state(fill, ink, mode, _HOVER_STEP),
        "brand-fill-active": _state(fill, ink, mode, _ACTIVE_STEP),
    }


def _allowed_fill(brand: Brand, mode: Mode) -> str:
    """The brand colour, or its neighbour that carries white text when the strategy allows that move."""
    if brand.strategy is Strategy.EXACT or contrast(brand.primary, WHITE) >= mode.link + MARGIN:
        return brand.primary
    with_white = nearest_shade(brand.primary, [WHITE], mode.link, Towards.BLACK)
    is_near = distance(with_white, brand.primary) <= LARGEST_NUDGE
    return with_white if is_near or brand.strategy is Strategy.WHITE else brand.primary


def _state(fill: str, ink: str, mode: Mode, step: float) -> str:
    """The fill one visible step darker, or lighter where the text would suffer."""
    lightness, chroma, hue = oklch(fill)
    for size in (step, step * 1.5, step * 2, step * 3, step * 4):
        for signed in (-size, size):
            state = to_hex(lightness + signed, chroma, hue)
            if _differs(state, fill) and contrast(state, ink) >= mode.link + MARGIN:
                return state
    return fill


def _differs(state: str, fill: str) -> bool:
    """Near black OKLab sees steps that no screen shows: the contrast must move too."""
    return distance(state, fill) > _SMALLEST_STEP and contrast(state, fill) >= _SMALLEST_CONTRAST


def _focus(brand: Brand, mode: Mode) -> Tokens:
    ratio = 15.0 if mode.high_contrast else FOCUS_RATIO
    return {
        "focus-light": WHITE,
        "focus-dark": nearest_shade(brand.primary, [WHITE], ratio, Towards.BLACK),
    }


def _statuses(mode: Mode, backgrounds: list[str], towards: Towards) -> Tokens:
    """Success, warning, danger and info keep their own hues, whatever the brand."""
    tokens: Tokens = {}
    for status, colour in _STATUS.items():
        hue = oklch(colour).hue
        background = to_hex(0.25, 0.04, hue) if mode.dark else to_hex(0.955, 0.025, hue)
        tokens |= {
            f"{status}-text": nearest_shade(colour, backgrounds, mode.link, towards),
            f"{status}-bg": background,
            f"{status}-on-bg": nearest_shade(colour, [background], mode.link, towards),
            f"{status}-edge": nearest_shade(colour, backgrounds, mode.graphic, towards),
        }
    return tokens
