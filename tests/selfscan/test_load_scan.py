"""Loading the scan: every fault is named, a version never changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from competences.loading import LoadReport
from selfscan.load import load, validate
from selfscan.models import Item, Option, ScanVersion
from selfscan.queries import planning_definition
from tests.selfscan.scans import DEFINITION

pytestmark = pytest.mark.django_db
NAMES = ("selfscan", "competences", "phases")


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Callable[[dict[str, Any]], None]], Path]:
    """A copy of the fixtures in which the scan was changed."""

    def change(edit: Callable[[dict[str, Any]], None]) -> Path:
        for name in NAMES:
            source = settings.FIXTURES_DIR / f"{name}.yaml"
            (tmp_path / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
        path = tmp_path / "selfscan.yaml"
        scan = yaml.safe_load(path.read_text(encoding="utf-8"))
        edit(scan)
        path.write_text(yaml.safe_dump(scan, allow_unicode=True), encoding="utf-8")
        return tmp_path

    return change


def test_fixtures_hold_one_question_for_each_of_the_32_indicators() -> None:
    assert validate(settings.FIXTURES_DIR) == []
    version = ScanVersion.objects.get(key="2026.1")
    assert version.items.filter(kind="statement").count() == 24
    assert version.items.filter(kind="situation").count() == 8
    assert version.items.values("indicator").distinct().count() == 32
    assert Option.objects.filter(item__version=version).count() == 32


def test_loading_again_changes_nothing() -> None:
    before = list(Item.objects.values_list("pk", "text"))
    report = LoadReport()
    load(settings.FIXTURES_DIR, report)
    assert (report.created, report.updated, report.unchanged) == ([], [], ["selfscan:2026.1"])
    assert list(Item.objects.values_list("pk", "text")) == before


def test_changed_text_under_the_same_version_is_left_alone(changed: Any) -> None:
    def edit(scan: dict[str, Any]) -> None:
        scan["items"][0]["text"] = "Iets heel anders."

    report = LoadReport()
    load(changed(edit), report)
    assert report.left_alone == ["selfscan:2026.1"]
    assert Item.objects.get(key="S01").text == "Voordat iemand begint, heb ik de eerste week geregeld."


def test_new_version_stands_beside_the_old_one(changed: Any) -> None:
    def edit(scan: dict[str, Any]) -> None:
        scan["version"] = "2027.1"

    report = LoadReport()
    load(changed(edit), report)
    assert report.created == ["selfscan:2027.1"]
    assert list(ScanVersion.objects.values_list("key", flat=True)) == ["2026.1", "2027.1"]


def _unknown_indicator(scan: dict[str, Any]) -> None:
    scan["items"][0]["indicator"] = "I9.9"


def _missing_level(scan: dict[str, Any]) -> None:
    scan["items"][3]["options"][0]["proficiency_level"] = 4


def _unknown_word(scan: dict[str, Any]) -> None:
    scan["items"][0]["text"] = "De {{directeur}} regelt het."


def _unknown_phase(scan: dict[str, Any]) -> None:
    scan["phase_question"]["options"][0]["phase"] = "F9"


def _extra_field(scan: dict[str, Any]) -> None:
    scan["items"][0]["weight"] = 2


def _statement_with_options(scan: dict[str, Any]) -> None:
    scan["items"][0]["options"] = []


def _level_in_words(scan: dict[str, Any]) -> None:
    scan["items"][3]["options"][0]["proficiency_level"] = "drie"


def _scale_without_not_experienced(scan: dict[str, Any]) -> None:
    scan["scale"][4]["proficiency_level"] = 4


def _list_of_phases(scan: dict[str, Any]) -> None:
    scan["phase_question"]["options"][0]["phase"] = ["F1"]


def _word_that_is_never_filled_in(scan: dict[str, Any]) -> None:
    scan["phase_question"]["options"][0]["label"] = "Er komt een {{collega-in-opleiding}}"


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (
            _level_in_words,
            "selfscan.yaml: items/S04/options/a/proficiency_level: 'drie' is none of: 1, 2, 3, 4",
        ),
        (
            _scale_without_not_experienced,
            "selfscan.yaml: scale: one answer for each of the levels 1 to 4 and one without a level are needed",
        ),
        (_list_of_phases, "selfscan.yaml: phase_question/options/#1/phase: not a key: ['F1']"),
        (
            _word_that_is_never_filled_in,
            "selfscan.yaml: phase_question/options/#1/label: {{collega-in-opleiding}}: "
            "no words of the organisation are allowed here",
        ),
        (_unknown_indicator, "selfscan.yaml: items/S01: unknown indicator: I9.9"),
        (
            _missing_level,
            "selfscan.yaml: items/S04/options: one option for each of the levels 1 to 4 is needed",
        ),
        (_unknown_word, "selfscan.yaml: items/S01/text: unknown word: {{directeur}}"),
        (_unknown_phase, "selfscan.yaml: phase_question: unknown phase: F9"),
        (_extra_field, "selfscan.yaml: items/S01: unknown field: weight"),
        (_statement_with_options, "selfscan.yaml: items/S01: unknown field: options"),
    ],
)
def test_fault_names_file_key_and_reason(edit: Any, fault: str, changed: Any) -> None:
    assert fault in [str(found) for found in validate(changed(edit))]


def test_database_and_fixtures_give_the_same_policy() -> None:
    assert planning_definition(ScanVersion.objects.get(key="2026.1")).policy == DEFINITION.policy
