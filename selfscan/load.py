"""Loads the scan from fixtures: a version that is there already never changes again."""

from collections import Counter
from pathlib import Path
from typing import Any

from competences.fixtures import (
    Check,
    Where,
    digest,
    identifier,
    list_of,
    mapping,
    one_of,
    read,
    text,
    whole,
)
from competences.load import COMPETENCES_FILE, PHASES_FILE
from competences.loading import Fault, LoadReport
from competences.models import Indicator
from selfscan.enums import ItemKind
from selfscan.models import Item, Option, ScanVersion

SCAN_FILE = "selfscan.yaml"
LEVELS = (1, 2, 3, 4)
SIGNALS = ("alles_hoog", "alles_leeg", "stelling_versus_situatie", "grens")
PROSE = text(words="forms")
PLAIN = text()  # shown as it stands


def item(value: Any, where: Where) -> None:
    """A statement, or a situation with its options."""
    fields: dict[str, Check] = {
        "key": identifier,
        "kind": one_of(ItemKind.values),
        "indicator": identifier,
        "text": PROSE,
    }
    if isinstance(value, dict) and value.get("kind") == ItemKind.SITUATION:
        fields["options"] = options
    mapping(fields)(value, where)


def options(value: Any, where: Where) -> None:
    """Four ways to act, one for each proficiency level."""
    option = mapping({"key": identifier, "proficiency_level": one_of(LEVELS), "text": PROSE})
    list_of(option)(value, where)
    if isinstance(value, list) and _levels(value) != sorted(map(str, LEVELS)):
        where.fault("one option for each of the levels 1 to 4 is needed")


def scale(value: Any, where: Where) -> None:
    """The answers to a statement: one for each proficiency level, and one for who didn't experience it yet."""
    step = {"code": identifier, "proficiency_level": one_of((*LEVELS, None)), "label": PROSE}
    list_of(mapping(step))(value, where)
    if isinstance(value, list) and _levels(value) != sorted(map(str, (*LEVELS, None))):
        where.fault("one answer for each of the levels 1 to 4 and one without a level are needed")


def _levels(rows: list[Any]) -> list[str]:
    return sorted(str(row.get("proficiency_level")) for row in rows if isinstance(row, dict))


def phase_or_nobody(value: Any, where: Where) -> None:
    """The key of a phase; nothing for who guides nobody now."""
    if value is not None:
        identifier(value, where)


SCAN = mapping(
    {
        "version": text(longest=20),
        "title": text(longest=120),
        "intro": PLAIN,
        "never_guided": PLAIN,
        "privacy": PLAIN,
        "phase_question": mapping(
            {
                "question": PLAIN,
                "date_hint": PLAIN,
                "options": list_of(mapping({"phase": phase_or_nobody, "label": PLAIN}), minimum=1),
            }
        ),
        "doubt": mapping({"question": PLAIN, "explanation": PLAIN}),
        "scale": scale,
        "items": list_of(item, minimum=1),
        "signals": list_of(mapping({"code": one_of(SIGNALS), "text": PROSE}), minimum=len(SIGNALS)),
        "repeat": mapping({"at_least_weeks": whole(), "advised_after_months": whole()}),
    }
)


def validate(directory: Path) -> list[Fault]:
    """Every fault in the scan, and between the scan and the competences and phases."""
    faults: list[Fault] = []
    scan = read(directory, SCAN_FILE, faults)
    if scan:
        SCAN(scan, Where(SCAN_FILE, faults))
    if not faults:
        _validate_references(directory, scan, faults)
    return faults


def _validate_references(directory: Path, scan: dict[str, Any], faults: list[Fault]) -> None:
    where = Where(SCAN_FILE, faults)
    framework = read(directory, COMPETENCES_FILE, faults).get("competences") or []
    phases = {row["key"] for row in read(directory, PHASES_FILE, faults).get("phases") or []}
    asked = Counter(row["indicator"] for row in scan["items"])
    known = [indicator["key"] for competence in framework for indicator in competence["indicators"]]
    for row in scan["items"]:
        if row["indicator"] not in known:
            where.at("items").at(row["key"]).fault(f"unknown indicator: {row['indicator']}")
    for key in known:
        if asked[key] != 1:
            where.at("items").fault(f"{asked[key]} questions about indicator {key}, one is needed")
    for option in scan["phase_question"]["options"]:
        if option["phase"] is not None and option["phase"] not in phases:
            where.at("phase_question").fault(f"unknown phase: {option['phase']}")


def load(directory: Path, report: LoadReport) -> None:
    """Create the version in the fixtures when it isn't there; a known version is left as it is.

    A known version with another content is reported as left alone: give the change a new version.
    Expects valid fixtures, and competences and phases loaded before.
    """
    scan = read(directory, SCAN_FILE, [])
    source_key = f"selfscan:{scan['version']}"
    content = digest(scan)
    known = ScanVersion.objects.filter(key=scan["version"]).first()
    if known:
        (report.unchanged if known.digest == content else report.left_alone).append(source_key)
        return
    _create(scan, content)
    report.created.append(source_key)


def _create(scan: dict[str, Any], content: str) -> None:
    texts = {key: value for key, value in scan.items() if key not in ("version", "title", "items")}
    version = ScanVersion.objects.create(
        key=scan["version"], title=scan["title"], texts=texts, digest=content
    )
    indicators = dict(Indicator.objects.values_list("key", "pk"))
    items = Item.objects.bulk_create(
        Item(
            version=version,
            key=row["key"],
            position=position,
            kind=row["kind"],
            indicator_id=indicators[row["indicator"]],
            text=row["text"],
        )
        for position, row in enumerate(scan["items"], start=1)
    )
    Option.objects.bulk_create(
        Option(
            item=created,
            key=option["key"],
            proficiency_level=option["proficiency_level"],
            text=option["text"],
        )
        for created, row in zip(items, scan["items"], strict=True)
        for option in row.get("options", ())
    )
