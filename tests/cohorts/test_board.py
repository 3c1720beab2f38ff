"""The board: what a trainer sees, and what she never sees."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from cohorts.services import add_trainer, enrol
from modules.models import ModulePage
from organisations.enums import Role
from organisations.models import Invitation, Membership
from people.models import Person
from selfscan.services.scans import finish_run, start_or_resume_run
from selfscan.services.sharing import share_result
from tests.cohorts.conftest import House
from tests.counting import queries_of
from tests.curriculum import keep_modules
from tests.factories import (
    make_cohort,
    make_member,
    make_module_done,
    make_participant,
    make_scan_done,
)
from tests.selfscan.scans import answer_all, answers_at


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    without_tags = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(without_tags.split())


def _rows(client: Client, address: str) -> list[int]:
    response = client.get(address)
    return [int(key) for key in re.findall(r'data-person="(\d+)"', response.content.decode())]


def test_status_of_a_supervisor(here: House) -> None:
    daan = make_participant(here.cohort, "Daan Brouwers")
    make_scan_done(daan)
    make_module_done(daan, "M01", dt.date(2026, 11, 3))
    make_module_done(daan, "M02", dt.date(2026, 11, 16))

    text = _text(here.client, f"/groepen/{here.cohort.pk}/")

    assert (
        "Daan Brouwers Actief Gedaan 2 van 12 modules Voorbereiden en kennismaken online af, 16 nov" in text
    )


def test_status_of_somebody_who_waits(here: House) -> None:
    make_participant(here.cohort, "Bas Linders", invited_days_ago=3)
    petra = make_participant(here.cohort, "Petra Derks", invited_days_ago=20)
    yara = make_participant(here.cohort, "Yara Özdemir", invited_days_ago=2)
    Invitation.objects.filter(membership__person=yara).update(bounced_at=timezone.now())

    text = _text(here.client, f"/groepen/{here.cohort.pk}/?filter=heeft-je-nodig")

    day = timezone.localdate() - dt.timedelta(days=20)
    assert "Alle 3 Heeft je nodig 2 Niet gestart 3" in text
    assert "Petra Derks Uitnodiging niet gebruikt Uitgenodigd op" in text
    assert f"{day.day} " in text
    assert "Yara Özdemir De mail kwam terug Verbeter het adres : Yara Özdemir Uitgenodigd op" in text
    assert _rows(here.client, f"/groepen/{here.cohort.pk}/?filter=heeft-je-nodig") == [petra.pk, yara.pk]


def test_shared_only_with_whom_she_chose(here: House, client_at: Callable[..., Client]) -> None:
    other = make_member(here.organisation, Role.PRACTICE_TRAINER, name="Els Verhoeven")
    make_cohort(here.organisation, other, name="Voorjaar")
    add_trainer(cohort=here.cohort, trainer=other)
    ria = make_participant(here.cohort, "Ria Kuipers")
    make_scan_done(ria)
    share_result(person=ria, trainer=here.trainer, organisation=here.organisation)

    assert "Ria Kuipers Actief Gedeeld" in _text(here.client, f"/groepen/{here.cohort.pk}/")
    assert "Ria Kuipers Actief Gedaan" in _text(
        client_at(here.organisation, other), f"/groepen/{here.cohort.pk}/"
    )


@pytest.mark.parametrize("shared", [False, True], ids=["kept", "shared"])
def test_nothing_of_a_path_shows(here: House, client_at: Callable[..., Client], shared: bool) -> None:
    daan = make_participant(here.cohort, "Daan Brouwers")
    answer_all(start_or_resume_run(person=daan), answers_at(2))
    finish_run(person=daan)
    if shared:
        share_result(person=daan, trainer=here.trainer, organisation=here.organisation)
    own = client_at(here.organisation, daan)
    own.post("/leerpad/keuze/M06/", {"choice": "chosen", "reason": "KANARIE in de mijn"})
    titles = list(ModulePage.objects.live().values_list("title", flat=True))
    path = _text(own, "/leerpad/")
    assert ("KANARIE" in path, [title for title in titles if title not in path]) == (True, [])

    for address in (
        f"/groepen/{here.cohort.pk}/",
        "/groepen/mensen/",
        f"/groepen/{here.cohort.pk}/{daan.pk}/",
        f"/groepen/{here.cohort.pk}/export.csv",
    ):
        page = here.client.get(address).content.decode()
        assert ("Daan Brouwers" in page, "KANARIE" in page) == (True, False)
        assert [title for title in titles if title in page] == []
        assert re.findall(r"\bM\d\d\b", page) == []


def test_filters_and_order(here: House) -> None:
    zoe = make_participant(here.cohort, "Zoë Smit")
    oz = make_participant(here.cohort, "Özlem Aydin")
    anne = make_participant(here.cohort, "anne de Wit", invited_days_ago=20)
    make_module_done(zoe, "M01", dt.date(2026, 11, 1))
    make_scan_done(oz)
    board = f"/groepen/{here.cohort.pk}/"

    assert _rows(here.client, board) == [anne.pk, oz.pk, zoe.pk]
    assert _rows(here.client, f"{board}?volgorde=naam") == [anne.pk, oz.pk, zoe.pk]
    assert _rows(here.client, f"{board}?volgorde=mijlpaal") == [zoe.pk, anne.pk, oz.pk]
    assert _rows(here.client, f"{board}?filter=niet-gestart") == [anne.pk]
    assert _rows(here.client, f"{board}?filter=onzin&volgorde=person__password") == [anne.pk, oz.pk, zoe.pk]


def test_all_my_people_once_each_with_search(here: House, elsewhere: House) -> None:
    second = make_cohort(here.organisation, here.trainer, name="Voorjaar")
    make_cohort(here.organisation, name="Van een ander")
    both = make_participant(here.cohort, "Özlem Aydin")
    enrol(cohort=second, person=both)
    one = make_participant(second, "Ria Kuipers")
    make_participant(elsewhere.cohort, "Kanarie Vogel")

    assert sorted(_rows(here.client, "/groepen/mensen/")) == sorted([both.pk, one.pk])
    assert "Özlem Aydin Najaar, Voorjaar" in _text(here.client, "/groepen/mensen/")
    assert _rows(here.client, "/groepen/mensen/?q=OZLEM") == [both.pk]
    assert _rows(here.client, "/groepen/mensen/?q=kuip+ria") == [one.pk]
    assert "Niemand gevonden voor “Kanarie”." in _text(here.client, "/groepen/mensen/?q=Kanarie")


def test_under_htmx_only_the_rows_and_a_spoken_count(here: House) -> None:
    make_participant(here.cohort, "Ria Kuipers")

    page = here.client.get("/groepen/mensen/?q=ria", headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in page
    assert '<p id="live" hx-swap-oob="innerHTML">1 persoon gevonden</p>' in page


@pytest.mark.parametrize("htmx", [False, True])
def test_the_addresses_to_copy_are_those_of_who_is_shown(here: House, htmx: bool) -> None:
    zoe = make_participant(here.cohort, "Zoë Smit")
    anne = make_participant(here.cohort, "Anne de Wit", invited_days_ago=20)
    make_module_done(zoe, "M01", dt.date(2026, 11, 1))

    def copied(address: str) -> str:
        extra = {"HX-Request": "true"} if htmx else {}
        page = here.client.get(address, headers=extra).content.decode()
        (found,) = re.findall(r'<textarea id="addresses"[^>]*>(.*?)</textarea>', page)
        assert [each.email in page for each in (anne, zoe)] == [each.email in found for each in (anne, zoe)]
        return str(found)

    board = f"/groepen/{here.cohort.pk}/"
    assert copied(f"{board}?volgorde=mijlpaal") == f"{anne.email}; {zoe.email}"
    assert copied(f"{board}?filter=niet-gestart") == anne.email
    assert copied("/groepen/mensen/?q=zoe") == zoe.email
    assert copied("/groepen/mensen/?q=niemand") == ""


def test_who_left_the_organisation_is_gone_from_the_board(here: House) -> None:
    person = make_participant(here.cohort, "Ria Kuipers")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(person=person).update(starts=yesterday, ends=yesterday)

    assert _rows(here.client, f"/groepen/{here.cohort.pk}/") == []
    assert "0 werkbegeleiders" in _text(here.client, "/groepen/")


@pytest.mark.parametrize(("people", "modules"), [(1, 1), (3, 12), (50, 12), (3, 50)])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/groepen/", 8),
        ("/groepen/{cohort}/", 12),
        ("/groepen/mensen/", 12),
        ("/groepen/{cohort}/export.csv", 10),
        ("/groepen/{cohort}/{person}/", 12),
    ],
)
def test_queries_do_not_grow_with_people_or_modules(
    here: House, people: int, modules: int, address: str, queries: int
) -> None:
    keep_modules(modules)
    keys = ModulePage.objects.live().values_list("key", flat=True)
    somebody: Person | None = None
    for number in range(people):
        somebody = make_participant(here.cohort, f"Persoon {number}")
        for key in keys:
            make_module_done(somebody, key, dt.date(2026, 11, 3))
    assert somebody is not None
    wanted = address.format(cohort=here.cohort.pk, person=somebody.pk)
    here.client.get("/groepen/")

    assert queries_of(here.client, wanted) == queries
