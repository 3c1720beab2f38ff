"""The list of what is tried on the web (source: TRUST, Web; ASVS 5.0): each try, and what comes of it.

Other tries have a home of their own: sessions of another house, open redirects and password links in
test_sign_in, uploads in tests/theming/test_images, formulas in tests/cohorts/test_export, an erased person
in tests/people/test_erase, forged lines of the audit log in tests/people/test_audit.
"""

import html
import io
import json
import logging
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from PIL import Image

from organisations.enums import Role
from organisations.models import Membership, Organisation
from people.models import OutgoingMail, Person
from tests.factories import make_cohort, make_member, make_participant
from tests.portal.doors.wire import Wire
from theming.enums import ImageKind
from theming.images import open_rendition, store_image

PASSWORD = "een lang wachtwoord"


@pytest.fixture
def admin(zonnehoek: Organisation) -> Person:
    """Who manages people at De Zonnehoek."""
    return make_member(zonnehoek, Role.ORG_ADMIN, name="Bea Heer")


@pytest.fixture
def at_admin(zonnehoek: Organisation, admin: Person, client_at: Callable[..., Client]) -> Client:
    """Her browser."""
    return client_at(zonnehoek, admin)


# Hosts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("zonnehoek.localhost", 200),
        ("zonnehoek.localhost:8000", 200),
        ("zonnehoek.localhost:1", 200),  # the port is the server's
        ("ZonneHoek.LocalHost", 200),
        ("zonnehoek.localhost.", 200),  # a full name with its root: the same host
        ("zonnehoek.localhost.evil.example", 400),
        ("evil.example", 400),
        ("evil.example:80@zonnehoek.localhost", 400),
        ("zonnehoek.localhost:80:80", 400),
        ("zonnehoek.localhost/evil", 400),
        ("", 400),
    ],
)
def test_a_host_is_ours_or_refused(db: None, host: str, status: int) -> None:
    answer = Wire("zonnehoek.localhost").ask("GET", "/inloggen/", raw={"HTTP_HOST": host, "SERVER_NAME": "x"})

    assert (answer.status, "Zonnehoek Academie" in answer.text) == (status, status == 200)


@pytest.mark.parametrize(
    "header",
    ["HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_HOST", "HTTP_X_ORIGINAL_URL", "HTTP_X_REWRITE_URL"],
)
def test_no_header_moves_a_link_in_a_mail(zonnehoek: Organisation, header: str) -> None:
    person = make_member(zonnehoek, Role.SUPERVISOR)

    Wire("zonnehoek.localhost").ask(
        "POST", "/wachtwoord-vergeten/", data={"email": person.email}, raw={header: "evil.example"}
    )

    text = OutgoingMail.objects.get().text
    assert set(re.findall(r"https?://([^/\s]+)", text)) == {"zonnehoek.localhost:8000"}


# Sign-in ------------------------------------------------------------------------------------------


def test_a_password_link_works_once(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    person = make_member(zonnehoek, Role.SUPERVISOR, password=PASSWORD)
    browser = client_at(zonnehoek)
    browser.post("/wachtwoord-vergeten/", {"email": person.email})
    link = re.search(r"(/wachtwoord-vergeten/\S+-\S+/)", OutgoingMail.objects.get().text).group(1)  # type: ignore[union-attr]
    page = browser.get(link, follow=True).request["PATH_INFO"]
    words = {"password1": "mijn nieuwe zin 88", "password2": "mijn nieuwe zin 88"}
    first = browser.post(page, words)

    again = client_at(zonnehoek).get(link, follow=True)
    second = browser.post(
        page, {"password1": "een andere zin 99", "password2": "een andere zin 99"}, follow=True
    )

    person.refresh_from_db()
    assert first.status_code == 302
    assert ["Deze link werkt niet meer" in each.content.decode() for each in (again, second)] == [True, True]
    assert person.check_password("mijn nieuwe zin 88")


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "///evil.example",
        "\\evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "https://evil.example/",
        "/\r\nLocation: https://evil.example/",
        "javascript:alert(1)",
        "http://[",
        "\tevil",
        " //evil.example",
    ],
)
def test_nothing_typed_leads_away_from_here(zonnehoek: Organisation, target: str) -> None:
    person = make_member(zonnehoek, Role.SUPERVISOR, password=PASSWORD)
    wire = Wire("zonnehoek.localhost")
    data = {"login": person.email, "password": PASSWORD, "next": target}

    answers = [
        wire.ask("POST", "/inloggen/", data=data),
        wire.ask("POST", "/leerpad/volgorde/", headers={"Referer": target.replace("\r\n", "")}),
        wire.ask("POST", "/demo/huis/", data={"house": "zonnehoek", "path": target}),
    ]

    for answer in answers:
        assert answer.status == 302
        there = urlsplit(urljoin("http://zonnehoek.localhost:8000/inloggen/", answer.headers["Location"]))
        assert (there.scheme, there.netloc) == ("http", "zonnehoek.localhost:8000")
        assert "\\" not in answer.headers["Location"]  # a browser reads it as a slash
        assert [name for name in answer.headers if "evil" in name.lower()] == []


