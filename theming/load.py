"""Load the `style` part of `fixtures/organisations.yaml`, and the logos that lie beside it.

What an organisation published since is left alone.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import yaml

from organisations.models import Organisation
from organisations.tenancy import use_organisation
from theming.enums import Button, Corners, Header, ImageKind, Strategy, Surface
from theming.fonts import DEFAULT_FONT, may_combine
from theming.images import ImageRefused, check_image, store_image
from theming.models import Theme
from theming.palette import NotAColour, parse_colour
from theming.services import start_theme

FILE = "organisations.yaml"
_LOGO_FILES = ((ImageKind.LOGO, ""), (ImageKind.DARK_LOGO, "-dark"), (ImageKind.ICON, "-icon"))
_CHOICES = {
    "strategy": Strategy,
    "header": Header,
    "surface": Surface,
    "button": Button,
    "corners": Corners,
}
_COLOURS = ("primary", "accent", "secondary")
_KNOWN = {*_CHOICES, *_COLOURS, "font_text", "font_heading"}


class StyleFault(NamedTuple):
    """One thing that is wrong: the file, the key in it, the reason."""

    file: str
    key: str
    reason: str


class Report(Protocol):
    """Where a load tells what it did."""

    created: list[str]
    unchanged: list[str]
    left_alone: list[str]


def validate(directory: Path) -> list[StyleFault]:
    """Everything that is wrong with the styles and the logos; nothing is changed."""
    return [fault for row in _rows(directory) for fault in _faults(directory, row)]


def load(directory: Path, report: Report) -> None:
    """Give each organisation that has none its first style; call it after the organisations are loaded."""
    for row in _rows(directory):
        organisation = Organisation.objects.get(key=row["id"])
        label = f"style:{row['id']}"
        with use_organisation(organisation):
            theme = Theme.tenant.filter(organisation=organisation).first()
            logos = _logos(directory, row["id"])  # also makes the sizes that an earlier release did not know
            if theme is None:
                start_theme(organisation=organisation, values=_values(row) | logos)
                report.created.append(label)
            elif all(getattr(theme, name) == value for name, value in _values(row).items()):
                report.unchanged.append(label)
            else:
                report.left_alone.append(label)


def _rows(directory: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((directory / FILE).read_text("utf-8"))["organisations"]
    return rows


def _faults(directory: Path, row: dict[str, Any]) -> Iterator[StyleFault]:
    style = row.get("style") or {}
    place = f"{row.get('id')}.style"
    if "primary" not in style:
        yield StyleFault(FILE, f"{place}.primary", "een hoofdkleur is nodig")
    for name in sorted(style.keys() - _KNOWN):
        yield StyleFault(FILE, f"{place}.{name}", "deze knop bestaat niet")
    for name in _COLOURS:
        try:
            parse_colour(str(style.get(name, "#000")))
        except NotAColour as error:
            yield StyleFault(FILE, f"{place}.{name}", f"geen kleur: {error}")
    for name, choices in _CHOICES.items():
        if style.get(name, choices.values[0]) not in choices.values:
            yield StyleFault(FILE, f"{place}.{name}", f"kies uit {', '.join(choices.values)}")
    if not may_combine(*_fonts(style)):
        yield StyleFault(FILE, f"{place}.font_text", "deze letters gaan niet samen of bestaan niet")
    yield from _logo_faults(directory, str(row.get("id")))


def _logo_faults(directory: Path, key: str) -> Iterator[StyleFault]:
    for _kind, path in _logo_paths(directory, key):
        try:
            with path.open("rb") as stream:
                check_image(stream)
        except ImageRefused as error:
            yield StyleFault(f"logos/{path.name}", key, f"geen bruikbaar beeld: {error.code}")


def _fonts(style: dict[str, Any]) -> tuple[str, str]:
    text = style.get("font_text", DEFAULT_FONT)
    return text, style.get("font_heading", text)


def _values(row: dict[str, Any]) -> dict[str, str]:
    style = row["style"]
    text, heading = _fonts(style)
    return {
        **{name: parse_colour(str(style[name])) for name in _COLOURS if name in style},
        **{name: style[name] for name in _CHOICES if name in style},
        "font_text": text,
        "font_heading": heading,
    }


def _logo_paths(directory: Path, key: str) -> list[tuple[str, Path]]:
    paths = [(str(kind), directory / "logos" / f"{key}{suffix}.png") for kind, suffix in _LOGO_FILES]
    return [(kind, path) for kind, path in paths if path.exists()]


def _logos(directory: Path, key: str) -> dict[str, str]:
    names = {}
    for kind, path in _logo_paths(directory, key):
        with path.open("rb") as stream:
            names[kind] = store_image(key, kind, stream)
    return names
