"""`/beheer/inloggen/`: filling in, trying and switching on."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client

from organisations.enums import Role
from organisations.models import IdentityProvider, Organisation, WorkAccount
from organisations.tenancy import use_organisation
from organisations.work_accounts.services import secret_of
from people.enums import Verb
from people.models import AuditEntry, Person
from tests.factories import make_member
from tests.identity_provider.running import CLIENT_SECRET, RunningProvider, connect, free_port

ADDRESS = "/beheer/inloggen/"
SECRET = "een heel geheim woord"


@pytest.fixture
def ingrid(zonnehoek: Organisation) -> Person:
    """The administrator of De Zonnehoek."""
    return make_member(zonnehoek, Role.ORG_ADMIN, email="ingrid@zonnehoek.example", name="Ingrid Peeters")


@pytest.fixture
def browser(zonnehoek: Organisation, ingrid: Person, client_at: Callable[..., Client]) -> Client:
    """Her browser."""
    return client_at(zonnehoek, ingrid)


def _typed(**other: str) -> dict[str, str]:
    return {
        "name": "De Zonnehoek",
        "issuer": "https://login.zonnehoek.example/realm",
        "client_id": "leerlijn",
        "client_secret": SECRET,
        "domains": "zonnehoek.example\n@ZONNEHOEK-zorg.example",
        "default_role": Role.SUPERVISOR,
        **other,
    }


def _text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def _errors(response: Any) -> list[str]:
    return re.findall(r'class="field__error" id="id_(\w+)_error"', response.content.decode())


# Filling in -------------------------------------------------------------------------------------------


def test_the_empty_page_tells_what_to_do_and_the_address_for_ict(browser: Client) -> None:
    page = browser.get(ADDRESS)

    assert "Er is nog niets ingevuld." in _text(page)
    assert 'value="http://zonnehoek.localhost:8000/inloggen/werkaccount/terug/"' in page.content.decode()
    assert "Proef zelf" not in _text(page)


def test_what_is_typed_is_kept_and_the_secret_is_unreadable_and_never_shown(
    browser: Client, zonnehoek: Organisation
) -> None:
    response = browser.post(ADDRESS, _typed())
    provider = IdentityProvider.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT encrypted_secret FROM organisations_identityprovider")
        stored = cursor.fetchone()[0]

    assert (response.status_code, response["Location"]) == (302, ADDRESS)
    assert provider.domains == ["zonnehoek.example", "zonnehoek-zorg.example"]
    assert (provider.is_on, provider.tested_at) == (False, None)
    assert (SECRET in stored, secret_of(provider)) == (False, SECRET)
    assert SECRET not in browser.get(ADDRESS).content.decode()
    entry = AuditEntry.objects.get(verb=Verb.CHANGED_WORK_ACCOUNTS)
    assert entry.details == {"role": "org_admin", "what": "saved", "connection_changed": True}


def test_an_empty_secret_keeps_the_one_there_is(browser: Client) -> None:
    browser.post(ADDRESS, _typed())
    browser.post(ADDRESS, _typed(client_secret="", name="Zonnehoek"))

    provider = IdentityProvider.objects.get()
    assert (provider.name, secret_of(provider)) == ("Zonnehoek", SECRET)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"issuer": "http://login.zonnehoek.example"}, "issuer"),
        ({"issuer": "login.zonnehoek.example"}, "issuer"),
        ({"issuer": "https://login.zonnehoek.example?x=1"}, "issuer"),
        ({"issuer": ""}, "issuer"),
        ({"client_id": ""}, "client_id"),
        ({"client_secret": ""}, "client_secret"),
        ({"domains": ""}, "domains"),
        ({"domains": "geen domein"}, "domains"),
        ({"domains": "gmail.com"}, "domains"),
        ({"domains": "\n".join(f"d{number}.example" for number in range(21))}, "domains"),
        ({"default_role": Role.ORG_ADMIN}, "default_role"),
        ({"default_role": Role.STYLE_MANAGER}, "default_role"),
        ({"give_team_leader": "on", "role_claim": "groups"}, "value_team_leader"),
        ({"give_team_leader": "on", "value_team_leader": "tl"}, "role_claim"),
        ({"name": ""}, "name"),
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_is_kept(
    browser: Client, typed: dict[str, str], field: str
) -> None:
    response = browser.post(ADDRESS, _typed(**typed))

    assert (response.status_code, _errors(response)) == (422, [field])
    assert IdentityProvider.objects.count() == 0


def test_every_domain_that_cannot_be_is_named_at_once(browser: Client) -> None:
    response = browser.post(
        ADDRESS, _typed(domains="gmail.com, geen\nzonnehoek.example @x.example outlook.com")
    )

    page = BeautifulSoup(response.content, "html.parser")
    (told,) = [" ".join(each.get_text().split()) for each in page.select("#id_domains_error")]
    assert (response.status_code, told) == (
        422,
        "Bij gmail.com kan iedereen een adres nemen. Dat kan hier niet. geen is geen domein. "
        "Bij outlook.com kan iedereen een adres nemen. Dat kan hier niet.",
    )


def test_the_secret_goes_to_no_other_address_than_it_was_given_for(browser: Client) -> None:
    browser.post(ADDRESS, _typed())
    response = browser.post(ADDRESS, _typed(client_secret="", issuer="https://evil.example"))

    assert (response.status_code, _errors(response)) == (422, ["client_secret"])
    assert IdentityProvider.objects.get().issuer == "https://login.zonnehoek.example/realm"


def test_the_administrators_role_cannot_be_ticked(browser: Client) -> None:
    browser.post(ADDRESS, _typed(role_claim="groups", give_org_admin="on", value_org_admin="beheer"))

    provider = IdentityProvider.objects.get()
    assert (provider.granted_roles, provider.role_values) == ([], {})


def test_a_domain_that_another_organisation_lists_or_uses_is_not_given_away(
    browser: Client, house: Callable, identity_provider: RunningProvider
) -> None:
    connect(house("amelberga"), identity_provider, domains=["samen.example"])
    make_member(house("vlierborg"), email="iemand@vlierborg.example")
    make_member(house("vlierborg"), email="een@zonnehoek.example")

    listed = browser.post(ADDRESS, _typed(domains="samen.example"))
    used = browser.post(ADDRESS, _typed(domains="vlierborg.example"))
    own = browser.post(ADDRESS, _typed(domains="zonnehoek.example"))

    assert (_errors(listed), _errors(used)) == (["domains"], ["domains"])
    assert own.status_code == 302  # one colleague elsewhere, one here


def test_a_domain_at_which_others_were_invited_is_not_the_first_comers(
    browser: Client, house: Callable
) -> None:
    for number in range(2):
        make_member(house("vlierborg"), email=f"nieuw{number}@vlierborg.example", activated=False)
    first = browser.post(ADDRESS, _typed(domains="vlierborg.example"))
    with use_organisation(house("zonnehoek")):
        for number in range(3):  # inviting them here too changes nothing
            make_member(house("zonnehoek"), email=f"hier{number}@vlierborg.example", activated=False)
    after_inviting = browser.post(ADDRESS, _typed(domains="vlierborg.example"))

    for response in (first, after_inviting):
        assert (response.status_code, _errors(response)) == (422, ["domains"])
        error = re.search(r'id="id_domains_error">(.*?)</p>', response.content.decode()).group(1)
        assert error == (
            "vlierborg.example is in gebruik bij een andere organisatie. Klopt dat niet? Vraag het de regio."
        )
    assert IdentityProvider.objects.count() == 0


def test_believing_addresses_that_are_not_marked_is_a_tick_that_is_off(browser: Client) -> None:
    browser.post(ADDRESS, _typed())
    off = IdentityProvider.objects.get().trusts_unmarked
    browser.post(ADDRESS, _typed(trusts_unmarked="on"))
    page = browser.get(ADDRESS).content.decode()
    ticked = IdentityProvider.objects.get().trusts_unmarked

    assert (off, ticked) == (False, True)
    assert re.search(r'<input[^>]*name="trusts_unmarked"[^>]* checked', page)
    assert "Mijn aanbieder vermeldt dit niet, en geeft alleen adressen die hij zelf beheert" in page
    entries = AuditEntry.objects.filter(verb=Verb.CHANGED_WORK_ACCOUNTS).order_by("pk")
    assert [entry.details.get("trusts_unmarked") for entry in entries] == [None, True]


# Trying -----------------------------------------------------------------------------------------------


def _report(browser: Client, address: str) -> list[str]:
    browser.post(address)
    page = browser.get(ADDRESS).content.decode()
    section = page[page.index('id="report"') :].split("</section>")[0]
    return [
        " ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in re.findall(r"<li.*?</li>", section, re.S)
    ]


def test_the_connection_is_told_step_by_step(
    browser: Client, zonnehoek: Organisation, identity_provider: RunningProvider
) -> None:
    connect(zonnehoek, identity_provider)

    assert _report(browser, f"{ADDRESS}verbinding/") == [
        "Goed: De inlogdienst geeft antwoord.",
        "Goed: De inlogdienst noemt zichzelf net zo als hier is ingevuld.",
        "Goed: De adressen die nodig zijn, staan erin.",
        "Goed: De sleutels waarmee de inlogdienst ondertekent, zijn er.",
        "Goed: De extra beveiliging van elke inlogpoging (PKCE) wordt ondersteund.",
    ]
    assert 'id="report"' not in browser.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("behaviour", "last"),
    [
        (
            {"metadata": {"issuer": "https://elsewhere.example"}},
            "Niet goed: De inlogdienst noemt zichzelf anders. Neem de naam (issuer) over zoals de inlogdienst die "
            "zelf geeft.",
        ),
        (
            {"metadata": {"jwks_uri": None}},
            "Niet goed: Er ontbreekt een adres, of het begint niet met https. De beschrijving van de inlogdienst is "
            "niet compleet. (jwks_uri)",
        ),
        (
            {"status": {"/.well-known/jwks.json": 404}},
            "Niet goed: De sleutels zijn niet op te halen. Op dit adres staat niets wat wij zoeken. (404)",
        ),
        (
            {"sleep": {"/.well-known/openid-configuration": 8}},
            "Niet goed: De inlogdienst geeft geen bruikbaar antwoord. Het antwoord kwam niet binnen drie seconden.",
        ),
    ],
    ids=["issuer", "addresses", "keys", "slow"],
)
def test_the_first_step_that_fails_says_why(
    browser: Client,
    zonnehoek: Organisation,
    identity_provider: RunningProvider,
    behaviour: dict,
    last: str,
    settings: Any,
) -> None:
    if "sleep" in behaviour:
        settings.PROVIDER_SECONDS = 3
    connect(zonnehoek, identity_provider)
    identity_provider.behave(**behaviour)

    assert _report(browser, f"{ADDRESS}verbinding/")[-1] == last


def _test_sign_in(browser: Client, running: RunningProvider) -> list[str]:
    left = browser.post(f"{ADDRESS}proef/")
    parts = urlsplit(running.answer_to(left["Refresh"].removeprefix("0; url=")))
    response = browser.get(f"{parts.path}?{parts.query}")
    assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}#report")
    page = browser.get(ADDRESS).content.decode()
    section = page[page.index('id="report"') :].split("</section>")[0]
    return [
        " ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in re.findall(r"<li.*?</li>", section, re.S)
    ]


def test_the_button_goes_on_after_a_test_and_not_before(
    browser: Client, zonnehoek: Organisation, identity_provider: RunningProvider, ingrid: Person
) -> None:
    connect(zonnehoek, identity_provider, tested_at=None, is_on=False)
    before = browser.post(f"{ADDRESS}knop/", {"on": "ja"}, follow=True)
    was_on = IdentityProvider.objects.get().is_on
    identity_provider.at_work(ingrid.email, sub="ingrid-1")
    lines = _test_sign_in(browser, identity_provider)
    browser.post(f"{ADDRESS}knop/", {"on": "ja"})

    assert ("Doe eerst een proef." in _text(before), was_on) == (True, False)
    assert lines == [
        "Goed: De inlogdienst heeft het werkaccount herkend en ondertekend.",
        "Goed: ingrid@zonnehoek.example kan inloggen.",
    ]
    assert IdentityProvider.objects.get().is_on is True
    assert browser.session["_auth_user_id"] == str(ingrid.pk)
    assert WorkAccount.objects.count() == 0
    whats = (
        AuditEntry.objects.filter(verb=Verb.CHANGED_WORK_ACCOUNTS)
        .order_by("pk")
        .values_list("details", flat=True)
    )
    assert [each["what"] for each in whats] == ["tested", "switched_on"]


def test_a_test_lets_nobody_in_and_makes_nobody(
    browser: Client, zonnehoek: Organisation, identity_provider: RunningProvider, ingrid: Person
) -> None:
    connect(zonnehoek, identity_provider, tested_at=None, is_on=False)
    identity_provider.at_work("nieuw@zonnehoek.example", sub="nieuw-1")

    lines = _test_sign_in(browser, identity_provider)

    assert lines[-1] == "Goed: nieuw@zonnehoek.example kan inloggen. Rol bij de eerste keer: Werkbegeleider."
    assert browser.session["_auth_user_id"] == str(ingrid.pk)
    assert Person.objects.filter(email="nieuw@zonnehoek.example").count() == 0


def test_a_test_in_which_the_administrator_would_be_refused_proves_nothing(
    browser: Client, zonnehoek: Organisation, identity_provider: RunningProvider
) -> None:
    connect(zonnehoek, identity_provider, tested_at=None, is_on=False, default_role="")
    identity_provider.at_work("ander@zonnehoek.example", sub="ander-1")

    lines = _test_sign_in(browser, identity_provider)
    switched = browser.post(f"{ADDRESS}knop/", {"on": "ja"}, follow=True)

    assert lines[-1].startswith("Niet goed: ander@zonnehoek.example: Met dit werkaccount zelf lukt")
    assert "Doe eerst een proef." in _text(switched)
    provider = IdentityProvider.objects.get()
    assert (provider.tested_at, provider.is_on) == (None, False)
    tested = AuditEntry.objects.get(verb=Verb.CHANGED_WORK_ACCOUNTS)
    assert tested.details["succeeded"] is False


@pytest.mark.parametrize(
    ("email", "forge", "last"),
    [
        (
            "ingrid@elsewhere.example",
            None,
            "Niet goed: ingrid@elsewhere.example: Met dit werkaccount zelf lukt inloggen nu niet. Dit werkaccount is "
            "niet van De Zonnehoek Wonen en Zorg.",
        ),
        (
            "ingrid@zonnehoek.example",
            "other_key",
            "Niet goed: Het antwoord van de inlogdienst klopt niet. Begin opnieuw.",
        ),
    ],
)
def test_a_test_that_fails_leaves_the_button_off(
    browser: Client,
    zonnehoek: Organisation,
    identity_provider: RunningProvider,
    email: str,
    forge: str | None,
    last: str,
) -> None:
    connect(zonnehoek, identity_provider, tested_at=None, is_on=False)
    identity_provider.at_work(email)
    if forge:
        identity_provider.behave(forge=forge)

    assert _test_sign_in(browser, identity_provider)[-1] == last
    assert IdentityProvider.objects.get().tested_at is None


def test_a_test_that_cannot_begin_says_why(
    browser: Client, zonnehoek: Organisation, identity_provider: RunningProvider
) -> None:
    connect(zonnehoek, identity_provider, issuer=f"http://127.0.0.1:{free_port()}")

    assert _report(browser, f"{ADDRESS}proef/") == [
        "Niet goed: De inlogdienst geeft geen bruikbaar antwoord. Er is geen verbinding."
    ]


def test_the_answer_to_a_test_is_worth_nothing_to_who_is_no_administrator(
    browser: Client,
    zonnehoek: Organisation,
    identity_provider: RunningProvider,
    ingrid: Person,
) -> None:
    connect(zonnehoek, identity_provider, tested_at=None, is_on=False)
    identity_provider.at_work(ingrid.email)
    left = browser.post(f"{ADDRESS}proef/")
    parts = urlsplit(identity_provider.answer_to(left["Refresh"].removeprefix("0; url=")))
    session = browser.session
    session.pop("_auth_user_id")
    session.save()

    response = browser.get(f"{parts.path}?{parts.query}")

    assert response.status_code == 403
    assert IdentityProvider.objects.get().tested_at is None


def test_another_issuer_or_secret_has_to_be_tested_again(
    browser: Client, zonnehoek: Organisation, identity_provider: RunningProvider, ingrid: Person
) -> None:
    provider = connect(zonnehoek, identity_provider)
    WorkAccount.objects.create(organisation=zonnehoek, provider=provider, person=ingrid, subject="ingrid-1")
    same = _typed(issuer=identity_provider.issuer, client_secret="", domains="zonnehoek.example")

    browser.post(ADDRESS, {**same, "name": "Anders"})
    after_name = (IdentityProvider.objects.get().is_on, WorkAccount.objects.count())
    browser.post(ADDRESS, {**same, "client_secret": CLIENT_SECRET})
    after_secret = (IdentityProvider.objects.get().is_on, WorkAccount.objects.count())
    browser.post(ADDRESS, {**same, "client_id": "ander", "client_secret": CLIENT_SECRET})
    after_client = (IdentityProvider.objects.get().is_on, WorkAccount.objects.count())

    assert (after_name, after_secret, after_client) == ((True, 1), (False, 1), (False, 0))


def test_a_new_work_account_counts_after_the_old_one_was_let_go(
    browser: Client, zonnehoek: Organisation, identity_provider: RunningProvider, ingrid: Person
) -> None:
    provider = connect(zonnehoek, identity_provider)
    WorkAccount.objects.create(organisation=zonnehoek, provider=provider, person=ingrid, subject="ingrid-1")

    unknown = browser.post(f"{ADDRESS}losmaken/", {"address": "niemand@zonnehoek.example"})
    known = browser.post(f"{ADDRESS}losmaken/", {"address": "Ingrid@zonnehoek.example"})

    assert (unknown.status_code, "Bij dit adres is geen werkaccount gekoppeld." in _text(unknown)) == (
        422,
        True,
    )
    assert (known.status_code, WorkAccount.objects.count()) == (302, 0)
    assert AuditEntry.objects.get(verb=Verb.UNLINKED_ACCOUNT).subject_id == ingrid.pk


def test_a_work_account_of_another_organisation_cannot_be_let_go_here(
    browser: Client, zonnehoek: Organisation, house: Callable, identity_provider: RunningProvider
) -> None:
    connect(zonnehoek, identity_provider)
    amelberga = house("amelberga")
    theirs = make_member(amelberga, Role.SUPERVISOR, email="iemand@amelberga.example")
    provider = connect(amelberga, identity_provider)
    with use_organisation(amelberga):
        WorkAccount.objects.create(
            organisation=amelberga, provider=provider, person=theirs, subject="iemand-1"
        )

    known_there = browser.post(f"{ADDRESS}losmaken/", {"address": theirs.email})
    unknown = browser.post(f"{ADDRESS}losmaken/", {"address": "niemand@amelberga.example"})

    told = "Bij dit adres is geen werkaccount gekoppeld."
    assert [(each.status_code, told in _text(each)) for each in (known_there, unknown)] == [(422, True)] * 2
    with use_organisation(amelberga):
        assert WorkAccount.objects.count() == 1
    assert not AuditEntry.objects.filter(verb=Verb.UNLINKED_ACCOUNT).exists()


# Whose it is ------------------------------------------------------------------------------------------


def test_an_administrator_sees_the_own_organisations_provider_only(
    browser: Client, house: Callable, identity_provider: RunningProvider
) -> None:
    connect(house("amelberga"), identity_provider, name="Canarie", client_id="canarie-client")

    assert "anarie" not in browser.get(ADDRESS).content.decode()
    assert [browser.post(f"{ADDRESS}{each}/").status_code for each in ("verbinding", "proef", "knop")] == [
        404
    ] * 3
    with use_organisation(house("amelberga")):
        assert IdentityProvider.objects.get().is_on is True


@pytest.mark.parametrize("path", ["", "verbinding/", "proef/", "knop/", "losmaken/"])
def test_only_administrators(
    zonnehoek: Organisation, identity_provider: RunningProvider, client_at: Callable[..., Client], path: str
) -> None:
    connect(zonnehoek, identity_provider)
    for role in (Role.STYLE_MANAGER, Role.PRACTICE_TRAINER, Role.SUPERVISOR):
        response = client_at(zonnehoek, make_member(zonnehoek, role)).post(f"{ADDRESS}{path}")
        assert response.status_code == 403


def test_the_way_to_a_provider_that_is_off_is_only_for_the_administrator(
    zonnehoek: Organisation, identity_provider: RunningProvider, client_at: Callable[..., Client]
) -> None:
    connect(zonnehoek, identity_provider, is_on=False)

    assert client_at(zonnehoek).post(f"{ADDRESS}proef/").status_code == 302
