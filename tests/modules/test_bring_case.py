"""Bringing in a case: what a supervisor tells, what who writes cases does with it, what she sees of that."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from modules.bringing.rules import Facts, Stage, stage_of
from modules.bringing.services import NotNow, bring_in, decline, make_case, thank
from modules.editing import sync_editor_permissions
from modules.models import BroughtCase, CasePage, CaseQuestion
from organisations.enums import Role
from organisations.models import Membership, Organisation
from people.erasure import erase_account
from people.models import OutgoingMail, Person
from people.retention import apply_retention
from people.rules import months_before
from tests.counting import queries_of
from tests.factories import make_member
from tests.modules.pages import Screen
from tests.modules.test_author_case import add_address, case_form

BRING = "/samen/casussen/inbrengen/"
MINE = "/samen/casussen/ingebracht/"
TOLD = {
    "title": "Ze durfde niet te bellen",
    "happened": "Een <b>collega</b> stond te wachten.\n\nZij keek mij aan.",
    "dilemma": "Helpen of laten doen?",
    "question": "Wat zou jij doen?",
}
URLCONF = "portal.urls_region"


def bring(client: Client, **more: Any) -> Any:
    return client.post(BRING, {**TOLD, "uuid": str(uuid4()), **more})


def shown(client: Client, address: str) -> str:
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return " ".join(soup.select_one("main").get_text(" ").split())


def admin_address(name: str, *args: Any) -> str:
    return reverse(f"casuistiek:{name}", args=args, urlconf=URLCONF)


@pytest.fixture
def els(region: Organisation) -> Person:
    """Who writes cases."""
    person = make_member(region, Role.CASE_AUTHOR, name="Els Verhoeven")
    sync_editor_permissions(person)
    return person


@pytest.fixture
def as_els(region: Organisation, els: Person, client_at: Callable[..., Client]) -> Client:
    return client_at(region, els)


@pytest.fixture
def brought(zonnehoek: Organisation, daan: Person) -> BroughtCase:
    """What Daan brought in."""
    return bring_in(person=daan, organisation=zonnehoek, uuid=uuid4(), gives_name=False, **TOLD)


def page_of(brought: BroughtCase) -> str:
    return f"{MINE}{brought.pk}/"


def publish(case: CasePage) -> None:
    case.get_latest_revision().publish()


# Telling ----------------------------------------------------------------------------------------------


def test_what_is_told_is_brought_in_and_has_a_page(browser: Client, daan: Person) -> None:
    screen = Screen(browser, BRING)
    key = screen.soup.select_one("input[name=uuid]")["value"]

    response = browser.post(BRING, {**TOLD, "uuid": key}, follow=True)

    brought = BroughtCase.objects.get()
    assert response.redirect_chain == [(page_of(brought), 302)]
    assert (brought.person, brought.organisation.key, brought.gives_name) == (daan, "zonnehoek", False)
    assert {name: getattr(brought, name).replace("\r\n", "\n") for name in TOLD} == TOLD
    assert "Nog niemand heeft het gelezen." in shown(browser, page_of(brought))


def test_pressing_twice_brings_in_one(browser: Client) -> None:
    key = str(uuid4())

    first, second = bring(browser, uuid=key), bring(browser, uuid=key)

    assert first["Location"] == second["Location"]
    assert BroughtCase.objects.count() == 1


def test_what_lacks_is_said_at_its_field_and_the_rest_stays(browser: Client) -> None:
    response = bring(browser, question=" ")

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert page.select_one("#id_question_error").get_text() == "Schrijf de vraag op."
    assert page.select_one("#id_happened").get_text().strip() == TOLD["happened"]
    assert BroughtCase.objects.count() == 0


def test_a_phone_number_is_asked_about_once_and_nothing_is_lost(browser: Client) -> None:
    key = str(uuid4())
    text = "Bel haar op 06-12345678, zei hij."

    asked = bring(browser, happened=text, uuid=key)
    page = BeautifulSoup(asked.content, "html.parser")
    kept = bring(browser, happened=text, uuid=key, keep_anyway=page.select_one("[name=keep_anyway]")["value"])

    assert (asked.status_code, kept.status_code) == (422, 302)
    assert page.select_one("#id_happened_error").get_text() == (
        "In deze tekst lijkt een telefoonnummer te staan."
    )
    assert BroughtCase.objects.get().happened == text


def test_her_list_begins_with_how_to_begin(browser: Client, daan: Person) -> None:
    assert "Je bracht nog geen casus in." in shown(browser, MINE)


@pytest.mark.parametrize("number", [1, 3])
def test_her_list_and_page_take_as_many_queries_whatever_she_brought(
    browser: Client, daan: Person, zonnehoek: Organisation, number: int
) -> None:
    for _each in range(number):
        brought = bring_in(person=daan, organisation=zonnehoek, uuid=uuid4(), gives_name=False, **TOLD)
        CaseQuestion.objects.create(person=daan, brought=brought, text="Wanneer?")

    assert (queries_of(browser, MINE), queries_of(browser, page_of(brought))) == (9, 9)


# Reading ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gives_name", [False, True])
def test_her_name_goes_along_only_if_she_gives_it(browser: Client, as_els: Client, gives_name: bool) -> None:
    bring(browser, **({"gives_name": "on"} if gives_name else {}))
    brought = BroughtCase.objects.get()

    for address in (admin_address("brought_index"), admin_address("brought", brought.pk)):
        page = as_els.get(address).content.decode()
        assert ("Daan Bakker" in page, "De Zonnehoek" in page) == (gives_name, True)


def test_she_sees_on_her_own_host_who_read_it(browser: Client, as_els: Client, brought: BroughtCase) -> None:
    assert "Els Verhoeven" not in shown(browser, "/mijn-gegevens/")

    as_els.get(admin_address("brought", brought.pk))

    assert "Gelezen" in shown(browser, page_of(brought))
    text = shown(browser, "/mijn-gegevens/")
    assert "Els Verhoeven (casusauteur)" in text
    assert "las een casus die ik inbracht" in text


@pytest.mark.parametrize("text", ["", "We hebben er al twee."])
def test_who_is_answered_with_it_has_read_it_too(
    browser: Client, as_els: Client, brought: BroughtCase, text: str
) -> None:
    if text:  # decided on meanwhile
        BroughtCase.objects.filter(pk=brought.pk).update(declined_at=brought.brought_at)

    response = as_els.post(admin_address("brought_handle", brought.pk, "thank"), {"thank-text": text})

    assert response.status_code == (409 if text else 422)
    assert "las een casus die ik inbracht" in shown(browser, "/mijn-gegevens/")


def test_a_draft_that_a_colleague_began_meanwhile_is_not_thrown_away(
    brought: BroughtCase, els: Person
) -> None:
    case = make_case(brought_id=brought.pk, author=els)

    with pytest.raises(NotNow):
        decline(brought_id=brought.pk, reason="Al twee.", case_id=None)

    assert CasePage.objects.filter(pk=case.pk).exists()


def test_the_list_alone_is_no_reading(browser: Client, as_els: Client, brought: BroughtCase) -> None:
    as_els.get(admin_address("brought_index"))

    assert "Nog niemand heeft het gelezen." in shown(browser, page_of(brought))


@pytest.mark.parametrize("number", [1, 3])
def test_the_authors_list_takes_as_many_queries_whatever_was_brought(
    as_els: Client, daan: Person, zonnehoek: Organisation, number: int
) -> None:
    for _each in range(number):
        bring_in(person=daan, organisation=zonnehoek, uuid=uuid4(), gives_name=True, **TOLD)
    as_els.get(admin_address("brought_index"))

    assert queries_of(as_els, admin_address("brought_index")) == 16


# Thanking, asking, answering --------------------------------------------------------------------------


def mails(person: Person) -> list[str]:
    return list(OutgoingMail.objects.filter(to=person.email).order_by("pk").values_list("subject", flat=True))


def test_thanks_are_read_on_her_page_and_mailed_once(
    browser: Client, as_els: Client, brought: BroughtCase, daan: Person
) -> None:
    for text in ("Dank je wel.", "Dank je wel, Daan uit het zuiden."):
        as_els.post(admin_address("brought_handle", brought.pk, "thank"), {"thank-text": text})

    mail = OutgoingMail.objects.get(to=daan.email)
    assert (mail.subject, mail.organisation_key) == ("Bedankt voor de ingebrachte casus", "zonnehoek")
    assert f"http://zonnehoek.localhost:8000{page_of(brought)}" in mail.text
    assert TOLD["title"] not in mail.text + mail.html
    assert "Dank je wel, Daan uit het zuiden." in shown(browser, page_of(brought))


def test_a_question_is_answered_on_her_page(
    browser: Client, as_els: Client, brought: BroughtCase, daan: Person
) -> None:
    as_els.post(admin_address("brought_handle", brought.pk, "ask"), {"ask-text": "Hoe lang duurde het?"})
    screen = Screen(browser, page_of(brought))
    form = screen.soup.select_one("main form")
    again = as_els.post(admin_address("brought_handle", brought.pk, "ask"), {"ask-text": "En daarna?"})

    browser.post(form["action"], {"revision": "0", "answer": "Een kwartier."})

    assert mails(daan) == ["Een vraag over de ingebrachte casus"]
    assert (again.status_code, "En daarna?" in again.content.decode()) == (409, True)
    question = CaseQuestion.objects.get()
    assert (question.text, question.answer) == ("Hoe lang duurde het?", "Een kwartier.")
    assert "Een kwartier." in as_els.get(admin_address("brought", brought.pk)).content.decode()


def test_another_answer_from_an_older_window_is_kept_and_asked_about(
    browser: Client, brought: BroughtCase, daan: Person
) -> None:
    question = CaseQuestion.objects.create(person=daan, brought=brought, text="Hoe lang?")
    address = f"{page_of(brought)}vraag/{question.pk}/"
    first = browser.post(address, {"revision": "0", "answer": "Een kwartier."})
    same = browser.post(address, {"revision": "0", "answer": "Een kwartier."})

    stale = browser.post(address, {"revision": "0", "answer": "Een uur."})
    form = BeautifulSoup(stale.content, "html.parser")
    once_more = browser.post(
        address,
        {"revision": form.select_one("[name=revision]")["value"], "answer": form.select_one("textarea").text},
    )

    assert [each.status_code for each in (first, same, stale, once_more)] == [302, 302, 409, 302]
    question.refresh_from_db()
    assert question.answer.strip() == "Een uur."


def test_nobody_who_left_gets_mail(as_els: Client, brought: BroughtCase, daan: Person) -> None:
    Membership.objects.filter(person=daan).update(
        starts=dt.date(2020, 1, 1), ends=timezone.localdate() - dt.timedelta(days=1)
    )

    thank(brought_id=brought.pk, text="Dank")

    assert mails(daan) == []


# What becomes of it -----------------------------------------------------------------------------------


def test_it_becomes_a_draft_of_the_author_and_once_published_she_reads_it(
    browser: Client, as_els: Client, els: Person, brought: BroughtCase, daan: Person
) -> None:
    address = admin_address("brought_handle", brought.pk, "make")
    first, second = as_els.post(address), as_els.post(address)

    case = CasePage.objects.get(slug="ze-durfde-niet-te-bellen")
    assert first["Location"] == second["Location"] == f"/redactie/pages/{case.pk}/edit/"
    assert (case.live, case.owner, case.title) == (False, els, TOLD["title"])
    assert case.situation == "<p>Een &lt;b&gt;collega&lt;/b&gt; stond te wachten.</p><p>Zij keek mij aan.</p>"
    assert [str(each.value) for each in case.questions] == ["<p>Wat zou jij doen?</p>"]
    assert "In de maak" in shown(browser, page_of(brought))
    assert as_els.get(first["Location"]).status_code == 200

    publish(case)
    publish(case)

    assert mails(daan) == ["De ingebrachte casus staat online"]
    soup = BeautifulSoup(browser.get(page_of(brought)).content, "html.parser")
    link = soup.find("a", string="Lees de casus")["href"]
    assert browser.get(link).status_code == 200
    assert "Daan" not in shown(browser, link)
    case.refresh_from_db()
    case.unpublish()
    assert "De redactie heeft hem daarna weggehaald." in shown(browser, page_of(brought))


def test_a_colleague_who_is_later_finds_who_is_making_it(
    region: Organisation, client_at: Callable[..., Client], as_els: Client, brought: BroughtCase
) -> None:
    other = make_member(region, Role.CASE_AUTHOR, name="Gerda")
    sync_editor_permissions(other)
    gerda = client_at(region, other)
    as_els.post(admin_address("brought_handle", brought.pk, "make"))

    response = gerda.post(admin_address("brought_handle", brought.pk, "make"))
    declined = gerda.post(admin_address("brought_handle", brought.pk, "decline"), {"decline-text": "Nee"})

    assert response["Location"] == admin_address("brought", brought.pk)
    assert "geschreven door Els Verhoeven" in gerda.get(response["Location"]).content.decode()
    case = CasePage.objects.get(title=TOLD["title"])
    case.live = True
    case.save()
    online = BeautifulSoup(gerda.get(response["Location"]).content, "html.parser")
    assert online.find("a", string=case.title)["href"] == f"/samen/casussen/{case.slug}/"
    assert "geschreven door" not in online.get_text()
    assert (declined.status_code, CasePage.objects.filter(title=TOLD["title"]).count()) == (409, 1)


def test_not_used_says_why(browser: Client, as_els: Client, brought: BroughtCase, els: Person) -> None:
    make_case(brought_id=brought.pk, author=els)
    address = admin_address("brought_handle", brought.pk, "decline")

    empty = as_els.post(address, {"decline-text": ""})
    as_els.post(address, {"decline-text": "We hebben er al twee over dit onderwerp."})
    late = as_els.post(admin_address("brought_handle", brought.pk, "thank"), {"thank-text": "Dank"})

    assert (empty.status_code, late.status_code, "Dank" in late.content.decode()) == (422, 409, True)
    assert "We hebben er al twee over dit onderwerp." in shown(browser, page_of(brought))
    assert not CasePage.objects.filter(title=TOLD["title"]).exists()


def test_a_draft_that_an_author_throws_away_is_in_the_making_no_more(
    browser: Client, as_els: Client, els: Person, brought: BroughtCase
) -> None:
    as_els.get(admin_address("brought", brought.pk))
    make_case(brought_id=brought.pk, author=els).delete()

    text = shown(browser, page_of(brought))

    assert ("In de maak" in text, "gelezen" in text) == (False, True)


def test_taken_back_it_is_gone_for_authors_with_what_was_made_of_it(
    browser: Client, as_els: Client, els: Person, brought: BroughtCase
) -> None:
    make_case(brought_id=brought.pk, author=els)
    unknown = as_els.get(admin_address("brought", 987654321))

    browser.post(f"{page_of(brought)}terugtrekken/")
    browser.post(f"{page_of(brought)}terugtrekken/")

    gone = as_els.get(admin_address("brought", brought.pk))
    assert (gone.status_code, unknown.status_code) == (404, 404)
    assert TOLD["title"] not in as_els.get(admin_address("brought_index")).content.decode()
    assert not CasePage.objects.filter(title=TOLD["title"]).exists()
    assert mails(els) == ["Een casus is teruggetrokken"]
    assert "Een <b>collega</b> stond te wachten." in shown(browser, page_of(brought))


def test_what_is_online_is_not_taken_back(browser: Client, els: Person, brought: BroughtCase) -> None:
    publish(make_case(brought_id=brought.pk, author=els))

    asked = shown(browser, f"{page_of(brought)}terugtrekken/")
    response = browser.post(f"{page_of(brought)}terugtrekken/", follow=True)

    assert "Dat kan niet meer: staat online." in asked
    assert "Terugtrekken kan niet meer." in response.content.decode()
    assert CasePage.objects.filter(title=TOLD["title"], live=True).count() == 1


@pytest.mark.parametrize("slug", ["inbrengen", "ingebracht"])
def test_a_case_cannot_take_an_address_of_ours(as_els: Client, slug: str) -> None:
    response = as_els.post(add_address(), case_form([], []) | {"slug": slug})

    errors = response.context["form"].errors
    assert errors["slug"] == ["Dit adres is van het portaal zelf. Kies een ander."]
    assert not CasePage.objects.filter(slug=slug).exists()


# Hers -------------------------------------------------------------------------------------------------


def test_wiped_it_is_gone_and_what_is_online_stays(
    browser: Client, daan: Person, zonnehoek: Organisation, els: Person, brought: BroughtCase
) -> None:
    publish(make_case(brought_id=brought.pk, author=els))
    draft = bring_in(
        person=daan, organisation=zonnehoek, uuid=uuid4(), gives_name=False, **{**TOLD, "title": "Tweede"}
    )
    make_case(brought_id=draft.pk, author=els)

    browser.post("/mijn-gegevens/wissen/brought-cases/")

    assert BroughtCase.objects.count() == 0
    assert list(CasePage.objects.filter(owner=els).values_list("title", flat=True)) == [TOLD["title"]]


def test_with_her_account_it_goes_too(daan: Person, els: Person, brought: BroughtCase) -> None:
    make_case(brought_id=brought.pk, author=els)

    erase_account(person=daan)

    assert (BroughtCase.objects.count(), CasePage.objects.filter(owner=els).count()) == (0, 0)


@pytest.mark.parametrize("field", ["published_at", "declined_at", "withdrawn_at"])
def test_it_is_kept_for_two_years_after_it_ended(brought: BroughtCase, field: str) -> None:
    now = timezone.now()
    BroughtCase.objects.update(**{field: months_before(now, 24) + dt.timedelta(days=1)})
    apply_retention(now=now)
    assert BroughtCase.objects.count() == 1

    BroughtCase.objects.update(**{field: months_before(now, 24) - dt.timedelta(days=1)})
    apply_retention(now=now)

    assert BroughtCase.objects.count() == 0


def test_what_waits_does_not_go(brought: BroughtCase) -> None:
    BroughtCase.objects.update(brought_at=timezone.now() - dt.timedelta(days=2000))
    apply_retention(now=timezone.now())

    assert BroughtCase.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        (Facts(), Stage.BROUGHT),
        (Facts(was_read=True), Stage.READ),
        (Facts(was_read=True, has_draft=True), Stage.IN_THE_MAKING),
        (Facts(has_draft=True, has_open_question=True), Stage.ASKED),
        (Facts(is_declined=True, has_open_question=True), Stage.NOT_USED),
        (Facts(has_draft=True, was_published=True, is_online=True), Stage.PUBLISHED),
        (Facts(was_published=True), Stage.TAKEN_OFF),
        (Facts(is_withdrawn=True, has_open_question=True), Stage.WITHDRAWN),
    ],
)
def test_stages(facts: Facts, stage: Stage) -> None:
    assert stage_of(facts) == stage


def test_words_for_a_formal_house(
    house: Callable[[str], Organisation], client_at: Callable[..., Client], member: Callable[..., Person]
) -> None:
    amelberga = house("amelberga")
    client = client_at(amelberga, member(amelberga))

    for address in (BRING, MINE):
        assert re.findall(r"\b(?:je|jij|jouw|jou)\b", shown(client, address)) == []
