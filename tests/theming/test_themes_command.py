"""`manage.py themes`: audit, derive, rebuild."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from organisations.models import Organisation
from theming.models import Theme, ThemeBuild
from theming.palette import MODES, contrast


def _run(*arguments: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("themes", *arguments, stdout=out, stderr=err)
    except SystemExit as stopped:
        return int(stopped.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_derive_prints_the_tokens_of_every_mode_as_json() -> None:
    code, out, _err = _run("derive", "#FFD100", "--accent", "7A4B00", "--strategy", "exact")

    modes = json.loads(out)["modes"]
    assert code == 0
    assert list(modes) == list(MODES)
    assert modes["light"]["brand-fill"] == "#ffd100"
    assert modes["light"]["link"] == "#7a4b00"
    assert contrast(modes["dark"]["link"], modes["dark"]["surface"]) >= 4.5


def test_derive_says_every_fault_on_its_own_line() -> None:
    code, out, err = _run("derive", "geel", "--accent", "256,0,0", "--strategy", "mooi")

    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "primary: geel is geen kleur; schrijf bijvoorbeeld #FFD100",
        "accent: 256,0,0 is geen kleur; schrijf bijvoorbeeld #FFD100",
        "strategy: kies uit exact, balanced, white",
    ]


@pytest.mark.django_db
def test_audit_finds_nothing_in_the_region() -> None:
    code, out, _err = _run("audit")

    assert (code, out) == (0, "8 huisstijlen, 6272 paren, 0 te laag\n")


def test_audit_ends_with_1_when_a_pair_is_too_low(zonnehoek: Organisation) -> None:
    build = Theme.tenant.get(organisation=zonnehoek).build
    assert build is not None
    build.tokens["modes"]["light"]["link"] = "#ffd100"
    ThemeBuild.objects.filter(pk=build.pk).update(tokens=build.tokens)

    code, out, _err = _run("audit")

    assert code == 1
    assert "zonnehoek live light: link op surface 1.46, nodig 4.5" in out.splitlines()


def test_rebuild_shows_what_a_new_rule_would_change_and_changes_nothing(zonnehoek: Organisation) -> None:
    theme = Theme.tenant.get(organisation=zonnehoek)
    assert theme.build is not None
    theme.build.tokens["modes"]["light"]["link"] = "#000000"
    ThemeBuild.objects.filter(pk=theme.build.pk).update(tokens=theme.build.tokens, digest="0123456789ab")

    code, out, _err = _run("rebuild", "--dry-run")

    assert code == 0
    assert [line for line in out.splitlines() if line.startswith("zonnehoek")] == [
        "zonnehoek light link: #000000 → #7a4b00 ΔE 0.467",
        "zonnehoek: 1 kleuren zouden veranderen",
    ]
    theme.refresh_from_db()
    assert theme.build.digest == "0123456789ab"


def test_rebuild_writes_a_new_build_and_leaves_the_old_one(zonnehoek: Organisation) -> None:
    theme = Theme.tenant.get(organisation=zonnehoek)
    assert theme.build is not None
    right = theme.build.digest
    ThemeBuild.objects.filter(pk=theme.build.pk).update(digest="0123456789ab")

    code, _out, _err = _run("rebuild")

    theme.refresh_from_db()
    assert (code, theme.build.digest) == (0, right)
    assert set(ThemeBuild.objects.values_list("digest", flat=True)) >= {right, "0123456789ab"}
