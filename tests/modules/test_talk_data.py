"""What is kept of the discussion of a case: told, wiped, erased, and gone after its term."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from modules.models import CasePage, Contribution, Recognition, Report
from modules.queries import Reader
from modules.services import forget_contributions, hide_contribution, wipe_contributions
from organisations.enums import Role
from organisations.models import Organisation
from organisations.tenancy import all_organisations
from people.erasure import erase_account
from people.models import Person
from people.registry import everything_kept
from people.retention import apply_retention
from tests.factories import make_member
from tests.modules.talking import answer, put_answer, send, soup_of

pytestmark = pytest.mark.django_db

HERS = "Ik vraag eerst wat Sem al deed."


@pytest.fixture
def case(db: None) -> CasePage:
    """K01: for the whole region."""
    return CasePage.objects.get(key="K01")


@pytest.fixture
def talk(
    browser: Client, zonnehoek: Organisation, house: Callable[[str], Organisation], case: CasePage
) -> dict[str, int]:
    """Daan answered and was replied to from elsewhere; he replied, recognised and reported there."""
    answer(browser, case, HERS)
    own = Contribution.objects.get().pk
    elsewhere = house("amelberga")
    lieke = make_member(elsewhere, name="Lieke Elders")
    theirs = put_answer(elsewhere, lieke, case, "Ik bel terug.")
    send(browser, soup_of(browser.get(f"/samen/gesprek/{theirs}/reactie/")), text="Wat zei Sem?")
    browser.post(f"/samen/gesprek/{theirs}/herkenbaar/", {"herkenbaar": "ja"})
    send(browser, soup_of(browser.get(f"/samen/gesprek/{theirs}/melden/")), text="Dit is te herkennen.")
    client = Client(HTTP_HOST=elsewhere.site.hostname)
    client.force_login(lieke, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["organisation"] = elsewhere.pk
    session.save()
    send(client, soup_of(client.get(f"/samen/gesprek/{own}/reactie/")), text="Dat herken ik.")
    return {"own": own, "theirs": theirs}


def rows() -> list[tuple[str, str]]:
    with all_organisations("the test counts"):
        return [(row.state, row.text) for row in Contribution.objects.order_by("pk")]


def test_the_export_tells_all_of_it_and_nothing_of_others(talk: dict[str, int], daan: Person) -> None:
    told = {
        kept.name: [dict(row) for row in kept.export(daan)]
        for kept in everything_kept()
        if kept.name.startswith("case-") and kept.name != "case-plays"
    }

    assert [(row["kind"], row["text"]) for row in told["case-talk"]] == [
        ("antwoord", HERS),
        ("reactie", "Wat zei Sem?"),
    ]
    assert [row["reason"] for row in told["case-reports"]] == ["Dit is te herkennen."]
    assert [row["case"] for row in told["case-recognitions"]] == ["Pak jij die route even?"]
    assert [
        each for each in ("Lieke", "Ik bel terug", "Dat herken ik") if each in json.dumps(told, default=str)
    ] == []


def test_the_download_opens(browser: Client, talk: dict[str, int]) -> None:
    response = browser.get("/mijn-gegevens/download/lezen/")

    assert HERS in response.content.decode()


def test_an_account_that_goes_leaves_an_empty_place_under_the_reply(
    talk: dict[str, int], daan: Person
) -> None:
    erase_account(person=daan)

    assert rows() == [("withdrawn", ""), ("visible", "Ik bel terug."), ("visible", "Dat herken ik.")]
    with all_organisations("the test counts"):
        assert (Recognition.objects.count(), Report.objects.count()) == (0, 0)


def test_a_trainer_who_goes_leaves_what_she_hid_hidden(
    zonnehoek: Organisation, daan: Person, case: CasePage
) -> None:
    trainer = make_member(zonnehoek, Role.PRACTICE_TRAINER)
    own = put_answer(zonnehoek, daan, case, HERS)
    hide_contribution(
        contribution_id=own, trainer=Reader(trainer, Role.PRACTICE_TRAINER, zonnehoek), reason="Herkenbaar."
    )

    erase_account(person=trainer)

    row = Contribution.objects.get(pk=own)
    assert (row.state, row.hidden_reason, row.hidden_by_id) == ("hidden", "Herkenbaar.", None)


def test_she_wipes_it_herself(browser: Client, talk: dict[str, int], daan: Person) -> None:
    assert wipe_contributions(person=daan) == 2

    assert rows() == [("withdrawn", ""), ("visible", "Ik bel terug."), ("visible", "Dat herken ik.")]
    assert wipe_contributions(person=daan) == 0


def test_after_its_term_it_goes(talk: dict[str, int]) -> None:
    with all_organisations("the test makes it old"):
        Contribution.objects.update(changed_at=timezone.now() - dt.timedelta(days=800))

    found = {record.kind: record.removed for record in apply_retention()}

    assert (found["case_talk"], rows()) == (4, [])


def test_what_is_younger_stays_under_an_empty_place(
    zonnehoek: Organisation, daan: Person, talk: dict[str, int]
) -> None:
    now = timezone.now()
    with all_organisations("the test makes something old"):
        Contribution.objects.filter(pk=talk["own"]).update(changed_at=now - dt.timedelta(days=800))

    assert forget_contributions(now - dt.timedelta(days=730)) == 1

    assert rows() == [
        ("withdrawn", ""),
        ("visible", "Ik bel terug."),
        ("visible", "Wat zei Sem?"),
        ("visible", "Dat herken ik."),
    ]
