"""`/beheer/mensen/inlezen/`: a file → what it would do → confirmed, and only then done."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from organisations.enums import REGION_ROLES, Role
from organisations.models import Location, Membership, Organisation, Team
from organisations.people_list.views import KEPT
from organisations.tenancy import use_organisation
from people.kept import keep, kept
from people.models import OutgoingMail, Person
from tests.counting import counting
from tests.factories import make_member, make_membership, make_person
from tests.organisations.lists import (
    ADDRESS,
    confirm,
    csv_of,
    faults_in,
    nl,
    planned_in,
    sealed_in,
    send,
    told_faults_in,
    workbook_of,
)

TODAY = timezone.localdate
ROLES = "Werkbegeleider, Leermaatje, Leercoach, Huiscoach, Organisatiebeheerder, Huisstijlbeheerder"
RIA = ("Ria Kuipers", "ria@huis.example", "", "", "", "", "")


@pytest.fixture
def ingrid(zonnehoek: Organisation) -> Person:
    """The administrator of De Zonnehoek."""
    return make_member(zonnehoek, Role.ORG_ADMIN, name="Ingrid Peeters")


@pytest.fixture
def browser(zonnehoek: Organisation, ingrid: Person, client_at: Callable[..., Client]) -> Client:
    """Her browser."""
    return client_at(zonnehoek, ingrid)


def _text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def _roles_of(email: str) -> list[tuple[str, str, dt.date, dt.date | None]]:
    rows = Membership.objects.filter(person__email=email).select_related("team").order_by("pk")
    return [(each.role, each.team.name if each.team else "", each.starts, each.ends) for each in rows]


def test_nothing_happens_before_the_button_and_everything_after_it(
    zonnehoek: Organisation, browser: Client
) -> None:
    ends = TODAY() + dt.timedelta(days=90)
    data = csv_of(
        RIA,
        ("Bas Linders", "BAS@huis.example", "leercoach", "De Linde", "Nacht", "1 september 2026", nl(ends)),
    )

    checked = send(browser, data)
    before = (Membership.objects.exclude(role="org_admin").count(), Team.objects.count())
    done = confirm(browser, checked, invite="on")

    assert (checked.status_code, planned_in(checked), before) == (200, [(2, "new"), (3, "new")], (0, 0))
    assert "Nieuwe locaties: De Linde" in _text(checked)
    assert "Dit team is er nog niet. Inlezen maakt het: Nacht (De Linde)" in _text(checked)
    assert done["Location"] == "/beheer/mensen/"
    assert "2 nieuwe rollen. 2 uitnodigingen verstuurd." in _text(browser.get("/beheer/mensen/"))
    assert _roles_of("ria@huis.example") == [("supervisor", "", TODAY(), None)]
    assert _roles_of("bas@huis.example") == [("practice_trainer", "Nacht", dt.date(2026, 9, 1), ends)]
    assert str(Team.objects.get().location) == "De Linde"
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == [
        "bas@huis.example",
        "ria@huis.example",
    ]


def test_without_the_tick_nobody_is_mailed(browser: Client) -> None:
    confirm(browser, send(browser, csv_of(RIA)))

    assert (len(_roles_of("ria@huis.example")), OutgoingMail.objects.count()) == (1, 0)


def test_the_same_list_again_changes_nothing_and_says_so(browser: Client) -> None:
    data = csv_of(
        RIA, ("Bas", "bas@huis.example", "teamleider", "De Linde", "Nacht", "2026-01-01", "31-12-2031")
    )
    confirm(browser, send(browser, data))
    before = list(Membership.objects.order_by("pk").values())

    with time_machine.travel(timezone.now() + dt.timedelta(days=3)):
        again = send(browser, data)

    assert "Alles staat er al zo in. Er verandert niets." in _text(again)
    assert (planned_in(again), sealed_in(again)) == ([], "")
    assert list(Membership.objects.order_by("pk").values()) == before


def test_pressing_twice_is_pressing_once(browser: Client) -> None:
    checked = send(browser, csv_of(RIA))

    confirm(browser, checked, invite="on")
    second = confirm(browser, checked, invite="on")

    assert (second.status_code, "Alles staat er al zo in." in _text(second)) == (409, True)
    assert (len(_roles_of("ria@huis.example")), OutgoingMail.objects.count()) == (1, 1)


def test_a_list_changes_team_dates_and_an_unused_name_only_where_it_says_so(
    zonnehoek: Organisation, browser: Client
) -> None:
    team = Team.objects.create(organisation=zonnehoek, name="Nacht")
    ria = make_membership(
        zonnehoek, make_person(email="ria@huis.example", activated=False), display_name="R. K.", team=team
    )
    active = make_member(zonnehoek, name="Eigen Naam", email="bas@huis.example")

    checked = send(
        browser,
        csv_of((*RIA[:6], "31-12-2031"), ("Andere Naam", "bas@huis.example", "", "", "", "", "")),
    )
    confirm(browser, checked)

    ria.refresh_from_db()
    active.refresh_from_db()
    assert planned_in(checked) == [(2, "changed")]
    assert "naam: Ria Kuipers, tot en met 31-12-2031" in _text(checked)
    assert (ria.display_name, ria.ends, ria.team) == ("Ria Kuipers", dt.date(2031, 12, 31), team)
    assert active.name == "Eigen Naam"


def test_an_end_date_ends_the_role_and_reading_it_again_is_no_fault(
    zonnehoek: Organisation, browser: Client, client_at: Callable[..., Client]
) -> None:
    person = make_member(zonnehoek, email="ria@huis.example")
    yesterday = TODAY() - dt.timedelta(days=1)
    membership = Membership.objects.get(person=person)
    Membership.objects.filter(pk=membership.pk).update(starts=yesterday - dt.timedelta(days=30))
    data = csv_of((*RIA[:6], nl(yesterday)))

    confirm(browser, send(browser, data))
    again = send(browser, data)

    membership.refresh_from_db()
    assert (membership.ends, "Er verandert niets." in _text(again)) == (yesterday, True)
    assert client_at(zonnehoek, person).get("/mijn-gegevens/").status_code == 302


def test_all_faults_at_once_and_nothing_done(zonnehoek: Organisation, browser: Client) -> None:
    Team.objects.create(organisation=zonnehoek, name="Dicht", closed_on=TODAY())
    linde = Location.objects.create(organisation=zonnehoek, name="De Linde")
    Team.objects.create(organisation=zonnehoek, name="Vroeg", location=linde)
    Location.objects.create(organisation=zonnehoek, name="Oud huis", closed_on=TODAY())

    response = send(
        browser,
        csv_of(
            RIA,
            ("Bas", "bas@huis", "", "", "", "", ""),
            ("", "", "", "", "", "", ""),
            ("Yara", "", "", "", "", "", ""),
            ("=HYPERLINK(1)", "a@huis.example", "", "", "", "", ""),
            ("<b>Wim</b>", "b@huis.example", "", "", "", "", ""),
            ("x" * 121, "c@huis.example", "", "", "", "", ""),
            ("Cor", "d@huis.example", "tovenaar", "", "", "", ""),
            ("Dik", "e@huis.example", "redacteur", "", "", "", ""),
            ("Ria K.", "RIA@HUIS.example", "werkbegeleider", "", "", "", ""),
            ("", "f@huis.example", "", "", "", "", ""),
            ("Eef", "g@huis.example", "", "", "", "31-2-2027", "morgen"),
            ("Fie", "h@huis.example", "", "", "", "1-1-2031", "1-1-2030"),
            ("Gea", "i@huis.example", "", "", "Dicht", "", "01-01-1950"),
            ("Han", "j@huis.example", "", "De Linde", "", "", ""),
            ("Ina", "k@huis.example", "", "Elders", "Vroeg", "", ""),
            ("Jan", "l@huis.example", "", "Oud huis", "Laat", "", ""),
            ("Kea", "m@huis.example", "", "", "+Team", "", ""),
            ("Lia", "n@huis.example", "", "", "", "", nl(TODAY() - dt.timedelta(days=1))),
            ("Mia", "o@huis.example", "", "", "", "", "", "te veel"),
            ("Nel", "p@huis.example", "123", "", "", "", ""),
        ),
    )

    assert response.status_code == 422
    assert faults_in(response) == [
        (3, "e-mailadres", "Dit e-mailadres klopt niet."),
        (5, "e-mailadres", "Hier staat geen e-mailadres."),
        (
            6,
            "naam",
            "Dit begint met een teken waarmee een rekenblad gaat rekenen (=, +, - of @).",
        ),
        (7, "naam", "Hier staan tekens in die niet in een naam horen."),
        (8, "naam", "Deze tekst is te lang."),
        (9, "rol", f"Deze rol kennen we niet. Kies uit: {ROLES}."),
        (10, "rol", f"Deze rol is hier niet te geven. Kies uit: {ROLES}."),
        (11, "e-mailadres", "Dit adres staat met dezelfde rol ook in rij 2."),
        (12, "naam", "Hier staat geen naam."),
        (13, "vanaf", "Deze dag bestaat niet."),
        (13, "tot en met", "Deze datum begrijpen we niet. Schrijf bijvoorbeeld 31-12-2027."),
        (14, "tot en met", "Deze dag ligt voor de begindatum."),
        (15, "tot en met", "Dit jaartal kan niet kloppen."),
        (15, "team", "Dit team is gesloten."),
        (16, "locatie", "Noem ook het team: een locatie hoort bij een team."),
        (17, "locatie", "Dit team hoort bij De Linde."),
        (18, "locatie", "Deze locatie is gesloten."),
        (
            19,
            "team",
            "Dit begint met een teken waarmee een rekenblad gaat rekenen (=, +, - of @).",
        ),
        (20, "tot en met", "Deze dag ligt voor de begindatum."),
        (21, "–", "Deze rij heeft meer cellen dan de kopregel."),
        (22, "rol", f"Deze rol kennen we niet. Kies uit: {ROLES}."),
    ]
    assert sealed_in(response) == ""
    assert (Membership.objects.exclude(role="org_admin").count(), Team.objects.count()) == (0, 2)


def test_a_fault_repeats_the_cell_and_says_whose_row_it_is(browser: Client) -> None:
    response = send(
        browser,
        csv_of(
            ("Bas Linders", "bas@huis", "", "", "", "", ""),
            ("Cor <Smit>", "cor@huis.example", "", "", "", "", ""),
            ("", "dik@huis.example", "", "", "", "", ""),
            ("Eef Mulder", "eef@huis.example", "tove naar", "", "", "morgen", ""),
            ("Fie", "fie@huis.example", "", "", "x" * 70 + "y" * 70, "", ""),
            ("", "geen adres", "", "De Linde", "", "", ""),
        ),
    )

    assert [row[:4] for row in told_faults_in(response)] == [
        (2, "Bas Linders", "e-mailadres", "“bas@huis”"),
        (3, "cor@huis.example", "naam", "“Cor <Smit>”"),
        (4, "dik@huis.example", "naam", "–"),
        (5, "Eef Mulder", "rol", "“tove naar”"),
        (5, "Eef Mulder", "vanaf", "“morgen”"),
        (6, "Fie", "team", f"“{'x' * 59}…”"),
        (7, "–", "e-mailadres", "“geen adres”"),
        (7, "geen adres", "locatie", "“De Linde”"),
    ]


def test_a_row_with_a_wrong_address_or_role_tells_the_rest_in_the_same_round(
    zonnehoek: Organisation, browser: Client
) -> None:
    dicht = Team.objects.create(organisation=zonnehoek, name="Dicht", closed_on=TODAY())
    known = make_person("Gea", email="gea@huis.example")
    make_membership(zonnehoek, known, team=dicht)

    response = send(
        browser,
        csv_of(
            ("", "bas@huis", "", "De Linde", "", "2-1-2031", "1-1-2031"),
            ("", "", "", "", "Dicht", "", nl(TODAY() - dt.timedelta(days=1))),
            ("", "eef@huis.example", "tovenaar", "", "", "", ""),
            ("", "gea@huis.example", "tovenaar", "", "Dicht", "2-1-2031", "1-1-2031"),
        ),
    )

    assert [fault[:2] for fault in faults_in(response)] == [
        (2, "e-mailadres"),
        (2, "tot en met"),
        (2, "locatie"),
        (3, "e-mailadres"),
        (4, "rol"),
        (4, "naam"),
        (5, "rol"),
        (5, "tot en met"),
    ]


def test_a_missing_column_is_told_with_what_else_is_wrong_and_no_row_is_blamed(browser: Client) -> None:
    rows = (("bas@huis.example", "tovenaar"), ("cor@huis", ""))

    response = send(browser, csv_of(*rows, heading=("e-mailadres", "rol")))

    assert [fault[:2] for fault in faults_in(response)] == [(1, "–"), (2, "rol"), (3, "e-mailadres")]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Team Zuidd", "Team Zuid"),
        ("zuid", "Team Zuid"),
        ("De Lidne", "De Linde"),
        ("Team Noord", ""),
        ("Team 2", ""),
        ("Zuid 2", ""),
        ("team oost", "Oost"),
        ("Oost-West", ""),
        ("Afdeling A", ""),
    ],
)
def test_a_team_that_is_not_there_yet_is_told_before_it_is_made(
    zonnehoek: Organisation, browser: Client, typed: str, near: str
) -> None:
    for name in ("Team Zuid", "De Linde", "Team 1", "Oost", "Afdeling"):
        Team.objects.create(organisation=zonnehoek, name=name)

    response = send(
        browser,
        csv_of(
            ("Ria", "ria@huis.example", "", "", typed, "", ""),
            ("Bas", "bas@huis.example", "", "", "De Linde", "", ""),
        ),
    )

    page = BeautifulSoup(response.content, "html.parser")
    (told,) = [" ".join(each.get_text().split()) for each in page.select("#new-teams li")]
    assert told == (f"{typed}. Er is al een team dat erop lijkt: {near}." if near else typed)
    assert [" ".join(each.get_text().split()) for each in page.select("[data-row] .tag--warn")] == [
        "Nieuw team"
    ]
    assert len(page.select("#new-teams.notice--warning")) == bool(near)
    assert Team.objects.count() == 5


def test_a_cell_of_a_workbook_that_cannot_be_read_is_repeated_too(browser: Client) -> None:
    moment = dt.datetime(2027, 1, 31, 9, 30)
    response = send(
        browser,
        workbook_of(
            ("Bas", "bas@huis.example", "=A1", "", "", moment, ""),
            ("Cor", "cor@huis.example", "tovenaar", "", "", dt.date(1950, 1, 2), ""),
        ),
        "mensen.xlsx",
    )

    assert [row[:4] for row in told_faults_in(response)] == [
        (2, "Bas", "rol", "“=A1”"),
        (2, "Bas", "vanaf", "“31-01-2027 09:30”"),
        (3, "Cor", "rol", "“tovenaar”"),
        (3, "Cor", "vanaf", "“02-01-1950”"),
    ]


@pytest.mark.parametrize("role", sorted(REGION_ROLES))
def test_a_role_of_the_region_is_not_given_by_a_list(browser: Client, role: str) -> None:
    response = send(browser, csv_of(("Ria", "ria@huis.example", str(Role(role).label), "", "", "", "")))

    assert faults_in(response) == [(2, "rol", f"Deze rol is hier niet te geven. Kies uit: {ROLES}.")]


def test_ones_own_roles_do_not_change_by_a_list(ingrid: Person, browser: Client) -> None:
    same = send(browser, csv_of(("Ingrid", ingrid.email, "organisatiebeheerder", "", "", "", "")))
    ending = send(
        browser,
        csv_of(
            ("Ingrid", ingrid.email, "organisatiebeheerder", "", "", "", "31-12-2031"),
            ("Ingrid", ingrid.email, "teamleider", "", "", "", ""),
        ),
    )

    text = "Dit is het eigen adres. De eigen rollen veranderen niet door een lijst."
    assert (same.status_code, planned_in(same)) == (200, [])
    assert faults_in(ending) == [(2, "e-mailadres", text), (3, "e-mailadres", text)]


def test_somebody_known_elsewhere_reads_like_anybody_new(
    house: Callable[[str], Organisation], browser: Client
) -> None:
    make_member(house("amelberga"), Role.ORG_ADMIN, name="Geheime Naam", email="ria@huis.example")
    stranger = send(browser, csv_of(("Ria Kuipers", "anders@huis.example", "", "", "", "", "")))

    known = send(browser, csv_of(RIA))
    confirm(browser, known)

    def bare(response: Any) -> str:
        text = re.sub(r'(value="|X-CSRFToken": ")[^"]+', "", response.content.decode())
        return text.replace("anders@", "ria@")

    assert bare(known) == bare(stranger)
    assert Membership.objects.get(person__email="ria@huis.example").shown_name == "Ria Kuipers"
    assert "Geheime" not in _text(browser.get("/beheer/mensen/"))


def test_two_roles_for_one_person(browser: Client) -> None:
    confirm(browser, send(browser, csv_of(RIA, ("Ria Kuipers", "ria@huis.example", "Teamleider", *[""] * 4))))

    assert [role for role, *_rest in _roles_of("ria@huis.example")] == ["supervisor", "team_leader"]
    assert Person.objects.filter(email="ria@huis.example").count() == 1


def test_a_team_without_a_location_gets_the_one_in_the_list(zonnehoek: Organisation, browser: Client) -> None:
    Team.objects.create(organisation=zonnehoek, name="Nacht")

    checked = send(browser, csv_of((*RIA[:3], "De Linde", "nacht", "", "")))
    confirm(browser, checked)

    assert "Teams die een locatie krijgen: Nacht (De Linde)" in _text(checked)
    assert (Team.objects.count(), str(Team.objects.get().location)) == (1, "De Linde")


# Between checking and confirming ------------------------------------------------------------------


def test_a_list_is_shown_again_when_somebody_changed_since(zonnehoek: Organisation, browser: Client) -> None:
    checked = send(browser, csv_of((*RIA[:6], "31-12-2031")))
    make_member(zonnehoek, email="ria@huis.example")

    response = confirm(browser, checked)

    assert (response.status_code, planned_in(response)) == (409, [(2, "changed")])
    assert [ends for *_rest, ends in _roles_of("ria@huis.example")] == [None]
    assert confirm(browser, response).status_code == 302
    assert [ends for *_rest, ends in _roles_of("ria@huis.example")] == [dt.date(2031, 12, 31)]


def test_a_list_is_shown_again_after_an_hour(browser: Client) -> None:
    checked = send(browser, csv_of(RIA))

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=61)):
        response = confirm(browser, checked)
        assert (response.status_code, _roles_of("ria@huis.example")) == (409, [])
        assert confirm(browser, response).status_code == 302

    assert len(_roles_of("ria@huis.example")) == 1


@pytest.mark.parametrize("change", ["", "nonsense", "tampered"])
def test_a_list_that_was_changed_on_its_way_is_refused(browser: Client, change: str) -> None:
    checked = send(browser, csv_of(RIA))
    text = sealed_in(checked)
    sent = {"tampered": text[:10] + ("A" if text[10] != "A" else "B") + text[11:]}.get(change, change)

    response = browser.post(ADDRESS, {"action": "confirm", "list": sent})

    assert (response.status_code, "Kies het bestand opnieuw." in _text(response)) == (422, True)
    assert _roles_of("ria@huis.example") == []


def test_a_checked_list_is_worth_nothing_to_another_administrator_or_house(
    zonnehoek: Organisation,
    house: Callable[[str], Organisation],
    browser: Client,
    ingrid: Person,
    client_at: Callable[..., Client],
) -> None:
    checked = send(browser, csv_of(RIA))
    amelberga = house("amelberga")
    make_membership(amelberga, ingrid, Role.ORG_ADMIN)
    colleague = client_at(zonnehoek, make_member(zonnehoek, Role.ORG_ADMIN))
    elsewhere = client_at(amelberga, ingrid)

    answers = [confirm(each, checked).status_code for each in (colleague, elsewhere)]

    assert answers == [422, 422]
    assert _roles_of("ria@huis.example") == []
    with use_organisation(amelberga):
        assert _roles_of("ria@huis.example") == []


# The rest -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_can_be_read_back(browser: Client, ending: str) -> None:
    answer = browser.get(f"{ADDRESS}sjabloon.{ending}")

    response = send(browser, answer.content, f"mensen.{ending}")

    assert answer["Content-Disposition"] == f'attachment; filename="mensen.{ending}"'
    assert faults_in(response) == [(1, "–", "Onder de kopregel staat nog niemand.")]
    assert browser.get(f"{ADDRESS}sjabloon.pdf").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_checking_takes_the_same_queries_for_any_number(browser: Client, rows: int) -> None:
    data = csv_of(*[(f"Persoon {n}", f"p{n}@huis.example", "", "", "Nacht", "", "") for n in range(rows)])
    send(browser, data)

    with counting() as sending:
        table = browser.post(ADDRESS, {"file": SimpleUploadedFile("mensen.csv", data)})["Location"]
    with counting() as looking:
        browser.get(table)

    assert (len(sending), len(looking)) == (6, 10)


def test_the_check_table_is_a_page_to_come_back_to(
    zonnehoek: Organisation, ingrid: Person, browser: Client, client_at: Callable[..., Client]
) -> None:
    wrong = ("Cor", "cor@huis", "tovenaar", "", "", "", "")
    good = browser.post(ADDRESS, {"file": SimpleUploadedFile("mensen.csv", csv_of(RIA))})["Location"]
    bad = browser.post(ADDRESS, {"file": SimpleUploadedFile("mensen.csv", csv_of(RIA, wrong))})["Location"]

    both = [browser.get(each) for each in (good, bad, good)]
    elsewhere = client_at(zonnehoek, ingrid).get(bad)
    decoded = str([each.get_decoded() for each in Session.objects.all()])
    done = browser.post(good, {"action": "confirm", "list": sealed_in(both[0])})
    afterwards = browser.get(good)

    assert [each.status_code for each in both] == [200, 422, 200]
    assert [planned_in(each) for each in both] == [[(2, "new")], [], [(2, "new")]]
    assert [row[:4] for row in told_faults_in(both[1])] == [
        (3, "Cor", "e-mailadres", "“cor@huis”"),
        (3, "Cor", "rol", "“tovenaar”"),
    ]
    assert both[0]["Cache-Control"] == "private, no-store"
    assert "huis" not in decoded
    assert done["Location"] == "/beheer/mensen/"
    gone = "Die lijst is al ingelezen, of langer dan een uur geleden gecontroleerd. Kies het bestand opnieuw."
    assert (gone in _text(elsewhere), "Cor" in _text(elsewhere)) == (True, False)
    assert (gone in _text(afterwards), "Ria" in _text(afterwards)) == (True, False)


def test_a_list_that_was_kept_before_a_release_is_shown_after_it(browser: Client) -> None:
    wrong = ("Cor", "cor@huis", "", "", "", "", "")
    address = browser.post(ADDRESS, {"file": SimpleUploadedFile("mensen.csv", csv_of(wrong))})["Location"]
    own, which = str(browser.session.session_key), {"kind": KEPT, "token": address.partition("lijst=")[2]}
    content = kept(own, **which)
    del content["missing"]
    keep(own, content=content, **which)

    assert faults_in(browser.get(address)) == [(2, "e-mailadres", "Dit e-mailadres klopt niet.")]


@pytest.mark.parametrize("token", ["", "x", "x" * 22, "x" * 300, "\x00", "é" * 22, "../" * 7])
def test_an_address_of_no_list_is_the_page_to_choose_one(browser: Client, token: str) -> None:
    response = browser.get(ADDRESS, {"lijst": token})

    assert (response.status_code, "Kies het bestand opnieuw." in _text(response)) == (200, True)


@pytest.mark.parametrize(
    "role", [Role.SUPERVISOR, Role.PRACTICE_TRAINER, Role.TEAM_LEADER, Role.STYLE_MANAGER]
)
def test_only_an_administrator_comes_in(
    zonnehoek: Organisation, client_at: Callable[..., Client], role: Role
) -> None:
    client = client_at(zonnehoek, make_member(zonnehoek, role))

    answers = [client.get(ADDRESS), send(client, csv_of(RIA)), client.get(f"{ADDRESS}sjabloon.csv")]

    assert [each.status_code for each in answers] == [403, 403, 403]
    assert _roles_of("ria@huis.example") == []


def test_a_workbook_with_dates(browser: Client) -> None:
    data = workbook_of(
        ["Ria Kuipers", "ria@huis.example", None, None, 3, dt.datetime(2026, 9, 1), dt.date(2031, 12, 31)]
    )

    confirm(browser, send(browser, data, "mensen.xlsx"))

    assert _roles_of("ria@huis.example") == [("supervisor", "3", dt.date(2026, 9, 1), dt.date(2031, 12, 31))]
