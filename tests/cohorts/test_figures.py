"""`/cijfers/`: totals, nothing under five; and who manages an organisation."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, Organisation
from organisations.tenancy import use_organisation
from people.models import AuditEntry
from tests.counting import queries_of
from tests.factories import make_member, make_membership, make_module_done, make_person, make_scan_done


def _cells(client: Client, key: str) -> list[str]:
    page = client.get("/cijfers/").content.decode()
    row = page.split(f'data-organisation="{key}"', 1)[1].split("</tr>")[0]
    return [
        re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td>(.*?)</td>", row, flags=re.DOTALL)
    ]


@pytest.fixture
def frank(region: Organisation, client_at: Callable[..., Client]) -> Client:
    """The coordinator's browser, on the region's host."""
    return client_at(region, make_member(region, Role.REGIONAL_COORDINATOR))


def test_from_five_people_on_and_never_who(frank: Client, house: Callable[[str], Organisation]) -> None:
    zonnehoek, amelberga = house("zonnehoek"), house("amelberga")
    people = [make_member(zonnehoek, name=f"Kanarie {number}") for number in range(20)]
    for _number in range(5):
        make_membership(zonnehoek, make_person(activated=False))
    for person in people[:14]:
        make_scan_done(person)
    for person in people[:3]:
        make_module_done(person, "M01", timezone.localdate())
    for _number in range(4):
        make_scan_done(make_member(amelberga))

    assert _cells(frank, "zonnehoek") == ["25", "20", "14", "–niet getoond"]
    assert _cells(frank, "amelberga") == ["–niet getoond"] * 4
    assert b"Kanarie" not in frank.get("/cijfers/").content


def test_no_cell_in_which_all_did_the_same(frank: Client, house: Callable[[str], Organisation]) -> None:
    for _number in range(6):
        make_scan_done(make_member(house("zonnehoek")))

    assert _cells(frank, "zonnehoek") == ["6"] + ["–niet getoond"] * 3


def test_somebody_who_did_not_sign_in_here_does_not_count_as_done(
    frank: Client, house: Callable[[str], Organisation]
) -> None:
    for _number in range(10):
        elsewhere = make_member(house("amelberga"))
        make_scan_done(elsewhere)
        make_membership(house("zonnehoek"), elsewhere, activated_at=None)

    assert _cells(frank, "zonnehoek") == ["10"] + ["–niet getoond"] * 3


def test_for_the_coordinator_only(
    zonnehoek: Organisation, region: Organisation, client_at: Callable[..., Client]
) -> None:
    for organisation, role in (
        (zonnehoek, Role.ORG_ADMIN),
        (zonnehoek, Role.TEAM_LEADER),
        (region, Role.EDITOR),
    ):
        client = client_at(organisation, make_member(organisation, role))
        assert client.get("/cijfers/").status_code == 403


@pytest.mark.parametrize("people", [1, 50])
def test_queries_do_not_grow(frank: Client, house: Callable[[str], Organisation], people: int) -> None:
    for _number in range(people):
        make_member(house("zonnehoek"))
        make_member(house("amelberga"), Role.ORG_ADMIN)
    frank.get("/cijfers/")

    assert queries_of(frank, "/cijfers/") == 10  # one for who manages, one that tells them who looked


def test_the_coordinator_sees_who_manages_and_nobody_else(
    frank: Client, house: Callable[[str], Organisation]
) -> None:
    for key, name in (("zonnehoek", "Ingrid Peeters"), ("zonnehoek", "Bo Smits"), ("amelberga", "Ada Kok")):
        make_member(house(key), Role.ORG_ADMIN, name=name)
    for role in (Role.SUPERVISOR, Role.PRACTICE_TRAINER, Role.TEAM_LEADER, Role.STYLE_MANAGER, Role.LEARNER):
        make_member(house("zonnehoek"), role, name=f"Kanarie {role}")
    left = make_member(house("zonnehoek"), Role.ORG_ADMIN, name="Kanarie vertrokken")
    with use_organisation(house("zonnehoek")):
        Membership.objects.filter(person=left).update(starts="2026-01-01", ends="2026-02-01")

    page = BeautifulSoup(frank.get("/cijfers/").content, "html.parser")

    told = {str(cell["data-admins"]): " ".join(cell.text.split()) for cell in page.select("[data-admins]")}
    assert (told["zonnehoek"], told["amelberga"], told["buurtlicht"]) == (
        "Bo Smits, Ingrid Peeters",
        "Ada Kok",
        "nog niemand",
    )
    assert "Kanarie" not in page.text


def test_who_manages_reads_at_home_that_the_coordinator_looked(
    frank: Client, zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    ingrid = make_member(zonnehoek, Role.ORG_ADMIN, name="Ingrid Peeters")
    for _time in range(2):
        frank.get("/cijfers/")

    (entry,) = AuditEntry.objects.filter(verb="listed")
    assert (entry.subject_id, entry.organisation_key) == (ingrid.pk, "zonnehoek")
    hers = BeautifulSoup(client_at(zonnehoek, ingrid).get("/mijn-gegevens/").content, "html.parser")
    text = " ".join(hers.get_text(" ").split())
    assert "(regiocoördinator) bekeek de lijst van organisaties, met wie ze beheert" in text
    assert "de regiocoördinator (alleen de naam)" in text
