"""The page of a fault of our own; the other errors are tested where they arise (docs/asvs.md, V16.5.1)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory

from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from portal.doorless import failed


@pytest.mark.django_db
def test_a_fault_of_ours_has_a_page_in_our_look_and_tells_nothing(
    zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client], settings: Any
) -> None:
    settings.ORGANISATION_URLCONF = "tests.portal.failing_urls"
    client = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR), raise_request_exception=False)

    response = client.get("/mislukt/")

    page = response.content.decode()
    assert response.status_code == 500
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert '<html lang="nl">' in page
    assert "Er ging iets mis" in page
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)">', page) == ["/static/portal/css/base.css"]
    assert [word for word in ("halfway", "RuntimeError", "Traceback", "style=") if word in page] == []


def test_that_page_asks_no_database() -> None:
    # Without the mark of a database, a query is an error.
    assert failed(RequestFactory().get("/")).status_code == 500
