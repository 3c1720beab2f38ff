"""The catalogue of letters: open-licence families that an organisation may choose from. Pure data.

Every combination of one text family and one heading family stays within 40 KB on a page (a test adds them up).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Generic(StrEnum):
    """What a browser falls back on."""

    SANS = "sans-serif"
    SERIF = "serif"


@dataclass(frozen=True)
class Face:
    """One font file to make: the weights it serves and the source file inside the package."""

    source: str
    first_weight: int
    last_weight: int
    axes: dict[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.first_weight}" if self.is_static else f"{self.first_weight}-{self.last_weight}"

    @property
    def is_static(self) -> bool:
        return self.first_weight == self.last_weight


@dataclass(frozen=True)
class Family:
    """A family of the catalogue. Display families are for headings only."""

    key: str
    name: str
    package: str
    generic: Generic
    faces: tuple[Face, ...]
    display: bool = False

    @property
    def fallback_name(self) -> str:
        """The local letter that takes the same room until the real one is there."""
        return f"{self.name} Fallback"

    @property
    def stack(self) -> str:
        """The value of `font-family`."""
        return f'"{self.name}", "{self.fallback_name}", {self.generic}'


def _text(source: str, **axes: float) -> tuple[Face, ...]:
    return (Face(source, 400, 700, axes),)


def _heading(source: str, weight: int = 700, **axes: float) -> tuple[Face, ...]:
    return (Face(source, weight, weight, axes),)


_FAMILIES = (
    Family(
        "source-sans-3",
        "Source Sans 3",
        "fontpkg_source_sans_3",
        Generic.SANS,
        _text("SourceSans3[wght].ttf"),
    ),
    Family("open-sans", "Open Sans", "fontpkg_open_sans", Generic.SANS, _text("OpenSans[wdth,wght].ttf")),
    Family("nunito", "Nunito", "fontpkg_nunito", Generic.SANS, _text("Nunito[wght].ttf")),
    Family("inter", "Inter", "fontpkg_inter", Generic.SANS, _text("Inter[opsz,wght].ttf", opsz=14)),
    Family(
        "lato",
        "Lato",
        "fontpkg_lato",
        Generic.SANS,
        (Face("Lato-Regular.ttf", 400, 400), Face("Lato-Bold.ttf", 700, 700)),
    ),
    Family(
        "atkinson-hyperlegible",
        "Atkinson Hyperlegible",
        "fontpkg_atkinson_hyperlegible",
        Generic.SANS,
        (Face("AtkinsonHyperlegible-Regular.ttf", 400, 400), Face("AtkinsonHyperlegible-Bold.ttf", 700, 700)),
    ),
    Family("eb-garamond", "EB Garamond", "fontpkg_eb_garamond", Generic.SERIF, _text("EBGaramond[wght].ttf")),
    Family(
        "archivo",
        "Archivo",
        "fontpkg_archivo",
        Generic.SANS,
        _heading("Archivo[wdth,wght].ttf"),
        display=True,
    ),
    Family("baloo-2", "Baloo 2", "fontpkg_baloo_2", Generic.SANS, _heading("Baloo2[wght].ttf"), display=True),
    Family(
        "cormorant-garamond",
        "Cormorant Garamond",
        "fontpkg_cormorant_garamond",
        Generic.SERIF,
        _heading("CormorantGaramond[wght].ttf"),
        display=True,
    ),
    Family(
        "fraunces",
        "Fraunces",
        "fontpkg_fraunces",
        Generic.SERIF,
        _heading("Fraunces[SOFT,WONK,opsz,wght].ttf", 600, SOFT=100, WONK=0, opsz=72),
        display=True,
    ),
    Family(
        "space-grotesk",
        "Space Grotesk",
        "fontpkg_space_grotesk",
        Generic.SANS,
        _heading("SpaceGrotesk[wght].ttf"),
        display=True,
    ),
)
CATALOGUE: Final = {family.key: family for family in _FAMILIES}
TEXT_FAMILIES: Final = tuple(family for family in _FAMILIES if not family.display)
HEADING_FAMILIES: Final = tuple(family for family in _FAMILIES if family.display)
DEFAULT_FONT: Final = "source-sans-3"


def may_combine(text: str, heading: str) -> bool:
    """Whether these two keys may stand together: headings take the text's own family or a display family."""
    if text not in CATALOGUE or heading not in CATALOGUE or CATALOGUE[text].display:
        return False
    return heading == text or CATALOGUE[heading].display
