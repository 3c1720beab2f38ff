"""`/beoordelen/`: what waits for a trainer, asking for more, signing off, and what becomes of the module."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cohorts.rules.reviews import may_mail
from cohorts.services import add_trainer, enrol, leave
from modules.models import HandIn, HandInEvent, HandInState, LookAlong, ModulePage, ModuleProgress
from modules.services import Passed, ask_for_more, sign_off, take_back
from organisations.enums import Role
from organisations.tenancy import use_organisation
from people.enums import Verb
from people.models import AuditEntry, OutgoingMail, Person
from tests.cohorts.conftest import House
from tests.counting import queries_of
from tests.factories import make_cohort, make_member, make_membership, make_module_done, make_participant
from tests.modules.assignments import TEXT, handed_in, page_of, words_of

QUEUE = "/beoordelen/"


@pytest.fixture
def module(db: None) -> ModulePage:
    """The one without a training half-day."""
    return ModulePage.objects.get(key="M01")


@pytest.fixture
def daan(here: House) -> Person:
    return make_participant(here.cohort, "Daan Brouwers")


@pytest.fixture
def work(here: House, daan: Person, module: ModulePage) -> HandIn:
    """Given to Marja."""
    return handed_in(daan, module, here.organisation)


def address(work: HandIn) -> str:
    return f"{QUEUE}{work.pk}/"


def form_of(client: Client, work: HandIn, what: str, text: str = "") -> dict[str, Any]:
    """What a browser sends of one of the two forms."""
    page = page_of(client.get(address(work)))
    form = page.find(id="teken-af" if what == "teken" else "vraag-meer")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    fields.pop("csrfmiddlewaretoken")
    return {**fields, f"{what}-text": text}


def names_in(response: Any) -> list[str]:
    return [row.find("strong").text for row in page_of(response).select("main li[data-hand-in]")]


def test_the_queue_lists_what_waits_the_oldest_first(here: House, module: ModulePage) -> None:
    for days, name in ((1, "Laat"), (9, "Vroeg"), (4, "Midden")):
        person = make_participant(here.cohort, name)
        work = handed_in(person, module, here.organisation)
        LookAlong.objects.filter(hand_in=work).update(since=timezone.now() - dt.timedelta(days=days))

    response = here.client.get(QUEUE)

    assert names_in(response) == ["Vroeg", "Midden", "Laat"]
    count = page_of(response).select_one(".site-nav__count")
    assert " ".join(count.text.split()) == "3 te bekijken"


def test_an_empty_queue_says_so(here: House) -> None:
    response = here.client.get(QUEUE)

    assert ("Er wacht niets." in words_of(response), page_of(response).select(".site-nav__count")) == (
        True,
        [],
    )


def test_the_queue_is_cut_down_to_one_group(here: House, module: ModulePage) -> None:
    other = make_cohort(here.organisation, here.trainer, name="Voorjaar")
    for cohort, name in ((here.cohort, "Najaarder"), (other, "Voorjaarder")):
        handed_in(make_participant(cohort, name), module, here.organisation)

    assert names_in(here.client.get(f"{QUEUE}?groep={other.pk}")) == ["Voorjaarder"]
    assert len(names_in(here.client.get(f"{QUEUE}?groep=987654"))) == 2


def test_the_board_leads_to_what_waits_of_that_person(here: House, module: ModulePage) -> None:
    handed_in(make_participant(here.cohort, "Ander"), module, here.organisation)
    asked = make_participant(here.cohort, "Ria Kuipers")
    first, _second = (
        handed_in(asked, ModulePage.objects.get(key=key), here.organisation) for key in ("M01", "M02")
    )
    here.client.post(address(first), form_of(here.client, first, "vraag", "En het rooster?"))
    board = page_of(here.client.get(f"/groepen/{here.cohort.pk}/"))
    link = board.select_one(f"[data-person='{asked.pk}'] a[href^='{QUEUE}']")

    waiting = here.client.get(link["href"])
    other_filter = page_of(waiting).select_one("#toon-gevraagd")["href"]

    assert names_in(waiting) == ["Ria Kuipers"]
    assert names_in(here.client.get(f"{QUEUE}{other_filter}")) == ["Ria Kuipers"]
    person = page_of(here.client.get(f"/groepen/{here.cohort.pk}/{asked.pk}/"))
    assert person.select_one(f"main a[href^='{QUEUE}']")["href"] == link["href"]
    everybody = page_of(waiting).find("a", string="Toon die van iedereen")["href"]
    assert names_in(here.client.get(f"{QUEUE}{everybody}")) == ["Ander", "Ria Kuipers"]


def test_of_a_person_of_whom_nothing_lies_with_her_nothing_is_shown_and_nobody_is_looked_at(
    here: House, elsewhere: House, work: HandIn, module: ModulePage
) -> None:
    stranger = make_participant(elsewhere.cohort, "Vreemd")
    with use_organisation(elsewhere.organisation):
        handed_in(stranger, module, elsewhere.organisation)

    own = make_participant(here.cohort, "Nog niets")
    other = make_cohort(here.organisation, here.trainer, name="Voorjaar")
    handed_in(make_participant(other, "Voorjaarder"), module, here.organisation)

    said = set()
    for wie in (str(own.pk), str(stranger.pk), "0", "x"):
        response = here.client.get(f"{QUEUE}?groep={here.cohort.pk}&wie={wie}")
        said.add(words_of(response))
        assert names_in(response) == []
        everybody = page_of(response).find("a", string="Toon die van iedereen")["href"]
        other_stand = page_of(response).select_one("#toon-gevraagd")["href"]
        assert f"wie={wie}" in other_stand
        assert names_in(here.client.get(f"{QUEUE}{other_stand}")) == []
    (words,) = said
    assert ("Van deze persoon wacht niets." in words, "0 Aanvulling" in words) == (True, True)
    assert not AuditEntry.objects.filter(verb=Verb.LISTED, object_label="modules.LookAlong").exists()

    assert names_in(here.client.get(f"{QUEUE}{everybody}")) == ["Daan Brouwers"]
    assert AuditEntry.objects.filter(verb=Verb.LISTED, object_label="modules.LookAlong").count() == 1


def test_another_trainer_and_another_house_see_nothing_of_it(
    here: House, elsewhere: House, work: HandIn, client_at: Callable[..., Client]
) -> None:
    colleague = client_at(here.organisation, make_member(here.organisation, Role.PRACTICE_TRAINER))

    for client in (colleague, elsewhere.client):
        assert names_in(client.get(QUEUE)) == []
        assert client.get(address(work)).status_code == 404
        assert client.post(address(work), {"teken": "ja"}).status_code == 404


def test_she_reads_what_was_handed_in_and_he_sees_that_she_did(
    here: House, work: HandIn, daan: Person, client_at: Callable[..., Client]
) -> None:
    HandIn.objects.filter(pk=work.pk).update(text="Nog aan het schrijven")

    text = words_of(here.client.get(address(work)))

    assert (TEXT in text, "Nog aan het schrijven" in text) == (True, False)
    looks = words_of(client_at(here.organisation, daan).get("/mijn-gegevens/"))
    assert "Marja van der Heijden (leercoach) bekeek een ingeleverde praktijkopdracht" in looks


def test_what_was_said_before_it_was_given_to_her_is_not_hers(
    here: House, elsewhere: House, work: HandIn, daan: Person, module: ModulePage
) -> None:
    here.client.post(address(work), form_of(here.client, work, "vraag", "Hoe ging het met Riet?"))
    make_membership(elsewhere.organisation, daan)
    with use_organisation(elsewhere.organisation):
        enrol(cohort=elsewhere.cohort, person=daan)
        handed_in(daan, module, elsewhere.organisation, text="Zonder Riet")
    elsewhere.client.post(address(work), form_of(elsewhere.client, work, "vraag", "En de avond?"))
    with use_organisation(elsewhere.organisation):
        handed_in(daan, module, elsewhere.organisation, text="Met de avond")

    page = page_of(elsewhere.client.get(address(work)))

    assert [event["data-event"] for event in page.select("[data-event]")] == [
        "handed_in",
        "more_asked",
        "handed_in",
    ]
    assert ("Riet?" in page.text, TEXT in page.text, "En de avond?" in page.text) == (False, False, True)
    assert here.client.get(address(work)).status_code == 404


def test_asked_for_more_and_handed_in_again_and_signed_off(
    here: House, work: HandIn, daan: Person, module: ModulePage, client_at: Callable[..., Client]
) -> None:
    question = "Wat doen jullie als er twee zieken zijn?"
    asked = here.client.post(address(work), form_of(here.client, work, "vraag", question))
    his = client_at(here.organisation, daan)
    seen = words_of(his.get(f"/modules/{module.slug}/opdracht/"))
    handed_in(daan, module, here.organisation, text="Dan belt Ruud iemand van boven.")
    signed = here.client.post(address(work), form_of(here.client, work, "teken", "Helder."))

    assert (asked.status_code, signed.status_code, question in seen) == (302, 302, True)
    work.refresh_from_db()
    today = timezone.localdate()
    assert (work.state, work.signed_off_by, work.signed_off_on) == (
        HandInState.SIGNED_OFF,
        here.trainer,
        today,
    )
    assert list(work.events.values_list("kind", "text")) == [
        ("handed_in", TEXT),
        ("more_asked", question),
        ("handed_in", "Dan belt Ruud iemand van boven."),
        ("signed_off", "Helder."),
    ]
    assert [mail.subject for mail in OutgoingMail.objects.filter(to=daan.email).order_by("pk")] == [
        "Marja heeft een vraag over je praktijkopdracht: Tijd op tafel",
        "Marja tekende je praktijkopdracht af: Tijd op tafel",
    ]
    assert question not in "".join(OutgoingMail.objects.values_list("text", flat=True))
    verbs = AuditEntry.objects.filter(subject=daan).values_list("verb", flat=True)
    assert {"handed_in", "asked_more", "signed_off"} <= set(verbs)
    end = words_of(his.get(f"/modules/{module.slug}/opdracht/"))
    assert "Marja van der Heijden tekende af op" in end


def test_a_module_is_wholly_done_by_both_whatever_comes_last(
    here: House, work: HandIn, daan: Person, module: ModulePage
) -> None:
    here.client.post(address(work), form_of(here.client, work, "teken"))
    progress = ModuleProgress.objects.get(person=daan)
    assert (progress.assignment_signed_on, progress.whole_done_on) == (timezone.localdate(), None)

    other = make_participant(here.cohort, "Ria Kuipers")
    make_module_done(other, "M01", dt.date(2026, 11, 3))
    later = handed_in(other, module, here.organisation)
    here.client.post(address(later), form_of(here.client, later, "teken"))

    assert ModuleProgress.objects.get(person=other).whole_done_on == timezone.localdate()


def test_a_module_with_a_training_is_not_wholly_done_by_it(here: House, daan: Person) -> None:
    module = ModulePage.objects.get(key="M02")
    make_module_done(daan, "M02", dt.date(2026, 11, 3))
    work = handed_in(daan, module, here.organisation)

    here.client.post(address(work), form_of(here.client, work, "teken"))

    progress = ModuleProgress.objects.get(person=daan)
    assert (progress.assignment_signed_on, progress.whole_done_on) == (timezone.localdate(), None)


def test_a_question_needs_words(here: House, work: HandIn) -> None:
    response = here.client.post(address(work), form_of(here.client, work, "vraag"))

    assert (response.status_code, "Schrijf hier eerst iets." in words_of(response)) == (422, True)
    assert HandIn.objects.get().state == HandInState.HANDED_IN


def test_private_details_in_a_question_are_asked_about(here: House, work: HandIn) -> None:
    data = form_of(here.client, work, "vraag", "Bel 06-12345678.")

    warned = here.client.post(address(work), data)

    asked = page_of(warned).find(attrs={"name": "vraag-keep_anyway"})["value"]
    assert (warned.status_code, HandInEvent.objects.count()) == (422, 1)
    assert here.client.post(address(work), {**data, "vraag-keep_anyway": asked}).status_code == 302


def test_what_was_handed_in_anew_is_read_first(
    here: House, work: HandIn, daan: Person, module: ModulePage
) -> None:
    data = form_of(here.client, work, "teken", "Prima")
    take_back(person=daan, module=module, uuid=uuid4())
    handed_in(daan, module, here.organisation, text="Heel iets anders")

    response = here.client.post(address(work), data)

    page = page_of(response)
    assert (response.status_code, "Heel iets anders" in page.text) == (409, True)
    assert page.find("textarea", {"name": "teken-text"}).text.strip() == "Prima"
    assert HandIn.objects.get().state == HandInState.HANDED_IN


def test_the_second_of_two_trainers_is_told(
    here: House, work: HandIn, client_at: Callable[..., Client]
) -> None:
    els = make_member(here.organisation, Role.PRACTICE_TRAINER, name="Els Verhoeven")
    add_trainer(cohort=here.cohort, trainer=els)
    hers = client_at(here.organisation, els)
    late = form_of(hers, work, "vraag", "En de avond?")
    here.client.post(address(work), form_of(here.client, work, "vraag", "En het weekend?"))

    response = hers.post(address(work), late)

    assert (response.status_code, HandInEvent.objects.count()) == (409, 2)
    assert "intussen al beantwoord" in words_of(response)


def test_signing_off_again_changes_nothing(here: House, work: HandIn) -> None:
    data = form_of(here.client, work, "teken")
    for _time in range(3):
        assert here.client.post(address(work), data).status_code == 302
    other = {**data, "teken-uuid": str(uuid4()), "teken-text": "Mooi gedaan."}
    second = here.client.post(address(work), other)

    assert (second.status_code, "intussen al beantwoord" in words_of(second)) == (409, True)
    assert (HandInEvent.objects.count(), OutgoingMail.objects.filter(subject__contains="af:").count()) == (
        2,
        1,
    )


def test_nobody_signs_her_own_off(here: House, module: ModulePage, client_at: Callable[..., Client]) -> None:
    make_membership(here.organisation, here.trainer, Role.SUPERVISOR)
    enrol(cohort=here.cohort, person=here.trainer)
    els = make_member(here.organisation, Role.PRACTICE_TRAINER)
    add_trainer(cohort=here.cohort, trainer=els)
    work = handed_in(here.trainer, module, here.organisation)
    look = LookAlong.objects.select_related("organisation").get()
    session = here.client.session
    session["role"] = Role.PRACTICE_TRAINER
    session.save()

    assert (names_in(here.client.get(QUEUE)), here.client.get(address(work)).status_code) == ([], 404)
    with pytest.raises(Passed):
        sign_off(look=look, by=here.trainer, remark="", uuid=uuid4(), version=work.events.get().pk)
    with pytest.raises(Passed):
        ask_for_more(look=look, by=here.trainer, question="?", uuid=uuid4(), version=work.events.get().pk)


def test_taken_back_is_gone_from_the_queue(
    here: House, work: HandIn, daan: Person, module: ModulePage
) -> None:
    data = form_of(here.client, work, "vraag", "Een vraag te laat")
    take_back(person=daan, module=module, uuid=uuid4())

    assert names_in(here.client.get(QUEUE)) == []
    assert here.client.get(address(work)).status_code == 404
    late = here.client.post(address(work), data)
    assert (late.status_code, page_of(late).find("textarea").text) == (404, "Een vraag te laat")


def test_out_of_the_group_is_out_of_the_queue(here: House, work: HandIn, daan: Person) -> None:
    leave(cohort=here.cohort, person_id=daan.pk)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    here.cohort.enrolments.filter(person=daan).update(ends=yesterday)

    assert names_in(here.client.get(QUEUE)) == []
    assert here.client.get(address(work)).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_queries_do_not_grow_with_what_waits(here: House, module: ModulePage, people: int) -> None:
    works = [
        handed_in(make_participant(here.cohort, f"Persoon {number}"), module, here.organisation)
        for number in range(people)
    ]
    here.client.get(QUEUE)

    assert (queries_of(here.client, QUEUE), queries_of(here.client, address(works[0]))) == (10, 13)


# Mail ---------------------------------------------------------------------------------------------

NOON = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("waited", "hours_ago", "was_sent", "wanted"),
    [
        (0, None, True, True),
        (3, None, True, True),
        (0, 2, True, True),
        (0, 2, False, False),
        (0, 0.1, True, False),
        (1, 2, True, False),
        (1, 23.9, True, False),
        (1, 24, True, True),
        (1, 24, False, False),
    ],
)
def test_a_trainer_is_told_when_it_is_news(
    waited: int, hours_ago: float | None, was_sent: bool, wanted: bool
) -> None:
    last = None if hours_ago is None else NOON - dt.timedelta(hours=hours_ago)

    assert may_mail(waited_before=waited, last_made=last, was_sent=was_sent, now=NOON) is wanted


def test_three_at_once_are_one_mail(here: House, module: ModulePage) -> None:
    for number in range(3):
        handed_in(make_participant(here.cohort, f"Persoon {number}"), module, here.organisation)

    mail = OutgoingMail.objects.get(to=here.trainer.email)

    assert (mail.subject, "/beoordelen/" in mail.text, "Persoon" in mail.text) == (
        "Er wacht 1 praktijkopdracht",
        True,
        False,
    )
