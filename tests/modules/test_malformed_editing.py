"""What no browser would send to the editors' admin: a form is 400 and nothing is kept, an address 404."""

from collections.abc import Callable

import pytest
from django.test import Client

from modules.editing import sync_editor_permissions
from modules.models import CasePage
from organisations.enums import Role
from organisations.models import Organisation
from tests.factories import make_member
from tests.modules.test_author_case import ENDING, SCENE, add_address, case_form
from tests.portal.doors.wire import Answer, Wire, undone, wire_of

pytestmark = pytest.mark.django_db

CHOICE = "scenes-0-value-choices-0"
GONE = (
    "meters-count",
    "scenes-0-type",
    "scenes-0-deleted",
    "scenes-0-order",
    "scenes-0-value-choices-count",
    f"{CHOICE}-deleted",
    f"{CHOICE}-order",
    f"{CHOICE}-value-effects-count",
    f"{CHOICE}-value-conditions-count",
    "endings-count",
)
NO_NUMBER = ("meters-count", "scenes-count", "scenes-0-order", f"{CHOICE}-value-effects-count", "picture")
# As Django reads a number.
MANY = ("201", " 2000", "+2000", "2000.0", "2_000", "0000000002000", "99999999999999999999")
NO_TEXT = ("situation", "insights", "scenes-0-value-text", f"{CHOICE}-value-feedback")


@pytest.fixture
def editor(region: Organisation, client_at: Callable[..., Client]) -> Wire:
    """An editor's browser, on the wire."""
    person = make_member(region, Role.EDITOR)
    sync_editor_permissions(person)
    return wire_of(client_at(region, person))


def _send(editor: Wire, **changes: str | None) -> Answer:
    form = case_form([SCENE], [ENDING]) | changes
    with undone():
        answer = editor.ask("POST", add_address(), data={k: v for k, v in form.items() if v is not None})
        assert CasePage.objects.filter(slug="sem-zegt-niets").exists() is (answer.status == 302)
    return answer


def test_the_form_of_a_browser_is_kept(editor: Wire) -> None:
    assert _send(editor).status == 302


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, None) for name in GONE),
        *((name, "x") for name in NO_NUMBER),
        *((name, value) for name in NO_TEXT for value in ("x", "-1", "[]", '{"blocks": 3}')),
        ("meters-count", "99999999999999999999"),
        *(("indicator_links-TOTAL_FORMS", value) for value in MANY),
    ],
)
def test_a_field_too_few_or_of_another_kind(editor: Wire, name: str, value: str | None) -> None:
    answer = _send(editor, **{name: value})

    assert (answer.status, answer.faults) == (400, ())
    assert "Wat de browser stuurde, klopt niet." in answer.text


def test_nothing_but_a_title(editor: Wire) -> None:
    answer = editor.ask("POST", add_address(), data={"title": "x"})

    assert (answer.status, answer.faults) == (400, ())


@pytest.mark.parametrize("data", [{}, {"external-link-chooser-link_text": "x"}])
def test_a_link_without_an_address(editor: Wire, data: dict[str, str]) -> None:
    answer = editor.ask("POST", "/redactie/choose-external-link/", data=data)

    assert (answer.status, answer.faults) == (400, ())


@pytest.mark.parametrize("key", ["1.5", "x", "²"])
@pytest.mark.parametrize("what", ["competences/indicator", "modules/recording"])
def test_a_key_that_is_no_number_is_not_found(editor: Wire, what: str, key: str) -> None:
    answer = editor.ask("GET", f"/redactie/snippets/choose/{what}/chosen/{key}/")

    assert (answer.status, answer.faults) == (404, ())
    assert "Niet gevonden" in answer.text
