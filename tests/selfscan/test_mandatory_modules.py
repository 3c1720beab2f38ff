"""An organisation decides which modules everybody there does; paths say so, and the advice stays what it was."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from organisations.enums import Role
from organisations.models import Organisation
from people.models import AuditEntry, Person
from selfscan.models import MandatoryModule, PathVersion, ScanRun
from selfscan.rules.arrange import arrange
from selfscan.services.paths import plan_again
from selfscan.services.policy import make_mandatory
from selfscan.services.scans import finish_run, start_or_resume_run
from tests.counting import queries_of
from tests.forms import filled
from tests.selfscan.scans import answer_all, answers_at

BY, WHY = "het managementteam", "Hier begeleidt iedereen mensen met dementie."
SAID = f"Bij De Zonnehoek Wonen en Zorg doet iedereen deze module. Wie dat besloot: {BY}. Waarom: {WHY}"
PAGE = "/beheer/verplicht/M06/"


@pytest.fixture
def admin(zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]) -> Client:
    """The browser of an administrator of De Zonnehoek."""
    return client_at(zonnehoek, member(zonnehoek, Role.ORG_ADMIN))


@pytest.fixture
def skilled_run(supervisor: Person) -> ScanRun:
    """Her finished scan with the highest answer everywhere: every module but the agreed ones is folded away."""
    run = start_or_resume_run(person=supervisor)
    answer_all(run, answers_at(4))
    finish_run(person=supervisor)
    return run


def decide(organisation: Organisation, module: str = "M06") -> MandatoryModule:
    """Everybody there does this module."""
    return make_mandatory(organisation=organisation, module=module, decided_by=BY, reason=WHY)


def _soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def _text(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def _form(response: Any) -> dict[str, Any]:
    form = _soup(response).select_one("#verplicht")
    assert form is not None
    assert form.get("action") == PAGE
    return filled(form)


def _stop(response: Any) -> dict[str, Any]:
    form = _soup(response).select_one("#stoppen")
    assert form is not None
    assert form.get("action") == PAGE
    return filled(form) | {"stop": "ja"}


def _path(browser: Client) -> list[tuple[str, str]]:
    """The modules on her path with their advice, without what is folded away or set aside."""
    lines = _soup(browser.get("/leerpad/")).select("ol.path-list > li")
    return [(str(line["data-module"]), str(line["data-advice"])) for line in lines]


def test_an_administrator_makes_a_module_mandatory_and_every_path_there_says_who_decided_it(
    admin: Client,
    browser: Client,
    finished_run: ScanRun,
    house: Callable[[str], Organisation],
    member: Callable[..., Person],
    client_at: Callable[..., Client],
) -> None:
    kept = admin.post(PAGE, _form(admin.get(PAGE)) | {"decided_by": BY, "reason": WHY}, follow=True)

    assert (
        _text(_soup(kept).select_one(".messages"))
        == "Iedereen doet nu deze module: Kijken en feedback geven."
    )
    assert _text(_soup(kept).select_one("[data-mandatory=M06] .tag")) == "Verplicht"
    line = _soup(browser.get("/leerpad/")).select_one("#module-M06")
    assert line is not None
    assert [_text(each) for each in line.select(".tag")] == ["Verplicht", "Doen"]
    assert _text(line.select_one("[data-decided]")) == SAID
    amelberga = house("amelberga")
    elsewhere = client_at(amelberga, member(amelberga, Role.SUPERVISOR)).get("/leerpad/")
    assert _soup(elsewhere).select("[data-decided]") == []
    entry = AuditEntry.objects.get(verb="changed_mandatory")
    assert (entry.organisation_key, entry.details) == (
        "zonnehoek",
        {"role": "org_admin", "module": "M06", "change": "made"},
    )


def test_a_module_that_the_advice_folds_away_joins_the_path_with_its_own_advice(
    zonnehoek: Organisation, browser: Client, skilled_run: ScanRun
) -> None:
    before, stored = _path(browser), PathVersion.objects.get().result
    advice = {row["key"]: row["advice"] for row in stored["modules"]}["M06"]
    assert ("M06", advice) not in before

    decide(zonnehoek)

    assert _path(browser) == [*before, ("M06", advice)]
    assert PathVersion.objects.get().result == stored


def test_it_resists_being_put_aside_and_says_who_decided(
    zonnehoek: Organisation, browser: Client, finished_run: ScanRun
) -> None:
    decide(zonnehoek)

    offered = _soup(browser.get("/leerpad/keuze/M06/"))
    refused = browser.post("/leerpad/keuze/M06/", {"choice": "parked", "reason": ""})

    assert [each["value"] for each in offered.select("input[name=choice]")] == ["advised", "chosen"]
    assert (
        _text(offered.select_one("main .notice"))
        == f"{SAID} Daarom blijft hij op het pad. Eerder doen kan wel."
    )
    assert (refused.status_code, _text(_soup(refused).select_one("[role=alert]"))) == (422, SAID)


def test_what_somebody_put_aside_before_comes_back_until_it_is_no_longer_mandatory(
    zonnehoek: Organisation, admin: Client, browser: Client, finished_run: ScanRun
) -> None:
    browser.post("/leerpad/keuze/M06/", {"choice": "parked", "reason": "Later"})
    assert "M06" not in dict(_path(browser))
    decide(zonnehoek)

    line = _soup(browser.get("/leerpad/")).select_one("ol.path-list #module-M06")
    assert line is not None
    assert "geparkeerd" not in _text(line)

    stopped = admin.post(PAGE, {"stop": "ja"}, follow=True)

    assert "volgt weer het advies" in _text(_soup(stopped).select_one(".messages"))
    assert MandatoryModule.objects.count() == 0
    assert "M06" not in dict(_path(browser))
    assert AuditEntry.objects.filter(verb="changed_mandatory").latest("pk").details["change"] == "ended"


def test_who_can_do_it_hears_of_another_advice_and_not_that_it_is_no_longer_needed(
    zonnehoek: Organisation, browser: Client, finished_run: ScanRun, supervisor: Person
) -> None:
    decide(zonnehoek)
    path = PathVersion.objects.get()
    rows = [row | {"advice": "DELEN"} if row["key"] == "M06" else row for row in path.result["modules"]]
    plan_again(person=supervisor, organisation=zonnehoek, reason="evidence_added")
    PathVersion.objects.filter(pk=PathVersion.objects.latest("pk").pk).update(
        result=path.result | {"modules": rows}
    )

    news = _soup(browser.get("/leerpad/")).select(".news li")

    assert [_text(each) for each in news] == [
        "‘Kijken en feedback geven’ heeft een ander advies: deel het met anderen."
    ]


@given(st.data())
def test_what_is_mandatory_is_on_the_path_whatever_she_chose(data: st.DataObject) -> None:
    keys = [f"M{number:02}" for number in range(1, 13)]
    split = data.draw(st.integers(0, 12))
    some = st.sets(st.sampled_from(keys))
    mandatory, aside, own = data.draw(some), data.draw(some), data.draw(st.lists(st.sampled_from(keys)))

    found = arrange(
        scheduled=keys[:split],
        folded=keys[split:],
        now=keys[: min(split, 3)],
        following=None,
        chosen=data.draw(some),
        put_aside=aside,
        mandatory=mandatory,
        own_order=own,
    )

    assert mandatory <= set(found.path)
    assert sorted([*found.path, *found.set_aside, *found.folded]) == keys


# The administrator's form ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"decided_by": " ", "reason": WHY}, "decided_by", "Vul in wie dit besloot."),
        ({"decided_by": BY, "reason": ""}, "reason", "Vul in waarom iedereen deze module doet."),
        ({"decided_by": BY, "reason": "x" * 201}, "reason", "Dit is te lang. Er passen 200 tekens."),
        (
            {"decided_by": BY, "reason": "Bel 06 12345678."},
            "reason",
            "In deze tekst lijkt een telefoonnummer te staan.",
        ),
    ],
)
def test_a_fault_stands_at_its_field_and_keeps_what_was_typed(
    admin: Client, typed: dict[str, str], field: str, message: str
) -> None:
    response = admin.post(PAGE, typed)

    assert (response.status_code, MandatoryModule.objects.count()) == (422, 0)
    assert [(each["id"], _text(each)) for each in _soup(response).select(".field__error")] == [
        (f"id_{field}_error", message)
    ]
    kept = _form(response)
    assert {name: kept[name] for name in typed} == typed


def test_who_decides_in_two_windows_is_told_and_wins_with_one_more_press(
    zonnehoek: Organisation, admin: Client
) -> None:
    form = _form(admin.get(PAGE))
    decide(zonnehoek)

    stale = admin.post(PAGE, form | {"decided_by": "de directie", "reason": WHY})

    told = _soup(stale).select(".notice--warning li")
    assert (stale.status_code, [_text(each) for each in told]) == (409, [f"Wie besloot dit?: {BY}"])
    assert MandatoryModule.objects.get().decided_by == BY
    assert admin.post(PAGE, _form(stale)).status_code == 302
    assert MandatoryModule.objects.get().decided_by == "de directie"


def test_who_stops_what_another_window_changed_is_told_and_stops_it_with_one_more_press(
    zonnehoek: Organisation, admin: Client
) -> None:
    decide(zonnehoek)
    stop = _stop(admin.get(PAGE))
    admin.post(PAGE, _form(admin.get(PAGE)) | {"decided_by": "de directie", "reason": WHY})

    stale = admin.post(PAGE, stop)

    told = [_text(each) for each in _soup(stale).select("#stoppen .notice--warning li")]
    assert (stale.status_code, told) == (409, ["Wie besloot dit? de directie", f"Waarom? {WHY}"])
    assert MandatoryModule.objects.get().decided_by == "de directie"
    assert admin.post(PAGE, _stop(stale)).status_code == 302
    assert MandatoryModule.objects.count() == 0
    assert admin.post(PAGE, stop).status_code == 302  # stopped twice is stopped once


@pytest.mark.parametrize("key", ["M11", "M99", "m06"])
def test_what_all_organisations_agreed_on_is_not_for_one_to_decide(admin: Client, key: str) -> None:
    assert admin.get(f"/beheer/verplicht/{key}/").status_code == 404
    assert admin.post(f"/beheer/verplicht/{key}/", {"decided_by": BY, "reason": WHY}).status_code == 404


@pytest.mark.parametrize("decided", [1, 8])
def test_neither_the_list_nor_a_path_costs_more_for_more_decisions(
    zonnehoek: Organisation, admin: Client, browser: Client, finished_run: ScanRun, decided: int
) -> None:
    for number in range(2, 2 + decided):
        decide(zonnehoek, f"M{number:02}")
    for client, page in ((admin, "/beheer/verplicht/"), (browser, "/leerpad/")):
        client.get(page)

    assert (queries_of(admin, "/beheer/verplicht/"), queries_of(browser, "/leerpad/")) == (7, 10)
    assert MandatoryModule.objects.first().since == timezone.localdate()
