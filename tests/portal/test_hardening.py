"""Headers, reports of the content policy, and where to report a weakness."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
import structlog
from django.core.cache import cache
from django.test import Client

from organisations.models import Organisation

REPORT = {
    "csp-report": {
        "document-uri": "http://zonnehoek.localhost:8000/modules/?q=wilma+de+wit",
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://kwaad.example/x.js?wie=wilma",
        "source-file": "http://zonnehoek.localhost:8000/static/portal/js/x.js",
    }
}


@pytest.fixture(autouse=True)
def _no_reports_before() -> None:
    """The limit counts per minute and address, whichever test sent them."""
    cache.clear()


def _report(client: Client, body: str, kind: str = "application/csp-report", **extra: Any) -> int:
    return client.post("/csp-melding/", body, content_type=kind, **extra).status_code


@pytest.mark.parametrize("address", ["/inloggen/", "/bestaat-niet/", "/.well-known/security.txt"])
def test_every_answer_closes_what_it_does_not_need(
    zonnehoek: Organisation, client_at: Callable[..., Client], address: str
) -> None:
    headers = client_at(zonnehoek).get(address).headers

    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"].split(", ")
    assert headers["Content-Security-Policy"].endswith("report-uri /csp-melding/")


def test_the_logo_may_be_shown_in_mail(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    response = client_at(zonnehoek).get("/thema/beeld/zonnehoek/logo/400.webp")

    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_static_files_are_for_our_pages(client_at: Callable[..., Client], zonnehoek: Organisation) -> None:
    response = client_at(zonnehoek).get("/static/portal/js/portal.js")

    assert response.status_code == 200
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response


def test_security_txt_is_of_this_host_and_holds_less_than_a_year(
    zonnehoek: Organisation, client_at: Callable[..., Client], settings: Any
) -> None:
    settings.SECURITY_CONTACT = "veilig@regio.example"

    lines = client_at(zonnehoek).get("/.well-known/security.txt").content.decode().splitlines()

    fields = dict(line.split(": ", 1) for line in lines)
    ends = dt.datetime.fromisoformat(fields.pop("Expires"))
    assert fields == {
        "Contact": "mailto:veilig@regio.example",
        "Preferred-Languages": "nl, en",
        "Canonical": f"{zonnehoek.root_url}/.well-known/security.txt",
    }
    assert dt.timedelta(days=170) < ends - dt.datetime.now(dt.UTC) < dt.timedelta(days=365)


def test_a_report_becomes_one_line_without_what_was_searched_for(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    client = Client(HTTP_HOST="zonnehoek.localhost", enforce_csrf_checks=True)

    with structlog.testing.capture_logs() as lines:
        status = _report(client, json.dumps(REPORT))

    assert status == 204
    assert [line for line in lines if line["event"] == "policy_report"] == [
        {
            "event": "policy_report",
            "log_level": "warning",
            "organisation": "zonnehoek",
            "directive": "script-src-elem",
            "blocked": "https://kwaad.example/x.js",
            "page": "http://zonnehoek.localhost:8000/modules/",
            "source": "http://zonnehoek.localhost:8000/static/portal/js/x.js",
        }
    ]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/csp-report", 400),
        ("[]", "application/csp-report", 400),
        ('{"csp-report": null}', "application/csp-report", 400),
        ('{"csp-report": {}}', "application/csp-report", 400),
        (
            '{"csp-report": {"violated-directive": "x", "blocked-uri": "http://[::1"}}',
            "application/json",
            400,
        ),
        ("[" * 9000, "application/csp-report", 400),
        ("a=1", "application/x-www-form-urlencoded", 415),
        ("x" * 17_000, "application/csp-report", 413),
    ],
)
def test_what_is_no_report_is_refused(
    zonnehoek: Organisation, client_at: Callable[..., Client], body: str, kind: str, status: int
) -> None:
    assert _report(client_at(zonnehoek), body, kind) == status


def test_a_flood_of_reports_is_stopped(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    cache.clear()
    client = client_at(zonnehoek)

    statuses = [_report(client, json.dumps(REPORT)) for _ in range(125)]

    assert (statuses.count(204), statuses.count(429)) == (120, 5)


def test_a_report_touches_no_session(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    response = client_at(zonnehoek).post("/csp-melding/", json.dumps(REPORT), content_type="application/json")

    assert response.cookies == {}
