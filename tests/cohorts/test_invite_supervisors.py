"""Inviting supervisors into a group."""

import re

from django.utils import timezone

from cohorts.models import Enrolment
from cohorts.queries import board_of
from cohorts.rules import BoardRow, parse_people
from cohorts.services import Invited, invite_supervisors
from organisations.models import Invitation, Membership
from organisations.services import mark_activated_here
from organisations.tenancy import use_organisation
from people.models import OutgoingMail, Person
from tests.cohorts.conftest import House
from tests.factories import make_member, make_module_done, make_scan_done


def _invite(house: House, text: str) -> Invited:
    with use_organisation(house.organisation):
        return invite_supervisors(
            organisation=house.organisation,
            cohort=house.cohort,
            rows=parse_people(text),
            invited_by="Marja van der Heijden",
        )


def _board(house: House) -> list[BoardRow]:
    with use_organisation(house.organisation):
        return board_of(
            [house.cohort],
            viewer=house.trainer,
            organisation=house.organisation,
            today=timezone.localdate(),
        )


def test_a_newcomer_gets_account_role_place_and_mail(here: House) -> None:
    assert _invite(here, "Ria Kuipers <Ria@Huis.example>") == Invited(new=1, known=0)
    person = Person.objects.get(email="ria@huis.example")
    membership = Membership.objects.get(person=person)
    assert (membership.role, membership.display_name, membership.activated_at) == (
        "supervisor",
        "Ria Kuipers",
        None,
    )
    assert Enrolment.objects.filter(cohort=here.cohort, person=person).count() == 1
    assert Invitation.objects.filter(membership=membership).count() == 1
    assert not person.has_usable_password()


def test_the_mail_speaks_as_the_organisation(here: House, elsewhere: House) -> None:
    _invite(here, "Ria Kuipers <ria@huis.example>")
    informal = OutgoingMail.objects.get(to="ria@huis.example")
    assert informal.sender == "Zonnehoek Academie <leerlijn@regio.example>"
    assert informal.subject == "Uitnodiging voor Zonnehoek Academie"
    assert informal.organisation_key == "zonnehoek"
    assert informal.text.startswith(
        "Dag Ria,\n\nMarja van der Heijden nodigt je uit voor Zonnehoek Academie."
    )
    assert "Je hoort bij de groep Najaar." in informal.text
    assert "http://zonnehoek.localhost:8000/inloggen/code/" in informal.text
    assert "&" not in informal.text
    assert "http://zonnehoek.localhost:8000/inloggen/code/" in informal.html
    assert set(re.findall(r"https?://([^/\"]+)", informal.html)) == {"zonnehoek.localhost:8000"}
    _invite(elsewhere, "Bas <bas@huis.example>")
    formal = OutgoingMail.objects.get(to="bas@huis.example").text
    assert "Zo begint u: open de link" in formal
    assert " je " not in formal.lower()
    assert "http://amelberga.localhost:8000/inloggen/code/" in formal


def test_twice_is_once(here: House) -> None:
    text = "Ria <ria@huis.example>\nBas <bas@huis.example>"
    assert _invite(here, text) == Invited(new=2, known=0)
    assert _invite(here, text) == Invited(new=0, known=2)
    assert OutgoingMail.objects.count() == 2
    assert Membership.objects.filter(role="supervisor").count() == 2


def test_somebody_known_elsewhere_looks_like_anybody_else(here: House, elsewhere: House) -> None:
    known = make_member(elsewhere.organisation, name="Fatma Yildirim", email="fatma@huis.example")
    make_scan_done(known)
    make_module_done(known, "M01", timezone.localdate())
    _invite(here, "F. Yıldırım <fatma@huis.example>\nRia <ria@huis.example>")
    first, second = sorted(_board(here), key=lambda row: row.email)
    assert first.name == "F. Yıldırım"
    for row in (first, second):
        assert (row.is_active, row.scan_done, row.modules_done, row.milestone, row.has_begun) == (
            False,
            False,
            0,
            "",
            False,
        )
    known_mail, new_mail = (mail.text for mail in OutgoingMail.objects.order_by("to"))
    assert known_mail.replace("Dag F.", "Dag Ria").replace("fatma@", "ria@") == new_mail

    mark_activated_here(known)
    first = next(row for row in _board(here) if row.email == "fatma@huis.example")
    assert (first.name, first.is_active, first.scan_done, first.modules_done) == (
        "Fatma Yildirim",
        True,
        True,
        1,
    )


def test_a_bare_address_shows_as_the_address(here: House, elsewhere: House) -> None:
    make_member(elsewhere.organisation, name="Geheime Naam", email="iemand@huis.example")
    _invite(here, "iemand@huis.example")
    assert [row.name for row in _board(here)] == ["iemand@huis.example"]
    assert OutgoingMail.objects.get().text.startswith("Dag,\n")


def test_somebody_who_left_the_group_can_come_back(here: House) -> None:
    _invite(here, "Ria <ria@huis.example>")
    Enrolment.objects.update(ends=timezone.localdate().replace(year=2020))
    assert _board(here) == []
    assert _invite(here, "Ria <ria@huis.example>") == Invited(new=1, known=0)
    assert [row.name for row in _board(here)] == ["Ria"]
