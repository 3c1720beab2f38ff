"""What higher floors know about a person, for her page "Mijn gegevens".

The page stands on the lowest floor and imports nothing from above: each app says in `AppConfig.ready` what
it keeps of a person (`register_personal_data`) and what it wants to show her (`register_section`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from people.models import Person

Count = Callable[[Person], int]
Wipe = Callable[[Person], int]
Describe = Callable[[Person], Mapping[str, Any] | None]


@dataclass(frozen=True)
class PersonalData:
    """A kind of data that a person made and may wipe herself."""

    name: str
    label: str | Promise
    consequence: str | Promise
    count: Count
    wipe: Wipe


@dataclass(frozen=True)
class Section:
    """A part of the page of a higher floor: a template and what it needs (None: not for this person)."""

    name: str
    position: int
    template: str
    describe: Describe


_personal_data: dict[str, PersonalData] = {}
_sections: dict[str, Section] = {}


def register_personal_data(
    name: str,
    count: Count,
    wipe: Wipe,
    *,
    label: str | Promise = "",
    consequence: str | Promise = "",
) -> None:
    """Have people see how many rows of this kind they made, and wipe them.

    `count(person)` and `wipe(person)` give a number of rows; `label` is a plural noun phrase
    ("antwoorden in modules"), `consequence` one sentence about what else changes. Names are unique.
    """
    _personal_data[name] = PersonalData(name, label or name, consequence, count, wipe)


def personal_data() -> list[PersonalData]:
    """Every registered kind of data, in the order of registration."""
    return list(_personal_data.values())


def personal_data_named(name: str) -> PersonalData | None:
    """One kind of data, or None."""
    return _personal_data.get(name)


def register_section(name: str, *, position: int, template: str, describe: Describe) -> None:
    """Add a part to the page; lower positions come first. Names are unique."""
    _sections[name] = Section(name, position, template, describe)


def sections() -> list[Section]:
    """Every registered part of the page, in order."""
    return sorted(_sections.values(), key=lambda section: (section.position, section.name))
