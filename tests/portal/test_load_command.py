"""`load_curriculum --check` looks at the organisations and their styles too."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings as project
from django.core.management import call_command

from organisations.load import load_organisations
from organisations.models import Organisation
from people.models import Person

Change = Callable[[str, Callable[[Any], None]], Path]


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """`change("phases.yaml", alter)`: a copy of the fixtures with one file altered."""

    def rewrite(name: str, alter: Callable[[Any], None]) -> Path:
        directory = Path(shutil.copytree(project.FIXTURES_DIR, tmp_path / "fixtures"))
        path = directory / name
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        alter(content)
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return directory

    return rewrite


def _faults(directory: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    with pytest.raises(SystemExit) as stopped:
        call_command("load_curriculum", "--check", directory=directory)
    assert stopped.value.code == 2
    return capsys.readouterr().err.splitlines()


def test_a_style_that_does_not_exist(change: Change, capsys: pytest.CaptureFixture[str]) -> None:
    directory = change(
        "organisations.yaml", lambda content: content["organisations"][2]["style"].update(primary="geel")
    )

    assert _faults(directory, capsys) == ["organisations.yaml: zonnehoek.style.primary: geen kleur: geel"]


def test_an_organisation_without_a_name(change: Change, capsys: pytest.CaptureFixture[str]) -> None:
    def spoil(content: Any) -> None:
        row = content["organisations"][2]
        del row["name"]
        row["address_form"] = "gij"
        row["words"]["client"]["article"] = "een"

    assert _faults(change("organisations.yaml", spoil), capsys) == [
        "organisations.yaml: organisations/zonnehoek: the field name is missing",
        "organisations.yaml: organisations/zonnehoek/address_form: 'gij' is none of: je, u",
        "organisations.yaml: organisations/zonnehoek/words/client/article: 'een' is none of: de, het",
    ]


@pytest.mark.parametrize("value", [5, "tekst", [5], [{"indicators": 5}]])
def test_competences_of_any_other_shape_are_a_fault_and_no_crash(
    change: Change, capsys: pytest.CaptureFixture[str], value: Any
) -> None:
    directory = change("competences.yaml", lambda content: content.update(competences=value))

    assert {fault.split(": ")[0] for fault in _faults(directory, capsys)} == {"competences.yaml"}


def test_sites_follow_the_port_and_the_rest_stays(db: None) -> None:
    Organisation.objects.filter(key="zonnehoek").update(name="Zelf veranderd")

    load_organisations(project.FIXTURES_DIR, domain="localhost", port=8123)

    zonnehoek = Organisation.objects.select_related("site").get(key="zonnehoek")
    assert (zonnehoek.root_url, zonnehoek.name) == ("http://zonnehoek.localhost:8123", "Zelf veranderd")


def test_faults_in_the_cast_are_told_by_key(change: Change, capsys: pytest.CaptureFixture[str]) -> None:
    def spoil(content: Any) -> None:
        del content["members"][0]["roles"]
        content["members"][1]["name"] = "🌻"
        content["members"][2]["roles"] = ["editor"]
        content["members"][4]["local"] = content["members"][3]["local"]
        content["region"][0]["email"] = "redactie"
        content["group"]["people"][0]["modules"] = -1
        content["group"]["people"][1]["invited_days_ago"] = 3
        content["brought_cases"][0]["days_ago"] = 61
        content["kleur"] = "geel"

    assert _faults(change("cast.yaml", spoil), capsys) == [
        "cast.yaml: -: unknown field: kleur",
        "cast.yaml: brought_cases/#1/days_ago: not a whole number from 1 to 60: 61",
        "cast.yaml: group/people/karin: unknown field: modules",
        "cast.yaml: group/people/karin: unknown field: shares",
        "cast.yaml: group/people/ria/modules: not a whole number from 0: -1",
        "cast.yaml: members/daan/name: not a name of somebody: '🌻'",
        "cast.yaml: members/fatma: the field roles is missing",
        "cast.yaml: members/marja/roles/editor: 'editor' is none of: supervisor, learner, practice_trainer, "
        "team_leader, org_admin, style_manager",
        "cast.yaml: members/ruud: this key occurs twice",
        "cast.yaml: region/redactie/email: not an e-mail address: 'redactie'",
    ]


def test_who_is_named_in_the_cast_has_to_be_there(change: Change, capsys: pytest.CaptureFixture[str]) -> None:
    def spoil(content: Any) -> None:
        content["members"][1]["local"] = "ria"
        content["case_authors"] = ["niemand"]
        content["group"]["trainer"] = "ruud"

    assert _faults(change("cast.yaml", spoil), capsys) == [
        "cast.yaml: assignments/daan: does not take part",
        "cast.yaml: brought_cases/daan: is none of the members",
        "cast.yaml: case_authors/niemand: is none of the members",
        "cast.yaml: group/people/ria: is among the members too",
        "cast.yaml: group/trainer: ruud is no practice trainer",
        "cast.yaml: members: daan is missing",
    ]


def test_a_photo_or_sound_of_the_cast_has_to_be_there(
    change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(content: Any) -> None:
        rows = {(row["who"], row["module"]): row for row in content["assignments"]}
        rows["wilma", "M03"]["sound"] = "weg.wav"
        rows["daan", "M01"]["photo"] = "../organisations.yaml"

    assert _faults(change("cast.yaml", spoil), capsys) == [
        "cast.yaml: assignments/daan/photo: no bare file name: ../organisations.yaml",
        "cast.yaml: assignments/wilma/sound: there is no file weg.wav",
    ]


def test_faults_in_what_the_demo_says_are_told_by_key(
    change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(content: Any) -> None:
        first, second, third, fourth, *_rest = content["contributions"]
        del first["days_ago"]
        second["text"] = " "
        third["recognised_by"] = ["ria"]
        fourth["reported_by"] = ["zonnehoek/ria"]
        content["replies"][0] |= {"role": "editor", "kleur": "geel", "days_ago": 61}
        content["replies"][1]["days_ago"] = 0
        content["contributions"].append(dict(second, text="Nog een keer."))

    assert _faults(change("talk.yaml", spoil), capsys) == [
        "talk.yaml: contributions/k01-anouk: this key occurs twice",
        "talk.yaml: contributions/k01-anouk/text: a text is needed here",
        "talk.yaml: contributions/k01-ria: the field days_ago is missing",
        "talk.yaml: contributions/k01-samir: the field reason is missing",
        "talk.yaml: contributions/k01-wilma/recognised_by/ria: not an organisation and somebody of it, "
        "as in zonnehoek/ria: 'ria'",
        "talk.yaml: replies/#1: unknown field: kleur",
        "talk.yaml: replies/#1/days_ago: not a whole number from 1 to 60: 61",
        "talk.yaml: replies/#1/role: 'editor' is none of: supervisor, practice_trainer",
        "talk.yaml: replies/#2/days_ago: not a whole number from 1 to 60: 0",
    ]


def test_who_talks_in_the_demo_has_to_be_there_and_able_to(
    change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(content: Any) -> None:
        rows = {row["key"]: row for row in content["contributions"]}
        rows["k01-ria"] |= {"who": "niemand", "recognised_by": ["zonnehoek/joost"]}
        rows["k01-anouk"] |= {"at": "elders", "recognised_by": []}
        rows["k01-mohamed"]["question"] = "q9"
        rows["k01-ria-2"]["case"] = "K99"
        rows["k02-samir"]["hidden_by"] = "zonnehoek/ruud"
        rows["k02-karin"]["recognised_by"] = ["maasbries/anouk"]
        content["replies"] = [{**content["replies"][0], "to": "weg"}]

    assert _faults(change("talk.yaml", spoil), capsys) == [
        "talk.yaml: contributions/k01-anouk: unknown organisation: elders",
        "talk.yaml: contributions/k01-mohamed: unknown question of K01: q9",
        "talk.yaml: contributions/k01-ria: niemand is nobody of the cast who is supervisor",
        "talk.yaml: contributions/k01-ria-2: unknown case: K99",
        "talk.yaml: contributions/k01-ria/recognised_by/zonnehoek/joost: did not answer q1 of K01, "
        "and reads nothing of others",
        "talk.yaml: contributions/k02-karin/recognised_by/maasbries/anouk: reads nothing of zonnehoek about K02",
        "talk.yaml: contributions/k02-samir/hidden_by/zonnehoek/ruud: ruud is nobody of the cast "
        "who is practice_trainer",
        "talk.yaml: replies/weg/wilma: unknown contribution: weg",
    ]


def test_faults_in_the_own_texts_of_the_demo_are_told_by_key(
    change: Change, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def spoil(content: Any) -> None:
        row = content["organisations"][0]
        row["slots"][0]["text"] = "x" * 1001
        del row["slots"][1]["key"]
        row["notes"][0] = "een notitie"

    assert _faults(change("local_texts.yaml", spoil), capsys) == [
        "local_texts.yaml: organisations/#1/notes/#1: not a mapping",
        "local_texts.yaml: organisations/#1/slots/M01-3/wie-doet-wat-hier/text: longer than 1000 characters",
        "local_texts.yaml: organisations/#1/slots/M01-4: the field key is missing",
    ]
    shutil.rmtree(tmp_path / "fixtures")

    def misname(content: Any) -> None:
        row = content["organisations"][0]
        row |= {"organisation": "elders", "by": "marja"}
        row["slots"][0]["step"] = "M99-1"
        row["slots"][1]["key"] = "weg"
        row["notes"].append(row["notes"][0])

    assert _faults(change("local_texts.yaml", misname), capsys) == [
        "local_texts.yaml: organisations/elders: unknown organisation: elders",
        "local_texts.yaml: organisations/elders/by: marja is nobody of the cast who is org_admin",
        "local_texts.yaml: organisations/elders/notes/M02-1: occurs twice",
        "local_texts.yaml: organisations/elders/slots/M01-4/weg: unknown question of M01-4: weg",
        "local_texts.yaml: organisations/elders/slots/M99-1/wie-doet-wat-hier: unknown step: M99-1",
    ]


@pytest.mark.parametrize("name", ["talk.yaml", "local_texts.yaml"])
@pytest.mark.parametrize("content", ["[1, 2]", "{a: [", "", None])
def test_a_file_of_the_demo_that_is_no_such_file_is_told(
    change: Change, capsys: pytest.CaptureFixture[str], name: str, content: str | None
) -> None:
    directory = change("phases.yaml", lambda phases: None)
    (directory / name).unlink() if content is None else (directory / name).write_text(content)

    assert {fault.split(": ")[0] for fault in _faults(directory, capsys)} == {name}


def _spoil_the_talk(content: Any) -> None:
    content["replies"] = [{**content["replies"][0], "to": "weg"}]


def test_a_release_loads_the_curriculum_whatever_the_people_of_the_demo_say(
    db: None, change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    directory = change("talk.yaml", _spoil_the_talk)
    (directory / "cast.yaml").write_text("[1, 2]")

    call_command("load_curriculum", directory=directory)

    said = capsys.readouterr()
    assert (said.out.split(",")[0], said.err) == ("Curriculum: 0 gemaakt", "")


@pytest.mark.parametrize(
    ("name", "alter", "told"),
    [
        ("cast.yaml", lambda content: content.pop("group"), "cast.yaml: -: the field group is missing"),
        (
            "talk.yaml",
            _spoil_the_talk,
            "talk.yaml: replies/weg/wilma: unknown contribution: weg",
        ),
    ],
)
def test_a_demo_with_a_broken_fixture_loads_nothing(
    db: None,
    change: Change,
    settings: Any,
    capsys: pytest.CaptureFixture[str],
    name: str,
    alter: Callable[[Any], None],
    told: str,
) -> None:
    settings.FIXTURES_DIR = change(name, alter)
    people = Person.objects.count()

    with pytest.raises(SystemExit) as stopped:
        call_command("demo", "--prepare")

    assert (stopped.value.code, capsys.readouterr()) == (2, ("", f"{told}\n"))
    assert Person.objects.count() == people
