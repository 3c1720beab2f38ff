"""Loads phases and the competence framework from fixtures, without overwriting what an editor changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models

from competences.fixtures import Where as Place
from competences.fixtures import digest, flag, identifier, list_of, mapping, one_of, read, text, whole
from competences.loading import Fault, LoadReport
from competences.models import Competence, Indicator, LevelText, LoadRecord, Phase

COMPETENCES_FILE = "competences.yaml"
PHASES_FILE = "phases.yaml"
LEVELS = (1, 2, 3, 4)


def level_texts(value: Any, where: Place) -> None:
    """A text for each of the four proficiency levels."""
    mapping(dict.fromkeys(LEVELS, text(words="forms")))(value, where)  # type: ignore[arg-type]  # int keys


COMPETENCES = mapping(
    {
        "version": text(),
        "norm": one_of(LEVELS),
        "levels": list_of(
            mapping({"level": one_of(LEVELS), "code": identifier, "name": text(), "meaning": text()}),
            minimum=4,
        ),
        "competences": list_of(
            mapping(
                {
                    "key": identifier,
                    "code": identifier,
                    "title": text(longest=120),
                    "core": text(words="forms"),
                    "indicators": list_of(
                        mapping(
                            {
                                "key": identifier,
                                "title": text(longest=160),
                                "levels": level_texts,
                            }
                        ),
                        minimum=1,
                    ),
                }
            ),
            minimum=1,
        ),
    }
)
PHASES = mapping(
    {
        "version": text(),
        "phases": list_of(
            mapping(
                {
                    "key": identifier,
                    "position": whole(),
                    "code": identifier,
                    "title": text(longest=120),
                    "question": text(longest=200),
                    "continuous": flag,
                }
            ),
            minimum=1,
        ),
    }
)


def validate(directory: Path) -> list[Fault]:
    """Every fault in the fixtures of this app."""
    faults: list[Fault] = []
    for name, check in ((PHASES_FILE, PHASES), (COMPETENCES_FILE, COMPETENCES)):
        content = read(directory, name, faults)
        if content:
            check(content, Place(name, faults))
    keys = [
        indicator.get("key")
        for competence in mappings_in(content.get("competences"))
        for indicator in mappings_in(competence.get("indicators"))
    ]
    for key in sorted({str(key) for key in keys if keys.count(key) > 1}):
        Place(COMPETENCES_FILE, faults, key).fault("this indicator occurs in two competences")
    return faults


def mappings_in(value: Any) -> list[dict[str, Any]]:
    """The mappings of a list that may be anything else, or hold anything else."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def load(directory: Path, report: LoadReport) -> None:
    """Creates or updates phases, competences, indicators and level texts. Expects valid fixtures."""
    phases = read(directory, PHASES_FILE, [])["phases"]
    load_rows(Phase, [Row(f"phase:{phase['key']}", {"key": phase["key"]}, phase) for phase in phases], report)
    framework = read(directory, COMPETENCES_FILE, [])["competences"]
    load_rows(Competence, competence_rows(framework), report)
    load_rows(Indicator, indicator_rows(framework), report)
    load_rows(LevelText, level_text_rows(framework), report)


@dataclass(frozen=True)
class Row:
    """One row as the fixtures want it: the fields that find it, and all its fields."""

    source_key: str
    lookup: dict[str, Any]
    values: dict[str, Any]


def competence_rows(framework: list[dict[str, Any]]) -> list[Row]:
    """The competences in the order of the file."""
    return [
        Row(
            f"competence:{source['key']}",
            {"key": source["key"]},
            {name: source[name] for name in ("key", "code", "title", "core")} | {"position": position},
        )
        for position, source in enumerate(framework, start=1)
    ]


def indicator_rows(framework: list[dict[str, Any]]) -> list[Row]:
    """The indicators, each with its competence."""
    competences = {row.key: row for row in Competence.objects.all()}
    return [
        Row(
            f"indicator:{source['key']}",
            {"key": source["key"]},
            {
                "key": source["key"],
                "title": source["title"],
                "position": position,
                "competence": competences[parent["key"]],
            },
        )
        for parent in framework
        for position, source in enumerate(parent["indicators"], start=1)
        if parent["key"] in competences
    ]


def level_text_rows(framework: list[dict[str, Any]]) -> list[Row]:
    """The texts of the four levels of every indicator."""
    indicators = {row.key: row for row in Indicator.objects.all()}
    return [
        Row(
            f"level-text:{source['key']}:{level}",
            {"indicator": indicators[source["key"]], "proficiency_level": level},
            {"indicator": indicators[source["key"]], "proficiency_level": level, "text": content},
        )
        for parent in framework
        for source in parent["indicators"]
        for level, content in source["levels"].items()
        if source["key"] in indicators
    ]


def content_of(row: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """The row's own values of these fields, references as primary keys."""
    return {name: plain(getattr(row, name)) for name in fields}


def load_rows(model: type[models.Model], rows: list[Row], report: LoadReport) -> None:
    """Creates or updates rows; one that somebody changed or removed since is left alone and reported."""
    records = {
        record.source_key: record
        for record in LoadRecord.objects.filter(source_key__in=[row.source_key for row in rows])
    }
    existing = {identity_of(found, rows): found for found in model._default_manager.all()} if rows else {}
    for row in rows:
        found = existing.get(tuple(map(plain, row.lookup.values())))
        load_row(model, row, found, records.get(row.source_key), report)


def identity_of(found: models.Model, rows: list[Row]) -> tuple[Any, ...]:
    """The values by which a row of the database is found."""
    return tuple(content_of(found, rows[0].lookup).values())


def plain(value: Any) -> Any:
    """A value as it is stored: a reference becomes its primary key."""
    return value.pk if isinstance(value, models.Model) else value


def load_row(
    model: type[models.Model],
    row: Row,
    found: models.Model | None,
    record: LoadRecord | None,
    report: LoadReport,
) -> None:
    """Creates, updates, or leaves one row, and notes what was done."""
    source_hash = digest({name: plain(value) for name, value in row.values.items()})
    if (found is None) != (record is None):
        report.left_alone.append(row.source_key)
    elif found is None:
        remember(row, model._default_manager.create(**row.values), source_hash)
        report.created.append(row.source_key)
    elif digest(content_of(found, row.values)) != record.content_hash:  # type: ignore[union-attr]
        report.left_alone.append(row.source_key)
    elif record.source_hash == source_hash:  # type: ignore[union-attr]  # both or neither, see above
        report.unchanged.append(row.source_key)
    else:
        for name, value in row.values.items():
            setattr(found, name, value)
        found.save()
        remember(row, found, source_hash)
        report.updated.append(row.source_key)


def remember(row: Row, saved: models.Model, source_hash: str) -> None:
    """Keeps what was loaded, to see later whether somebody changed it."""
    LoadRecord.objects.update_or_create(
        source_key=row.source_key,
        defaults={
            "source_hash": source_hash,
            "content_hash": digest(content_of(saved, row.values)),
            "object_id": saved.pk,
        },
    )
