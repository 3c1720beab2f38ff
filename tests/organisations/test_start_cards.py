"""`/beheer/mensen/startkaarten/` and `/groepen/<id>/startkaarten/`: who gets a card, and what is kept of it."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, Organisation, StartCard
from organisations.start_cards.codes import ALPHABET
from organisations.start_cards.services import MOST_AT_ONCE
from organisations.tenancy import use_organisation
from people.enums import Verb
from people.models import AuditEntry, Person
from people.retention import apply_retention
from tests.counting import queries_of
from tests.factories import make_cohort, make_member, make_membership, make_participant, make_person

ADDRESS = "/beheer/mensen/startkaarten/"


@pytest.fixture
def browser(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Client:
    """The administrator's browser."""
    return client_at(zonnehoek, make_member(zonnehoek, Role.ORG_ADMIN, name="Ingrid Peeters"))


def _waiting(organisation: Organisation, name: str, *roles: str) -> Person:
    person = make_person(name, activated=False)
    for role in roles or (Role.SUPERVISOR,):
        make_membership(organisation, person, role, display_name=name)
    return person


def _offered(response: Any) -> list[tuple[str, bool]]:
    """Name and tick of everybody on the page."""
    found = re.findall(
        r'name="person" value="\d+"( checked)?> <span>([^<]+)</span>', response.content.decode()
    )
    return [(name, bool(tick)) for tick, name in found]


def _codes(response: Any) -> list[str]:
    return re.findall(r'start-card__typed" translate="no">([^<]+)<', response.content.decode())


def _text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_everybody_who_has_not_begun_here_is_proposed(
    zonnehoek: Organisation, house: Callable[[str], Organisation], browser: Client
) -> None:
    make_member(zonnehoek, name="Actieve Ria")
    _waiting(zonnehoek, "Wilma")
    elsewhere = make_member(house("amelberga"), name="Geheime Naam")
    make_membership(zonnehoek, elsewhere, display_name="Bas", activated_at=None)
    make_membership(
        zonnehoek,
        make_person("Weg", activated=False),
        ends=timezone.localdate() - dt.timedelta(days=1),
        starts=timezone.localdate() - dt.timedelta(days=9),
    )

    assert _offered(browser.get(ADDRESS)) == [("Bas", True), ("Wilma", True)]


def test_a_code_is_seen_once_and_kept_as_a_digest(zonnehoek: Organisation, browser: Client) -> None:
    wilma, bas = _waiting(zonnehoek, "Wilma Janssen"), _waiting(zonnehoek, "Bas Linders")

    response = browser.post(ADDRESS, {"action": "print", "person": [wilma.pk, bas.pk, wilma.pk]})

    codes = _codes(response)
    assert [set(code) <= set(ALPHABET + " ") for code in codes] == [True, True]
    assert [len(code) for code in codes] == [11, 11]
    assert response.content.decode().count("<svg") == 2 + 4  # and four icons of the menu
    assert response["Cache-Control"] == "private, no-store"
    cards = {card.person_id: card for card in StartCard.objects.all()}
    assert set(cards) == {wilma.pk, bas.pk}
    assert all(re.fullmatch(r"[0-9a-f]{64}", card.digest) for card in cards.values())
    bare = [code.replace(" ", "") for code in codes]
    later = browser.get(ADDRESS).content.decode()
    assert not any(code in later for code in [*codes, *bare])
    assert _offered(browser.get(ADDRESS)) == [("Bas Linders", False), ("Wilma Janssen", False)]
    told = AuditEntry.objects.filter(verb=Verb.PRINTED_CARD)
    assert set(told.values_list("subject_id", flat=True)) == {wilma.pk, bas.pk}
    assert not any(code in str(list(told.values())) for code in bare)


def test_a_new_card_withdraws_the_old_one(zonnehoek: Organisation, browser: Client) -> None:
    wilma = _waiting(zonnehoek, "Wilma")

    for _time in range(2):
        browser.post(ADDRESS, {"person": wilma.pk})

    old, new = StartCard.objects.order_by("pk")
    assert (old.is_open, new.is_open) == (False, True)
    assert old.digest != new.digest


def test_a_card_can_be_withdrawn(zonnehoek: Organisation, browser: Client) -> None:
    wilma = _waiting(zonnehoek, "Wilma")
    browser.post(ADDRESS, {"person": wilma.pk})

    first = browser.post(ADDRESS, {"withdraw": wilma.pk}, follow=True)
    second = browser.post(ADDRESS, {"withdraw": wilma.pk}, follow=True)

    assert "De kaart van Wilma werkt niet meer." in _text(first)
    assert "kaart ingetrokken" in _text(first)
    assert "Er was geen kaart die nog werkte." in _text(second)
    assert StartCard.objects.get().withdrawn_at is not None


def test_who_holds_a_card_that_works_is_not_ticked_and_it_says_what_a_new_one_does(
    zonnehoek: Organisation, browser: Client
) -> None:
    wilma, bas, cor = (_waiting(zonnehoek, name) for name in ("Wilma", "Bas", "Cor"))
    browser.post(ADDRESS, {"person": [wilma.pk, bas.pk, cor.pk]})
    browser.post(ADDRESS, {"withdraw": cor.pk})
    StartCard.objects.filter(person=bas).update(expires_at=timezone.now())

    response = browser.get(ADDRESS)

    assert _offered(response) == [("Bas", True), ("Cor", True), ("Wilma", False)]
    assert _text(response).count("Met een nieuwe kaart werkt deze niet meer.") == 1


