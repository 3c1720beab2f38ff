"""Parts that higher floors add to pages of this one: hours with the evidence, what comes up under Samen.

Registered in `AppConfig.ready`; this floor imports nothing from above.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from people.models import Person

Describe = Callable[[Person], Mapping[str, Any] | None]


@dataclass(frozen=True)
class PagePart:
    """A template, and what it needs under the name `part` (None: not for this person)."""

    template: str
    describe: Describe


_parts: dict[str, list[PagePart]] = {}


def register_page_part(page: str, template: str, describe: Describe) -> None:
    """Add a part to a page (`evidence`); parts come in the order in which they were registered."""
    parts = _parts.setdefault(page, [])
    if template not in {part.template for part in parts}:
        parts.append(PagePart(template, describe))


def parts_of(page: str, person: Person | None) -> list[tuple[str, Mapping[str, Any]]]:
    """The templates of a page with what each needs, for this person."""
    if person is None:
        return []
    described = [(part.template, part.describe(person)) for part in _parts.get(page, [])]
    return [(template, found) for template, found in described if found is not None]
