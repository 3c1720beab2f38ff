"""A mail came back: an administrator or a trainer repairs the address."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cohorts.models import Enrolment
from organisations.enums import Role
from organisations.models import Invitation, Membership, Organisation
from organisations.services import invite
from organisations.tenancy import use_organisation
from people.enums import Verb
from people.models import AuditEntry, OutgoingMail, Person
from tests.cohorts.conftest import House
from tests.factories import make_cohort, make_member, make_membership, make_participant, make_person

WRONG, RIGHT = "ria@huid.example", "ria@huis.example"


def _text(response: Any) -> str:
    return " ".join(re.sub(r"<(?!wbr)[^>]+>", " ", response.content.decode()).replace("<wbr>", "").split())


@pytest.fixture
def ria(here: House) -> Membership:
    """In the group, invited at a wrong address; the mail came back."""
    person = make_participant(here.cohort, "Ria Kuipers", invited_days_ago=2)
    Person.objects.filter(pk=person.pk).update(email=WRONG)
    Invitation.objects.update(bounced_at=timezone.now())
    return Membership.objects.select_related("person").get(person=person)


@pytest.fixture
def admin(here: House, client_at: Callable[..., Client]) -> Client:
    """The browser of an administrator of the same organisation."""
    return client_at(here.organisation, make_member(here.organisation, Role.ORG_ADMIN, name="Ingrid"))


@pytest.fixture(params=["trainer", "admin"])
def way(request: pytest.FixtureRequest, here: House, ria: Membership, admin: Client) -> tuple[Client, str]:
    """A browser and the page on which it repairs Ria's address: of the trainer, or of the administrator."""
    if request.param == "trainer":
        return here.client, f"/groepen/{here.cohort.pk}/{ria.person_id}/adres/"
    return admin, f"/beheer/mensen/{ria.pk}/adres/"


def test_the_lists_and_the_page_say_so_and_lead_there(here: House, ria: Membership, admin: Client) -> None:
    board = here.client.get(f"/groepen/{here.cohort.pk}/").content.decode()
    people = admin.get("/beheer/mensen/").content.decode()

    assert "De mail kwam terug" in board
    assert f'href="/groepen/{here.cohort.pk}/{ria.person_id}/adres/"' in board
    assert "De mail kwam terug" in people
    assert f'href="/beheer/mensen/{ria.pk}/adres/"' in people


def test_the_page_explains(way: tuple[Client, str]) -> None:
    client, address = way

    text = _text(client.get(address))

    assert "De mail kwam terug De uitnodiging voor Ria Kuipers kwam niet aan." in text
    assert f"Dit adres staat er nu: {WRONG} Vaak zit er een typefout in." in text


def test_a_corrected_address_gets_everything_and_the_wrong_account_goes(
    here: House,
    ria: Membership,
    way: tuple[Client, str],
) -> None:
    client, address = way

    response = client.post(address, {"email": f" {RIGHT.upper()} "}, follow=True)

    assert "De uitnodiging voor Ria Kuipers is naar het nieuwe adres gestuurd." in _text(response)
    person = Person.objects.get(email=RIGHT)
    membership = Membership.objects.get(person=person)
    assert (membership.role, membership.display_name, person.name) == (
        "supervisor",
        "Ria Kuipers",
        "Ria Kuipers",
    )
    assert list(Enrolment.objects.values_list("person", flat=True)) == [person.pk]
    assert [mail.to for mail in OutgoingMail.objects.all()] == [RIGHT]
    assert list(Invitation.objects.values_list("membership", "bounced_at")) == [(membership.pk, None)]
    assert not Person.objects.filter(email=WRONG).exists()
    entry = AuditEntry.objects.get(verb=Verb.CORRECTED_ADDRESS)
    assert (entry.subject_id, entry.organisation_key) == (person.pk, "zonnehoek")


@pytest.mark.parametrize("knows", ["wrong", "right"])
def test_the_answer_is_the_same_when_an_address_is_known_elsewhere(
    house: Callable[[str], Organisation],
    ria: Membership,
    way: tuple[Client, str],
    knows: str,
) -> None:
    client, address = way
    elsewhere = house("amelberga")
    if knows == "wrong":
        other = ria.person
        Person.objects.filter(pk=other.pk).update(name="Geheime Naam", activated_at=timezone.now())
    else:
        other = make_person("Geheime Naam", email=RIGHT)
    make_membership(elsewhere, other, activated_at=timezone.now())

    response = client.post(address, {"email": RIGHT}, follow=True)

    assert "De uitnodiging voor Ria Kuipers is naar het nieuwe adres gestuurd." in _text(response)
    assert "Geheime" not in response.content.decode()
    membership = Membership.objects.select_related("person").get(role="supervisor")
    assert (membership.person.email, membership.shown_name, membership.activated_at) == (
        RIGHT,
        "Ria Kuipers",
        None,
    )
    with use_organisation(elsewhere):
        assert Membership.objects.get().person_id == other.pk
    assert Person.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "Vul een e-mailadres in."),
        ("ria@huis", "Dit e-mailadres klopt niet."),
        (WRONG.upper(), "Dit is het adres dat er al stond."),
        ("own", "Dit is het adres van wie dit formulier invult."),
    ],
)
def test_a_fault_stands_at_the_field(
    ria: Membership, way: tuple[Client, str], typed: str, fault: str
) -> None:
    client, address = way
    if typed == "own":
        typed = Person.objects.get(pk=client.session["_auth_user_id"]).email

    response = client.post(address, {"email": typed})

    assert (response.status_code, fault in _text(response)) == (422, True)
    assert f'value="{typed}"' in response.content.decode() or not typed
    assert OutgoingMail.objects.count() == 0


