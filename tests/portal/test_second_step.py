"""The second step: set up, asked at sign-in, lost, taken away; and the editors' admin that asks for it."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from bs4 import BeautifulSoup
from cryptography.fernet import Fernet
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from organisations.enums import Role
from organisations.models import Organisation
from people.enums import Verb
from people.models import AuditEntry, OutgoingMail, Person
from people.secrecy import decrypt

PASSWORD = "een lang wachtwoord"
HERE = "/mijn-gegevens/inloggen/"


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def fatma(zonnehoek: Organisation, member: Callable[..., Person]) -> Person:
    """A supervisor with a password."""
    person = member(zonnehoek, Role.SUPERVISOR, email="fatma@zonnehoek.example")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def browser(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Client:
    """A browser at De Zonnehoek, signed out."""
    return client_at(zonnehoek)


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def sign_in(browser: Client, email: str, password: str = PASSWORD, **extra: Any) -> Any:
    """E-mail and password."""
    return browser.post("/inloggen/", {"login": email, "password": password, **extra})


def confirm(browser: Client, target: str = HERE) -> Any:
    """Show by password that it is still she."""
    return browser.post(f"{HERE}bevestigen/", {"password": PASSWORD, "next": target})


def set_up(browser: Client) -> str:
    """Put the second step on for who is signed in, with the code of a moment ago; returns the secret in the app."""
    confirm(browser)
    page = browser.get(f"{HERE}app/").content.decode()
    secret = "".join(re.findall(r'ways-in__four">([A-Z2-7]{1,4})<', page))
    done = browser.post(f"{HERE}app/", {"code": code_of(secret, -1)})
    assert done["Location"] == f"{HERE}herstelcodes/"
    return secret


def test_the_key_to_type_over_stands_in_fours_and_is_copied_as_one(browser: Client, fatma: Person) -> None:
    sign_in(browser, fatma.email)
    confirm(browser)

    page = BeautifulSoup(browser.get(f"{HERE}app/").content, "html.parser")

    key = page.select_one(".ways-in__secret")
    assert key is not None
    assert [len(each.get_text()) for each in key.select(".ways-in__four")] == [4] * 8
    assert re.fullmatch(r"[A-Z2-7]{32}", key.get_text())


@pytest.fixture
def secret(browser: Client, fatma: Person) -> str:
    """Fatma has put the second step on, and signed out."""
    sign_in(browser, fatma.email)
    secret = set_up(browser)
    browser.post("/uitloggen/")
    return secret


def test_setting_up_takes_the_password_first(browser: Client, fatma: Person) -> None:
    sign_in(browser, fatma.email)

    refused = browser.get(f"{HERE}app/")
    wrong = browser.post(f"{HERE}bevestigen/", {"password": "iets anders", "next": f"{HERE}app/"})
    right = confirm(browser, f"{HERE}app/")
    page = browser.get(f"{HERE}app/").content.decode()

    assert (refused.status_code, refused["Location"]) == (
        302,
        f"{HERE}bevestigen/?next=/mijn-gegevens/inloggen/app/",
    )
    assert (wrong.status_code, right["Location"]) == (422, f"{HERE}app/")
    assert page.count('src="data:image/svg+xml;base64,') == 1


def test_a_wrong_first_code_puts_nothing_on(browser: Client, fatma: Person) -> None:
    sign_in(browser, fatma.email)
    confirm(browser)
    browser.get(f"{HERE}app/")

    response = browser.post(f"{HERE}app/", {"code": "000000"})

    assert response.status_code == 422
    assert "Deze code klopt niet." in response.content.decode()
    assert Authenticator.objects.count() == 0


def test_the_secrets_are_unreadable_in_the_database(secret: str, fatma: Person) -> None:
    app, codes = Authenticator.objects.filter(user=fatma).order_by("pk")

    assert secret not in str(app.data)
    assert decrypt(app.data["secret"]) == secret
    assert re.fullmatch(r"[0-9a-f]{80}", decrypt(codes.data["seed"]))
    assert not re.search(r"[0-9a-f]{80}", codes.data["seed"])


def test_after_a_change_of_keys_the_app_still_works(
    secret: str, browser: Client, fatma: Person, settings: Any
) -> None:
    settings.SECRET_ENCRYPTION_KEYS = [Fernet.generate_key().decode(), *settings.SECRET_ENCRYPTION_KEYS]
    sign_in(browser, fatma.email)

    response = browser.post("/inloggen/tweede-stap/", {"code": code_of(secret)})

    assert response["Location"] == "/leerpad/"


def test_the_password_alone_no_longer_signs_in(secret: str, browser: Client, fatma: Person) -> None:
    first = sign_in(browser, fatma.email)
    between = browser.get("/leerpad/")
    wrong = browser.post("/inloggen/tweede-stap/", {"code": "000000"})
    right = browser.post("/inloggen/tweede-stap/", {"code": code_of(secret)})

    assert (first["Location"], between.status_code) == ("/inloggen/tweede-stap/", 302)
    assert (wrong.status_code, right["Location"]) == (422, "/leerpad/")
    assert browser.get("/leerpad/").status_code == 200


def test_a_code_by_mail_takes_the_second_step_too(secret: str, browser: Client, fatma: Person) -> None:
    browser.post("/inloggen/code/", {"login": fatma.email})
    code = re.search(r"\b\d{6}\b", OutgoingMail.objects.latest("pk").text).group()

    response = browser.post("/inloggen/code/bevestigen/", {"code": code})

    assert response["Location"] == "/inloggen/tweede-stap/"
    assert browser.get("/leerpad/").status_code == 302


def test_the_choice_of_a_shared_computer_survives_the_second_step(
    secret: str, browser: Client, fatma: Person
) -> None:
    sign_in(browser, fatma.email, shared_computer="on")
    browser.post("/inloggen/tweede-stap/", {"code": code_of(secret)})

    assert browser.session.get_expire_at_browser_close() is True


def test_a_code_with_a_space_is_fine_and_works_once(
    secret: str, fatma: Person, client_at: Callable[..., Client], zonnehoek: Organisation
) -> None:
    answers = []
    with time_machine.travel("2030-01-15 10:00:05+01:00", tick=False) as clock:
        code = code_of(secret)
        for moment in ("10:00:05", "10:00:50"):
            clock.move_to(f"2030-01-15 {moment}+01:00")
            other = client_at(zonnehoek)
            sign_in(other, fatma.email)
            answers.append(
                other.post("/inloggen/tweede-stap/", {"code": f"{code[:3]} {code[3:]}"}).status_code
            )

    assert answers == [302, 422]


def test_a_code_works_once_while_the_cache_is_away(
    secret: str, fatma: Person, client_at: Callable[..., Client], zonnehoek: Organisation
) -> None:
    answers = []
    with time_machine.travel("2030-01-15 10:00:05+01:00", tick=False):
        for steps in (0, 0, 1, 0, -1, -1):
            cache.clear()  # as after a restart of Redis
            other = client_at(zonnehoek)
            sign_in(other, fatma.email)
            answers.append(other.post("/inloggen/tweede-stap/", {"code": code_of(secret, steps)}).status_code)

    assert answers == [302, 422, 302, 422, 302, 422]


@pytest.mark.parametrize("cache_away", [False, True], ids=["cache", "no cache"])
def test_the_code_that_set_an_app_up_signs_nobody_in(
    browser: Client, fatma: Person, cache_away: bool, settings: Any
) -> None:
    if cache_away:  # nothing listens on port 1
        address = "redis://127.0.0.1:1/0"
        settings.CACHES = {"default": {"BACKEND": "portal.cache.FailOpenRedisCache", "LOCATION": address}}
    with time_machine.travel("2030-01-15 10:00:05+01:00", tick=False):
        sign_in(browser, fatma.email)
        secret = set_up(browser)
        browser.post("/uitloggen/")
        sign_in(browser, fatma.email)
        replayed = browser.post("/inloggen/tweede-stap/", {"code": code_of(secret, -1)})
        next_one = browser.post("/inloggen/tweede-stap/", {"code": code_of(secret)})

    assert replayed.status_code == 422
    assert "Deze code klopt niet." in replayed.content.decode()
    assert next_one["Location"] == "/leerpad/"


def test_the_database_does_not_tell_when_somebody_signed_in(
    secret: str, browser: Client, fatma: Person
) -> None:
    sign_in(browser, fatma.email)
    browser.post("/inloggen/tweede-stap/", {"code": code_of(secret)})

    app = Authenticator.objects.get(user=fatma, type="totp")
    assert app.last_used_at is None
    assert [len(each) for each in app.data["used_steps"]] == [16, 16]
    assert str(int(time.time()) // 30)[:6] not in str(app.data["used_steps"])


def test_a_recovery_code_works_once(
    secret: str, browser: Client, fatma: Person, client_at: Callable[..., Client], zonnehoek: Organisation
) -> None:
    sign_in(browser, fatma.email)
    browser.post("/inloggen/tweede-stap/", {"code": code_of(secret)})
    browser.post(f"{HERE}bevestigen/app/", {"code": code_of(secret, 1), "next": HERE})
    page = browser.get(f"{HERE}herstelcodes/").content.decode()
    codes = re.findall(r"<li>(\d{4} \d{4})</li>", page)
    file = browser.get(f"{HERE}herstelcodes/download/")

    first, second = client_at(zonnehoek), client_at(zonnehoek)
    answers = []
    for other in (first, second):
        sign_in(other, fatma.email)
        answers.append(other.post("/inloggen/tweede-stap/", {"code": codes[0]}).status_code)

    assert len(set(codes)) == 10
    assert re.findall(r"^\d{4} \d{4}$", file.content.decode(), re.M) == codes
    assert file["Content-Disposition"] == 'attachment; filename="herstelcodes.txt"'
    assert answers == [302, 422]


def test_new_recovery_codes_end_the_old_ones(secret: str, browser: Client, fatma: Person) -> None:
    sign_in(browser, fatma.email)
    browser.post("/inloggen/tweede-stap/", {"code": code_of(secret)})
    browser.post(f"{HERE}bevestigen/app/", {"code": code_of(secret, 1), "next": HERE})
    find = re.compile(r"<li>(\d{4} \d{4})</li>")
    old = set(find.findall(browser.get(f"{HERE}herstelcodes/").content.decode()))

    browser.post(f"{HERE}herstelcodes/nieuw/")

    new = set(find.findall(browser.get(f"{HERE}herstelcodes/").content.decode()))
    assert (len(old), len(new), old & new) == (10, 10, set())


def test_eleven_wrong_codes_stop_the_guessing(secret: str, browser: Client, fatma: Person) -> None:
    sign_in(browser, fatma.email)
    answers = [browser.post("/inloggen/tweede-stap/", {"code": "000000"}) for _ in range(11)]
    right = browser.post("/inloggen/tweede-stap/", {"code": code_of(secret)})

    assert {answer.status_code for answer in answers} == {422}
    assert "Deze code klopt niet." in answers[9].content.decode()
    assert "Te vaak geprobeerd." in answers[10].content.decode()
    assert "Te vaak geprobeerd." in right.content.decode()


def test_with_an_app_a_password_is_not_enough_to_take_it_away(
    secret: str, browser: Client, fatma: Person
) -> None:
    sign_in(browser, fatma.email)
    browser.post("/inloggen/tweede-stap/", {"code": code_of(secret)})

    led = browser.get(f"{HERE}app/uitzetten/")
    confirm(browser)
    still = browser.get(f"{HERE}app/uitzetten/")
    browser.post(f"{HERE}bevestigen/app/", {"code": code_of(secret, 1), "next": f"{HERE}app/uitzetten/"})
    off = browser.post(f"{HERE}app/uitzetten/")

    assert led["Location"].startswith(f"{HERE}bevestigen/app/?next=")
    assert still["Location"] == led["Location"]
    assert off["Location"] == HERE
    assert Authenticator.objects.filter(user=fatma).count() == 0


def test_twenty_wrong_codes_end_the_confirming_whatever_code_is_asked_for(
    zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    cache.clear()
    person = member(zonnehoek, Role.SUPERVISOR)
    browser = client_at(zonnehoek, person)
    for _ in range(4):
        browser.post(f"{HERE}bevestigen/mail/?next={HERE}wachtwoord/kiezen/")
        for _try in range(5):
            browser.post(f"{HERE}bevestigen/mail/", {"code": "abcdef", "next": HERE})

    browser.post(f"{HERE}bevestigen/mail/?next={HERE}wachtwoord/kiezen/")
    newest = OutgoingMail.objects.filter(to=person.email).latest("pk")
    code = re.search(r"\b\d{6}\b", newest.text).group()
    right = browser.post(f"{HERE}bevestigen/mail/", {"code": code, "next": HERE})

    assert (OutgoingMail.objects.filter(to=person.email).count(), right.status_code) == (5, 422)


def test_who_has_no_password_confirms_with_a_code_by_mail(
    zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    person = member(zonnehoek, Role.SUPERVISOR)
    browser = client_at(zonnehoek, person)

    led = browser.get(f"{HERE}wachtwoord/kiezen/")
    browser.post(f"{HERE}bevestigen/mail/?next={HERE}wachtwoord/kiezen/")
    code = re.search(r"\b\d{6}\b", OutgoingMail.objects.get(to=person.email).text).group()
    elsewhere = client_at(zonnehoek, person).post(f"{HERE}bevestigen/mail/", {"code": code})
    wrong = browser.post(f"{HERE}bevestigen/mail/", {"code": "abcdef", "next": HERE})
    right = browser.post(
        f"{HERE}bevestigen/mail/", {"code": f"{code[:3]} {code[3:]}", "next": f"{HERE}wachtwoord/kiezen/"}
    )
    again = browser.post(f"{HERE}bevestigen/mail/", {"code": code})
    kept = browser.post(
        f"{HERE}wachtwoord/kiezen/",
        {"password1": "vier paarse fietsen 7", "password2": "vier paarse fietsen 7"},
    )

    assert led["Location"].startswith(f"{HERE}bevestigen/mail/?next=")
    assert (elsewhere.status_code, wrong.status_code, again.status_code) == (422, 422, 422)
    assert (right["Location"], kept["Location"]) == (f"{HERE}wachtwoord/kiezen/", HERE)
    person.refresh_from_db()
    assert person.check_password("vier paarse fietsen 7")


def test_every_change_is_mailed_and_logged_without_address_or_secret(
    browser: Client, fatma: Person, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(browser, fatma.email)
    with django_capture_on_commit_callbacks(execute=True):
        set_up(browser)

    mail = OutgoingMail.objects.get(to=fatma.email)
    entry = AuditEntry.objects.get(verb=Verb.CHANGED_SIGN_IN)

    assert mail.subject == "De tweede stap staat aan"
    assert "http://zonnehoek.localhost:8000/mijn-gegevens/inloggen/" in mail.text
    assert "127.0.0.1" not in mail.text + mail.html
    assert (entry.subject_id, entry.object_label, entry.details["change"]) == (fatma.pk, "app", "added")


def test_the_reset_command_takes_it_away_everywhere(secret: str, browser: Client, fatma: Person) -> None:
    sign_in(browser, fatma.email)
    browser.post("/inloggen/tweede-stap/", {"code": code_of(secret)})
    OutgoingMail.objects.all().delete()

    call_command("reset_second_factor", "Fatma@zonnehoek.example", verbosity=0)

    entry = AuditEntry.objects.get(verb=Verb.RESET_SECOND_STEP)
    mail = OutgoingMail.objects.get()
    assert browser.get("/leerpad/").status_code == 302
    assert (entry.subject_id, entry.actor_id, entry.details["removed"]) == (fatma.pk, None, 2)
    assert (mail.to, mail.subject) == (fatma.email, "De tweede stap is weggehaald")
    assert sign_in(browser, fatma.email)["Location"] == "/leerpad/"


@pytest.mark.parametrize("email", ["niemand@zonnehoek.example", "fatma@zonnehoek.example"])
def test_the_reset_command_says_when_there_is_nothing(fatma: Person, email: str) -> None:
    with pytest.raises(CommandError):
        call_command("reset_second_factor", email, verbosity=0)

    assert OutgoingMail.objects.count() == 0


# The editors' admin -----------------------------------------------------------------------------------


@pytest.fixture
def editor(region: Organisation, member: Callable[..., Person], settings: Any) -> Person:
    """An editor with a password, where the admin asks for a second step."""
    settings.SECOND_STEP_FOR_EDITORS = True
    person = member(region, Role.EDITOR, email="redactie@regio.example")
    person.set_password(PASSWORD)
    person.save()
    return person


def test_an_editor_without_second_step_is_led_to_set_it_up(
    region: Organisation, editor: Person, client_at: Callable[..., Client]
) -> None:
    browser = client_at(region)
    sign_in(browser, editor.email)

    led = browser.get("/redactie/")
    posted = browser.post("/redactie/pages/1/edit/", {"title": "x"})
    set_up(browser)

    assert led["Location"] == f"{HERE}app/?next=/redactie/"
    assert posted["Location"] == f"{HERE}app/?next=/redactie/"
    assert browser.get("/redactie/").status_code == 200


def test_a_session_that_did_not_pass_it_gets_the_second_step(
    region: Organisation, editor: Person, client_at: Callable[..., Client]
) -> None:
    older, newer = client_at(region), client_at(region)
    for browser in (older, newer):
        sign_in(browser, editor.email)
    secret = set_up(newer)

    led = older.get("/redactie/reports/")
    older.post(f"{HERE}bevestigen/app/", {"code": code_of(secret), "next": "/redactie/"})

    assert led["Location"] == f"{HERE}bevestigen/app/?next=/redactie/reports/"
    assert older.get("/redactie/").status_code == 200


def test_after_signing_in_with_the_second_step_the_admin_is_open(
    region: Organisation, editor: Person, client_at: Callable[..., Client]
) -> None:
    browser = client_at(region)
    sign_in(browser, editor.email)
    secret = set_up(browser)
    browser.post("/uitloggen/")
    sign_in(browser, editor.email)
    browser.post("/inloggen/tweede-stap/", {"code": code_of(secret)})

    assert browser.get("/redactie/").status_code == 200


def test_in_the_demo_the_admin_says_what_it_would_ask(
    region: Organisation, editor: Person, client_at: Callable[..., Client], settings: Any
) -> None:
    settings.SECOND_STEP_FOR_EDITORS = False

    browser = client_at(region)
    sign_in(browser, editor.email)

    response = browser.get("/redactie/")

    assert response.content.decode().count("In het echt vraagt deze deur een tweede stap.") == 1


def test_the_second_step_by_itself_leads_to_sign_in(browser: Client) -> None:
    assert browser.get("/inloggen/tweede-stap/")["Location"] == "/inloggen/"
