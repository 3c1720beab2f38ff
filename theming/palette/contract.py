"""What every palette must keep: the modes, the surfaces, and the contrast that each pair must reach.

Source of the figures: WCAG 2.2 success criteria 1.4.3, 1.4.6 and 1.4.11, and technique C40 for the focus ring.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from .colour import contrast


@dataclass(frozen=True)
class Mode:
    """One of the four looks of a page, with the contrast that each kind of token must reach in it."""

    key: str
    dark: bool
    high_contrast: bool
    text: float
    muted: float
    link: float
    graphic: float


MODES: Final = {
    mode.key: mode
    for mode in (
        Mode("light", dark=False, high_contrast=False, text=7, muted=4.5, link=4.5, graphic=3),
        Mode("dark", dark=True, high_contrast=False, text=7, muted=4.5, link=4.5, graphic=3),
        Mode("hc-light", dark=False, high_contrast=True, text=12, muted=7, link=7, graphic=4.5),
        Mode("hc-dark", dark=True, high_contrast=True, text=12, muted=7, link=7, graphic=4.5),
    )
}
SURFACES: Final = ("surface", "surface-subtle", "surface-sunken", "brand-subtle", "brand-subtle-hover")
FILLS: Final = ("brand-fill", "brand-fill-hover", "brand-fill-active")
STATUSES: Final = ("success", "warning", "danger", "info")
# Two rings that differ 9:1 leave at least 3:1 to any one background: (x / y) * (y / z) = 9.
FOCUS_RATIO: Final = 9.0


class Pair(NamedTuple):
    """This foreground stands on this background and needs this contrast."""

    foreground: str
    background: str
    ratio: float


class Finding(NamedTuple):
    """A pair as measured."""

    pair: Pair
    measured: float

    @property
    def passes(self) -> bool:
        return self.measured >= self.pair.ratio


@cache
def pairs(mode: str) -> tuple[Pair, ...]:
    """Every pair of tokens that stands together somewhere on a page in this mode."""
    need = MODES[mode]
    on_any_surface = {
        "text": need.text,
        "text-muted": need.muted,
        "link": need.link,
        "link-hover": need.link,
        "link-visited": need.link,
        "brand-text": need.link,
        "brand-graphic": need.graphic,
        "brand-fill-edge": need.graphic,
        "border-control": need.graphic,
        "chart-2": need.graphic,
        **{f"{status}-text": need.link for status in STATUSES},
        **{f"{status}-edge": need.graphic for status in STATUSES},
    }
    return (
        *(Pair(name, surface, ratio) for surface in SURFACES for name, ratio in on_any_surface.items()),
        *(Pair("brand-on", fill, need.link) for fill in FILLS),
        *(Pair(f"{status}-on-bg", f"{status}-bg", need.link) for status in STATUSES),
        Pair("focus-dark", "focus-light", FOCUS_RATIO),
    )


def check(tokens: dict[str, str], mode: str) -> list[Finding]:
    """Measure every pair of this mode; a palette may be published when all of them pass."""
    return [Finding(pair, contrast(tokens[pair.foreground], tokens[pair.background])) for pair in pairs(mode)]