def test_an_address_that_is_in_the_group_already_is_said(here: House, ria: Membership, admin: Client) -> None:
    bas = make_participant(here.cohort, "Bas")

    by_trainer = here.client.post(f"/groepen/{here.cohort.pk}/{ria.person_id}/adres/", {"email": bas.email})
    by_admin = admin.post(f"/beheer/mensen/{ria.pk}/adres/", {"email": bas.email})

    assert "Iemand met dit adres zit al in deze groep." in _text(by_trainer)
    assert "Iemand met dit adres heeft deze rol al." in _text(by_admin)
    assert (by_trainer.status_code, by_admin.status_code) == (422, 422)


def test_a_supervisor_of_another_group_joins_this_one(here: House, ria: Membership) -> None:
    second = make_cohort(here.organisation, here.trainer, name="Voorjaar")
    bas = make_participant(second, "Bas Linders")

    here.client.post(f"/groepen/{here.cohort.pk}/{ria.person_id}/adres/", {"email": bas.email})

    enrolled = Enrolment.objects.filter(cohort=here.cohort).values_list("person", flat=True)
    assert list(enrolled) == [bas.pk]
    assert Membership.objects.filter(role="supervisor").count() == 1


def test_who_works_here_already_gets_no_invitation(here: House, ria: Membership) -> None:
    second = make_cohort(here.organisation, here.trainer, name="Voorjaar")
    bas = make_participant(second, "Bas Linders")
    Membership.objects.filter(person=bas).update(activated_at=timezone.now())
    mails, invitations = (
        OutgoingMail.objects.count(),
        Invitation.objects.filter(membership__person=bas).count(),
    )

    response = here.client.post(
        f"/groepen/{here.cohort.pk}/{ria.person_id}/adres/", {"email": bas.email}, follow=True
    )

    assert "Het adres van Ria Kuipers is verbeterd. Een uitnodiging is niet nodig." in _text(response)
    assert list(Enrolment.objects.filter(cohort=here.cohort).values_list("person", flat=True)) == [bas.pk]
    assert OutgoingMail.objects.count() == mails
    assert Invitation.objects.filter(membership__person=bas).count() == invitations


def test_who_signed_in_keeps_her_address(ria: Membership, way: tuple[Client, str]) -> None:
    client, address = way
    Membership.objects.update(activated_at=timezone.now())

    shown, posted = client.get(address), client.post(address, {"email": RIGHT})

    for response in (shown, posted):
        assert "heeft al ingelogd. Dan verandert het adres hier niet meer." in _text(response)
        assert 'id="id_email"' not in response.content.decode()
    assert (shown.status_code, posted.status_code) == (200, 422)
    assert not Person.objects.filter(email=RIGHT).exists()


def test_a_trainer_does_not_touch_somebody_with_another_role(here: House, ria: Membership) -> None:
    make_membership(here.organisation, ria.person, Role.ORG_ADMIN)

    response = here.client.post(
        f"/groepen/{here.cohort.pk}/{ria.person_id}/adres/", {"email": "kaper@elders.example"}
    )

    assert response.status_code == 422
    assert "heeft hier nog een andere rol. Vraag de beheerder" in _text(response)
    assert set(Membership.objects.filter(role="org_admin").values_list("person", flat=True)) == {
        ria.person_id
    }


def test_an_administrator_repairs_every_role_at_once(here: House, ria: Membership, admin: Client) -> None:
    make_membership(here.organisation, ria.person, Role.TEAM_LEADER)

    admin.post(f"/beheer/mensen/{ria.pk}/adres/", {"email": RIGHT})

    held = Membership.objects.filter(person__email=RIGHT).values_list("role", flat=True)
    assert sorted(held) == ["supervisor", "team_leader"]
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_trainers_person_is_nobody(here: House, ria: Membership, client_at: Any, method: str) -> None:
    other = make_member(here.organisation, Role.PRACTICE_TRAINER)
    make_cohort(here.organisation, other, name="Voorjaar")
    client = client_at(here.organisation, other)

    response = getattr(client, method)(f"/groepen/{here.cohort.pk}/{ria.person_id}/adres/", {"email": RIGHT})

    assert response.status_code == 404
    assert Person.objects.filter(email=WRONG).exists()


def test_an_invitation_after_a_repair_counts_from_today(here: House, ria: Membership) -> None:
    here.client.post(f"/groepen/{here.cohort.pk}/{ria.person_id}/adres/", {"email": RIGHT})

    board = _text(here.client.get(f"/groepen/{here.cohort.pk}/?filter=heeft-je-nodig"))

    assert "Niemand heeft je nu nodig." in board


def test_a_second_mail_to_the_old_address_clears_the_remark(here: House, ria: Membership) -> None:
    invite(membership=ria, invited_by="Marja")

    assert "De mail kwam terug" not in here.client.get(f"/groepen/{here.cohort.pk}/").content.decode()
