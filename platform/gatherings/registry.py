"""What the floor above tells this one: whom a trainer looks after. Registered in `AppConfig.ready`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from people.models import Person


@dataclass(frozen=True)
class Group:
    """A group of a trainer, with who takes part in it now."""

    key: int
    name: str
    people: frozenset[int]


GroupSource = Callable[[Person], Sequence[Group]]

_sources: list[GroupSource] = []


def register_group_source(source: GroupSource) -> None:
    """Have `source(trainer)` say which groups somebody looks after in the current organisation."""
    if source not in _sources:
        _sources.append(source)


def groups_of(trainer: Person) -> list[Group]:
    """Every group that somebody looks after here."""
    return [group for source in _sources for group in source(trainer)]
