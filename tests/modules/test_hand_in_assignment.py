"""Writing about a workplace assignment, choosing who looks along, handing in and taking back."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from modules.models import (
    HandIn,
    HandInDraft,
    HandInEvent,
    HandInState,
    LookAlong,
    ModulePage,
    ModuleProgress,
)
from modules.services import tick_assignment
from organisations.enums import Role
from organisations.models import Organisation, Team
from people.models import AuditEntry, OutgoingMail, Person
from tests.counting import queries_of
from tests.factories import make_cohort, make_member, make_membership
from tests.modules.assignments import PAGE, TEXT, attached, filled, handed_in, page_of, revision_on, words_of

ASK = f"{PAGE}inleveren/"


@pytest.fixture
def marja(zonnehoek: Organisation, daan: Person) -> Person:
    """The trainer of her group."""
    from cohorts.services import enrol

    trainer = make_member(zonnehoek, Role.PRACTICE_TRAINER, name="Marja van der Heijden")
    enrol(cohort=make_cohort(zonnehoek, trainer), person=daan)
    return trainer


@pytest.fixture
def noor(zonnehoek: Organisation) -> Person:
    return make_member(zonnehoek, Role.LEARNER, name="Noor de Vries")


def test_a_draft_is_kept_and_shown_again(browser: Client, daan: Person) -> None:
    response = browser.post(PAGE, filled(browser), follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert page_of(response).find("textarea").text.strip() == TEXT
    work = HandIn.objects.get()
    assert (work.person, work.state, work.revision, work.title) == (
        daan,
        HandInState.DRAFT,
        1,
        "Tijd op tafel",
    )


def test_a_draft_is_kept_while_typing(browser: Client) -> None:
    answer = browser.post(PAGE, filled(browser), headers={"accept": "application/json"})

    assert (answer.status_code, answer.json()["revision"], revision_on(browser)) == (200, 1, 1)


def test_the_same_draft_twice_counts_once(browser: Client) -> None:
    data = filled(browser)

    assert [browser.post(PAGE, data).status_code for _time in range(2)] == [302, 302]
    assert (HandIn.objects.get().revision, HandInDraft.objects.count()) == (1, 1)


def test_an_old_page_that_is_sent_anew_says_that_it_is_not_kept(browser: Client) -> None:
    data = filled(browser)
    browser.post(PAGE, data)

    told = browser.post(PAGE, {**data, "text": "Anders"})

    assert (told.status_code, "Anders" in words_of(told), HandIn.objects.get().text) == (409, True, TEXT)
    again = page_of(told).find(attrs={"name": "uuid"})["value"]
    assert browser.post(PAGE, {**data, "uuid": again, "based_on": 1, "text": "Anders"}).status_code == 302
    assert HandIn.objects.get().text == "Anders"


def test_a_stale_draft_is_told_and_wins_with_one_more_press(browser: Client) -> None:
    late = filled(browser, "Uit het eerste tabblad")
    browser.post(PAGE, filled(browser, "Uit het tweede tabblad"))

    told = browser.post(PAGE, late)

    page = page_of(told)
    assert (told.status_code, page.find("textarea").text.strip()) == (409, "Uit het eerste tabblad")
    assert "Uit het tweede tabblad" in page.find(id="melding").text
    again = {name: page.find(attrs={"name": name})["value"] for name in ("uuid", "based_on")}
    assert browser.post(PAGE, {**late, **again}).status_code == 302
    assert (HandIn.objects.get().text, HandInDraft.objects.count()) == ("Uit het eerste tabblad", 3)


def test_handing_in_gives_it_to_whom_she_chose(
    browser: Client, daan: Person, marja: Person, noor: Person, zonnehoek: Organisation
) -> None:
    response = browser.post(
        ASK, filled(browser, trainer="on", learner=str(noor.pk), **attached()), follow=True
    )

    assert response.redirect_chain == [(PAGE, 302)]
    assert "Gevraagd om mee te kijken: Noor de Vries" in words_of(response)
    work = HandIn.objects.get()
    assert (work.state, work.organisation, work.asks_trainer) == (HandInState.HANDED_IN, zonnehoek, True)
    assert sorted(LookAlong.objects.values_list("role", "viewer", "owner", "stand")) == sorted(
        [(Role.PRACTICE_TRAINER, None, daan.pk, "waiting"), (Role.LEARNER, noor.pk, daan.pk, "waiting")]
    )
    assert ModuleProgress.objects.get(person=daan).assignment_done_on is not None
    assert AuditEntry.objects.filter(verb="handed_in", subject=daan).count() == 1
    mail = OutgoingMail.objects.get(to=noor.email)
    assert mail.subject == "Daan vraagt of je meekijkt"
    assert (f"/meekijken/{work.pk}/" in mail.text, TEXT in mail.text + mail.html) == (True, False)


def test_handing_in_twice_is_once(browser: Client, marja: Person) -> None:
    data = filled(browser, trainer="on")

    assert [browser.post(ASK, data).status_code for _time in range(3)] == [302, 302, 302]
    assert HandInEvent.objects.count() == 1


def test_another_window_hears_that_it_lies_with_somebody_already(browser: Client, marja: Person) -> None:
    late = filled(browser, text="Anders", trainer="on")
    browser.post(ASK, filled(browser, trainer="on"))

    told = browser.post(ASK, late)

    assert (told.status_code, "Anders" in words_of(told), HandInEvent.objects.count()) == (409, True, 1)
    assert HandIn.objects.get().text == TEXT


def test_nothing_to_hand_in_is_told_at_the_field(browser: Client, marja: Person) -> None:
    response = browser.post(ASK, filled(browser, "  ", trainer="on"))

    assert (response.status_code, "Schrijf eerst iets" in words_of(response)) == (422, True)
    assert LookAlong.objects.count() == 0


def test_after_handing_in_nothing_the_next_press_hands_in_what_she_typed(
    browser: Client, marja: Person
) -> None:
    page = page_of(browser.post(ASK, filled(browser, "", trainer="on")))
    again = {name: page.find(attrs={"name": name})["value"] for name in ("uuid", "based_on")}

    response = browser.post(ASK, {**again, "text": TEXT, "trainer": "on"})

    assert response.status_code == 302
    assert list(LookAlong.objects.values_list("hand_in__text", "stand")) == [(TEXT, "waiting")]


def test_with_nobody_chosen_it_stays_hers(
    browser: Client, daan: Person, module: Callable[[str], ModulePage]
) -> None:
    response = browser.post(ASK, filled(browser))

    assert (response.status_code, "Kies eerst wie meekijkt" in words_of(response)) == (422, True)
    assert HandIn.objects.get().state == HandInState.DRAFT
    browser.post(f"{PAGE}gedaan/", {"gedaan": "ja"})
    assert ModuleProgress.objects.get(person=daan).assignment_done_on is not None


def test_private_details_are_asked_about_before_another_reads_them(browser: Client, marja: Person) -> None:
    text = "Mevrouw, geboren op 3 mei 1938, BSN 111222333."
    data = filled(browser, text, trainer="on")
    assert browser.post(PAGE, filled(browser, text)).status_code == 302

    data["based_on"] = 1
    warned = browser.post(ASK, data)

    page = page_of(warned)
    assert (warned.status_code, page.find("textarea").text.strip(), LookAlong.objects.count()) == (
        422,
        text,
        0,
    )
    asked = page.find(attrs={"name": "keep_anyway"})["value"]
    assert page.find(id="lever-in").text.strip() == "Toch inleveren"
    assert browser.post(ASK, {**data, "keep_anyway": asked}).status_code == 302
    assert LookAlong.objects.count() == 1


def test_a_stale_text_that_may_stay_wins_with_one_more_press(browser: Client, marja: Person) -> None:
    late = filled(browser, "BSN 111222333.", trainer="on")
    asked = page_of(browser.post(ASK, late)).find(attrs={"name": "keep_anyway"})["value"]
    browser.post(PAGE, filled(browser, "Uit het tweede tabblad"))

    told = page_of(browser.post(ASK, {**late, "keep_anyway": asked}))

    names = ("uuid", "based_on", "keep_anyway")
    again = {name: told.find(attrs={"name": name})["value"] for name in names}
    assert "Uit het tweede tabblad" in told.find(id="melding").text
    assert browser.post(ASK, {**late, **again}).status_code == 302
    assert (HandIn.objects.get().text, LookAlong.objects.count()) == ("BSN 111222333.", 1)


def test_a_stale_text_with_another_private_detail_is_asked_about(browser: Client, marja: Person) -> None:
    late = filled(browser, "BSN 111222333.", trainer="on")
    asked = page_of(browser.post(ASK, late)).find(attrs={"name": "keep_anyway"})["value"]
    browser.post(PAGE, filled(browser, "Uit het tweede tabblad"))
    told = page_of(browser.post(ASK, {**late, "keep_anyway": asked}))
    again = {name: told.find(attrs={"name": name})["value"] for name in ("uuid", "based_on", "keep_anyway")}

    warned = browser.post(ASK, {**late, **again, "text": "BSN 111222333, bel 0612345678."})

    assert (warned.status_code, LookAlong.objects.count()) == (422, 0)


def test_what_lies_with_another_does_not_change(
    browser: Client, daan: Person, marja: Person, zonnehoek: Organisation, module: Callable[[str], ModulePage]
) -> None:
    handed_in(daan, module("M01"), zonnehoek)
    data = {"uuid": str(uuid4()), "based_on": 1, "text": "Anders"}

    told = browser.post(PAGE, data)

    assert (told.status_code, "Anders" in words_of(told), HandIn.objects.get().text) == (409, True, TEXT)
    assert browser.post(PAGE, {**data, **attached()}).status_code == 409
    tick_assignment(person=daan, module=module("M01"), done=False)
    assert ModuleProgress.objects.get(person=daan).assignment_done_on is not None


def test_taking_back_ends_looking_along(
    browser: Client, daan: Person, marja: Person, zonnehoek: Organisation, module: Callable[[str], ModulePage]
) -> None:
    handed_in(daan, module("M01"), zonnehoek)

    response = browser.post(f"{PAGE}terug/", follow=True)

    assert page_of(response).find("textarea").text.strip() == TEXT
    assert (HandIn.objects.get().state, LookAlong.objects.count()) == (HandInState.WITHDRAWN, 0)
    assert ModuleProgress.objects.get(person=daan).assignment_done_on is None
    assert list(HandInEvent.objects.values_list("kind", flat=True)) == ["handed_in", "withdrawn"]
    assert browser.post(f"{PAGE}terug/").status_code == 302
    assert HandInEvent.objects.count() == 2


def test_taking_back_leaves_the_tick_that_she_set_herself_before(
    browser: Client, daan: Person, marja: Person, zonnehoek: Organisation, module: Callable[[str], ModulePage]
) -> None:
    browser.post(f"{PAGE}gedaan/", {"gedaan": "ja"})
    ModuleProgress.objects.filter(person=daan).update(assignment_done_on=dt.date(2026, 1, 5))

    for _time in range(2):
        handed_in(daan, module("M01"), zonnehoek)
        browser.post(f"{PAGE}terug/")

    assert ModuleProgress.objects.get(person=daan).assignment_done_on == dt.date(2026, 1, 5)
    browser.post(f"{PAGE}gedaan/", {"gedaan": "nee"})
    handed_in(daan, module("M01"), zonnehoek)
    HandIn.objects.update(state=HandInState.MORE_ASKED)
    handed_in(daan, module("M01"), zonnehoek)  # what was asked for, with it
    browser.post(f"{PAGE}terug/")
    assert ModuleProgress.objects.get(person=daan).assignment_done_on is None


def test_a_team_leader_is_asked_only_where_the_assignment_is_about_her(
    browser: Client, daan: Person, zonnehoek: Organisation, module: Callable[[str], ModulePage]
) -> None:
    team = Team.objects.create(organisation=zonnehoek, name="Ochtendploeg")
    daan.memberships.filter(organisation=zonnehoek).update(team=team)
    ruud, els = make_member(zonnehoek, name="Ruud Jacobs"), make_member(zonnehoek, name="Els Elders")
    make_membership(zonnehoek, ruud, Role.TEAM_LEADER, team=team)
    make_membership(zonnehoek, els, Role.TEAM_LEADER)

    offered = page_of(browser.get(PAGE)).select("[name=team_leader] option")
    elsewhere = page_of(browser.get(f"/modules/{module('M02').slug}/opdracht/")).select("[name=team_leader]")

    assert [option.text for option in offered] == ["Niemand", "Ruud Jacobs"]
    assert elsewhere == []


@pytest.mark.parametrize("name", ["learner", "team_leader"])
def test_nobody_else_can_be_asked(browser: Client, noor: Person, house: Any, name: str) -> None:
    stranger = make_member(house("amelberga"), Role.LEARNER, Role.TEAM_LEADER)

    response = browser.post(ASK, filled(browser, **{name: str(stranger.pk)}))

    assert (response.status_code, LookAlong.objects.count()) == (422, 0)


def test_without_a_group_no_trainer_is_offered(browser: Client) -> None:
    page = page_of(browser.get(PAGE))

    assert (page.select("[name=trainer]"), "Vraag de beheerder" in page.text) == ([], True)


def test_a_module_without_an_assignment_has_no_page(
    browser: Client, module: Callable[[str], ModulePage]
) -> None:
    ModulePage.objects.filter(key="M01").update(assignment_title="")

    assert browser.get(PAGE).status_code == 404


@pytest.mark.parametrize("colleagues", [1, 3])
def test_the_page_takes_as_many_queries_for_three_as_for_one(
    browser: Client, daan: Person, marja: Person, zonnehoek: Organisation, colleagues: int
) -> None:
    for _each in range(colleagues):
        make_member(zonnehoek, Role.LEARNER)
    for number in range(colleagues):
        browser.post(PAGE, filled(browser, **attached(name=f"{number}.jpg")))

    assert queries_of(browser, PAGE) == 13
