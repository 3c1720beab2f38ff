"""The style sheet of one organisation: colour tokens for every mode, and a handful of shape variables. Pure.

Only values of known form are ever written (`#rrggbb`, a catalogue's family names, rem lengths): no text that somebody
typed reaches a style sheet.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .palette import Tokens

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_KEY = re.compile(r"[A-Za-z0-9_-]+")
_VARIABLE = re.compile(r"[a-z][a-z0-9-]*")
_SHAPE_VALUE = re.compile(
    r"(?:\"[A-Za-z0-9 ]+\"|[a-z-]+|\d*\.?\d+(?:rem|em|px)?)(?:, ?(?:\"[A-Za-z0-9 ]+\"|[a-z-]+))*"
)

RADIUS: Final = {"straight": "0rem", "soft": "0.5rem", "round": "1.25rem"}

_AUTO_DARK = ":root:not([data-mode=light])"
_CHOSEN_DARK = ":root[data-mode=dark]"
_NOT_CHOSEN_DARK = ":root:not([data-mode=dark])"
_SCREEN_DARK = "@media screen and (prefers-color-scheme:dark)"
_MORE = "@media (prefers-contrast:more)"
_MORE_SCREEN = "@media screen and (prefers-contrast:more)"
_MORE_SCREEN_DARK = "@media screen and (prefers-contrast:more) and (prefers-color-scheme:dark)"


class UncleanValue(ValueError):
    """A value has not the form that a style sheet may hold."""


@dataclass(frozen=True)
class Block:
    """Declarations under one selector and one media query ("" for always)."""

    media: str
    selector: str
    declarations: str

    def __str__(self) -> str:
        rule = f"{self.selector}{{{self.declarations}}}"
        return f"{self.media}{{{rule}}}" if self.media else rule


def build_css(modes: Mapping[str, Tokens], shape: Mapping[str, str], *, decoration: str) -> str:
    """The whole style sheet.

    It follows the system's light or dark and its contrast; `<html data-mode="light">` or `"dark"` overrules the
    first. Paper is always light. `decoration` is for lines and shapes that carry no meaning, in every mode. A later block states only what differs from something that may be in force when it
    applies, so no mode inherits a colour of another.
    """
    light, dark, more_light, more_dark = (modes[key] for key in ("light", "dark", "hc-light", "hc-dark"))
    dark_part = _colours(_changed(dark, light))
    more_light_part = _colours(_changed(more_light, light, dark))
    more_dark_part = _colours(_changed(more_dark, light, dark, more_light))
    blocks = (
        Block(
            "",
            ":root",
            "color-scheme:light dark;" + _shape(shape) + _colours(light | {"decoration": decoration}),
        ),
        Block("", ":root[data-mode=light]", "color-scheme:light"),
        Block(_SCREEN_DARK, _AUTO_DARK, dark_part),
        Block("@media screen", _CHOSEN_DARK, "color-scheme:dark;" + dark_part),
        Block(_MORE, _NOT_CHOSEN_DARK, more_light_part),
        Block(_MORE_SCREEN, _CHOSEN_DARK, more_dark_part),
        Block(_MORE_SCREEN_DARK, _AUTO_DARK, more_dark_part),
    )
    return "@layer theme{" + "".join(map(str, blocks)) + "}"


def build_tiles_css(fills: Mapping[str, str]) -> str:
    """A line in its own colour for the tile of each organisation; `fills` maps organisation keys to `#rrggbb`."""
    rules = []
    for key, fill in sorted(fills.items()):
        if not _KEY.fullmatch(key):
            raise UncleanValue(key)
        declaration = _declarations([("t-brand-graphic", fill)], _COLOUR)
        rules.append(f'.tile[data-organisation="{key}"]{{{declaration}}}')
    return "@layer theme{" + "".join(rules) + "}"


def digest_of(css: str, style: Mapping[str, object]) -> str:
    """Twelve hexadecimal digits that change with the style sheet or with anything else of the look."""
    canonical = json.dumps(style, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{css}\n{canonical}".encode()).hexdigest()[:12]


def _changed(tokens: Tokens, *possibly_in_force: Tokens) -> Tokens:
    return {
        name: colour
        for name, colour in tokens.items()
        if any(other[name] != colour for other in possibly_in_force)
    }


def _colours(tokens: Tokens) -> str:
    return _declarations(((f"t-{name}", colour) for name, colour in sorted(tokens.items())), _COLOUR)


def _shape(shape: Mapping[str, str]) -> str:
    return _declarations(sorted(shape.items()), _SHAPE_VALUE)


def _declarations(values: Iterable[tuple[str, str]], form: re.Pattern[str]) -> str:
    parts = []
    for name, value in values:
        if not _VARIABLE.fullmatch(name) or not form.fullmatch(value):
            raise UncleanValue(f"--{name}: {value}")
        parts.append(f"--{name}:{value};")
    return "".join(parts)
