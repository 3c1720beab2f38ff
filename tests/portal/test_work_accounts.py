"""Signing in with a work account, at a real provider on loopback."""

import datetime as dt
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import IdentityProvider, Membership, Organisation, WorkAccount
from organisations.tenancy import all_organisations, use_organisation
from people.enums import Verb
from people.models import AuditEntry, OutgoingMail, Person
from people.retention import apply_retention
from people.secrecy import encrypt
from portal.settings import base
from tests.factories import make_member, make_membership, make_person
from tests.identity_provider.running import RunningProvider, connect, free_port

FATMA = "fatma@zonnehoek.example"
REFUSED = "Inloggen met het werkaccount lukt niet"


@pytest.fixture
def work_account(zonnehoek: Organisation, identity_provider: RunningProvider) -> IdentityProvider:
    """De Zonnehoek signs in at the provider."""
    return connect(zonnehoek, identity_provider)


@pytest.fixture
def fatma(zonnehoek: Organisation) -> Person:
    """A supervisor of De Zonnehoek who has never signed in."""
    return make_member(zonnehoek, Role.SUPERVISOR, email=FATMA, name="Fatma Yildiz", activated=False)


@pytest.fixture
def browser(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Client:
    """A browser at De Zonnehoek, signed out."""
    return client_at(zonnehoek)


def _away(browser: Client, **typed: str) -> str:
    """Press the button; the address of the provider to which the page goes on."""
    response = browser.post("/inloggen/werkaccount/", typed)
    assert response.status_code == 200
    return re.fullmatch(r"0; url=(.+)", response["Refresh"]).group(1)


def _back(browser: Client, address: str) -> Any:
    parts = urlsplit(address)
    return browser.get(f"{parts.path}?{parts.query}", HTTP_HOST=parts.hostname)


def _walk(browser: Client, running: RunningProvider, **typed: str) -> Any:
    """From the button to the answer, through the provider."""
    return _back(browser, running.answer_to(_away(browser, **typed)))


def _text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def _is_signed_in(browser: Client) -> bool:
    return browser.get("/leerpad/").status_code == 200


# In ---------------------------------------------------------------------------------------------------


def test_the_button_stands_on_the_sign_in_page_when_it_is_on(
    browser: Client, work_account: IdentityProvider
) -> None:
    with_button = _text(browser.get("/inloggen/"))
    IdentityProvider.objects.update(is_on=False)
    without = _text(browser.get("/inloggen/"))
    pressed = browser.post("/inloggen/werkaccount/")

    assert "Inloggen met je werkaccount van De Zonnehoek" in with_button
    assert "werkaccount" not in without
    assert pressed.status_code == 404


def test_the_way_to_the_provider_carries_state_nonce_and_challenge(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider
) -> None:
    address = _away(browser)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

    assert address.startswith(f"{identity_provider.issuer}/identity/o/authorize?")
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == "http://zonnehoek.localhost:8000/inloggen/werkaccount/terug/"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert min(len(asked["state"]), len(asked["nonce"]), len(asked["code_challenge"])) >= 16


def test_a_member_is_signed_in_and_the_account_is_linked(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    identity_provider.at_work("Fatma@Zonnehoek.example", sub="fatma-1")

    response = _walk(browser, identity_provider)

    assert (response.status_code, response["Location"]) == (302, "/leerpad/")
    assert _is_signed_in(browser)
    link = WorkAccount.objects.get()
    assert (link.person, link.subject, link.provider) == (fatma, "fatma-1", work_account)
    assert Membership.objects.get(person=fatma).activated_at is not None
    assert browser.session.get_expiry_age() == 90 * 24 * 3600
    linked = AuditEntry.objects.get(verb=Verb.LINKED_ACCOUNT)
    assert (linked.subject_id, linked.organisation_key) == (fatma.pk, "zonnehoek")


def test_allauths_own_tables_stay_empty(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    identity_provider.at_work(FATMA)
    _walk(browser, identity_provider)

    assert [model.objects.count() for model in (SocialApp, SocialAccount, SocialToken)] == [0, 0, 0]


def test_the_session_is_bound_to_the_organisation(
    browser: Client,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
    house: Callable,
) -> None:
    make_membership(house("amelberga"), fatma)
    identity_provider.at_work(FATMA)
    _walk(browser, identity_provider)

    elsewhere = browser.get("/leerpad/", HTTP_HOST="amelberga.localhost")

    assert (elsewhere.status_code, elsewhere["Location"]) == (302, "/inloggen/?next=/leerpad/")


def test_on_a_shared_computer_the_session_ends_with_the_browser(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    identity_provider.at_work(FATMA)
    _walk(browser, identity_provider, shared_computer="on")

    assert browser.session.get_expire_at_browser_close() is True
    assert browser.session["shared_computer"] is True


def test_somebody_else_on_the_same_computer_gets_a_session_of_her_own(
    browser: Client,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
    zonnehoek: Organisation,
) -> None:
    samir = make_member(zonnehoek, Role.SUPERVISOR, email="samir@zonnehoek.example")
    identity_provider.at_work(FATMA, sub="fatma-1")
    _walk(browser, identity_provider)
    first = browser.session.session_key
    identity_provider.at_work(samir.email, sub="samir-1")
    _walk(browser, identity_provider, shared_computer="on")

    assert browser.session["_auth_user_id"] == str(samir.pk)
    assert browser.session.session_key != first
    assert browser.session["shared_computer"] is True


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [("/modules/", "/modules/"), ("https://evil.example/", "/leerpad/"), ("//evil.example", "/leerpad/")],
)
def test_afterwards_only_to_an_address_of_this_host(
    browser: Client,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
    wanted: str,
    lands: str,
) -> None:
    identity_provider.at_work(FATMA)

    assert _walk(browser, identity_provider, next=wanted)["Location"] == lands


def test_the_address_comes_from_userinfo_when_the_token_has_none(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    identity_provider.at_work(FATMA)
    identity_provider.behave(claims={"email": None, "email_verified": None})

    assert _walk(browser, identity_provider).status_code == 302


@pytest.mark.parametrize(("ticked", "status"), [(False, 403), (True, 302)])
def test_an_address_that_is_not_said_to_be_verified_needs_the_tick(
    browser: Client,
    zonnehoek: Organisation,
    identity_provider: RunningProvider,
    fatma: Person,
    ticked: bool,
    status: int,
) -> None:
    connect(zonnehoek, identity_provider, trusts_unmarked=ticked)
    identity_provider.at_work(FATMA)
    identity_provider.behave(claims={"email_verified": None})

    assert (_walk(browser, identity_provider).status_code, _is_signed_in(browser)) == (status, ticked)


def test_the_tokens_word_says_nothing_about_the_address_of_userinfo(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    identity_provider.at_work(FATMA, verified=False)
    identity_provider.behave(claims={"email": None, "email_verified": True})

    assert _refused(_walk(browser, identity_provider), browser) == NOT_IN


def test_a_new_address_of_the_same_account_is_still_the_same_person(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    identity_provider.at_work(FATMA, sub="fatma-1")
    _walk(browser, identity_provider)
    browser.post("/uitloggen/")
    identity_provider.at_work("f.demir@zonnehoek.example", sub="fatma-1")
    _walk(browser, identity_provider)

    assert browser.session["_auth_user_id"] == str(fatma.pk)
    assert Person.objects.filter(email="f.demir@zonnehoek.example").count() == 0


# Just in time -----------------------------------------------------------------------------------------


def test_somebody_unknown_gets_the_role_that_was_chosen(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider
) -> None:
    identity_provider.at_work("nieuw@zonnehoek.example", sub="nieuw-1", name="Nina Nieuw")

    response = _walk(browser, identity_provider)

    person = Person.objects.get(email="nieuw@zonnehoek.example")
    assert (response.status_code, response["Location"]) == (302, "/leerpad/")
    assert (person.name, person.has_usable_password()) == ("Nina Nieuw", False)
    assert list(Membership.objects.filter(person=person).values_list("role", "ends")) == [
        (Role.SUPERVISOR, None)
    ]


def test_a_claim_gives_ticked_roles_and_never_the_administrators(
    browser: Client, zonnehoek: Organisation, identity_provider: RunningProvider
) -> None:
    connect(
        zonnehoek,
        identity_provider,
        role_claim="groups",
        role_values={
            Role.PRACTICE_TRAINER: "po",
            Role.TEAM_LEADER: "tl",
            Role.ORG_ADMIN: "beheer",
            Role.STYLE_MANAGER: "stijl",
        },
        granted_roles=[Role.PRACTICE_TRAINER, Role.ORG_ADMIN],
    )
    identity_provider.at_work("nieuw@zonnehoek.example", sub="nieuw-1")
    identity_provider.behave(claims={"groups": ["po", "tl", "beheer", "stijl"]})

    _walk(browser, identity_provider)

    roles = Membership.objects.filter(person__email="nieuw@zonnehoek.example").values_list("role", flat=True)
    assert list(roles) == [Role.PRACTICE_TRAINER]


def test_a_claim_changes_nothing_for_who_has_a_role(
    browser: Client, zonnehoek: Organisation, identity_provider: RunningProvider, fatma: Person
) -> None:
    connect(
        zonnehoek,
        identity_provider,
        role_claim="groups",
        role_values={Role.TEAM_LEADER: "tl"},
        granted_roles=[Role.TEAM_LEADER],
    )
    identity_provider.at_work(FATMA)
    identity_provider.behave(claims={"groups": ["tl"]})
    _walk(browser, identity_provider)

    assert list(Membership.objects.filter(person=fatma).values_list("role", flat=True)) == [Role.SUPERVISOR]


@pytest.mark.parametrize("began", [True, False])
@pytest.mark.parametrize("invited", [True, False])
def test_an_account_of_another_organisation_opens_after_she_showed_here_that_it_is_hers(
    browser: Client,
    zonnehoek: Organisation,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    house: Callable,
    began: bool,
    invited: bool,
) -> None:
    person = make_person("Jo Bakker", email="jo@zonnehoek.example", activated=began)
    make_membership(house("amelberga"), person, activated_at=timezone.now() if began else None)
    if invited:
        make_membership(zonnehoek, person, activated_at=None)
    identity_provider.at_work(person.email, sub="jo-1", name="J. Bakker")

    first = _walk(browser, identity_provider)

    assert (first.status_code, _is_signed_in(browser)) == (403, False)
    assert "Log hier één keer in met een code per mail. Zo weten we dat jij het bent." in _text(first)
    assert (WorkAccount.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    # her role is here, silently
    assert Membership.objects.get(person=person).role == Role.SUPERVISOR

    browser.post("/inloggen/code/", {"login": person.email})
    code = re.search(r"\b\d{6}\b", OutgoingMail.objects.latest("pk").text)
    assert code
    browser.post("/inloggen/code/bevestigen/", {"code": code.group()})
    browser.post("/uitloggen/")
    again = _walk(browser, identity_provider)

    assert again["Location"] == "/leerpad/"
    assert WorkAccount.objects.get().person == person
    assert Person.objects.get(email=person.email).name == "Jo Bakker"


# Not in -----------------------------------------------------------------------------------------------


def _refused(response: Any, browser: Client) -> tuple[int, bool, bool]:
    return response.status_code, REFUSED in _text(response), _is_signed_in(browser)


NOT_IN = (403, True, False)


@pytest.mark.parametrize(
    ("email", "verified", "says"),
    [
        ("fatma@amelberga.example", True, "Dit werkaccount is niet van De Zonnehoek Wonen en Zorg."),
        ("fatma@sub.zonnehoek.example", True, "Dit werkaccount is niet van De Zonnehoek Wonen en Zorg."),
        (FATMA, False, "Het e-mailadres van dit werkaccount is nog niet bevestigd."),
    ],
)
def test_an_address_that_the_provider_cannot_vouch_for(
    browser: Client,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
    house: Callable,
    email: str,
    verified: bool,
    says: str,
) -> None:
    make_member(house("amelberga"), email="fatma@amelberga.example")
    identity_provider.at_work(email, verified=verified)

    response = _walk(browser, identity_provider)

    assert _refused(response, browser) == NOT_IN
    assert says in _text(response)
    assert WorkAccount.objects.count() == 0
    assert AuditEntry.objects.filter(verb=Verb.REFUSED, object_label="work_account_callback").count() == 1


def test_nobody_is_let_in_uninvited_when_there_is_no_role_for_that(
    browser: Client, zonnehoek: Organisation, identity_provider: RunningProvider, house: Callable
) -> None:
    connect(zonnehoek, identity_provider, default_role="")
    known = make_member(house("amelberga"), email="jo@zonnehoek.example")
    pages = []
    for email in ("nieuw@zonnehoek.example", known.email):
        identity_provider.at_work(email, sub=email)
        response = _walk(browser, identity_provider)
        assert _refused(response, browser) == NOT_IN
        pages.append(_text(response))

    assert "Vraag om een uitnodiging." in pages[0]
    assert pages[0] == pages[1]
    assert Person.objects.filter(email="nieuw@zonnehoek.example").count() == 0


def test_an_address_that_was_given_to_somebody_else_is_refused(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    identity_provider.at_work(FATMA, sub="fatma-1")
    _walk(browser, identity_provider)
    browser.post("/uitloggen/")
    identity_provider.at_work(FATMA, sub="another-fatma")

    response = _walk(browser, identity_provider)

    assert _refused(response, browser) == NOT_IN
    assert "Met dit werkaccount lukt inloggen hier niet." in _text(response)
    assert WorkAccount.objects.get().subject == "fatma-1"


def test_a_disabled_account_stays_out(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    Person.objects.filter(pk=fatma.pk).update(is_active=False)
    identity_provider.at_work(FATMA)

    assert _refused(_walk(browser, identity_provider), browser) == NOT_IN


@pytest.mark.parametrize(
    ("starts", "ends", "says"),
    [
        (-9, -2, "Je rol bij De Zonnehoek Wonen en Zorg is gestopt."),
        (5, None, "Je rol bij De Zonnehoek Wonen en Zorg is nog niet begonnen."),
    ],
)
def test_a_role_that_is_over_or_has_not_begun_is_not_opened(
    browser: Client,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
    starts: int,
    ends: int | None,
    says: str,
) -> None:
    today = timezone.localdate()
    days = {"starts": today + dt.timedelta(starts), "ends": today + dt.timedelta(ends) if ends else None}
    Membership.objects.filter(person=fatma).update(**days)
    identity_provider.at_work(FATMA)

    response = _walk(browser, identity_provider)

    assert _refused(response, browser) == NOT_IN
    assert says in _text(response)
    assert Membership.objects.filter(person=fatma).count() == 1


# What a provider says must hold -----------------------------------------------------------------------


@pytest.mark.parametrize("forge", ["other_key", "same_name", "shared_secret", "unsigned", "no_text"])
def test_a_token_that_is_signed_otherwise_counts_for_nothing(
    browser: Client,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
    forge: str,
) -> None:
    identity_provider.at_work(FATMA)
    identity_provider.behave(forge=forge)

    assert _refused(_walk(browser, identity_provider), browser) == NOT_IN


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "of another attempt"},
        {"nonce": None},
        {"iss": "https://elsewhere.example"},
        {"aud": "another client"},
        {"aud": ["leerlijn", "another client"], "azp": "another client"},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"exp": []},
        {"exp": float("inf")},
        {"iat": {}},
        {"nbf": [1]},
        {"sub": 12},
        {"sub": None},
        {"email": "fatma@zonnehoek.example\n"},
        {"email": ["fatma@zonnehoek.example"]},
        {"email": "fatma@zonnehoe\u212a.example"},
        {"email_verified": "false"},
    ],
    ids=lambda claims: ",".join(f"{name}={value!r:.20}" for name, value in claims.items()),
)
def test_a_claim_that_does_not_hold_lets_nobody_in(
    browser: Client,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
    claims: dict,
) -> None:
    identity_provider.at_work(FATMA)
    identity_provider.behave(claims=claims)

    assert _refused(_walk(browser, identity_provider), browser) == NOT_IN


def test_an_answer_counts_once(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    identity_provider.at_work(FATMA)
    address = identity_provider.answer_to(_away(browser))
    _back(browser, address)
    browser.post("/uitloggen/")

    again = _back(browser, address)

    assert _refused(again, browser) == NOT_IN
    assert "verlopen, of is al gebruikt" in _text(again)


def test_an_answer_counts_once_also_when_the_provider_broke_on_the_way(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    identity_provider.at_work(FATMA)
    address = identity_provider.answer_to(_away(browser))
    identity_provider.behave(redirect={"/identity/o/api/token": "http://localhost/"})
    broken = _back(browser, address)
    identity_provider.behave(redirect={})

    again = _back(browser, address)

    assert (broken.status_code, REFUSED in _text(broken)) == (424, True)
    assert _refused(again, browser) == NOT_IN
    assert "verlopen, of is al gebruikt" in _text(again)


def test_a_code_that_was_used_is_worth_nothing_in_a_new_attempt(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    identity_provider.at_work(FATMA)
    first = identity_provider.answer_to(_away(browser))
    _back(browser, first)
    browser.post("/uitloggen/")
    code = parse_qs(urlsplit(first).query)["code"][0]
    state = parse_qs(urlsplit(_away(browser)).query)["state"][0]

    again = browser.get("/inloggen/werkaccount/terug/", {"code": code, "state": state})

    assert _refused(again, browser) == NOT_IN


def test_a_code_of_somebody_elses_attempt_is_worth_nothing(
    browser: Client,
    zonnehoek: Organisation,
    client_at: Callable[..., Client],
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
) -> None:
    identity_provider.at_work(FATMA)
    hers = identity_provider.answer_to(_away(browser))
    other = client_at(zonnehoek)
    state = parse_qs(urlsplit(_away(other)).query)["state"][0]
    code = parse_qs(urlsplit(hers).query)["code"][0]

    with_her_state = _back(other, hers)
    with_own_state = other.get("/inloggen/werkaccount/terug/", {"code": code, "state": state})

    assert _refused(with_her_state, other) == NOT_IN
    assert _refused(with_own_state, other) == NOT_IN


def test_an_answer_brought_to_another_house_is_worth_nothing(
    browser: Client,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
    house: Callable,
    client_at: Callable[..., Client],
) -> None:
    amelberga = house("amelberga")
    make_membership(amelberga, fatma)
    identity_provider.at_work(FATMA)
    address = identity_provider.answer_to(_away(browser)).replace(
        "zonnehoek.localhost", "amelberga.localhost"
    )

    without_provider = _back(browser, address)
    connect(amelberga, identity_provider, domains=["zonnehoek.example"])
    with_the_same_session = _back(browser, address)

    assert without_provider.status_code == 404
    assert with_the_same_session.status_code == 403
    assert browser.get("/leerpad/", HTTP_HOST="amelberga.localhost").status_code == 302


def test_switching_off_ends_an_attempt_that_is_under_way(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    identity_provider.at_work(FATMA)
    address = identity_provider.answer_to(_away(browser))
    IdentityProvider.objects.update(is_on=False)

    response = _back(browser, address)

    assert (response.status_code, _is_signed_in(browser)) == (404, False)


def test_stopping_at_the_provider_leads_back_to_signing_in(
    browser: Client, work_account: IdentityProvider
) -> None:
    state = parse_qs(urlsplit(_away(browser)).query)["state"][0]

    response = browser.get(
        "/inloggen/werkaccount/terug/", {"error": "access_denied", "state": state}, follow=True
    )

    assert response.redirect_chain == [("/inloggen/", 302)]
    assert "Inloggen met het werkaccount is gestopt." in _text(response)


# A provider that is not well --------------------------------------------------------------------------


def test_a_provider_that_is_down_gets_a_clear_page_and_a_code_still_works(
    browser: Client, work_account: IdentityProvider, fatma: Person
) -> None:
    IdentityProvider.objects.update(issuer=f"http://127.0.0.1:{free_port()}")

    response = browser.post("/inloggen/werkaccount/")
    browser.post("/inloggen/code/", {"login": fatma.email})
    code = re.search(r"\b\d{6}\b", OutgoingMail.objects.get().text).group()
    browser.post("/inloggen/code/bevestigen/", {"code": code})

    assert (response.status_code, REFUSED in _text(response)) == (503, True)
    assert "geeft nu geen antwoord" in _text(response)
    assert _is_signed_in(browser)


def test_a_slow_provider_is_waited_for_three_seconds(
    browser: Client,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
    settings: Any,
) -> None:
    identity_provider.at_work(FATMA)
    address = identity_provider.answer_to(_away(browser))
    identity_provider.behave(sleep={"/identity/o/api/token": 12})
    settings.PROVIDER_SECONDS = base.PROVIDER_SECONDS

    before = time.monotonic()
    response = _back(browser, address)
    waited = time.monotonic() - before

    assert (response.status_code, "geeft nu geen antwoord" in _text(response)) == (424, True)
    assert base.PROVIDER_SECONDS == 3
    assert 2.5 < waited < 11  # it was given its three seconds, and not its twelve


def test_several_slow_answers_are_waited_for_five_seconds_together(
    browser: Client,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
    settings: Any,
) -> None:
    identity_provider.at_work(FATMA)
    address = identity_provider.answer_to(_away(browser))
    identity_provider.behave(sleep={"/identity/o/api/token": 1, "/.well-known/jwks.json": 2})
    cache.clear()  # the description and the keys are asked again
    settings.PROVIDER_REQUEST_SECONDS = 2

    response = _back(browser, address)

    assert base.PROVIDER_REQUEST_SECONDS == 5
    assert (response.status_code, "geeft nu geen antwoord" in _text(response)) == (424, True)
    settings.PROVIDER_REQUEST_SECONDS = 20
    again = _back(browser, identity_provider.answer_to(_away(browser)))
    assert again.status_code == 302


@pytest.mark.parametrize(
    "wanted",
    [
        {"metadata": {"issuer": "https://elsewhere.example"}},
        {"metadata": {"token_endpoint": None}},
        {"metadata": {"authorization_endpoint": "javascript:alert(1)"}},
        {"metadata": {"jwks_uri": "http://10.0.0.1/keys"}},
        {"redirect": {"/.well-known/openid-configuration": "http://localhost/"}},
        {"bloat": {"/.well-known/openid-configuration": 400_000}},
        {"status": {"/.well-known/openid-configuration": 500}},
    ],
    ids=lambda wanted: next(iter(wanted)),
)
def test_a_provider_that_describes_itself_wrongly_is_not_used(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, wanted: dict
) -> None:
    identity_provider.behave(**wanted)

    response = browser.post("/inloggen/werkaccount/")

    assert (response.status_code, REFUSED in _text(response)) == (503, True)


@pytest.mark.parametrize("path", ["/identity/o/api/token", "/.well-known/jwks.json"])
@pytest.mark.parametrize("kind", [{"status": 500}, {"bloat": 400_000}, {"redirect": "http://localhost/"}])
def test_a_provider_that_breaks_on_the_way_back_is_said_so(
    browser: Client,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
    path: str,
    kind: dict,
) -> None:
    identity_provider.at_work(FATMA)
    address = identity_provider.answer_to(_away(browser))
    identity_provider.behave(**{name: {path: value} for name, value in kind.items()})

    response = _back(browser, address)

    # A token that is refused is an answer: it may be that she is not let in. All else is no answer.
    status = 403 if path.endswith("token") and "status" in kind else 424
    assert (response.status_code, REFUSED in _text(response)) == (status, True)
    assert _is_signed_in(browser) is False


def test_new_keys_of_the_provider_are_fetched_when_a_name_is_unknown(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    from django.core.cache import cache

    from organisations.work_accounts.connection import _key

    identity_provider.at_work(FATMA)
    old = [{"kty": "RSA", "kid": "old", "n": "AQAB", "e": "AQAB"}]
    cache.set(_key("keys", f"{identity_provider.issuer}/.well-known/jwks.json"), old)

    assert _walk(browser, identity_provider).status_code == 302


@pytest.mark.parametrize(
    "broken", [{"n": "A"}, {"n": 12}, {"n": "é"}, {"n": None}, {"e": []}, {"n": "", "e": ""}], ids=str
)
def test_a_key_that_is_no_key_lets_nobody_in(
    browser: Client,
    work_account: IdentityProvider,
    identity_provider: RunningProvider,
    fatma: Person,
    broken: dict,
) -> None:
    from django.core.cache import cache

    from organisations.work_accounts.connection import _key, fetch_document

    identity_provider.at_work(FATMA)
    url = f"{identity_provider.issuer}/.well-known/jwks.json"
    cache.set(_key("keys", url), [{**each, **broken} for each in fetch_document(url)["keys"]])

    assert _refused(_walk(browser, identity_provider), browser) == NOT_IN


# The region -------------------------------------------------------------------------------------------


def test_on_the_regions_host_the_same_way_leads_in(
    region: Organisation, identity_provider: RunningProvider, client_at: Callable[..., Client]
) -> None:
    with use_organisation(region):
        editor = make_member(region, Role.EDITOR, email="els@regio.example")
    connect(region, identity_provider, domains=["regio.example"], default_role="")
    browser = client_at(region)
    identity_provider.at_work(editor.email, sub="els-1")

    response = _walk(browser, identity_provider)

    assert (response.status_code, response["Location"]) == (302, "/redactie/")


def _with_an_app(person: Person) -> None:
    Authenticator.objects.create(user=person, type="totp", data={"secret": encrypt("GEHEIM")})


def test_on_the_regions_host_a_second_step_is_still_asked(
    region: Organisation, identity_provider: RunningProvider, client_at: Callable[..., Client], settings: Any
) -> None:
    settings.SECOND_STEP_FOR_EDITORS = True
    with_app = make_member(region, Role.EDITOR, email="els@regio.example")
    without = make_member(region, Role.EDITOR, email="jo@regio.example")
    _with_an_app(with_app)
    connect(region, identity_provider, domains=["regio.example"], default_role="")
    browser, other = client_at(region), client_at(region)
    identity_provider.at_work(with_app.email, sub="els-1")
    asked = _walk(browser, identity_provider)
    identity_provider.at_work(without.email, sub="jo-1")
    let_in = _walk(other, identity_provider)

    assert asked["Location"] == "/inloggen/tweede-stap/"
    assert let_in["Location"] == "/redactie/", _text(let_in)
    assert browser.get("/redactie/")["Location"].startswith("/inloggen/")
    assert other.get("/redactie/")["Location"] == "/mijn-gegevens/inloggen/app/?next=/redactie/"


def test_on_an_organisations_host_the_work_account_is_enough(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    _with_an_app(fatma)
    identity_provider.at_work(FATMA)

    assert _walk(browser, identity_provider)["Location"] == "/leerpad/"
    assert _is_signed_in(browser)


# What is kept -----------------------------------------------------------------------------------------


def test_the_link_is_in_the_export_and_goes_with_the_account(
    browser: Client, work_account: IdentityProvider, identity_provider: RunningProvider, fatma: Person
) -> None:
    from people.erasure import erase_account

    identity_provider.at_work(FATMA, sub="fatma-1")
    _walk(browser, identity_provider)
    page = browser.get("/mijn-gegevens/download/").content.decode()
    erase_account(person=fatma)

    assert "fatma-1" in page
    with all_organisations("test"):
        assert WorkAccount.objects.count() == 0


def test_a_link_goes_when_the_roles_are_forgotten(
    work_account: IdentityProvider, zonnehoek: Organisation, fatma: Person
) -> None:
    ended = make_person("Weg", email="weg@zonnehoek.example")
    make_membership(
        zonnehoek,
        ended,
        starts=timezone.localdate() - dt.timedelta(days=1500),
        ends=timezone.localdate() - dt.timedelta(days=900),
    )
    for person in (fatma, ended):
        WorkAccount.objects.create(
            organisation=zonnehoek, provider=work_account, person=person, subject=f"sub-{person.pk}"
        )

    apply_retention()

    assert [link.person for link in WorkAccount.objects.all()] == [fatma]
