"""`/start/`: from a card to a password and the first page; one try per card, and one answer to all that fails."""

import datetime as dt
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, Organisation, StartCard
from organisations.start_cards.queries import candidates
from organisations.start_cards.services import print_cards
from organisations.tenancy import use_organisation
from people.enums import Verb
from people.models import AuditEntry, OutgoingMail, Person
from people.secrecy import encrypt
from tests.factories import make_member, make_membership, make_person
from tests.portal.fixation import is_left_behind, planted

PASSWORD = "paarse olifant op zolder"
FIELDS = {"password1": PASSWORD, "password2": PASSWORD}
HELLO = "/start/hallo/"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def wilma(zonnehoek: Organisation) -> Person:
    """A supervisor of De Zonnehoek who never signed in."""
    person = make_person("Wilma Janssen", email="wilma@huis.example", activated=False)
    person.set_unusable_password()
    person.save()
    make_membership(zonnehoek, person, display_name="Wilma Janssen")
    return person


@pytest.fixture
def phone(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Client:
    """Her phone."""
    return client_at(zonnehoek)


def _card_for(organisation: Organisation, person: Person) -> str:
    """The code on a fresh card, as it is typed."""
    with use_organisation(organisation):
        chosen = [each for each in candidates(timezone.localdate()) if each.person_id == person.pk]
        (card,) = print_cards(organisation=organisation, people=chosen)
    return card.code


def _scan(client: Client, code: str) -> Any:
    return client.get(f"/start/{code.replace(' ', '')}/", follow=True)


def _text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def _bare(response: Any) -> bytes:
    return re.sub(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', b"", response.content)


def _inside(client: Client) -> int:
    return int(client.get("/mijn-gegevens/").status_code)


def test_from_the_card_to_the_first_page(zonnehoek: Organisation, wilma: Person, phone: Client) -> None:
    code = _card_for(zonnehoek, wilma)

    hello = _scan(phone, code)
    begun = phone.post(HELLO, FIELDS)

    assert "Hallo Wilma Janssen" in _text(hello)
    assert "wilma@huis.example" in _text(hello)
    assert (begun.status_code, begun["Location"]) == (302, "/leerpad/")
    assert _inside(phone) == 200
    assert phone.session.get_expiry_age() > 80 * 24 * 3600
    wilma.refresh_from_db()
    assert (wilma.check_password(PASSWORD), wilma.activated_at is not None) == (True, True)
    assert Membership.objects.get(person=wilma).activated_at is not None
    assert StartCard.objects.get().used_at is not None
    entry = AuditEntry.objects.get(verb=Verb.USED_CARD)
    assert (entry.subject_id, entry.organisation_key) == (wilma.pk, "zonnehoek")


def test_a_card_begins_a_new_session(zonnehoek: Organisation, wilma: Person, phone: Client) -> None:
    key = planted(phone)

    _scan(phone, _card_for(zonnehoek, wilma))
    phone.post(HELLO, FIELDS)

    assert _inside(phone) == 200
    assert is_left_behind(phone, key)


def test_the_code_can_be_typed_in_any_way(zonnehoek: Organisation, wilma: Person, phone: Client) -> None:
    code = _card_for(zonnehoek, wilma)

    response = phone.post("/start/", {"code": f" {code.lower().replace(' ', '-')} "}, follow=True)

    assert "Hallo Wilma Janssen" in _text(response)


def test_a_wrong_code_keeps_what_was_typed(phone: Client) -> None:
    response = phone.post("/start/", {"code": "ABCDE FGHJK"})

    assert (response.status_code, 'value="ABCDE FGHJK"' in response.content.decode()) == (422, True)
    assert "Deze code werkt niet of niet meer. Kijk of elk teken klopt." in _text(response)


def test_on_a_shared_computer_the_session_ends_with_the_browser(
    zonnehoek: Organisation, wilma: Person, client_at: Callable[..., Client]
) -> None:
    computer = client_at(zonnehoek, make_member(zonnehoek, name="Iemand Anders"))
    _scan(computer, _card_for(zonnehoek, wilma))

    computer.post(HELLO, {**FIELDS, "shared_computer": "on"})

    assert computer.session.get_expire_at_browser_close() is True
    assert computer.session["_auth_user_id"] == str(wilma.pk)


def test_looking_at_a_card_changes_nothing(zonnehoek: Organisation, wilma: Person, phone: Client) -> None:
    code = _card_for(zonnehoek, wilma)
    before = (list(StartCard.objects.values()), list(Person.objects.values()), AuditEntry.objects.count())

    for _time in range(3):
        _scan(phone, code)
        phone.head(HELLO)

    now = (list(StartCard.objects.values()), list(Person.objects.values()), AuditEntry.objects.count())
    assert now == before
    assert "Hallo Wilma Janssen" in _text(phone.get(HELLO))


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"password1": "", "password2": ""}, "password1", "Kies een wachtwoord."),
        ({"password1": "kort", "password2": "kort"}, "password1", "12"),
        ({"password1": "wilma@huis.example", "password2": "wilma@huis.example"}, "password1", "lijkt"),
        ({"password1": PASSWORD, "password2": "iets anders"}, "password2", "niet gelijk"),
    ],
)
def test_a_password_that_will_not_do_leaves_the_card_whole(
    zonnehoek: Organisation, wilma: Person, phone: Client, fields: dict[str, str], field: str, message: str
) -> None:
    _scan(phone, _card_for(zonnehoek, wilma))

    response = phone.post(HELLO, fields)

    fault = re.search(rf'id="id_{field}_error">([^<]*)<', response.content.decode())
    assert (response.status_code, bool(fault and message in fault[1])) == (422, True)
    assert StartCard.objects.get().is_open
    assert phone.post(HELLO, FIELDS)["Location"] == "/leerpad/"


