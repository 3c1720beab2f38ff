"""`/beheer/`: an administrator's people."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from organisations.enums import REGION_ROLES, Role
from organisations.models import Membership, Organisation, Team
from organisations.tenancy import use_organisation
from people.models import OutgoingMail, Person
from tests.counting import queries_of
from tests.factories import make_member, make_membership, make_person
from tests.forms import filled

TODAY = timezone.localdate
HERE_ROLES = [role for role in Role if role not in REGION_ROLES]


@pytest.fixture
def ingrid(zonnehoek: Organisation) -> Person:
    """The administrator of De Zonnehoek."""
    return make_member(zonnehoek, Role.ORG_ADMIN, name="Ingrid Peeters")


@pytest.fixture
def browser(zonnehoek: Organisation, ingrid: Person, client_at: Callable[..., Client]) -> Client:
    """Her browser."""
    return client_at(zonnehoek, ingrid)


def _text(response: Any) -> str:
    page = response.content.decode().replace("<wbr>", "")
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def _names(response: Any) -> list[str]:
    return re.findall(r'class="people__name"[^>]*>([^<]+)<', response.content.decode())


def _form(response: Any) -> dict[str, Any]:
    """What the form on this page would send as it stands."""
    form = BeautifulSoup(response.content, "html.parser").select_one("form.card")
    assert form is not None
    return filled(form)


def _fields(**changes: Any) -> dict[str, Any]:
    fields = {
        "name": "Ria Kuipers",
        "email": "Ria@Huis.example",
        "role": "supervisor",
        "team": "Ochtendploeg",
        "starts": f"{TODAY():%Y-%m-%d}",
        "ends": "",
    }
    return {**fields, **changes}


# The list ---------------------------------------------------------------------------------------


def test_the_overview_counts_people_per_role(zonnehoek: Organisation, browser: Client) -> None:
    make_member(zonnehoek, Role.SUPERVISOR, Role.PRACTICE_TRAINER)
    make_membership(zonnehoek, make_person("Bas", activated=False))

    text = _text(browser.get("/beheer/"))

    assert "3 mensen met een account. 1 is nog niet ingelogd." in text
    assert "Werkbegeleider 2 Leermaatje 0 Leercoach 1" in text
    assert "Organisatiebeheerder 1" in text


def test_search_and_role(
    zonnehoek: Organisation, browser: Client, house: Callable[[str], Organisation]
) -> None:
    make_member(zonnehoek, name="Özlem Aydin")
    make_member(zonnehoek, Role.TEAM_LEADER, Role.SUPERVISOR, name="Ruud Jacobs")
    make_member(house("amelberga"), name="Kanarie Vogel")

    assert _names(browser.get("/beheer/mensen/")) == ["Ingrid Peeters", "Özlem Aydin", "Ruud Jacobs"]
    assert _names(browser.get("/beheer/mensen/?q=ozl")) == ["Özlem Aydin"]
    assert _names(browser.get("/beheer/mensen/?rol=team_leader")) == ["Ruud Jacobs"]
    assert _names(browser.get("/beheer/mensen/?rol=person__email&q=%00")) == []


def test_a_name_leads_to_the_person_and_each_of_several_roles_to_itself(
    zonnehoek: Organisation, browser: Client, ingrid: Person
) -> None:
    ruud = make_member(zonnehoek, Role.TEAM_LEADER, Role.SUPERVISOR, name="Ruud Jacobs")
    own = Membership.objects.get(person=ingrid)
    first, second = Membership.objects.filter(person=ruud).order_by("pk")

    page = BeautifulSoup(browser.get("/beheer/mensen/").content, "html.parser")

    links = [
        (" ".join(each.get_text().split()), each["href"])
        for each in page.select(".people a[href^='/beheer/mensen/']")
    ]
    assert links == [
        ("Ingrid Peeters: wijzig de rol Organisatiebeheerder", f"/beheer/mensen/{own.pk}/"),
        ("Ruud Jacobs: wijzig de rol Huiscoach", f"/beheer/mensen/{first.pk}/"),
        ("Huiscoach: wijzig Ruud Jacobs", f"/beheer/mensen/{first.pk}/"),
        ("Werkbegeleider: wijzig Ruud Jacobs", f"/beheer/mensen/{second.pk}/"),
    ]
    assert _names(browser.get("/beheer/mensen/?q=kanarie")) == []


def test_somebody_who_did_not_sign_in_here_cannot_be_found_by_her_own_name(
    zonnehoek: Organisation, house: Callable[[str], Organisation], browser: Client
) -> None:
    known = make_member(house("amelberga"), name="Geheime Naam", email="g@huis.example")
    make_membership(zonnehoek, known, display_name="Getypte Naam", activated_at=None)

    assert _names(browser.get("/beheer/mensen/?q=geheime")) == []
    assert _names(browser.get("/beheer/mensen/?q=getypte")) == ["Getypte Naam"]


@pytest.mark.parametrize("people", [1, 3, 50])
@pytest.mark.parametrize(("address", "queries"), [("/beheer/mensen/", 10), ("/beheer/", 9)])
def test_queries_do_not_grow_with_people(
    zonnehoek: Organisation, browser: Client, people: int, address: str, queries: int
) -> None:
    for number in range(people):
        make_member(zonnehoek, name=f"Persoon {number}")
    browser.get(address)

    assert queries_of(browser, address) == queries


# Inviting ---------------------------------------------------------------------------------------


def test_invite_one_person(zonnehoek: Organisation, browser: Client) -> None:
    ends = TODAY() + dt.timedelta(days=90)

    response = browser.post(
        "/beheer/mensen/nieuw/", _fields(role="team_leader", ends=f"{ends:%Y-%m-%d}"), follow=True
    )

    assert "De uitnodiging voor Ria Kuipers is verstuurd." in _text(response)
    membership = Membership.objects.select_related("team", "person").get(person__email="ria@huis.example")
    assert (membership.role, membership.ends, membership.display_name) == ("team_leader", ends, "Ria Kuipers")
    assert membership.team is not None
    assert membership.team.name == "Ochtendploeg"
    mail = OutgoingMail.objects.get()
    assert mail.text.startswith("Dag Ria,\n\nIngrid Peeters nodigt je uit voor Zonnehoek Academie.")
    assert "zelfscan" not in mail.text
    assert (mail.text.count(zonnehoek.help_phone), mail.html.count(zonnehoek.help_phone)) == (1, 1)


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("supervisor", "Je rol: werkbegeleider. Daar leren werkbegeleiders in korte stappen"),
        ("practice_trainer", "Je rol: leercoach. Dat is: groepen volgen en mensen uitnodigen."),
        ("org_admin", "Je rol: organisatiebeheerder. Dat is: mensen uitnodigen en rollen geven."),
        ("learner", "Je rol: leermaatje.\n"),
    ],
)
def test_the_mail_names_the_role(browser: Client, role: str, sentence: str) -> None:
    browser.post("/beheer/mensen/nieuw/", _fields(role=role))

    mail = OutgoingMail.objects.get()
    assert sentence in mail.text
    assert sentence.strip().split(". ")[0] in mail.html


def test_the_mail_to_a_supervisor_promises_the_scan(browser: Client) -> None:
    browser.post("/beheer/mensen/nieuw/", _fields())

    assert "De eerste stap is een zelfscan" in OutgoingMail.objects.get().text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Vul een naam in."),
        ({"name": "Ria\x07 Kuipers"}, "In deze naam staan tekens die niet in een naam horen."),
        ({"name": "Ria \u202esrepiuK"}, "In deze naam staan tekens die niet in een naam horen."),
        ({"name": "🌻"}, "In deze naam staan geen letters."),
        ({"name": "W" * 121}, "Deze naam is te lang. Er passen 120 tekens."),
        ({"email": "ria@huis"}, "Dit e-mailadres klopt niet."),
        ({"role": "editor"}, "editor"),
        ({"role": "superuser"}, "superuser"),
        ({"starts": "gisteren"}, "Dit is geen datum."),
        ({"ends": "2020-01-01"}, "Deze datum ligt voor de begindatum."),
    ],
)
def test_a_fault_stands_at_its_field_and_keeps_the_rest(
    browser: Client, changes: dict[str, Any], message: str
) -> None:
    response = browser.post("/beheer/mensen/nieuw/", _fields(**changes))

    page = response.content.decode()
    (fault,) = re.findall(r'class="field__error" id="id_(\w+)_error">([^<]*)<', page)
    assert (response.status_code, fault[0]) == (422, next(iter(changes)))
    assert message in fault[1]
    assert 'value="Ochtendploeg"' in page
    assert (OutgoingMail.objects.count(), Team.objects.count()) == (0, 0)


def test_the_same_role_twice_is_a_fault(zonnehoek: Organisation, browser: Client) -> None:
    make_member(zonnehoek, email="ria@huis.example")

    response = browser.post("/beheer/mensen/nieuw/", _fields())

    assert (response.status_code, "Iemand met dit adres heeft deze rol al." in _text(response)) == (422, True)


def test_somebody_known_elsewhere_gets_the_same_answer(
    house: Callable[[str], Organisation], browser: Client
) -> None:
    make_member(house("amelberga"), Role.ORG_ADMIN, name="Geheime Naam", email="ria@huis.example")

    response = browser.post("/beheer/mensen/nieuw/", _fields(), follow=True)

    assert "De uitnodiging voor Ria Kuipers is verstuurd." in _text(response)
    assert (
        "Ria Kuipers : wijzig de rol Werkbegeleider ria@huis.example Werkbegeleider Ochtendploeg Uitgenodigd op"
        in _text(response)
    )
    assert "Geheime" not in _text(response)


def test_an_unused_invitation_is_sent_again_once_a_day(zonnehoek: Organisation, browser: Client) -> None:
    membership = make_membership(zonnehoek, make_person("Bas", activated=False), display_name="Bas Linders")
    address = f"/beheer/mensen/{membership.pk}/uitnodigen/"

    assert "De uitnodiging voor Bas Linders is opnieuw verstuurd." in _text(
        browser.post(address, follow=True)
    )
    assert "Er is niets verstuurd" in _text(browser.post(address, follow=True))
    assert OutgoingMail.objects.count() == 1


# Changing and ending ----------------------------------------------------------------------------


def test_role_team_and_dates_change(zonnehoek: Organisation, browser: Client) -> None:
    person = make_member(zonnehoek, name="Ria Kuipers")
    membership = Membership.objects.get(person=person)
    fields = {"role": "practice_trainer", "team": "Nacht", "starts": "2026-01-01", "ends": "2030-12-31"}

    response = browser.post(f"/beheer/mensen/{membership.pk}/", fields, follow=True)

    membership.refresh_from_db()
    assert "Bewaard: Ria Kuipers." in _text(response)
    assert (membership.role, membership.starts, membership.ends) == (
        "practice_trainer",
        dt.date(2026, 1, 1),
        dt.date(2030, 12, 31),
    )
    assert str(membership.team) == "Nacht"


def test_who_keeps_what_was_changed_in_another_window_is_told_and_wins_with_one_more_press(
    zonnehoek: Organisation, browser: Client
) -> None:
    membership = Membership.objects.get(person=make_member(zonnehoek, name="Ria Kuipers"))
    address = f"/beheer/mensen/{membership.pk}/"
    form = _form(browser.get(address))
    browser.post(address, form | {"role": "team_leader", "team": "Nacht", "ends": "2030-12-31"})

    stale = browser.post(address, form | {"team": "Ochtend"})

    typed = _form(stale)
    notice = BeautifulSoup(stale.content, "html.parser").select_one("[role=alert]")
    assert notice is not None
    assert (stale.status_code, [each.text for each in notice.select("li")]) == (
        409,
        ["Rol: Huiscoach", "Team: Nacht", "Tot en met: 31 december 2030"],
    )
    assert (typed["role"], typed["team"], typed["ends"]) == ("supervisor", "Ochtend", "")
    membership.refresh_from_db()
    assert (membership.role, str(membership.team), Team.objects.count()) == ("team_leader", "Nacht", 1)

    assert browser.post(address, typed).status_code == 302
    membership.refresh_from_db()
    assert (membership.role, str(membership.team), membership.ends) == ("supervisor", "Ochtend", None)


def test_the_same_change_pressed_twice_is_once(zonnehoek: Organisation, browser: Client) -> None:
    membership = Membership.objects.get(person=make_member(zonnehoek, name="Ria Kuipers"))
    form = _form(browser.get(f"/beheer/mensen/{membership.pk}/")) | {"team": "Nacht"}

    pressed = [browser.post(f"/beheer/mensen/{membership.pk}/", form).status_code for _time in range(2)]

    assert (pressed, Team.objects.count()) == ([302, 302], 1)


def test_her_own_name_is_not_for_the_administrator(zonnehoek: Organisation, browser: Client) -> None:
    person = make_member(zonnehoek, name="Ria Kuipers")
    membership = Membership.objects.get(person=person)
    fields = {"display_name": "Iets Anders", "role": "supervisor", "starts": "2026-01-01"}

    browser.post(f"/beheer/mensen/{membership.pk}/", fields)

    membership.refresh_from_db()
    person.refresh_from_db()
    assert (person.name, membership.shown_name) == ("Ria Kuipers", "Ria Kuipers")


def test_ending_a_role_takes_effect_at_once_and_leaves_the_person(
    zonnehoek: Organisation, browser: Client, client_at: Callable[..., Client]
) -> None:
    person = make_member(zonnehoek, name="Ria Kuipers")
    membership = Membership.objects.get(person=person)
    hers = client_at(zonnehoek, person)
    assert hers.get("/mijn-gegevens/").status_code == 200

    assert browser.get(f"/beheer/mensen/{membership.pk}/stoppen/").status_code == 200
    response = browser.post(f"/beheer/mensen/{membership.pk}/stoppen/", follow=True)

    assert "Ria Kuipers heeft deze rol niet meer." in _text(response)
    assert _names(response) == ["Ingrid Peeters"]
    assert hers.get("/mijn-gegevens/").status_code == 302
    assert Person.objects.filter(pk=person.pk, is_active=True).count() == 1


def test_a_role_that_ended_is_found_under_stopped(zonnehoek: Organisation, browser: Client) -> None:
    ruud = make_member(zonnehoek, Role.TEAM_LEADER, Role.SUPERVISOR, name="Ruud Jacobs")
    role = Membership.objects.get(person=ruud, role=Role.TEAM_LEADER)
    Membership.objects.filter(pk=role.pk).update(starts=dt.date(2026, 1, 1), ends=dt.date(2026, 11, 3))

    stopped, now = browser.get("/beheer/mensen/?stand=gestopt"), browser.get("/beheer/mensen/")

    assert _names(stopped) == ["Ruud Jacobs"]
    assert "Huiscoach tot en met 3 november 2026" in _text(stopped)
    assert f"/beheer/mensen/{role.pk}/" not in stopped.content.decode()
    assert "Nu 2 Nog niet ingelogd 0 Gestopt 1" in _text(now)
    assert "3 november" not in _text(now)
    assert browser.get(f"/beheer/mensen/{role.pk}/").status_code == 404


def test_who_did_not_sign_in_yet_is_found(zonnehoek: Organisation, browser: Client) -> None:
    make_membership(zonnehoek, make_person("Bas", activated=False), display_name="Bas Linders")

    assert _names(browser.get("/beheer/mensen/?stand=wacht")) == ["Bas Linders"]
    assert "Er is nog geen rol gestopt." in _text(browser.get("/beheer/mensen/?stand=gestopt"))
    assert _names(browser.get("/beheer/mensen/?stand=%00")) == ["Bas Linders", "Ingrid Peeters"]


def test_a_name_can_follow_an_address(zonnehoek: Organisation, browser: Client) -> None:
    membership = make_membership(
        zonnehoek,
        make_person("b@huis.example", email="b@huis.example", activated=False),
        display_name="b@huis.example",
    )
    fields = {"role": "supervisor", "starts": "2026-01-01", "display_name": ""}

    unchanged = browser.post(f"/beheer/mensen/{membership.pk}/", fields)
    named = browser.post(f"/beheer/mensen/{membership.pk}/", {**fields, "display_name": "Bas  Linders"})

    assert (unchanged.status_code, named.status_code) == (302, 302)
    membership.refresh_from_db()
    assert membership.display_name == "Bas Linders"


@pytest.mark.parametrize(
    "fields",
    [
        None,
        {"role": "supervisor", "starts": "2026-01-01", "ends": "", "team": "Nieuwe ploeg"},
        {"role": "org_admin", "starts": "2026-01-01", "ends": "2031-01-01"},
        {"role": "org_admin", "starts": "2031-01-01", "ends": ""},
    ],
)
def test_nobody_takes_away_her_own_last_administration(
    ingrid: Person, browser: Client, fields: dict[str, str] | None
) -> None:
    membership = Membership.objects.get(person=ingrid)
    address = f"/beheer/mensen/{membership.pk}/"

    response = browser.post(address, fields) if fields else browser.post(f"{address}stoppen/")

    membership.refresh_from_db()
    assert response.status_code == 422
    assert "Je kunt je eigen beheerdersrol niet stoppen." in _text(response)
    assert fields is None or f"{address}stoppen/" not in response.content.decode()
    assert (membership.role, membership.ends) == ("org_admin", None)
    assert Team.objects.count() == 0
    assert browser.get("/beheer/").status_code == 200


def test_a_fault_says_u_where_the_organisation_does(
    house: Callable[[str], Organisation], client_at: Callable[..., Client]
) -> None:
    amelberga = house("amelberga")
    person = make_member(amelberga, Role.ORG_ADMIN)
    with use_organisation(amelberga):
        membership = Membership.objects.get(person=person)

    response = client_at(amelberga, person).post(f"/beheer/mensen/{membership.pk}/stoppen/")

    assert "U kunt uw eigen beheerdersrol niet stoppen." in _text(response)


def test_another_administrator_can_be_ended(zonnehoek: Organisation, browser: Client) -> None:
    other = make_member(zonnehoek, Role.ORG_ADMIN, name="Vorige Beheerder")
    membership = Membership.objects.get(person=other)

    browser.post(f"/beheer/mensen/{membership.pk}/stoppen/")

    membership.refresh_from_db()
    assert membership.ends == TODAY() - dt.timedelta(days=1)
    assert "Vorige Beheerder" not in _names(browser.get("/beheer/mensen/"))


# Sight ------------------------------------------------------------------------------------------

ADDRESSES = (
    "/beheer/mensen/",
    "/beheer/mensen/nieuw/",
    "/beheer/mensen/{id}/",
    "/beheer/mensen/{id}/stoppen/",
    "/beheer/mensen/{id}/uitnodigen/",
)


@pytest.mark.parametrize("role", [role for role in HERE_ROLES if role is not Role.ORG_ADMIN])
@pytest.mark.parametrize("address", ADDRESSES)
def test_only_an_administrator_comes_in(
    zonnehoek: Organisation, client_at: Callable[..., Client], role: Role, address: str
) -> None:
    client = client_at(zonnehoek, make_member(zonnehoek, role))
    waiting = make_membership(zonnehoek, make_person("Bas", activated=False))
    wanted = address.format(id=waiting.pk)

    assert client.get(wanted).status_code == 403
    assert client.post(wanted, _fields()).status_code == 403
    waiting.refresh_from_db()
    assert (waiting.ends, OutgoingMail.objects.count()) == (None, 0)


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("address", [each for each in ADDRESSES if "{id}" in each])
def test_another_organisations_person_answers_as_nobody(
    browser: Client, house: Callable[[str], Organisation], address: str, method: str
) -> None:
    amelberga = house("amelberga")
    membership = make_membership(amelberga, make_person("Kanarie Vogel"))
    wanted = address.format(id=membership.pk)

    while_she_is_there = getattr(browser, method)(wanted, _fields())
    with use_organisation(amelberga):
        membership.delete()
    when_she_is_gone = getattr(browser, method)(wanted, _fields())

    bare = [
        re.sub(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', b"", response.content)
        for response in (while_she_is_there, when_she_is_gone)
    ]
    leads_back = "uitnodigen" in address and method != "post"
    assert while_she_is_there.status_code == (302 if leads_back else 404)
    assert while_she_is_there.status_code == when_she_is_gone.status_code
    assert bare[0] == bare[1]


def test_a_style_manager_is_sent_to_the_style(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    client = client_at(zonnehoek, make_member(zonnehoek, Role.STYLE_MANAGER))

    response = client.get("/beheer/")

    assert (response.status_code, response["Location"]) == (302, "/beheer/huisstijl/")


def test_a_style_manager_sees_no_person(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    make_member(zonnehoek, name="Kanarie Vogel")
    client = client_at(zonnehoek, make_member(zonnehoek, Role.STYLE_MANAGER))

    style = client.get("/beheer/", follow=True)
    assert (style.status_code, b"Kanarie" in style.content) == (200, False)
    for address in ("/beheer/mensen/", "/groepen/mensen/", "/team/", "/beheer/teams/", "/beheer/groepen/"):
        refused = client.get(address)
        assert (address, refused.status_code, b"Kanarie" in refused.content) == (address, 403, False)


# The region -------------------------------------------------------------------------------------


def test_an_editor_of_the_region_gets_and_loses_her_permissions_with_her_role(
    region: Organisation, client_at: Callable[..., Client]
) -> None:
    client = client_at(region, make_member(region, Role.ORG_ADMIN))
    fields = _fields(role="editor", team="")
    client.post("/beheer/mensen/nieuw/", fields)
    person = Person.objects.get(email="ria@huis.example")
    assert person.groups.count() == 1

    with use_organisation(region):
        membership = Membership.objects.get(person=person)
    client.post(f"/beheer/mensen/{membership.pk}/stoppen/")

    assert person.groups.count() == 0
