"""Planning a gathering: what it is about, how, when, and who takes part."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from gatherings.discussion import fair_share, minutes_of_steps
from gatherings.enums import State
from gatherings.models import Gathering, Participation
from gatherings.queries import offered_forms
from modules.bringing.services import bring_in
from modules.models import CasePage
from organisations.enums import Role
from organisations.models import Membership, Organisation, Team
from tests.counting import queries_of
from tests.factories import make_member, make_membership, make_participant
from tests.gatherings.conftest import Company
from tests.gatherings.pages import page_of, shown, soup_of

LIST = "/samen/bijeenkomsten/"
NEW = f"{LIST}nieuw/"


def filled(**more: Any) -> dict[str, Any]:
    return {
        "uuid": str(uuid4()),
        "about": f"casus-{CasePage.objects.get(key='K06').pk}",
        "form_key": offered_forms()[0].key,
        "held_on": "2026-12-03",
        "has_timers": "on",
        **more,
    }


def test_a_case_is_put_on_the_table_and_whoever_makes_it_takes_part(company: Company) -> None:
    response = company.as_daan.post(NEW, filled(starts_at="14:00", guests="2"))

    gathering = Gathering.objects.get()
    assert response["Location"] == page_of(gathering, "wie/")
    assert (gathering.title, gathering.case.key, gathering.guests) == ("Alleen even aangeven", "K06", 2)
    assert (gathering.held_on, gathering.starts_at) == (dt.date(2026, 12, 3), dt.time(14))
    assert [each.minutes for each in gathering.discussion.steps] == [10, 10, 5, 15, 10, 10]
    assert [each.person for each in gathering.participations.all()] == [company.daan]


def test_pressing_twice_makes_one(company: Company) -> None:
    form = filled()

    first, second = (company.as_daan.post(NEW, form) for _press in range(2))

    assert (first["Location"], Gathering.objects.count()) == (second["Location"], 1)


def test_from_a_case_the_subject_is_chosen_already(company: Company) -> None:
    case = CasePage.objects.get(key="K06")
    link = soup_of(company.as_daan.get(f"/samen/casussen/{case.slug}/")).find(
        "a", string="Bespreek deze casus samen"
    )

    chosen = soup_of(company.as_daan.get(link["href"])).select_one("#id_about option[selected]")

    assert chosen["value"] == f"casus-{case.pk}"


def test_an_own_subject_has_a_title_and_the_rest_stays(company: Company) -> None:
    response = company.as_daan.post(NEW, filled(about="eigen", story="Een stille dag"))

    page = soup_of(response)
    assert (response.status_code, Gathering.objects.count()) == (422, 0)
    assert page.select_one("#id_title_error").get_text() == "Geef het onderwerp een titel."
    assert page.select_one("#id_story").get_text().strip() == "Een stille dag"
    company.as_daan.post(NEW, filled(about="eigen", title="Stil", story="Een stille dag"))
    assert Gathering.objects.get().story == "Een stille dag"


def test_what_she_brought_in_herself_is_there_for_her_alone(company: Company) -> None:
    brought = bring_in(
        person=company.daan,
        organisation=company.organisation,
        uuid=uuid4(),
        title="Mijn eigen casus",
        happened="Er gebeurde iets. " * 220,
        dilemma="Lastig. " * 490,
        question="Wat nu?",
        gives_name=False,
    )
    about = f"ingebracht-{brought.pk}"

    refused = company.as_fatma.post(NEW, filled(about=about))
    company.as_daan.post(NEW, filled(about=about))

    gathering = Gathering.objects.get()
    assert (refused.status_code, "Mijn eigen casus" in refused.content.decode()) == (422, False)
    told = "\n\n".join((brought.happened, brought.dilemma, brought.question))
    assert (gathering.title, gathering.story) == ("Mijn eigen casus", told)
    edit = filled(about="eigen", title=gathering.title, story=gathering.story, guests="7")
    assert company.as_daan.post(page_of(gathering, "wijzigen/"), edit).status_code == 302
    gathering.refresh_from_db()
    assert (gathering.story, gathering.guests) == (told, 7)
    assert Participation.objects.get(gathering=gathering).is_bringer


def test_who_changes_it_to_her_own_case_brings_that_in(
    company: Company, plan: Callable[..., Gathering]
) -> None:
    brought = bring_in(
        person=company.daan,
        organisation=company.organisation,
        uuid=uuid4(),
        title="Mijn eigen casus",
        happened="Er gebeurde iets.",
        dilemma="Lastig.",
        question="Wat nu?",
        gives_name=False,
    )
    gathering = plan()
    company.as_daan.post(page_of(gathering, "wie/"), {"bringer": company.fatma.pk})

    def bringer_after(**form: str) -> list[Any]:
        response = company.as_daan.post(page_of(gathering, "wijzigen/"), filled(**form))
        assert response.status_code == 302
        return [row.person for row in Participation.objects.filter(gathering=gathering, is_bringer=True)]

    assert bringer_after(guests="2") == [company.fatma]  # about the same case
    assert bringer_after(about=f"ingebracht-{brought.pk}") == [company.daan]
    assert bringer_after(about="eigen", title="Mijn eigen casus", story="Korter.") == [company.daan]
    assert bringer_after() == []  # a published case, of which nobody says that it is hers


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("guests", "-1", "Dit kan niet minder dan 0 zijn."),
        ("guests", "51", "Hoogstens 50 gasten."),
        ("guests", "veel", "Vul een getal in."),
        ("held_on", "31-31-2026", "Dit is geen datum."),
        ("held_on", "", "Vul een datum in."),
        (
            "held_on",
            "1820-01-01",
            "Kies een dag tussen een jaar geleden en over twee jaar. Klopt het jaartal?",
        ),
        (
            "held_on",
            "2099-01-01",
            "Kies een dag tussen een jaar geleden en over twee jaar. Klopt het jaartal?",
        ),
        ("form_key", "bestaat-niet", None),
        ("about", "casus-987654321", None),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    company: Company, name: str, value: str, error: str | None
) -> None:
    response = company.as_daan.post(NEW, filled(**{name: value}))

    found = soup_of(response).select_one(f"#id_{name}_error")
    assert (response.status_code, Gathering.objects.count()) == (422, 0)
    assert found is not None
    assert error is None or found.get_text() == error


# Who takes part ---------------------------------------------------------------------------------------


def test_people_are_found_by_name_and_not_by_address(
    company: Company, plan: Callable[..., Gathering]
) -> None:
    wie = page_of(plan(with_others=False), "wie/")
    make_member(company.organisation, name="Ria Kuipers", email="verborgen@adres.example")
    make_member(company.organisation, Role.TEAM_LEADER, name="Ria Teamleider")

    def found(text: str) -> list[str]:
        page = soup_of(company.as_daan.get(wie, {"q": text}))
        return [each.select_one("span").get_text() for each in page.select("[data-ask]")]

    assert found("ria") == ["Ria Kuipers"]
    assert (found("r"), found("verborgen"), found("daan")) == ([], [], [])


def test_somebody_is_added_and_taken_away(company: Company, plan: Callable[..., Gathering]) -> None:
    gathering = plan(with_others=False)
    wie = page_of(gathering, "wie/")

    company.as_daan.post(wie, {"add": company.fatma.pk})
    company.as_daan.post(wie, {"add": company.fatma.pk})
    company.as_daan.post(wie, {"bringer": company.fatma.pk})
    assert [(each.person, each.is_bringer) for each in gathering.participations.all()] == [
        (company.daan, False),
        (company.fatma, True),
    ]
    company.as_daan.post(wie, {"remove": company.fatma.pk})
    company.as_daan.post(wie, {"remove": company.daan.pk})  # who leads stays
    assert [each.person for each in gathering.participations.all()] == [company.daan]


def test_nobody_of_another_organisation_and_nobody_invited_only(
    company: Company, plan: Callable[..., Gathering], house: Callable[[str], Organisation]
) -> None:
    gathering = plan(with_others=False)
    wie = page_of(gathering, "wie/")
    stranger = make_member(house("amelberga"), name="Kanarie Elders")
    invited = make_member(company.organisation, name="Kanarie Uitgenodigd", activated=False)

    answers = [company.as_daan.post(wie, {"add": key}) for key in (stranger.pk, invited.pk, 987654321, "x")]

    assert [each.status_code for each in answers] == [404] * 4
    assert "Kanarie" not in shown(company.as_daan, f"{wie}?q=kanarie").replace("kanarie", "")


def test_her_own_team_stands_ready(company: Company, plan: Callable[..., Gathering]) -> None:
    team = Team.objects.create(organisation=company.organisation, name="Ochtend")
    Membership.objects.filter(person__in=[company.daan, company.fatma]).update(team=team)

    page = soup_of(company.as_daan.get(page_of(plan(with_others=False), "wie/")))

    assert [int(each["data-ask"]) for each in page.select("[data-ask]")] == [company.fatma.pk]


def test_a_trainer_asks_a_whole_group(company: Company, plan: Callable[..., Gathering]) -> None:
    gathering = plan(leader=company.marja, with_others=False)
    wie = page_of(gathering, "wie/")
    page = soup_of(company.as_marja.get(wie))
    button = page.select_one("button[name=group]")

    company.as_marja.post(wie, {"group": button["value"]})
    refused = company.as_daan.post(page_of(plan(), "wie/"), {"group": button["value"]})

    assert button.get_text() == "Zet 1 persoon uit Najaar erbij"
    assert {each.person for each in gathering.participations.all()} == {company.marja, company.fatma}
    assert refused.status_code == 404


# Lists and pages --------------------------------------------------------------------------------------


def test_the_list_begins_with_what_to_do(company: Company) -> None:
    text = shown(company.as_daan, LIST)

    assert "Er staat niets gepland." in text
    assert "Nog geen bijeenkomst geweest." in text


def test_what_is_coming_goes_on_and_was(company: Company, plan: Callable[..., Gathering]) -> None:
    plan(title="Straks", case=None)
    plan(title="Nu", case=None, uuid=uuid4())
    Gathering.objects.filter(title="Nu").update(started_at=timezone.now())
    plan(title="Weg", case=None)
    Gathering.objects.filter(title="Weg").update(cancelled_at=timezone.now())

    page = soup_of(company.as_fatma.get(LIST))

    states = {each.select_one("a").get_text(): each["data-state"] for each in page.select("[data-gathering]")}
    assert states == {"Nu": State.RUNNING, "Straks": State.PLANNED, "Weg": State.CANCELLED}


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_take_as_many_queries_whatever_there_is(
    company: Company, plan: Callable[..., Gathering], number: int
) -> None:
    for _each in range(number):
        gathering = plan()
        for name in range(number):
            make_participant_of(gathering, company, f"Iemand {name}")
    for client in (company.as_daan, company.as_marja):
        client.get(LIST)  # what waits at a trainer's house is kept for a minute

    counted = [
        queries_of(client, address)
        for client, address in (
            (company.as_daan, LIST),
            (company.as_marja, LIST),
            (company.as_daan, page_of(gathering)),
            (company.as_daan, page_of(gathering, "wie/")),
            (company.as_marja, page_of(gathering, "wie/")),
            (company.as_daan, NEW),
        )
    ]
    assert counted == [9, 12, 9, 9, 15, 9]


def make_participant_of(gathering: Gathering, company: Company, name: str) -> None:
    person = make_member(company.organisation, name=name)
    Participation.objects.create(organisation=company.organisation, gathering=gathering, person=person)


def test_a_trainer_sees_gatherings_of_people_in_her_groups_only(
    company: Company, plan: Callable[..., Gathering], client_at: Callable[..., Client]
) -> None:
    hers = plan(with_others=False, title="Van Fatma", case=None, leader=company.fatma)
    other = plan(with_others=False, title="Van Daan", case=None)

    text = shown(company.as_marja, LIST)

    assert ("Van Fatma" in text, "Van Daan" in text) == (True, False)
    assert company.as_marja.get(page_of(hers)).status_code == 200
    assert company.as_marja.get(page_of(other)).status_code == 404
    for part in ("wie/", "wijzigen/", "afronden/", "afzeggen/"):
        assert company.as_marja.get(page_of(hers, part)).status_code == 403


def test_changed_cancelled_and_on_after_all(company: Company, plan: Callable[..., Gathering]) -> None:
    gathering = plan()
    page = soup_of(company.as_daan.get(page_of(gathering, "wijzigen/")))
    form = {
        each["name"]: each.get("value", "")
        for each in page.select("main input[name]")
        if each.get("type") not in {"radio", "checkbox"}
    }
    company.as_daan.post(
        page_of(gathering, "wijzigen/"), {**filled(), **form, "held_on": "2027-01-14", "has_timers": ""}
    )
    gathering.refresh_from_db()
    assert (gathering.held_on, gathering.has_timers) == (dt.date(2027, 1, 14), False)

    company.as_daan.post(page_of(gathering, "afzeggen/"))
    assert company.as_daan.post(page_of(gathering, "begin/"))["Location"] == page_of(gathering)
    assert "afgezegd" in shown(company.as_fatma, page_of(gathering))
    company.as_daan.post(page_of(gathering, "toch/"))
    gathering.refresh_from_db()
    assert gathering.state is State.PLANNED


def test_who_only_takes_part_does_not_change_it(company: Company, plan: Callable[..., Gathering]) -> None:
    gathering = plan()

    answers = [
        company.as_fatma.post(page_of(gathering, part))
        for part in ("wijzigen/", "wie/", "afzeggen/", "toch/", "begin/", "leiden/stap/", "afronden/")
    ]

    assert {each.status_code for each in answers} == {403}
    gathering.refresh_from_db()
    assert gathering.state is State.PLANNED


def test_a_case_that_editors_take_away_leaves_the_gathering(
    company: Company, plan: Callable[..., Gathering]
) -> None:
    gathering = plan()
    CasePage.objects.get(key="K06").delete()

    text = shown(company.as_fatma, page_of(gathering))

    assert "Alleen even aangeven" in text


def test_a_case_that_is_no_longer_published_stays_with_its_gathering(
    company: Company, plan: Callable[..., Gathering]
) -> None:
    gathering = plan()
    CasePage.objects.get(key="K06").unpublish()
    edit = filled(about=f"casus-{gathering.case_id}", guests="7")

    saved = company.as_daan.post(page_of(gathering, "wijzigen/"), edit)
    other = company.as_daan.post(NEW, edit)

    gathering.refresh_from_db()
    assert (saved.status_code, gathering.guests, gathering.case.key) == (302, 7, "K06")
    assert other.status_code == 422


# Minutes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "parts", "shares"),
    [(60, 6, [10] * 6), (40, 6, [7, 7, 7, 7, 6, 6]), (2, 4, [1, 1, 1, 1]), (30, 0, [])],
)
def test_a_fair_share_is_whole_minutes(minutes: int, parts: int, shares: list[int]) -> None:
    assert fair_share(minutes, parts) == shares


def test_the_authors_minutes_count_when_each_step_has_them() -> None:
    assert minutes_of_steps(60, 3, [5, 15, 40]) == [5, 15, 40]
    assert minutes_of_steps(60, 3, [5, 15]) == [20, 20, 20]


def test_a_second_role_does_not_show_somebody_twice(company: Company, plan: Callable[..., Gathering]) -> None:
    make_membership(company.organisation, company.fatma, Role.PRACTICE_TRAINER)

    page = soup_of(company.as_daan.get(page_of(plan(with_others=False), "wie/"), {"q": "fatma"}))

    assert len(page.select("[data-ask]")) == 1


def test_a_guide_for_each_way_of_discussing(company: Company) -> None:
    page = soup_of(company.as_daan.get(LIST))
    links = [each["href"] for each in page.select("#vormen ~ ul a")]

    assert links == [
        "/samen/bespreekvormen/incidentmethode/",
        "/samen/bespreekvormen/vijfstappenmethode/",
        "/samen/bespreekvormen/respectvol-roddelen/",
    ]
    for address in links:
        text = shown(company.as_daan, address)
        assert ("Spelregels" in text, "Eerst vragen, dan pas advies." in text) == (True, True)


def test_an_invited_participant_of_a_group_waits(company: Company, plan: Callable[..., Gathering]) -> None:
    from cohorts.models import Cohort

    make_participant(Cohort.objects.get(), "Bas Linders", invited_days_ago=2)

    page = soup_of(company.as_marja.get(page_of(plan(leader=company.marja, with_others=False), "wie/")))

    assert [each.get_text() for each in page.select("[data-ask] > span")] == ["Fatma Yıldırım"]
