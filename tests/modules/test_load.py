"""Loading the curriculum: complete, repeatable, and never over an editor's work."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from wagtail.blocks import ListBlock, StructBlock
from wagtail.models import Revision

import competences.load
import modules.load
from competences.loading import LoadReport
from competences.models import Competence, Indicator, LevelText, LoadRecord, Phase
from modules.models import CasePage, ModulePage, StepPage, Training
from modules.models.pages import IndicatorWeight

pytestmark = pytest.mark.django_db


@pytest.fixture
def fixtures(tmp_path: Path) -> Path:
    """A copy of the real fixtures that a test may change."""
    return Path(shutil.copytree(settings.FIXTURES_DIR, tmp_path / "fixtures"))


@pytest.fixture
def change(fixtures: Path) -> Callable[[str, Callable[[Any], None]], Path]:
    """`change("steps/M01.yaml", lambda content: …)` rewrites one file and returns the directory."""

    def rewrite(name: str, alter: Callable[[Any], None]) -> Path:
        path = fixtures / name
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        alter(content)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return fixtures

    return rewrite


def load(directory: Path = settings.FIXTURES_DIR) -> LoadReport:
    """What loading this directory did."""
    report = LoadReport()
    competences.load.load(directory, report)
    modules.load.load(directory, report)
    return report


def faults(directory: Path) -> list[str]:
    """The faults of this directory as they are shown."""
    found = [*competences.load.validate(directory), *modules.load.validate(directory)]
    return [str(fault) for fault in found]


def step(content: dict[str, Any], code: str) -> dict[str, Any]:
    """One step of a file."""
    return next(entry for entry in content["steps"] if entry["code"] == code)


def ids_of(block: Any, value: Any) -> list[str]:
    """The ids of all list entries below a block."""
    if isinstance(block, StructBlock):
        return [found for name, child in block.child_blocks.items() for found in ids_of(child, value[name])]
    if not isinstance(block, ListBlock):
        return []
    return [
        found
        for child in value.bound_blocks
        for found in [str(child.id), *ids_of(block.child_block, child.value)]
    ]


def test_load_brings_the_whole_curriculum() -> None:
    assert Phase.objects.count() == 7
    assert Competence.objects.count() == 8
    assert Indicator.objects.count() == 32
    assert LevelText.objects.count() == 128
    assert Training.objects.count() == 4
    assert ModulePage.objects.live().count() == 12
    assert CasePage.objects.live().count() == 8
    assert StepPage.objects.live().count() == 71
    assert Counter(page.step_type for page in StepPage.objects.all()) == {
        "explanation": 16,
        "quiz": 12,
        "film": 6,
        "story": 5,
        "sort": 5,
        "scenario": 5,
        "exercise": 5,
        "reflection": 4,
        "conversation_card": 3,
        "template": 3,
        "self_scan": 2,
        "checklist": 2,
        "match": 2,
        "timeline": 1,
    }


def test_load_puts_pages_at_their_addresses() -> None:
    page = StepPage.objects.get(code="M02-3")
    assert page.url_path == "/modules/voorbereiden-en-kennismaken/bol-of-bbl/"
    assert [found.code for found in StepPage.objects.child_of(page.get_parent())] == [
        f"M02-{number}" for number in range(1, 7)
    ]
    assert CasePage.objects.get(key="K03").url_path == "/samen/casussen/liever-niet-door-haar/"


def test_load_relates_modules() -> None:
    module = ModulePage.objects.get(key="M11")
    assert [indicator.key for indicator in module.core_indicators] == ["I5.1", "I5.2", "I5.3", "I5.4"]
    assert [indicator.key for indicator in module.also_indicators] == ["I4.1"]
    assert [needed.key for needed in module.required_modules] == ["M06"]
    assert [needed.key for needed in module.advised_modules] == ["M07"]
    assert (module.phase.key, module.training.key, module.always_do) == ("F5", "T4", True)
    assert [case.key for case in CasePage.objects.filter(module_links__module=module).order_by("key")] == [
        "K04",
        "K08",
    ]


def test_every_block_has_its_own_id() -> None:
    ids = []
    for page in StepPage.objects.all():
        child = page.body[0]
        ids += [child.id, *ids_of(child.block, child.value)]
    assert len(ids) > 1000
    assert [name for name, count in Counter(ids).items() if count > 1] == []


def test_ids_follow_keys_and_not_places(change: Callable[..., Path]) -> None:
    def items() -> dict[str, str]:
        value = StepPage.objects.get(code="M02-3").body[0].value
        return {child.value["text"].source: child.id for child in value["items"].bound_blocks}

    before = items()
    report = load(
        change("steps/M02.yaml", lambda content: step(content, "M02-3")["block"]["items"].reverse())
    )
    assert report.updated == ["page:M02-3"]
    after = items()
    assert list(after) == list(reversed(before))
    assert after == before


def test_second_load_changes_nothing() -> None:
    revisions = Revision.objects.count()
    report = load()
    assert (report.created, report.updated, report.left_alone) == ([], [], [])
    assert Revision.objects.count() == revisions


def test_changed_source_is_published(change: Callable[..., Path]) -> None:
    def alter(content: Any) -> None:
        step(content, "M01-1")["title"] = "Je allereerste werkbegeleider"

    report = load(change("steps/M01.yaml", alter))
    assert (report.updated, report.left_alone) == (["page:M01-1"], [])
    assert StepPage.objects.live().get(code="M01-1").title == "Je allereerste werkbegeleider"


def test_changed_relation_is_published(change: Callable[..., Path]) -> None:
    def alter(content: Any) -> None:
        content["modules"][1]["indicators"]["core"] = ["I1.2"]

    assert load(change("modules.yaml", alter)).updated == ["page:M02"]
    module = ModulePage.objects.get(key="M02")
    links = module.indicator_links.filter(weight=IndicatorWeight.CORE)
    assert [link.indicator.key for link in links] == ["I1.2"]


def alter_three_pages(content: Any) -> None:
    """Another title in the fixtures for three steps of M01."""
    for code in ("M01-1", "M01-3", "M01-4"):
        step(content, code)["title"] = "Uit de fixtures"


def test_editors_change_and_draft_survive(change: Callable[..., Path]) -> None:
    published = StepPage.objects.get(code="M01-1")
    published.title = "Van de redactie"
    published.save_revision().publish()
    draft = StepPage.objects.get(code="M01-3")
    draft.title = "Nog niet af"
    draft.save_revision()

    report = load(change("steps/M01.yaml", alter_three_pages))

    assert sorted(report.left_alone) == ["page:M01-1", "page:M01-3"]
    assert report.updated == ["page:M01-4"]
    assert StepPage.objects.get(code="M01-1").title == "Van de redactie"
    kept = StepPage.objects.get(code="M01-3")
    assert kept.title == "Wie doet wat?"
    assert kept.get_latest_revision_as_object().title == "Nog niet af"


def test_withdrawn_and_removed_pages_stay_away(change: Callable[..., Path]) -> None:
    StepPage.objects.get(code="M01-1").unpublish()
    StepPage.objects.get(code="M01-3").delete()
    report = load(change("steps/M01.yaml", alter_three_pages))
    assert sorted(report.left_alone) == ["page:M01-1", "page:M01-3"]
    assert not StepPage.objects.filter(code="M01-3").exists()
    assert not StepPage.objects.get(code="M01-1").live


def test_save_without_a_change_does_not_count(change: Callable[..., Path]) -> None:
    page = StepPage.objects.get(code="M01-1")
    page.save_revision().publish()
    report = load(change("steps/M01.yaml", alter_three_pages))
    assert report.left_alone == []
    assert StepPage.objects.get(code="M01-1").title == "Uit de fixtures"


def test_changed_level_text_survives(change: Callable[..., Path]) -> None:
    changed = LevelText.objects.get(indicator__key="I1.1", proficiency_level=3)
    changed.text = "Van de redactie"
    changed.save()

    def alter(content: Any) -> None:
        content["competences"][0]["indicators"][0]["levels"][3] = "Uit de fixtures"
        content["competences"][0]["indicators"][0]["levels"][4] = "Ook uit de fixtures"

    report = load(change("competences.yaml", alter))
    assert report.left_alone == ["level-text:I1.1:3"]
    assert report.updated == ["level-text:I1.1:4"]
    changed.refresh_from_db()
    assert changed.text == "Van de redactie"


def test_someone_elses_page_at_the_same_address_is_left_alone(change: Callable[..., Path]) -> None:
    def alter(content: Any) -> None:
        step(content, "M01-1")["code"] = "M01-9"

    LoadRecord.objects.filter(source_key="page:M01-1").delete()
    report = load(change("steps/M01.yaml", alter))
    assert report.left_alone == ["page:M01-9"]
    assert StepPage.objects.filter(code="M01-1").count() == 1


def spoil_category(content: Any) -> None:
    step(content, "M01-3")["block"]["items"][0]["category"] = "kok"


def spoil_key(content: Any) -> None:
    items = step(content, "M01-3")["block"]["items"]
    items[1]["key"] = items[0]["key"]


def spoil_word(content: Any) -> None:
    step(content, "M01-3")["block"]["items"][0]["text"] = "Dag {{patient}}."


def spoil_title(content: Any) -> None:
    step(content, "M01-3")["title"] = "Wie is je {{teamleider}}?"


def spoil_type(content: Any) -> None:
    step(content, "M01-3")["type"] = "sorteren"


def spoil_field(content: Any) -> None:
    entry = step(content, "M01-3")
    entry["minuten"] = entry.pop("minutes")


def spoil_answer(content: Any) -> None:
    for option in step(content, "M01-5")["block"]["questions"][0]["options"]:
        option["correct"] = False


def spoil_indicator(content: Any) -> None:
    step(content, "M01-5")["block"]["questions"][0]["indicator"] = "I9.9"


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (
            spoil_category,
            ["steps/M01.yaml: steps/M01-3/block/items: Deze groepen staan niet in de lijst: kok."],
        ),
        (
            spoil_key,
            ["steps/M01.yaml: steps/M01-3/block/items/voordoen-hoe-iemand: this key occurs twice"],
        ),
        (
            spoil_word,
            ["steps/M01.yaml: steps/M01-3/block/items/voordoen-hoe-iemand/text: unknown word: {{patient}}"],
        ),
        (
            spoil_title,
            [
                "steps/M01.yaml: steps/M01-3/title: {{teamleider}}: "
                "no words of the organisation are allowed here"
            ],
        ),
        (
            spoil_type,
            [
                "steps/M01.yaml: steps/M01-3/type: 'sorteren' is none of: story, explanation, film, audio, sort, "
                "match, timeline, checklist, conversation_card, exercise, reflection, template, scenario, "
                "quiz, self_scan"
            ],
        ),
        (
            spoil_field,
            [
                "steps/M01.yaml: steps/M01-3: the field minutes is missing",
                "steps/M01.yaml: steps/M01-3: unknown field: minuten",
            ],
        ),
        (
            spoil_answer,
            ["steps/M01.yaml: steps/M01-5/block/options: Kies precies één goed antwoord."],
        ),
        (spoil_indicator, ["steps/M01.yaml: steps/M01-5/v1: unknown indicator: I9.9"]),
    ],
)
def test_fault_names_file_key_and_reason(
    change: Callable[..., Path], spoil: Callable[[Any], None], expected: list[str]
) -> None:
    assert faults(change("steps/M01.yaml", spoil)) == expected


def test_faults_of_all_files_are_collected(fixtures: Path, change: Callable[..., Path]) -> None:
    (fixtures / "phases.yaml").unlink()
    (fixtures / "steps" / "M05.yaml").write_text("steps: [", encoding="utf-8")
    change("steps/M01.yaml", spoil_word)
    found = faults(fixtures)
    assert found[0] == "phases.yaml: -: the file does not exist"
    assert found[1].startswith("steps/M01.yaml: steps/M01-3/block/items/voordoen-hoe-iemand/text: ")
    assert found[2].startswith("steps/M05.yaml: -: not readable as YAML: ")
    assert len(found) == 3


def test_command_loads_nothing_when_there_is_a_fault(
    change: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    def retitle(content: Any) -> None:
        step(content, "M02-1")["title"] = "Uit de fixtures"

    change("steps/M02.yaml", retitle)
    directory = change("steps/M01.yaml", spoil_category)
    with pytest.raises(SystemExit) as stopped:
        call_command("load_curriculum", directory=directory)
    assert stopped.value.code == 2
    assert capsys.readouterr().err == (
        "steps/M01.yaml: steps/M01-3/block/items: Deze groepen staan niet in de lijst: kok.\n"
    )
    assert StepPage.objects.get(code="M02-1").title == "Dag één, twee versies"


def test_command_says_what_it_left_alone(
    change: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    page = StepPage.objects.get(code="M01-1")
    page.title = "Van de redactie"
    page.save_revision()
    call_command("load_curriculum", directory=change("steps/M01.yaml", alter_three_pages))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Curriculum: 0 gemaakt, 2 bijgewerkt, ")
    assert lines[1:] == ["Met rust gelaten, veranderd door de redactie: page:M01-1"]


def branching(content: Any) -> Any:
    """The branching of the first case that has one."""
    return next(case for case in content["cases"] if "branching" in case)["branching"]


@pytest.mark.parametrize(
    ("name", "alter", "expected"),
    [
        (
            "cases.yaml",
            lambda content: branching(content).update(nodes=[]),
            ["cases/K01/branching/nodes: at least 1 needed"],
        ),
        (
            "cases.yaml",
            lambda content: branching(content).update(endings=[]),
            ["cases/K01/branching/endings: at least 1 needed"],
        ),
        ("modules.yaml", lambda content: content.clear(), ["-: there is nothing in it"]),
        ("trainings.yaml", lambda content: content.clear(), ["-: there is nothing in it"]),
        ("competences.yaml", lambda content: content.clear(), ["-: there is nothing in it"]),
        ("selfscan.yaml", lambda content: content.clear(), ["-: there is nothing in it"]),
        ("steps/M03.yaml", lambda content: content.clear(), ["-: there is nothing in it"]),
        ("competences.yaml", lambda content: content.update(competences=None), ["competences: not a list"]),
        ("phases.yaml", lambda content: content.update(phases=None), ["phases: not a list"]),
        (
            "modules.yaml",
            lambda content: content["modules"][1].update(advised=["M07"]),
            ["modules/M02/advised: module M07 comes later in this file: put it first"],
        ),
        (
            "cases.yaml",
            lambda content: branching(content)["endings"][0].update(
                key=branching(content)["nodes"][1]["key"]
            ),
            None,
        ),
    ],
)
def test_a_file_that_says_too_little_is_a_fault_and_no_crash(
    change: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    name: str,
    alter: Callable[[Any], None],
    expected: list[str] | None,
) -> None:
    directory = change(name, alter)

    with pytest.raises(SystemExit) as stopped:
        call_command("load_curriculum", "--check", directory=directory)

    told = capsys.readouterr().err.splitlines()
    assert stopped.value.code == 2
    if expected is None:
        assert any("this key occurs twice" in line for line in told)
    else:
        assert told == [f"{name}: {fault}" for fault in expected]


def test_title_with_a_word_of_an_organisation_is_a_fault(
    change: Callable[[str, Callable[[Any], None]], Path],
) -> None:
    def rename(content: Any) -> None:
        content["modules"][9]["title"] = "Samen opleiden: team, Teamleider en school"

    assert faults(change("modules.yaml", rename)) == [
        "modules.yaml: modules/M10/title: teamleider: each organisation has its own word for this"
    ]