# What fails, fails alike ----------------------------------------------------------------------------


def test_used_withdrawn_expired_ended_and_unknown_codes_get_one_answer(
    zonnehoek: Organisation,
    house: Callable[[str], Organisation],
    wilma: Person,
    client_at: Callable[..., Client],
) -> None:
    withdrawn = _card_for(zonnehoek, wilma)
    used = _card_for(zonnehoek, wilma)
    first = client_at(zonnehoek)
    _scan(first, used)
    first.post(HELLO, FIELDS)
    ended = make_person(activated=False)
    membership = make_membership(zonnehoek, ended)
    of_ended = _card_for(zonnehoek, ended)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(pk=membership.pk).update(starts=yesterday, ends=yesterday)
    other_house = house("amelberga")
    make_membership(other_house, ended)
    elsewhere = _card_for(other_house, ended)

    codes = [withdrawn, used, of_ended, elsewhere, "ABCDE FGHJK", "x" * 500, "%F0%9F%98%80", "A' OR 1=1--"]
    answers = [_scan(client_at(zonnehoek), code) for code in codes]

    late = make_person(activated=False)
    make_membership(zonnehoek, late)
    of_late = _card_for(zonnehoek, late)
    with time_machine.travel(timezone.now() + dt.timedelta(days=14, minutes=1)):
        answers.append(_scan(client_at(zonnehoek), of_late))

    assert {each.status_code for each in answers} == {404}
    assert len({_bare(each) for each in answers}) == 1
    assert "Deze kaart werkt niet" in _text(answers[0])


def test_every_code_gets_the_same_redirect_by_every_method(phone: Client, zonnehoek: Organisation) -> None:
    strict = Client(HTTP_HOST=zonnehoek.site.hostname, enforce_csrf_checks=True)
    for client in (phone, strict):
        for method in ("get", "head", "post"):
            response = getattr(client, method)("/start/ABCDEFGHJK/")
            assert (response.status_code, response["Location"]) == (302, HELLO)


