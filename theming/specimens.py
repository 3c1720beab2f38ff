"""Pages of fictional people, to look at a style that is not live yet: a style manager sees no person.

An app registers its own in AppConfig.ready: real pages, shown with people who do not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise

Render = Callable[[HttpRequest], HttpResponseBase]


@dataclass(frozen=True)
class Specimen:
    """One page to look at; the lowest position is shown first."""

    key: str
    label: str | Promise
    render: Render
    position: int


_SPECIMENS: dict[str, Specimen] = {}


def register_specimen(key: str, label: str | Promise, render: Render, *, position: int = 50) -> None:
    """Offer a page in the style editor's preview.

    `render` gets a request in the unsaved style and words, of nobody; it must show fictional people only.
    """
    _SPECIMENS[key] = Specimen(key, label, render, position)


def specimens() -> list[Specimen]:
    """All pages, by position."""
    return sorted(_SPECIMENS.values(), key=lambda each: (each.position, each.key))


def specimen(key: str) -> Specimen | None:
    """One page, or None."""
    return _SPECIMENS.get(key)
