"""How much may be sent at once: what is too much is refused by its length, unread."""

import re
from typing import Any

import pytest

from organisations.models import Organisation
from tests.portal.doors.wire import Wire

MEBIBYTE = 1024 * 1024
# The largest file of an assignment; a film with captions of an editor; beside them the fields of a form.
LEARNER, EDITOR = int(27.5 * MEBIBYTE), 100_500_000 + int(2.5 * MEBIBYTE)


class Unread:
    """A body that says when somebody reads of it."""

    def __init__(self) -> None:
        self.was_read = False

    def read(self, *_size: Any) -> bytes:
        """Nothing, and that it was asked."""
        self.was_read = True
        return b""

    readline = read


def _send(host: str, path: str, **raw: Any) -> tuple[int, list[str], bool, str]:
    body = Unread()
    answer = Wire(f"{host}.localhost" if host else "localhost").ask(
        "POST", path, body=b"x", content_type="text/plain", raw={"wsgi.input": body, **raw}
    )
    return answer.status, re.findall(r"<(?:h1|p)[^>]*>([^<]+)<", answer.text), body.was_read, answer.text


@pytest.mark.parametrize(
    ("path", "length", "megabytes"),
    [
        ("/inloggen/", LEARNER + 1, 28),
        ("/modules/mijn-plek/opdracht/", 5_000_000_000, 28),
        ("/redactie/snippets/modules/recording/add/", EDITOR + 1, 103),
    ],
)
def test_a_body_that_no_form_needs_is_refused_unread(
    zonnehoek: Organisation, path: str, length: int, megabytes: int
) -> None:
    status, said, was_read, page = _send("zonnehoek", path, CONTENT_LENGTH=str(length))

    assert (status, was_read) == (413, False)
    assert said == [
        "Leerlijn",
        "Dit is te groot",
        f"Er is niets bewaard. Hier past hoogstens {megabytes} MB in één keer.",
        "Ga terug en kies een kleiner bestand, of maak de opname korter.",
    ]
    assert 'lang="nl"' in page


@pytest.mark.parametrize(
    ("path", "length", "expected"), [("/inloggen/", LEARNER, 422), ("/redactie/", EDITOR, 404)]
)
def test_what_the_largest_upload_needs_goes_on(
    zonnehoek: Organisation, path: str, length: int, expected: int
) -> None:
    status, said, _was_read, _page = _send("zonnehoek", path, CONTENT_LENGTH=str(length))

    assert (status, "Dit is te groot" in said) == (expected, False)


def test_a_body_without_a_length_is_refused_unread(zonnehoek: Organisation) -> None:
    status, said, was_read, _page = _send(
        "zonnehoek", "/inloggen/", CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked"
    )

    assert (status, was_read) == (411, False)
    assert said[1] == "Dit lukte niet"


def test_the_page_for_too_much_keeps_the_policy_of_the_portal(zonnehoek: Organisation) -> None:
    answer = Wire("zonnehoek.localhost").ask("POST", "/inloggen/", raw={"CONTENT_LENGTH": "9" * 12})

    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert (answer.status, "default-src 'none'" in policy) == (413, True)
