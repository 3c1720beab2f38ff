"""The scan's definition from documents: the project's fixtures, or what a scan version stored of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from selfscan.rules.facts import (
    CompetenceFact,
    Definition,
    IndicatorFact,
    ItemFact,
    ModuleFact,
    OptionFact,
    PhaseFact,
    ScaleStep,
)

Document = Mapping[str, Any]
FILES = ("selfscan", "competences", "phases", "modules")


@lru_cache(maxsize=4)
def definition_of_fixtures(directory: Path) -> Definition:
    """Return the definition that the files in a directory give together; read once per process."""
    scan, competences, phases, modules = (read_document(directory / f"{name}.yaml") for name in FILES)
    return Definition(
        version=str(scan["version"]),
        competences=tuple(_competence(row) for row in competences["competences"]),
        items=tuple(item_fact(row) for row in scan["items"]),
        scale=scale_of(scan),
        phases=phase_facts(phases["phases"], scan),
        modules=tuple(_module(row) for row in modules["modules"]),
    )


def read_document(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML file."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded if isinstance(loaded, dict) else {}


def item_fact(row: Document) -> ItemFact:
    """Return one question of the scan."""
    return ItemFact(
        key=row["key"],
        indicator=row["indicator"],
        text=row["text"],
        options=tuple(
            OptionFact(option["key"], option["proficiency_level"], option["text"])
            for option in row.get("options", ())
        ),
    )


def scale_of(scan: Document) -> tuple[ScaleStep, ...]:
    """Return the answers to a statement, in the order in which they are shown."""
    return tuple(ScaleStep(row["code"], row["label"], row["proficiency_level"]) for row in scan["scale"])


def phase_facts(rows: Iterable[Document], scan: Document) -> tuple[PhaseFact, ...]:
    """Return the phases in the order of the supervision process, with the words of the scan's first question."""
    labels = {option["phase"]: option["label"] for option in scan["phase_question"]["options"]}
    facts = (
        PhaseFact(
            key=row["key"],
            position=row["position"],
            title=row["title"],
            label=labels.get(row["key"], ""),
            continuous=row["continuous"],
        )
        for row in rows
    )
    return tuple(sorted(facts, key=lambda phase: phase.position))


def _competence(row: Document) -> CompetenceFact:
    indicators = tuple(
        IndicatorFact(key=found["key"], title=found["title"], competence=row["key"])
        for found in row["indicators"]
    )
    return CompetenceFact(key=row["key"], title=row["title"], indicators=indicators)


def _module(row: Document) -> ModuleFact:
    return ModuleFact(
        key=row["key"],
        title=row["title"],
        phase=row["phase"],
        core=tuple(row["indicators"]["core"]),
        also=tuple(row["indicators"]["also"]),
        required=tuple(row["required"]),
        always_do=row["always_do"],
        exemption=row["exemption"]["possible"],
    )