# What was not asked ---------------------------------------------------------------------------------

EXTRA = {
    "role": "org_admin",
    "is_staff": "on",
    "is_superuser": "on",
    "is_active": "",
    "organisation": "1",
    "organisation_id": "1",
    "person": "1",
    "pk": "1",
    "id": "1",
    "email": "ander@evil.example",
    "activated_at": "2020-01-01",
    "groups": "1",
    "user_permissions": "1",
}


def test_fields_that_were_not_asked_change_nothing(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    person = make_member(zonnehoek, Role.SUPERVISOR, name="Fatma")
    before = Person.objects.filter(pk=person.pk).values().get()

    response = client_at(zonnehoek, person).post("/mijn-gegevens/", {"name": "Fatma Y", **EXTRA})

    after = Person.objects.filter(pk=person.pk).values().get()
    assert response.status_code == 302
    assert {key: after[key] for key in after if after[key] != before[key]} == {"name": "Fatma Y"}
    assert list(Membership.objects.filter(person=person).values_list("role", flat=True)) == [Role.SUPERVISOR]


def test_a_role_that_is_not_hers_is_not_taken_on(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    browser = client_at(zonnehoek, make_member(zonnehoek, Role.SUPERVISOR))

    browser.post("/rol/", {"role": "org_admin"})

    assert [browser.get(path).status_code for path in ("/beheer/mensen/", "/leerpad/")] == [403, 200]


def test_a_trainer_adds_werkbegeleiders_whatever_the_form_says(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    trainer = make_member(zonnehoek, Role.PRACTICE_TRAINER)
    cohort = make_cohort(zonnehoek, trainer)
    browser = client_at(zonnehoek, trainer)
    row = {"name-0": "Piet", "email-0": "piet@adres.example", "rows": "1", "action": "confirm"}
    page = browser.post(
        f"/groepen/{cohort.pk}/toevoegen/",
        {"text": "Piet <piet@adres.example>", "role": "org_admin"},
        follow=True,
    )
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page.content.decode()))

    browser.post(
        f"/groepen/{cohort.pk}/toevoegen/", {**fields, **row, **EXTRA, "email": "piet@adres.example"}
    )

    roles = Membership.objects.filter(person__email="piet@adres.example").values_list("role", flat=True)
    assert list(roles) == [Role.SUPERVISOR]


@pytest.mark.parametrize("role", ["superuser", "editor", "case_author", "regional_coordinator", ""])
def test_a_house_gives_out_its_own_roles_only(at_admin: Client, role: str) -> None:
    data = {"name": "Piet", "email": "piet@adres.example", "role": role, "starts": "2026-01-01"}

    response = at_admin.post("/beheer/mensen/nieuw/", data)

    assert (response.status_code, Person.objects.filter(email="piet@adres.example").count()) == (422, 0)


# What texts may not do --------------------------------------------------------------------------------

CODE = "{user.__class__} {{ 7*7 }} {% debug %} %(name)s ${7*7} {0} %s"


def test_a_text_is_never_a_template_or_a_format(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    trainer = make_member(zonnehoek, Role.PRACTICE_TRAINER, name=CODE)
    cohort = make_cohort(zonnehoek, trainer, name=CODE)
    person = make_participant(cohort, CODE, invited_days_ago=3)

    answer = client_at(zonnehoek, trainer).post(f"/groepen/{cohort.pk}/{person.pk}/uitnodigen/", follow=True)

    mail = OutgoingMail.objects.get()
    for said in (mail.text, html.unescape(mail.html), html.unescape(answer.content.decode())):
        assert CODE in said
        assert [word in said for word in ("49 ", "<class '", "Traceback")] == [False] * 3


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\u2028", "\x85"])
def test_a_text_makes_no_header_of_a_mail(at_admin: Client, end: str) -> None:
    # A name may hold no @, so the header that is tried has none either.
    data = {
        "name": f"Piet{end}Bcc: kwaad{end}{end}Hoi",
        "email": "piet@adres.example",
        "role": "supervisor",
        "starts": "2026-01-01",
    }

    response = at_admin.post("/beheer/mensen/nieuw/", data)

    mail = OutgoingMail.objects.get()
    message = EmailMultiAlternatives(mail.subject, mail.text, mail.sender, [mail.to]).message()
    assert response.status_code == 302
    assert (message["Bcc"], message["To"]) == (None, "piet@adres.example")
    assert all("\n" not in str(value) for value in (mail.subject, mail.sender, mail.to))


@pytest.mark.parametrize(
    "address", ["piet@adres.example\r\nBcc: kwaad@evil.example", "a@b.example,c@d.example"]
)
def test_an_address_is_one_address(at_admin: Client, address: str) -> None:
    data = {"name": "Piet", "email": address, "role": "supervisor", "starts": "2026-01-01"}

    response = at_admin.post("/beheer/mensen/nieuw/", data)

    assert (response.status_code, OutgoingMail.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    "order", ["password", "-password", "person__password", "?", "person__email desc; --"]
)
@pytest.mark.parametrize(
    "key", ["sort", "volgorde", "order_by", "ordering", "filter", "rol", "person__password"]
)
def test_an_address_gives_no_order_or_filter_to_the_database(at_admin: Client, key: str, order: str) -> None:
    plain = at_admin.get("/beheer/mensen/").content

    asked = at_admin.get("/beheer/mensen/", {key: order})

    tokens = re.compile(
        rb'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[A-Za-z0-9]{64}"|name="path" value="[^"]*"'
    )
    assert (asked.status_code, tokens.sub(b"", asked.content)) == (200, tokens.sub(b"", plain))


LISTS = [
    (Role.ORG_ADMIN, "/beheer/mensen/"),
    (Role.PRACTICE_TRAINER, "/groepen/{group}/"),
    (Role.PRACTICE_TRAINER, "/groepen/mensen/"),
    (Role.PRACTICE_TRAINER, "/beoordelen/"),
    (Role.SUPERVISOR, "/modules/"),
    (Role.SUPERVISOR, "/samen/casussen/"),
]


def _at_list(organisation: Organisation, role: Role, page: str, client_at: Any) -> tuple[Client, str]:
    """A browser of somebody in this role, and the address of a list with two people or with all modules."""
    person = make_member(organisation, role)
    group = make_cohort(organisation, person)
    for name in ("Ria Kuipers", "Bas Linders"):
        make_participant(group, name)
    return client_at(organisation, person), page.format(group=group.pk)


@pytest.mark.parametrize(("role", "page"), LISTS[1:])
def test_no_list_gives_an_order_or_filter_of_the_address_to_the_database(
    zonnehoek: Organisation, client_at: Callable[..., Client], role: Role, page: str
) -> None:
    browser, address = _at_list(zonnehoek, role, page, client_at)
    varying = re.compile(
        rb'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[A-Za-z0-9]{64}"|name="(path|next)" value="[^"]*"'
    )
    plain = varying.sub(b"", browser.get(address).content)

    for key in ("sort", "order_by", "volgorde", "filter", "toon", "soort", "person__password"):
        for order in ("password", "-person__password", "?"):
            asked = browser.get(address, {key: order})
            assert (key, asked.status_code, varying.sub(b"", asked.content) == plain) == (key, 200, True)


@pytest.mark.parametrize(
    ("role", "page", "word"),
    [
        *((role, page, "kuipers") for role, page in LISTS[:3]),
        (Role.SUPERVISOR, "/modules/", "leerdoel"),
        (Role.SUPERVISOR, "/samen/casussen/", "route"),
    ],
)
def test_of_a_long_search_the_first_200_signs_are_read(
    zonnehoek: Organisation, client_at: Callable[..., Client], role: Role, page: str, word: str
) -> None:
    browser, address = _at_list(zonnehoek, role, page, client_at)

    def found(text: str) -> list[str]:
        response = browser.get(address, {"q": text})
        assert response.status_code == 200
        return re.findall(
            r'data-(?:person|found|module|step|case)="[^"]*"|people__name"[^>]*>[^<]*<',
            response.content.decode(),
        )

    # What lies beyond would find nothing.
    assert found(word + " " * 200 + "bestaatniet") == found(word) != found("bestaatniet")
    assert found("bestaatniet" * 20_000) == found("bestaatniet")


# The log ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_a_request_is_one_line_of_the_log(zonnehoek: Organisation, end: str) -> None:
    forged = f"/bestaat-niet{end}" + '{"event": "kwaad", "level": "critical"}'
    formatter = logging.getLogger().handlers[0].formatter
    logged: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            logged.append(configured.format(record))

    configured = _formatter_of(settings.LOGGING) or formatter
    keeper = Keeper(level=logging.DEBUG)
    root = logging.getLogger()
    level = root.level
    root.addHandler(keeper)
    root.setLevel(logging.INFO)
    try:
        structlog.get_logger("portal").warning("proef", path=forged)
        Wire("zonnehoek.localhost", headers={"User-Agent": f"x{end}y", "X-Request-Id": f"1{end}2"}).ask(
            "GET", forged.encode().decode("latin-1"), query=f"q={end}kwaad".encode().decode("latin-1")
        )
    finally:
        root.removeHandler(keeper)
        root.setLevel(level)

    assert len(logged) > 1
    for line in logged:
        assert len(line.splitlines()) == 1
        assert json.loads(line)["event"] != "kwaad"


def _formatter_of(config: dict[str, Any]) -> Any:
    made = dict(config["formatters"]["json"])
    return made.pop("()")(**made)


# Uploads ----------------------------------------------------------------------------------------------


def _picture(kind: str = "PNG", **extra: Any) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (300, 100), "#1b998b").save(output, kind, **extra)
    return output.getvalue()


SCRIPT = b"<script>alert('kanarie')</script><?php system($_GET['c']); ?>"


@pytest.mark.parametrize(
    "polyglot",
    [
        _picture() + SCRIPT,
        _picture("JPEG") + SCRIPT,
        _picture("JPEG", comment=SCRIPT),
        _picture() + b"PK\x05\x06" + bytes(18),
        _picture("WEBP", exif=b"Exif\x00\x00" + SCRIPT),
    ],
    ids=["png", "jpeg", "comment", "zip", "metadata"],
)
def test_a_picture_that_is_also_something_else_is_a_picture_only(db: None, polyglot: bytes) -> None:
    name = store_image("zonnehoek", ImageKind.LOGO, io.BytesIO(polyglot))

    for rendition in ("kop.png", "mail.png", "tegel.webp"):
        opened = open_rendition("zonnehoek", name, rendition)
        assert opened is not None
        with opened[0] as stream:
            content = stream.read()
        assert [part in content for part in (b"alert", b"<?php", b"PK\x05\x06")] == [False, False, False]


def test_a_logo_is_served_as_what_it_is(zonnehoek: Organisation) -> None:
    name = store_image("zonnehoek", ImageKind.LOGO, io.BytesIO(_picture() + SCRIPT))

    answer = Wire("zonnehoek.localhost").ask("GET", f"/thema/beeld/zonnehoek/{name}/kop.png")

    assert (answer.status, answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == (
        200,
        "image/png",
        "nosniff",
    )


@pytest.mark.parametrize("length", ["x", "\x7fÃ³", "-1", "1e3", "٣", "9" * 19])
def test_a_length_that_is_no_number_is_refused(db: None, length: str) -> None:
    answer = Wire("zonnehoek.localhost").ask(
        "POST", "/inloggen/", data={"login": "a@b.example"}, raw={"CONTENT_LENGTH": length}
    )

    assert (answer.status, answer.text, answer.faults) == (400, "Onleesbaar verzoek.", ())