@pytest.mark.parametrize(
    ("number", "message"),
    [(0, "Kies eerst voor wie er een kaart komt."), (MOST_AT_ONCE + 1, "Dit zijn er te veel in één keer.")],
)
def test_none_or_too_many_is_a_fault(
    zonnehoek: Organisation, browser: Client, number: int, message: str
) -> None:
    people = [_waiting(zonnehoek, f"Persoon {n}") for n in range(number)] or [_waiting(zonnehoek, "Wilma")]
    chosen = [each.pk for each in people] if number else []

    response = browser.post(ADDRESS, {"person": chosen})

    assert (response.status_code, message in _text(response)) == (422, True)
    assert StartCard.objects.count() == 0


def test_who_has_begun_or_works_elsewhere_gets_no_card(
    zonnehoek: Organisation, house: Callable[[str], Organisation], browser: Client
) -> None:
    active = make_member(zonnehoek)
    other = _waiting(house("amelberga"), "Kanarie")

    response = browser.post(ADDRESS, {"person": [active.pk, other.pk, "x", "9" * 40]})

    assert (response.status_code, StartCard.objects.count()) == (422, 0)
    assert "Kanarie" not in response.content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_queries_do_not_grow_with_people(zonnehoek: Organisation, browser: Client, people: int) -> None:
    for number in range(people):
        browser.post(ADDRESS, {"person": _waiting(zonnehoek, f"Persoon {number}").pk})
    browser.get(ADDRESS)

    assert queries_of(browser, ADDRESS) == 9  # one of them says that they were seen


@pytest.mark.parametrize(
    "role", [Role.SUPERVISOR, Role.PRACTICE_TRAINER, Role.TEAM_LEADER, Role.STYLE_MANAGER]
)
def test_only_an_administrator_makes_cards_for_all(
    zonnehoek: Organisation, client_at: Callable[..., Client], role: Role
) -> None:
    wilma = _waiting(zonnehoek, "Wilma")
    client = client_at(zonnehoek, make_member(zonnehoek, role))

    answers = [client.get(ADDRESS), client.post(ADDRESS, {"person": wilma.pk})]

    assert ([each.status_code for each in answers], StartCard.objects.count()) == ([403, 403], 0)


# A trainer ------------------------------------------------------------------------------------------


def test_a_trainer_makes_cards_for_her_own_waiting_supervisors_only(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    marja = make_member(zonnehoek, Role.PRACTICE_TRAINER)
    cohort = make_cohort(zonnehoek, marja)
    bas = make_participant(cohort, "Bas", invited_days_ago=3)
    make_participant(cohort, "Actieve Ria")
    admin = make_participant(cohort, "Beheerder", invited_days_ago=3)
    make_membership(zonnehoek, admin, Role.ORG_ADMIN)
    outside = _waiting(zonnehoek, "Wilma")
    client = client_at(zonnehoek, marja)
    address = f"/groepen/{cohort.pk}/startkaarten/"

    offered = _offered(client.get(address))
    response = client.post(address, {"person": [bas.pk, admin.pk, outside.pk]})
    client.post(address, {"withdraw": outside.pk})

    assert offered == [("Bas", True)]
    assert len(_codes(response)) == 1
    assert [card.person_id for card in StartCard.objects.all()] == [bas.pk]


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_trainers_group_answers_as_none(
    zonnehoek: Organisation, client_at: Callable[..., Client], method: str
) -> None:
    cohort = make_cohort(zonnehoek, make_member(zonnehoek, Role.PRACTICE_TRAINER))
    bas = make_participant(cohort, "Bas", invited_days_ago=3)
    stranger = client_at(zonnehoek, make_member(zonnehoek, Role.PRACTICE_TRAINER))

    response = getattr(stranger, method)(f"/groepen/{cohort.pk}/startkaarten/", {"person": bas.pk})

    assert (response.status_code, StartCard.objects.count()) == (404, 0)


# What is kept -----------------------------------------------------------------------------------------


def test_cards_go_when_they_have_expired(zonnehoek: Organisation, browser: Client) -> None:
    browser.post(ADDRESS, {"person": _waiting(zonnehoek, "Wilma").pk})

    apply_retention()
    assert StartCard.objects.count() == 1
    StartCard.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    shown = _text(browser.get(ADDRESS))
    apply_retention()

    assert ("kaart verlopen" in shown, StartCard.objects.count()) == (True, 0)


def test_cards_are_in_her_export_and_go_with_her_account(
    zonnehoek: Organisation, browser: Client, client_at: Callable[..., Client]
) -> None:
    wilma = _waiting(zonnehoek, "Wilma")
    browser.post(ADDRESS, {"person": wilma.pk})
    Membership.objects.filter(person=wilma).update(activated_at=timezone.now())
    hers = client_at(zonnehoek, wilma)

    document = hers.get("/mijn-gegevens/download/").json()
    looked = _text(hers.get("/mijn-gegevens/"))
    hers.post("/mijn-gegevens/verwijderen/", {"confirm": "verwijder"})

    (part,) = (part for part in document["parts"] if part["name"] == "start-cards")
    assert [list(row) for row in part["rows"]] == [["made_at", "expires_at", "used_at", "withdrawn_at"]]
    assert "printte een startkaart" in looked
    with use_organisation(zonnehoek):
        assert StartCard.objects.count() == 0