def test_a_card_opens_once(zonnehoek: Organisation, wilma: Person, client_at: Callable[..., Client]) -> None:
    code = _card_for(zonnehoek, wilma)
    first, second = client_at(zonnehoek), client_at(zonnehoek)
    _scan(first, code)
    _scan(second, code)

    answers = [first.post(HELLO, FIELDS), second.post(HELLO, {"password1": "x" * 12, "password2": "x" * 12})]

    wilma.refresh_from_db()
    assert [each.status_code for each in answers] == [302, 404]
    assert (_inside(first), _inside(second)) == (200, 302)
    assert wilma.check_password(PASSWORD)


def test_what_waits_in_a_session_waits_half_an_hour(
    zonnehoek: Organisation, wilma: Person, phone: Client
) -> None:
    _scan(phone, _card_for(zonnehoek, wilma))

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=31)):
        response = phone.get(HELLO)

    assert (response.status_code, response["Location"]) == (302, "/start/")


def test_the_code_is_in_no_log_and_in_no_session(
    zonnehoek: Organisation, wilma: Person, phone: Client, caplog: pytest.LogCaptureFixture
) -> None:
    code = _card_for(zonnehoek, wilma).replace(" ", "")

    with caplog.at_level(logging.DEBUG):
        _scan(phone, code)
        strict = Client(HTTP_HOST=zonnehoek.site.hostname, enforce_csrf_checks=True)
        strict.post(f"/start/{code}/")
        waiting = dict(phone.session)
        phone.post(HELLO, FIELDS)

    told = [record for record in caplog.records if not record.name.startswith("django.db")]
    assert len(told) > 0
    assert not any(code in str(record.__dict__) for record in told)
    assert code not in str(waiting)


# Accounts that a card does not open -----------------------------------------------------------------


def _known_elsewhere(person: Person, amelberga: Organisation) -> None:
    make_membership(amelberga, person, Role.ORG_ADMIN, activated_at=timezone.now())


def _invited_elsewhere(person: Person, amelberga: Organisation) -> None:
    make_membership(amelberga, person, Role.ORG_ADMIN, activated_at=None)


def _has_password(person: Person, _amelberga: Organisation) -> None:
    person.set_password("een oud wachtwoord")
    person.save()


def _has_second_step(person: Person, _amelberga: Organisation) -> None:
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})


def _began_before(person: Person, _amelberga: Organisation) -> None:
    person.activated_at = timezone.now()
    person.save()


def _is_closed(person: Person, _amelberga: Organisation) -> None:
    person.is_active = False
    person.save()


@pytest.mark.parametrize(
    "prepare",
    [_known_elsewhere, _invited_elsewhere, _has_password, _has_second_step, _began_before, _is_closed],
)
def test_a_card_alone_opens_no_account_that_anybody_else_counts_on(
    zonnehoek: Organisation,
    house: Callable[[str], Organisation],
    wilma: Person,
    phone: Client,
    prepare: Callable[[Person, Organisation], None],
) -> None:
    stranger = make_person("Wilma Janssen", email="anders@huis.example", activated=False)
    make_membership(zonnehoek, stranger, display_name="Wilma Janssen")
    plain = _scan(phone, _card_for(zonnehoek, stranger))
    prepare(wilma, house("amelberga"))
    wilma.refresh_from_db()
    before = wilma.password

    hello = _scan(phone, _card_for(zonnehoek, wilma))
    answer = phone.post(HELLO, FIELDS)

    wilma.refresh_from_db()
    # Until she presses the button, nobody can tell by the card what she has elsewhere.
    assert _bare(hello).replace(b"wilma@", b"anders@") == _bare(plain)
    assert (answer.status_code, answer["Location"]) == (302, "/inloggen/")
    assert "Met dit e-mailadres is er al een account." in _text(phone.get("/inloggen/"))
    assert (_inside(phone), wilma.password, wilma.password_only_at) == (302, before, "")
    assert [card.is_open for card in StartCard.objects.filter(person=wilma)] == [False]


