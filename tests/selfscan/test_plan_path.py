"""The command-line contract of `plan_path`."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.selfscan.scans import answers_at

Document = Callable[..., Mapping[str, Any]]


def run(document: object, tmp_path: Path) -> tuple[int, str, list[str]]:
    """Run the command on a document; return exit status, output and the lines of its faults."""
    path = tmp_path / "input.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    out, err = StringIO(), StringIO()
    try:
        call_command("plan_path", str(path), stdout=out, stderr=err)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue(), err.getvalue().splitlines()
    return 0, out.getvalue(), err.getvalue().splitlines()


def test_output_has_exactly_the_keys_of_the_contract(document: Document, tmp_path: Path) -> None:
    status, out, faults = run(document(), tmp_path)
    found = json.loads(out)
    assert (status, faults) == (0, [])
    assert list(found) == ["policy", "competences", "estimates", "modules", "now", "signals"]
    assert found["competences"]["C4"] == {"shown": "2", "word": "groeiend"}
    assert found["estimates"]["I4.1"] == {
        "estimate": "21/10",
        "certainty": "middle",
        "conversation": False,
    }
    assert list(found["modules"][0]) == [
        "key",
        "advice",
        "rank",
        "because",
        "score",
        "terms",
        "why",
        "would_change",
    ]
    assert len(found["modules"]) == 12
    assert len(found["estimates"]) == 32


def test_whole_input_of_the_contract_is_understood(document: Document, tmp_path: Path) -> None:
    status, out, faults = run(
        document(
            phase="F4",
            chosen=["M08"],
            recognised=["M02"],
            completed=["M01"],
            following="M03",
            trainee_moments=[{"phase": "F5", "date": "2026-12-10"}],
            certainty={"C4": "gok"},
            raters=[
                {"competence": "C4", "proficiency": 2, "seen": "vaak", "relation": "praktijkopleider"},
                {"competence": "C1", "proficiency": 4, "seen": "van_horen_zeggen"},
            ],
        ),
        tmp_path,
    )
    assert (status, faults) == (0, [])
    assert json.loads(out)["now"][0] == "M03"


def test_output_ignores_the_order_of_the_input(document: Document, tmp_path: Path) -> None:
    raters = [
        {"competence": "C4", "proficiency": 2, "seen": "vaak", "relation": "collega"},
        {"competence": "C4", "proficiency": 4, "seen": "een_enkele_keer", "relation": "praktijkopleider"},
    ]
    first = document(raters=raters, chosen=["M02", "M08"])
    answers = dict(reversed(list(first["answers"].items())))
    second = document(raters=raters[::-1], chosen=["M08", "M02"], answers=answers)
    assert run(first, tmp_path) == run(dict(reversed(list(second.items()))), tmp_path)


def test_missing_answers_are_not_answered_yet(document: Document, tmp_path: Path) -> None:
    status, out, _ = run({"scan": document()["scan"], "answers": {}}, tmp_path)
    found = json.loads(out)
    assert status == 0
    assert {line["word"] for line in found["competences"].values()} == {None}
    assert {line["estimate"] for line in found["estimates"].values()} == {"11/5"}
    assert found["signals"] == []


@pytest.mark.parametrize(
    ("extra", "fault"),
    [
        ({"scan": "1999.1"}, 'scan: unknown version "1999.1"'),
        ({"antwoorden": {}}, 'input: unknown key "antwoorden"'),
        ({"answers": {"S99": 3}}, 'answers: unknown item "S99"'),
        ({"answers": {"S01": 5}}, "answers.S01: 5 is not a level from 1 to 4"),
        ({"answers": {"S01": 0}}, "answers.S01: 0 is not a level from 1 to 4"),
        ({"answers": {"S01": True}}, "answers.S01: true is not a level from 1 to 4"),
        ({"answers": {"S01": 2.0}}, "answers.S01: 2.0 is not a level from 1 to 4"),
        ({"answers": {"S01": "a"}}, 'answers.S01: "a" is not a level from 1 to 4'),
        ({"answers": {"S04": "e"}}, 'answers.S04: unknown option "e"'),
        ({"answers": {"S04": 3}}, "answers.S04: unknown option 3"),
        ({"answers": []}, "answers: must be an object"),
        ({"chosen": ["M13"]}, 'chosen: unknown module "M13"'),
        ({"chosen": "M01"}, "chosen: must be a list"),
        ({"recognised": [None]}, "recognised: unknown module null"),
        ({"completed": [["M01"]]}, 'completed: unknown module ["M01"]'),
        ({"following": "M99"}, 'following: unknown module "M99"'),
        ({"phase": "F9"}, 'phase: unknown phase "F9"'),
        ({"today": "22-11-2026"}, 'today: "22-11-2026" is not a date like 2026-01-31'),
        ({"today": "2026-02-30"}, 'today: "2026-02-30" is not a date like 2026-01-31'),
        ({"today": "2026-W47-7"}, 'today: "2026-W47-7" is not a date like 2026-01-31'),
        ({"today": None}, "today: null is not a date like 2026-01-31"),
        ({"trainee_moments": [{"phase": "F5"}]}, 'trainee_moments[0]: key "date" is missing'),
        (
            {"trainee_moments": [{"phase": "F5", "date": "morgen"}]},
            'trainee_moments[0].date: "morgen" is not a date like 2026-01-31',
        ),
        (
            {"trainee_moments": [{"phase": "F5", "date": "2026-12-10", "x": 1}]},
            'trainee_moments[0]: unknown key "x"',
        ),
        ({"certainty": {"C9": "gok"}}, 'certainty: unknown competence "C9"'),
        ({"certainty": {"C1": "misschien"}}, 'certainty.C1: unknown certainty "misschien"'),
        (
            {"raters": [{"competence": "C4", "proficiency": 7, "seen": "vaak"}]},
            "raters[0].proficiency: 7 is not a level from 1 to 4",
        ),
        (
            {"raters": [{"competence": "C4", "proficiency": 2, "seen": "nooit"}]},
            'raters[0].seen: unknown value "nooit"',
        ),
        ({"raters": [{"competence": "C4", "proficiency": 2}]}, 'raters[0]: key "seen" is missing'),
        ({"raters": ["C4"]}, "raters[0]: must be an object"),
        ({"trainee_moments": ["F5"]}, "trainee_moments[0]: must be an object"),
    ],
)
def test_each_fault_is_one_line_and_nothing_is_printed(
    extra: dict[str, Any], fault: str, document: Document, tmp_path: Path
) -> None:
    status, out, faults = run(document(**extra), tmp_path)
    assert (status, out, faults) == (2, "", [fault])


def test_all_faults_are_reported_together(document: Document, tmp_path: Path) -> None:
    status, out, faults = run(document(phase="F9", following="M99", answers={"S99": 1, "S01": 9}), tmp_path)
    assert (status, out) == (2, "")
    assert faults == [
        'answers: unknown item "S99"',
        "answers.S01: 9 is not a level from 1 to 4",
        'phase: unknown phase "F9"',
        'following: unknown module "M99"',
    ]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"scan": NaN', "\x00"])
def test_something_else_than_a_document_is_a_fault(text: str, tmp_path: Path) -> None:
    status, out, faults = run(text, tmp_path)
    assert (status, out, len(faults)) == (2, "", 1)


def test_missing_required_keys_are_faults(tmp_path: Path) -> None:
    assert run({}, tmp_path) == (
        2,
        "",
        ['input: key "scan" is missing', 'input: key "answers" is missing'],
    )


def test_key_that_stands_there_twice_is_a_fault(document: Document, tmp_path: Path) -> None:
    text = json.dumps(document(answers={})).replace('"answers": {}', '"answers": {"S01": 1, "S01": 2}')
    assert run(text, tmp_path) == (2, "", ["S01: stands in the input twice"])


def test_missing_file_is_a_fault(tmp_path: Path) -> None:
    err = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("plan_path", str(tmp_path / "nothing.json"), stderr=err)
    assert (stop.value.code, len(err.getvalue().splitlines())) == (2, 1)


def test_command_reads_standard_input_and_prints_the_same_bytes_twice(document: Document) -> None:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "plan_path", "-"]
    given = json.dumps(document(answers=answers_at(2))).encode()
    first, second = (
        subprocess.run(command, input=given, capture_output=True, check=True).stdout for _ in range(2)
    )
    assert first == second
    assert json.loads(first)["modules"][0]["key"] == "M01"


def test_command_exits_with_two_in_a_shell() -> None:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "plan_path", "-"]
    done = subprocess.run(command, input=b"{}", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.splitlines()) == 2
