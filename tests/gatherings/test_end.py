"""Closing a gathering: whole minutes for who was there, and what each takes along."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gatherings.enums import ConfirmedBy, State
from gatherings.models import Attendance, Gathering, Participation, Takeaway
from organisations.models import Membership, Organisation
from people.erasure import erase_account
from people.models import AuditEntry
from people.retention import apply_retention
from people.rules import months_before
from tests.counting import queries_of
from tests.factories import make_membership
from tests.gatherings.conftest import Company
from tests.gatherings.pages import page_of, shown, soup_of

EVIDENCE = "/bewijzen/"


def close(company: Company, gathering: Gathering, *present: Any, minutes: Any = 50, **more: Any) -> Any:
    gathering.refresh_from_db()
    return company.as_daan.post(
        page_of(gathering, "afronden/"),
        {
            "revision": gathering.revision,
            "minutes": minutes,
            "present": [each.pk for each in present],
            "guests": "1",
            **more,
        },
    )


@pytest.fixture
def ended(company: Company, running: Gathering) -> Gathering:
    """Closed after fifty minutes; Daan and Marja were there, Fatma was not ticked."""
    close(company, running, company.daan, company.marja)
    running.refresh_from_db()
    return running


def test_who_was_there_has_whole_minutes(company: Company, ended: Gathering) -> None:
    assert (ended.state, ended.minutes_held, ended.guests) == (State.ENDED, 50, 1)
    rows = {row.person: (row.minutes, row.confirmed_by) for row in Attendance.objects.all()}
    assert rows == {
        company.daan: (50, ConfirmedBy.LEADER),
        company.marja: (50, ConfirmedBy.LEADER),
    }
    day = timezone.localdate()
    month = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"][
        day.month - 1
    ]
    assert f"Casusbespreking, {day.day} {month}, 50 minuten" in shown(company.as_daan, EVIDENCE)
    assert "Nog geen bijeenkomst." in shown(company.as_fatma, EVIDENCE)


def test_all_who_take_part_stand_ticked_with_the_minutes_of_the_clock(
    company: Company, running: Gathering
) -> None:
    Gathering.objects.update(started_at=timezone.now() - dt.timedelta(minutes=47, seconds=10))

    page = soup_of(company.as_daan.get(page_of(running, "afronden/")))

    assert page.select_one("#id_minutes")["value"] == "47"
    assert len(page.select("input[name=present][checked]")) == 3


@pytest.mark.parametrize("minutes", ["", "0", "481", "12,5", "-3", "een uur"])
def test_what_are_no_whole_minutes_is_said(company: Company, running: Gathering, minutes: str) -> None:
    response = close(company, running, company.daan, minutes=minutes)

    assert response.status_code == 422
    assert soup_of(response).select_one("#id_minutes_error") is not None
    assert Attendance.objects.count() == 0


def test_nobody_else_is_ticked(company: Company, running: Gathering, member: Callable[..., Any]) -> None:
    stranger = member(company.organisation)

    assert close(company, running, stranger).status_code == 422
    assert Attendance.objects.count() == 0


def test_she_who_was_not_ticked_says_so_herself_and_takes_it_back(company: Company, ended: Gathering) -> None:
    there = page_of(ended, "erbij/")

    for _press in range(2):
        company.as_fatma.post(there, {"there": "ja"})
    row = Attendance.objects.get(person=company.fatma)
    assert (row.minutes, row.confirmed_by) == (50, ConfirmedBy.SELF)
    assert "50 minuten staan bij Mijn bewijzen" in shown(company.as_fatma, page_of(ended))

    company.as_fatma.post(there, {"there": "nee"})
    assert not Attendance.objects.filter(person=company.fatma).exists()


def test_before_the_end_nobody_was_there(company: Company, running: Gathering) -> None:
    company.as_fatma.post(page_of(running, "erbij/"), {"there": "ja"})

    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("how", ["erased", "left the organisation"])
def test_when_who_leads_is_gone_whoever_takes_part_ends_it(
    company: Company, running: Gathering, how: str
) -> None:
    before = company.as_fatma.get(page_of(running, "afronden/")).status_code
    if how == "erased":
        erase_account(person=company.daan)
    else:
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        Membership.objects.filter(person=company.daan).update(starts=yesterday, ends=yesterday)
    running.refresh_from_db()

    told = shown(company.as_fatma, page_of(running))
    response = company.as_fatma.post(
        page_of(running, "afronden/"),
        {"revision": running.revision, "minutes": 45, "present": [company.fatma.pk]},
    )

    assert before == 403
    assert "Niemand leidt deze bijeenkomst nu" in told
    assert response.status_code == 302
    assert [(row.person, row.minutes) for row in Attendance.objects.all()] == [(company.fatma, 45)]
    # Ended it is: what is noted of others is a trainer's to correct, and no longer everybody's.
    assert company.as_fatma.get(page_of(running, "afronden/")).status_code == 403
    assert company.as_marja.get(page_of(running, "afronden/")).status_code == 200


def test_who_brings_it_in_is_said_before_the_end_only(company: Company, ended: Gathering) -> None:
    told = company.as_daan.post(page_of(ended, "wie/"), {"bringer": company.fatma.pk}, follow=True)

    assert "Dat kan niet meer" in told.content.decode()
    assert not Participation.objects.filter(gathering=ended, is_bringer=True).exists()


def test_corrected_afterwards(company: Company, ended: Gathering) -> None:
    company.as_fatma.post(page_of(ended, "erbij/"), {"there": "ja"})

    close(company, ended, company.daan, minutes=40)

    rows = {row.person: (row.minutes, row.confirmed_by) for row in Attendance.objects.all()}
    assert rows == {company.daan: (40, ConfirmedBy.LEADER), company.fatma: (40, ConfirmedBy.SELF)}


def test_two_who_close_it_do_not_overwrite_each_other(company: Company, running: Gathering) -> None:
    revision = running.revision
    close(company, running, company.daan)

    stale = company.as_marja.post(
        page_of(running, "afronden/"), {"revision": revision, "minutes": "33", "present": [company.marja.pk]}
    )

    page = soup_of(stale)
    assert (stale.status_code, page.select_one("#id_minutes")["value"]) == (409, "33")
    running.refresh_from_db()
    assert (running.minutes_held, page.select_one("[name=revision]")["value"]) == (50, str(running.revision))


def test_hours_travel_with_her(
    company: Company,
    ended: Gathering,
    house: Callable[[str], Organisation],
    client_at: Callable[..., Client],
) -> None:
    elsewhere = house("amelberga")
    make_membership(elsewhere, company.daan)

    assert "50 minuten" in shown(client_at(elsewhere, company.daan), EVIDENCE)


def test_who_brought_the_case_in_keeps_that(company: Company, running: Gathering) -> None:
    company.as_daan.post(page_of(running, "wie/"), {"bringer": company.fatma.pk})

    close(company, running, company.daan, company.fatma)

    assert {row.person: row.is_bringer for row in Attendance.objects.all()} == {
        company.daan: False,
        company.fatma: True,
    }
    assert "zelf ingebracht" in shown(company.as_fatma, EVIDENCE)


def test_a_trainer_sees_who_was_there_and_that_is_told(
    company: Company, plan: Callable[..., Gathering]
) -> None:
    gathering = plan(with_others=False)
    Participation.objects.create(organisation=company.organisation, gathering=gathering, person=company.fatma)
    company.as_daan.post(page_of(gathering, "begin/"))
    close(company, gathering, company.daan)

    text = shown(company.as_marja, page_of(gathering))

    assert "Fatma Yıldırım niet genoteerd En 1 ander, van buiten de eigen groepen." in text
    assert "Daan Brouwers" not in text
    looks = AuditEntry.objects.filter(verb="read_attendance")
    assert [(each.actor, each.subject) for each in looks] == [(company.marja, company.fatma)]
    assert "bekeek wie bij een bijeenkomst was" in shown(company.as_fatma, "/mijn-gegevens/")


# What she takes along ---------------------------------------------------------------------------------


def take(client: Client, gathering: Gathering, text: str, revision: int = 0, **more: Any) -> Any:
    return client.post(page_of(gathering, "meenemen/"), {"text": text, "revision": revision, **more})


def test_what_she_takes_along_is_hers_until_she_shares_it(company: Company, running: Gathering) -> None:
    take(company.as_fatma, running, "Ik bel eerst.")
    assert "Ik bel eerst." in shown(company.as_fatma, page_of(running))
    for client in (company.as_daan, company.as_marja):
        assert "Ik bel eerst." not in shown(client, page_of(running))

    take(company.as_fatma, running, "Ik bel eerst.", 1, is_shared="on")

    for client in (company.as_daan, company.as_marja):
        assert "Fatma Yıldırım Ik bel eerst." in shown(client, page_of(running))


def test_a_trainer_who_was_not_there_reads_nothing_of_it(
    company: Company, plan: Callable[..., Gathering]
) -> None:
    gathering = plan(with_others=False, leader=company.fatma)
    company.as_fatma.post(page_of(gathering, "begin/"))
    take(company.as_fatma, gathering, "Ik bel eerst.", is_shared="on")

    assert "Ik bel eerst." not in shown(company.as_marja, page_of(gathering))
    assert company.as_marja.get(page_of(gathering, "meenemen/")).status_code == 404


def test_said_aloud_nothing_is_kept(company: Company, running: Gathering) -> None:
    response = take(company.as_fatma, running, " ")

    assert (response.status_code, Takeaway.objects.count()) == (302, 0)


def test_two_windows_and_nothing_lost(company: Company, running: Gathering) -> None:
    take(company.as_fatma, running, "Eerste")

    stale = take(company.as_fatma, running, "Tweede")
    page = soup_of(stale)
    revision = page.select_one("[name=revision]")["value"]
    again = take(company.as_fatma, running, page.select_one("textarea").get_text().strip(), int(revision))

    assert (stale.status_code, again.status_code) == (409, 302)
    assert ("Eerste" in page.get_text(), Takeaway.objects.get().text) == (True, "Tweede")


def test_a_birth_date_is_asked_about(company: Company, running: Gathering) -> None:
    asked = take(company.as_fatma, running, "Mevrouw van 12-03-1938")
    kept = take(
        company.as_fatma,
        running,
        "Mevrouw van 12-03-1938",
        keep_anyway=soup_of(asked).select_one("[name=keep_anyway]")["value"],
    )

    assert (asked.status_code, kept.status_code, Takeaway.objects.count()) == (422, 302, 1)


def test_queries_of_an_ended_gathering(company: Company, ended: Gathering) -> None:
    take(company.as_fatma, ended, "Ik bel eerst.", is_shared="on")

    assert queries_of(company.as_daan, page_of(ended)) == 11
    assert queries_of(company.as_daan, EVIDENCE) == 9


# When things go ---------------------------------------------------------------------------------------


def test_her_account_goes_and_the_gathering_of_others_stays(company: Company, ended: Gathering) -> None:
    take(company.as_daan, ended, "Weg")

    erase_account(person=company.daan)

    ended.refresh_from_db()
    assert ended.leader is None
    assert Takeaway.objects.count() == 0
    assert [row.person for row in Attendance.objects.all()] == [company.marja]
    assert company.as_fatma.get(page_of(ended)).status_code == 200


def test_what_she_only_planned_does_not_go_on(company: Company, plan: Callable[..., Gathering]) -> None:
    gathering = plan()

    erase_account(person=company.daan)

    gathering.refresh_from_db()
    assert gathering.state is State.CANCELLED


def test_terms(company: Company, ended: Gathering) -> None:
    take(company.as_daan, ended, "Blijft")
    now = timezone.now()
    day = timezone.localdate(months_before(now, 24)) - dt.timedelta(days=1)
    Gathering.objects.update(held_on=day)
    apply_retention(now=now)

    assert (Gathering.objects.count(), Participation.objects.count()) == (0, 0)
    assert (Attendance.objects.count(), Takeaway.objects.get().text) == (2, "Blijft")
    assert "50 minuten" in shown(company.as_daan, EVIDENCE)

    Attendance.objects.update(held_on=timezone.localdate(months_before(now, 60)) - dt.timedelta(days=1))
    apply_retention(now=now)
    assert Attendance.objects.count() == 0


def test_wiped_is_what_she_took_along_and_not_the_hours(company: Company, ended: Gathering) -> None:
    take(company.as_daan, ended, "Weg")

    company.as_daan.post("/mijn-gegevens/wissen/takeaways/")

    assert (Takeaway.objects.count(), Attendance.objects.count()) == (0, 2)
