"""Loading the styles of the fixtures."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings

from competences.loading import LoadReport
from organisations.models import Organisation
from organisations.tenancy import all_organisations
from theming.load import load, validate
from theming.models import Theme


def _fixture(directory: Path, style: dict[str, str]) -> Path:
    text = yaml.safe_dump({"organisations": [{"id": "zonnehoek", "name": "De Zonnehoek", "style": style}]})
    (directory / "organisations.yaml").write_text(text, "utf-8")
    return directory


def test_the_fixtures_have_no_fault() -> None:
    assert validate(settings.FIXTURES_DIR) == []


def test_a_fault_names_file_key_and_reason(tmp_path: Path) -> None:
    style = {"primary": "geel", "corners": "blob", "font_text": "comic", "schaduw": "ja"}

    faults = [tuple(fault) for fault in validate(_fixture(tmp_path, style))]

    assert faults == [
        ("organisations.yaml", "zonnehoek.style.schaduw", "deze knop bestaat niet"),
        ("organisations.yaml", "zonnehoek.style.primary", "geen kleur: geel"),
        ("organisations.yaml", "zonnehoek.style.corners", "kies uit straight, soft, round"),
        ("organisations.yaml", "zonnehoek.style.font_text", "deze letters gaan niet samen of bestaan niet"),
    ]


def test_a_broken_logo_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "logos").mkdir()
    (tmp_path / "logos" / "zonnehoek.png").write_bytes(b"geen beeld")

    faults = [tuple(fault) for fault in validate(_fixture(tmp_path, {"primary": "#ffd100"}))]

    assert faults == [("logos/zonnehoek.png", "zonnehoek", "geen bruikbaar beeld: unreadable")]


@pytest.mark.django_db
def test_a_colour_that_yaml_reads_as_a_number_is_a_colour(zonnehoek: Organisation, tmp_path: Path) -> None:
    directory = _fixture(tmp_path, {"primary": 112233})  # type: ignore[dict-item]
    with all_organisations("the first style again"):
        Theme.tenant.filter(organisation=zonnehoek).delete()

    assert validate(directory) == []
    load(directory, LoadReport())

    assert Theme.objects.get(organisation=zonnehoek).primary == "#112233"


@pytest.mark.django_db
def test_every_organisation_has_a_style_a_logo_and_a_build() -> None:
    with all_organisations("the test counts"):
        themes = list(Theme.tenant.select_related("build"))

    assert len(themes) == Organisation.objects.count() == 8
    assert all(theme.build and theme.logo and theme.dark_logo and theme.icon for theme in themes)


def test_what_an_organisation_published_is_left_alone(zonnehoek: Organisation) -> None:
    Theme.objects.filter(organisation=zonnehoek).update(primary="#112233")
    report = LoadReport()

    load(settings.FIXTURES_DIR, report)

    assert (report.created, report.left_alone) == ([], ["style:zonnehoek"])
    assert len(report.unchanged) == 7
