"""From knobs to a built style, in memory: nothing is stored here."""

from collections.abc import Mapping
from dataclasses import dataclass

from theming.css import RADIUS, build_css, digest_of
from theming.fonts import CATALOGUE
from theming.models import Theme
from theming.palette import Tokens, derive_all


@dataclass(frozen=True)
class Built:
    """What a theme's knobs lead to."""

    style: dict[str, str]
    modes: dict[str, Tokens]
    css: str

    @property
    def digest(self) -> str:
        """Changes with anything of the look."""
        return digest_of(self.css, self.style)


def shape_of(style: Mapping[str, str]) -> dict[str, str]:
    """The variables that are no colour."""
    return {
        "font-text": CATALOGUE[style["font_text"]].stack,
        "font-heading": CATALOGUE[style["font_heading"]].stack,
        "radius": RADIUS[style["corners"]],
    }


def css_of(theme: Theme, modes: Mapping[str, Tokens]) -> str:
    """The style sheet of these tokens in this theme's shape."""
    return build_css(modes, shape_of(theme.style), decoration=theme.secondary or theme.primary)


def build(theme: Theme) -> Built:
    """Derive every token and write the style sheet; the same knobs give the same bytes."""
    modes = derive_all(theme.brand)
    return Built(theme.style, modes, css_of(theme, modes))