def test_a_password_of_a_card_opens_that_house_alone_until_the_address_is_proven(
    zonnehoek: Organisation,
    house: Callable[[str], Organisation],
    wilma: Person,
    phone: Client,
    client_at: Callable[..., Client],
) -> None:
    _scan(phone, _card_for(zonnehoek, wilma))
    phone.post(HELLO, FIELDS)
    amelberga = house("amelberga")
    make_membership(amelberga, wilma, Role.ORG_ADMIN, activated_at=None)

    def sign_in(organisation: Organisation, password: str) -> int:
        fields = {"login": wilma.email, "password": password}
        return int(client_at(organisation).post("/inloggen/", fields).status_code)

    assert (sign_in(zonnehoek, PASSWORD), sign_in(amelberga, PASSWORD)) == (302, 422)

    mailed = client_at(amelberga)
    with use_organisation(amelberga):
        mailed.post("/wachtwoord-vergeten/", {"email": wilma.email})
    link = re.search(r"(/wachtwoord-vergeten/\S+-\S+/)", OutgoingMail.objects.latest("pk").text)
    assert link
    page = mailed.get(link[1], follow=True)
    new = "gele olifant in de kelder"
    mailed.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert (sign_in(zonnehoek, new), sign_in(amelberga, new)) == (302, 302)


def test_who_reads_the_mail_takes_the_account_from_who_had_the_card(
    zonnehoek: Organisation,
    house: Callable[[str], Organisation],
    wilma: Person,
    phone: Client,
    client_at: Callable[..., Client],
) -> None:
    _scan(phone, _card_for(zonnehoek, wilma))
    phone.post(HELLO, FIELDS)
    assert phone.get("/leerpad/").status_code == 200
    Authenticator.objects.create(user=wilma, type="totp", data={"secret": encrypt("GEHEIM")})
    make_membership(house("amelberga"), wilma, Role.SUPERVISOR)

    mailed = client_at(house("amelberga"))
    mailed.post("/inloggen/code/", {"login": wilma.email})
    code = re.search(r"\b(\d{6})\b", OutgoingMail.objects.latest("pk").text)
    assert code
    answer = mailed.post("/inloggen/code/bevestigen/", {"code": code[1]})

    assert (answer.status_code, answer["Location"]) == (302, "/leerpad/")
    assert phone.get("/leerpad/").status_code == 302
    again = client_at(zonnehoek).post("/inloggen/", {"login": wilma.email, "password": PASSWORD})
    assert again.status_code == 422
    assert Authenticator.objects.filter(user=wilma).count() == 0


# Limits -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", ["2/m/ip", "2/m/key"])
def test_guessing_is_limited_per_address_and_per_organisation(
    house: Callable[[str], Organisation],
    zonnehoek: Organisation,
    client_at: Callable[..., Client],
    settings: Any,
    limit: str,
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"start_card": limit}

    def guess(organisation: Organisation, address: str) -> int:
        client = client_at(organisation, REMOTE_ADDR=address)
        client.get("/start/ABCDEFGHJK/")
        return int(client.get(HELLO).status_code)

    tries = [guess(zonnehoek, "192.0.2.1"), guess(zonnehoek, "192.0.2.1")]
    third = client_at(zonnehoek, REMOTE_ADDR="192.0.2.1").post("/start/", {"code": "ABCDEFGHJK"}).status_code
    from_elsewhere = guess(zonnehoek, "192.0.2.2")
    other_house = guess(house("amelberga"), "192.0.2.2")

    assert (tries, third) == ([404, 404], 429)
    assert (from_elsewhere, other_house) == (429 if "key" in limit else 404, 404)


def test_a_scan_leaves_a_session_of_half_an_hour(phone: Client) -> None:
    """Anybody can open `/start/<anything>/`; what that leaves behind goes away soon."""
    phone.get("/start/WATDANOOK/")
    assert phone.session.get_expiry_age() == 30 * 60


def test_after_the_card_the_session_lasts_as_on_any_own_phone(
    zonnehoek: Organisation, wilma: Person, phone: Client
) -> None:
    _scan(phone, _card_for(zonnehoek, wilma))
    phone.post(HELLO, FIELDS)
    assert (_inside(phone), phone.session.get_expiry_age()) == (200, 90 * 24 * 3600)
