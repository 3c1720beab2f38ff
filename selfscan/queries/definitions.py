"""The scan and the modules as they are kept in this process: never anything that knows a person."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from competences.models import Competence, Phase
from modules.models import ModulePage
from modules.queries import ModuleFacts, module_facts, published_modules
from selfscan.definition import phase_facts, scale_of
from selfscan.models import ScanVersion
from selfscan.rules.facts import (
    CompetenceFact,
    Definition,
    IndicatorFact,
    ItemFact,
    ModuleFact,
    OptionFact,
)

CACHE_SECONDS = 60
"""How long this process may keep titles and the module mapping; a scan version itself never changes."""


@dataclass(frozen=True)
class StoredScan:
    """A scan version as it is used: its definition, its texts, and the row keys behind it."""

    pk: int
    definition: Definition
    texts: Mapping[str, Any]
    title: str
    item_ids: Mapping[str, int]
    option_ids: Mapping[tuple[str, str], int]
    indicator_ids: Mapping[str, int]
    competence_keys: Mapping[int, str]

    @property
    def items(self) -> tuple[ItemFact, ...]:
        """The questions in order."""
        return self.definition.items

    def with_modules(self, modules: Iterable[ModuleFact]) -> Definition:
        """The definition together with the modules that it leads to."""
        return replace(self.definition, modules=tuple(modules))


_kept: dict[object, tuple[float, Any]] = {}


def _keep(key: object, make: Any) -> Any:
    """What `make` gives, kept in this process for a minute; never anything that knows a person."""
    now = time.monotonic()
    found = _kept.get(key)
    if found and now - found[0] < CACHE_SECONDS:
        return found[1]
    value = make()
    if value:
        _kept[key] = (now, value)
    return value


def forget_definitions() -> None:
    """Forget what this process kept of scan and modules."""
    _kept.clear()


def current_version() -> ScanVersion | None:
    """The scan that new runs fill in: the one that was loaded last."""
    version: ScanVersion | None = _keep("current", lambda: ScanVersion.objects.order_by("pk").last())
    return version


def stored_scan(version: ScanVersion) -> StoredScan:
    """A version with everything that belongs to it."""
    scan: StoredScan = _keep((version.pk, version.digest), lambda: _read_scan(version))
    return scan


def _read_scan(version: ScanVersion) -> StoredScan:
    items = list(version.items.select_related("indicator").prefetch_related("options"))
    competences = list(Competence.objects.prefetch_related("indicators"))
    phases = list(Phase.objects.values("key", "position", "title", "continuous"))
    return StoredScan(
        pk=version.pk,
        title=version.title,
        texts=version.texts,
        definition=Definition(
            version=version.key,
            competences=tuple(_competence_fact(row) for row in competences),
            items=tuple(
                ItemFact(
                    key=item.key,
                    indicator=item.indicator.key,
                    text=item.text,
                    options=tuple(
                        OptionFact(option.key, option.proficiency_level, option.text)
                        for option in item.options.all()
                    ),
                )
                for item in items
            ),
            scale=scale_of(version.texts),
            phases=phase_facts(phases, version.texts),
            modules=(),
        ),
        item_ids={item.key: item.pk for item in items},
        option_ids={(item.key, option.key): option.pk for item in items for option in item.options.all()},
        indicator_ids={item.indicator.key: item.indicator_id for item in items},
        competence_keys={row.pk: row.key for row in competences},
    )


def _competence_fact(row: Competence) -> CompetenceFact:
    return CompetenceFact(
        key=row.key,
        title=row.title,
        indicators=tuple(
            IndicatorFact(indicator.key, indicator.title, row.key)
            for indicator in sorted(row.indicators.all(), key=lambda found: found.position)
        ),
    )


def published_facts() -> Mapping[str, ModuleFacts]:
    """The published modules by key, in the order of the curriculum."""
    facts: Mapping[str, ModuleFacts] = _keep(
        "modules", lambda: {found.key: found for found in module_facts()}
    )
    return facts


def planning_definition(version: ScanVersion) -> Definition:
    """The definition with the published modules, as a path is planned from it and explained."""
    definition: Definition = _keep(
        ("definition", version.pk, version.digest),
        lambda: stored_scan(version).with_modules(map(_module_fact, published_facts().values())),
    )
    return definition


def _module_fact(found: ModuleFacts) -> ModuleFact:
    return ModuleFact(
        key=found.key,
        title=found.title,
        phase=found.phase,
        core=found.core,
        also=found.also,
        required=found.required,
        always_do=found.always_do,
        exemption=found.exemption,
    )


def published_page(key: str) -> ModulePage | None:
    """One published module as a page, by its key."""
    pages: Mapping[str, ModulePage] = _keep("pages", lambda: {page.key: page for page in published_modules()})
    return pages.get(key)
