"""What higher floors know about a person, for her page "Mijn gegevens".

The page stands on the lowest floor and imports nothing from above: each app says in `AppConfig.ready` what
it keeps of a person (`register_kept`), what of it she may wipe by itself (`register_personal_data`) and what
it wants to show her (`register_section`).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from people.models import OutgoingMail, Person

Count = Callable[[Person], int]
Wipe = Callable[[Person], int]
Describe = Callable[[Person], Mapping[str, Any] | None]
Value = str | int | bool | None | dt.date | dt.datetime | list[str]
Export = Callable[[Person], Iterable[Mapping[str, Value]]]
Erase = Callable[[Person], object]
Farewell = Callable[[Person], Iterable["Remark"]]
Namer = Callable[[Iterable[int]], Mapping[int, str]]


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


@dataclass(frozen=True)
class Kept:
    """Something that is kept of a person: which models hold it, how it reads, how it goes.

    `fields` names what a row of the export has, with its Dutch label. Without `erase` it stays when the
    account goes, and `stays` says why.
    """

    name: str
    title: str | Promise
    models: tuple[str, ...]
    fields: Mapping[str, str | Promise]
    export: Export
    erase: Erase | None = None
    stays: str | Promise = ""
    position: int = 50


@dataclass(frozen=True)
class Remark:
    """What somebody should know before her account goes; one that blocks has to be solved first."""

    text: str
    blocks: bool = False


RefusalFollower = Callable[[OutgoingMail], object]

_refusal_followers: list[RefusalFollower] = []
_kept: dict[str, Kept] = {}
_farewells: list[Farewell] = []
_namers: dict[str, Namer] = {}
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


def register_kept(kept: Kept) -> None:
    """Put something that is kept of people into their export and their erasure. Names are unique."""
    if kept.erase is None and not kept.stays:
        raise ValueError(f"{kept.name} neither goes nor says why it stays.")
    _kept[kept.name] = kept


def everything_kept() -> list[Kept]:
    """All of it, in the order in which an export tells it."""
    return sorted(_kept.values(), key=lambda kept: (kept.position, kept.name))


def register_farewell(farewell: Farewell) -> None:
    """Have something said, or asked first, on the page on which somebody removes her account."""
    if farewell not in _farewells:
        _farewells.append(farewell)


def register_namer(model_label: str, namer: Namer) -> None:
    """Say how rows of a model are called, by key, where the log knows no more than the key."""
    _namers[model_label] = namer


def names_of(object_labels: Iterable[str]) -> dict[str, str]:
    """What the rows that the log points to are called, by "app.Model:key"; one query per model."""
    keys: dict[str, set[int]] = {}
    for label in object_labels:
        model_label, _colon, key = label.partition(":")
        if model_label in _namers and key.isdecimal():
            keys.setdefault(model_label, set()).add(int(key))
    return {
        f"{model_label}:{key}": name
        for model_label, wanted in keys.items()
        for key, name in _namers[model_label](wanted).items()
    }


def remarks_for(person: Person) -> list[Remark]:
    """Everything that this person should know before her account goes."""
    return [remark for farewell in _farewells for remark in farewell(person)]


def register_refusal_follower(follower: RefusalFollower) -> None:
    """Have something follow whenever a mail turns out to be undeliverable for good."""
    if follower not in _refusal_followers:
        _refusal_followers.append(follower)


def mail_refused(mail: OutgoingMail) -> None:
    """Tell every follower that this mail will never arrive."""
    for follower in _refusal_followers:
        follower(mail)
