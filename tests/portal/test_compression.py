"""What goes over the wire: text compressed, by a length that tells nothing; files as they are."""

import gzip
from collections.abc import Callable

import pytest
from django.test import Client

from organisations.models import Organisation
from portal.base_style import base_css_url

pytestmark = pytest.mark.django_db


def test_a_page_is_compressed_for_who_can_read_that(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    plain = client_at(zonnehoek).get("/inloggen/")
    packed = client_at(zonnehoek).get("/inloggen/", HTTP_ACCEPT_ENCODING="gzip, br")
    assert ("Content-Encoding" in plain, packed["Content-Encoding"]) == (False, "gzip")
    assert "Accept-Encoding" in packed["Vary"]
    assert b"<h1" in gzip.decompress(packed.content)
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2


def test_the_length_of_the_same_text_differs(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    client, sheet = client_at(zonnehoek), base_css_url()
    answers = [client.get(sheet, HTTP_ACCEPT_ENCODING="gzip").content for _time in range(12)]
    assert len({gzip.decompress(answer) for answer in answers}) == 1
    assert len({len(answer) for answer in answers}) > 1


def test_a_file_is_sent_as_it_is(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    picture = client_at(zonnehoek).get("/thema/tegel/zonnehoek.webp", HTTP_ACCEPT_ENCODING="gzip")
    assert (picture.status_code, "Content-Encoding" in picture) == (200, False)
    assert b"".join(picture)[:4] == b"RIFF"
