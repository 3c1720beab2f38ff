"""Signing in: by password, by a code, in one organisation at a time."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, Organisation
from organisations.tenancy import use_organisation
from people.models import OutgoingMail, Person
from tests.factories import make_member, make_membership
from tests.portal.fixation import is_left_behind, planted

PASSWORD = "een lang wachtwoord"


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def fatma(zonnehoek: Organisation, member: Callable[..., Person]) -> Person:
    """A supervisor of De Zonnehoek who has never signed in."""
    person = member(zonnehoek, Role.SUPERVISOR, email="fatma@zonnehoek.example", activated=False)
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def browser(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Client:
    """A browser at De Zonnehoek, signed out."""
    return client_at(zonnehoek)


def _sign_in(browser: Client, email: str, password: str, **extra: str) -> object:
    return browser.post("/inloggen/", {"login": email, "password": password, **extra})


def test_password_signs_in_and_marks_the_account_activated(browser: Client, fatma: Person) -> None:
    response = _sign_in(browser, fatma.email, PASSWORD)

    fatma.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, "/leerpad/")
    assert fatma.activated_at is not None
    assert browser.get("/").headers["Location"] == "/leerpad/"


def test_no_column_remembers_the_last_sign_in() -> None:
    assert [f.name for f in Person._meta.get_fields() if "login" in f.name] == []


def _plain(response: object) -> str:
    """The page without what differs by request: tokens and the typed address."""
    text = re.sub(r'value="[^"]*"', "", response.content.decode())
    return re.sub(r"X-CSRFToken[^}]*}", "", text)


def test_wrong_password_and_unknown_address_read_the_same(browser: Client, fatma: Person) -> None:
    wrong = _sign_in(browser, fatma.email, "iets heel anders")
    unknown = _sign_in(browser, "niemand@zonnehoek.example", "iets heel anders")

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert _plain(wrong) == _plain(unknown)
    assert f'value="{fatma.email}"' in wrong.content.decode()


def test_a_member_of_another_house_reads_like_an_unknown_address(
    house: Callable, client_at: Callable[..., Client], fatma: Person
) -> None:
    elsewhere = client_at(house("amelberga"))

    known = _sign_in(elsewhere, fatma.email, PASSWORD)
    unknown = _sign_in(elsewhere, "niemand@zonnehoek.example", PASSWORD)

    assert (known.status_code, unknown.status_code) == (422, 422)
    assert _plain(known) == _plain(unknown)


def test_six_digits_by_mail_sign_in(browser: Client, fatma: Person) -> None:
    response = browser.post("/inloggen/code/", {"login": fatma.email})
    mail = OutgoingMail.objects.get()
    code = re.search(r"\b\d{6}\b", mail.text).group()
    done = browser.post("/inloggen/code/bevestigen/", {"code": code})

    assert (response.status_code, response["Location"]) == (302, "/inloggen/code/bevestigen/")
    assert mail.to == fatma.email
    assert "Zonnehoek Academie" in mail.sender
    assert (done.status_code, browser.get("/leerpad/").status_code) == (302, 200)


def test_a_password_begins_a_new_session(browser: Client, fatma: Person) -> None:
    key = planted(browser)

    _sign_in(browser, fatma.email, PASSWORD)

    assert browser.get("/leerpad/").status_code == 200
    assert is_left_behind(browser, key)


def test_a_code_by_mail_begins_a_new_session(browser: Client, fatma: Person) -> None:
    key = planted(browser)

    browser.post("/inloggen/code/", {"login": fatma.email})
    code = re.search(r"\b\d{6}\b", OutgoingMail.objects.get().text).group()
    browser.post("/inloggen/code/bevestigen/", {"code": code})

    assert browser.get("/leerpad/").status_code == 200
    assert is_left_behind(browser, key)


def test_a_code_for_an_unknown_address_answers_the_same_and_mails_nobody(
    browser: Client, fatma: Person
) -> None:
    response = browser.post("/inloggen/code/", {"login": "niemand@zonnehoek.example"})

    assert (response.status_code, response["Location"]) == (302, "/inloggen/code/bevestigen/")
    assert OutgoingMail.objects.count() == 0
    assert browser.get("/inloggen/code/bevestigen/").status_code == 200


def test_a_wrong_code_stays_on_the_page(browser: Client, fatma: Person) -> None:
    browser.post("/inloggen/code/", {"login": fatma.email})

    response = browser.post("/inloggen/code/bevestigen/", {"code": "12345x"})

    assert response.status_code == 422
    assert browser.get("/leerpad/").status_code == 302


def test_a_forgotten_password_is_set_anew_by_the_link_in_the_mail(browser: Client, fatma: Person) -> None:
    browser.post("/wachtwoord-vergeten/", {"email": fatma.email})
    mail = OutgoingMail.objects.get()
    link = re.search(r"http://zonnehoek\.localhost:8000(/wachtwoord-vergeten/\S+)", mail.text).group(1)
    form_page = browser.get(link, follow=True)
    browser.post(
        form_page.request["PATH_INFO"], {"password1": "mijn nieuwe zin 88", "password2": "mijn nieuwe zin 88"}
    )

    assert _sign_in(browser, fatma.email, "mijn nieuwe zin 88").status_code == 302


def test_a_session_counts_in_its_own_house_only(
    house: Callable, client_at: Callable[..., Client], fatma: Person, browser: Client
) -> None:
    _sign_in(browser, fatma.email, PASSWORD)
    amelberga = house("amelberga")
    with use_organisation(amelberga):
        Membership.objects.create(organisation=amelberga, person=fatma, role=Role.SUPERVISOR)

    response = browser.get("/leerpad/", HTTP_HOST="amelberga.localhost")

    assert (response.status_code, response["Location"]) == (302, "/inloggen/?next=/leerpad/")


def test_an_ended_membership_is_out_at_the_next_request(
    browser: Client, fatma: Person, zonnehoek: Organisation
) -> None:
    _sign_in(browser, fatma.email, PASSWORD)
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    Membership.objects.filter(person=fatma).update(starts=yesterday, ends=yesterday)

    assert browser.get("/leerpad/").status_code == 302


def test_an_own_phone_stays_signed_in_for_ninety_days(browser: Client, fatma: Person) -> None:
    _sign_in(browser, fatma.email, PASSWORD)

    assert browser.session.get_expiry_age() == 90 * 24 * 3600


def test_a_shared_computer_signs_out_after_fifteen_idle_minutes(browser: Client, fatma: Person) -> None:
    with time_machine.travel("2030-01-15 10:00:00+01:00", tick=False) as clock:
        _sign_in(browser, fatma.email, PASSWORD, shared_computer="on")
        closes_with_the_browser = browser.session.get_expire_at_browser_close()
        clock.move_to("2030-01-15 10:14:00+01:00")
        still_in = browser.get("/leerpad/").status_code
        clock.move_to("2030-01-15 10:30:00+01:00")
        out = browser.get("/leerpad/").status_code

    assert (closes_with_the_browser, still_in, out) == (True, 200, 302)


def test_signing_out_takes_a_post(browser: Client, fatma: Person) -> None:
    _sign_in(browser, fatma.email, PASSWORD)
    browser.get("/uitloggen/")
    after_get = browser.get("/leerpad/").status_code
    browser.post("/uitloggen/")

    assert (after_get, browser.get("/leerpad/").status_code) == (200, 302)


def test_there_is_no_sign_up(browser: Client) -> None:
    assert browser.get("/inloggen/aanmelden/").status_code == 404


@pytest.mark.parametrize(
    "target",
    ["//kwaad.example/", "https://kwaad.example/", "/\\kwaad.example", "http://localhost/", "//127.0.0.1/"],
)
def test_next_leads_nowhere_else(browser: Client, fatma: Person, target: str) -> None:
    response = browser.post(f"/inloggen/?next={target}", {"login": fatma.email, "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/leerpad/")


def test_two_roles_switch(
    zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    browser = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR, Role.PRACTICE_TRAINER))
    before = browser.get("/")["Location"]
    browser.post("/rol/", {"role": Role.PRACTICE_TRAINER})
    after = browser.get("/")["Location"]
    browser.post("/rol/", {"role": Role.ORG_ADMIN})

    assert (before, after, browser.get("/")["Location"]) == ("/leerpad/", "/groepen/", "/groepen/")


def test_the_last_role_is_the_first_the_next_time_at_that_house_as_long_as_it_is_hers(
    zonnehoek: Organisation,
    house: Callable[[str], Organisation],
    member: Callable[..., Person],
    client_at: Callable[..., Client],
) -> None:
    roles = (Role.SUPERVISOR, Role.PRACTICE_TRAINER)
    person = member(zonnehoek, *roles, email="els@zonnehoek.example")
    for role in roles:
        make_membership(house("amelberga"), person, role)
    person.set_password(PASSWORD)
    person.save()
    client_at(zonnehoek, person).post("/rol/", {"role": Role.PRACTICE_TRAINER})

    def begins_at(organisation: Organisation) -> tuple[str, str]:
        browser = client_at(organisation)
        landed = _sign_in(browser, person.email, PASSWORD)["Location"]
        return landed, browser.get("/")["Location"]

    assert begins_at(zonnehoek) == ("/groepen/", "/groepen/")
    assert begins_at(house("amelberga")) == ("/leerpad/", "/leerpad/")
    long_ago = dt.date(2026, 1, 2)
    Membership.objects.filter(role=Role.PRACTICE_TRAINER).update(starts=long_ago, ends=long_ago)
    assert begins_at(zonnehoek) == ("/leerpad/", "/leerpad/")


@pytest.mark.parametrize(
    ("referer", "target"),
    [
        ("http://zonnehoek.localhost/modules/?fase=F1", "http%3A//zonnehoek.localhost/modules/%3Ffase%3DF1"),
        ("http://kwaad.example/", "/"),
        ("", "/"),
    ],
)
def test_a_form_that_was_sent_after_the_session_ended_leads_back_to_its_page(
    browser: Client, referer: str, target: str
) -> None:
    response = browser.post("/rol/", {"role": "supervisor"}, headers={"Referer": referer})

    assert (response.status_code, response["Location"]) == (302, f"/inloggen/?next={target}")


def test_too_many_tries_get_a_page_of_the_house(browser: Client, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}  # type: ignore[attr-defined]
    cache.clear()
    _sign_in(browser, "a@b.example", "x")

    response = _sign_in(browser, "a@b.example", "x")

    cache.clear()
    assert response.status_code == 429
    assert "Te vaak geprobeerd." in response.content.decode()
    assert "Zonnehoek Academie" in response.content.decode()


def test_another_address_may_be_tried_while_a_code_is_on_its_way(browser: Client, fatma: Person) -> None:
    browser.post("/inloggen/code/", {"login": "fatma@zonehoek.example"})

    back = browser.get("/inloggen/")

    assert back.status_code == 200
    assert _sign_in(browser, fatma.email, PASSWORD)["Location"] == "/leerpad/"


def test_a_new_code_replaces_the_first(browser: Client, fatma: Person) -> None:
    browser.post("/inloggen/code/", {"login": fatma.email})
    again = browser.post("/inloggen/code/bevestigen/", {"action": "resend"}, follow=True)
    first, second = [re.search(r"\b\d{6}\b", m.text).group() for m in OutgoingMail.objects.order_by("pk")]

    old = browser.post("/inloggen/code/bevestigen/", {"code": first})
    new = browser.post("/inloggen/code/bevestigen/", {"code": second})

    assert (old.status_code, new.status_code) == (422, 302)
    assert "Er is een nieuwe code onderweg. De vorige werkt niet meer." in again.content.decode()


def test_five_wrong_codes_end_with_a_sentence(browser: Client, fatma: Person) -> None:
    browser.post("/inloggen/code/", {"login": fatma.email})
    answers = [browser.post("/inloggen/code/bevestigen/", {"code": "abcdef"}) for _ in range(5)]

    page = browser.get(answers[-1]["Location"]).content.decode()

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 302]
    assert "Te vaak geprobeerd." in page


def test_wagtails_own_sign_in_is_off(region: Organisation, client_at: Callable[..., Client]) -> None:
    editor, other = make_member(region, Role.EDITOR), make_member(region, Role.EDITOR)
    other.set_password(PASSWORD)
    other.save()
    browser = client_at(region, editor)

    response = browser.post("/redactie/login/", {"username": other.email, "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/redactie/")
    assert browser.session["_auth_user_id"] == str(editor.pk)


def test_a_role_that_comes_while_she_works_does_not_move_her(
    zonnehoek: Organisation, browser: Client, member: Callable[..., Person]
) -> None:
    trainer = member(zonnehoek, Role.PRACTICE_TRAINER)
    trainer.set_password(PASSWORD)
    trainer.save()
    _sign_in(browser, trainer.email, PASSWORD)

    Membership.objects.create(organisation=zonnehoek, person=trainer, role=Role.SUPERVISOR)

    assert browser.get("/")["Location"] == "/groepen/"


def test_a_refused_page_offers_the_other_role(
    zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    browser = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR, Role.PRACTICE_TRAINER))

    page = browser.get("/groepen/")

    assert page.status_code == 403
    assert 'name="role" value="practice_trainer"' in page.content.decode()


def test_a_role_whose_work_is_on_another_host_lands_at_her_own_data(
    zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    browser = client_at(zonnehoek, member(zonnehoek, Role.EDITOR))

    answers = [browser.get(address)["Location"] for address in ("/", "/inloggen/")]

    assert answers == ["/mijn-gegevens/", "/mijn-gegevens/"]


def test_a_reset_link_is_worth_nothing_at_another_house(
    house: Callable, client_at: Callable[..., Client], browser: Client, fatma: Person
) -> None:
    browser.post("/wachtwoord-vergeten/", {"email": fatma.email})
    link = re.search(r"(/wachtwoord-vergeten/\S+-\S+/)", OutgoingMail.objects.get().text).group(1)

    elsewhere = client_at(house("amelberga")).get(link, follow=True)
    at_home = browser.get(link, follow=True)

    words = "Deze link werkt niet meer"
    assert (words in elsewhere.content.decode(), words in at_home.content.decode()) == (True, False)


def test_a_shared_computer_goes_on_when_somebody_says_so(browser: Client, fatma: Person) -> None:
    with time_machine.travel("2030-01-15 10:00:00+01:00", tick=False) as clock:
        _sign_in(browser, fatma.email, PASSWORD, shared_computer="on")
        clock.move_to("2030-01-15 10:14:00+01:00")
        stayed = browser.post("/inloggen/verlengen/", headers={"HX-Request": "true"})
        plain = browser.post("/inloggen/verlengen/")
        clock.move_to("2030-01-15 10:28:30+01:00")
        page = browser.get("/leerpad/").content.decode()
        clock.move_to("2030-01-15 10:44:00+01:00")
        late = browser.post("/inloggen/verlengen/", headers={"HX-Request": "true"})
        told = browser.get("/inloggen/").content.decode()

    assert (stayed.status_code, plain["Location"]) == (204, "/")
    assert 'data-seconds-left="30"' not in page
    assert 'data-seconds-left="900"' in page
    assert (late.status_code, late["HX-Redirect"]) == (200, "/inloggen/")
    assert "Automatisch uitgelogd: op deze gedeelde computer gebeurde een kwartier niets." in told


def test_the_page_knows_how_long_is_left(browser: Client, fatma: Person) -> None:
    with time_machine.travel("2030-01-15 10:00:00+01:00", tick=False) as clock:
        _sign_in(browser, fatma.email, PASSWORD, shared_computer="on")
        clock.move_to("2030-01-15 10:00:50+01:00")
        page = browser.get("/leerpad/").content.decode()

    assert 'data-seconds-left="850"' in page
    assert page.count(">Uitloggen</button>") == 2


def test_an_own_phone_is_asked_nothing(browser: Client, fatma: Person) -> None:
    _sign_in(browser, fatma.email, PASSWORD)

    page = browser.get("/leerpad/").content.decode()

    assert ("idle-warning" in page, "shared_computer.js" in page) == (False, False)


def test_a_code_counts_only_in_the_browser_that_asked_for_it(
    browser: Client, fatma: Person, client_at: Callable[..., Client], zonnehoek: Organisation
) -> None:
    browser.post("/inloggen/code/", {"login": fatma.email})
    code = re.search(r"\b\d{6}\b", OutgoingMail.objects.get().text).group()

    elsewhere = client_at(zonnehoek)
    without = elsewhere.post("/inloggen/code/bevestigen/", {"code": code})
    elsewhere.post("/inloggen/code/", {"login": "niemand@zonnehoek.example"})
    with_own_request = elsewhere.post("/inloggen/code/bevestigen/", {"code": code})

    assert (without["Location"], with_own_request.status_code) == ("/inloggen/code/", 422)
    assert browser.post("/inloggen/code/bevestigen/", {"code": code}).status_code == 302


@pytest.mark.parametrize("form", ["{0}{1}", "{0} {1}", "{0}-{1}", " {0}{1} ", "{0}\u00a0{1}", "{0}\t{1}"])
def test_a_code_may_be_pasted_in_any_form(browser: Client, fatma: Person, form: str) -> None:
    browser.post("/inloggen/code/", {"login": fatma.email})
    code = re.search(r"\b\d{6}\b", OutgoingMail.objects.get().text).group()

    response = browser.post("/inloggen/code/bevestigen/", {"code": form.format(code[:3], code[3:])})

    assert response.status_code == 302


def test_a_code_is_sent_again_twice_and_then_no_more(browser: Client, fatma: Person) -> None:
    browser.post("/inloggen/code/", {"login": fatma.email})
    pages = []
    for _ in range(3):
        pages.append(browser.get("/inloggen/code/bevestigen/").content.decode())
        browser.post("/inloggen/code/bevestigen/", {"action": "resend"})

    assert ["Stuur een nieuwe code" in page for page in pages] == [True, True, False]
    assert OutgoingMail.objects.count() == 3
