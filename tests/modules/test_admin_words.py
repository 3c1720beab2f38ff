"""What the editors' admin says: in Dutch, in our words, with people's names."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from modules.editing import sync_editor_permissions
from modules.models import CasePage
from organisations.enums import Role
from organisations.models import Organisation
from tests.factories import make_member, make_membership
from tests.modules.test_editing import add_case_address, address, case_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(region: Organisation, client_at: Callable[..., Client]) -> Callable[[str], Client]:
    """`worker(role)`: the browser of an editor or an author on the region's host."""

    def sign_in(role: str) -> Client:
        person = make_member(region, role, name="Hanneke Smeets", email=f"{role}@regio.example")
        sync_editor_permissions(person)
        return client_at(region, person)

    return sign_in


def _texts(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_submitting_is_the_first_button_of_an_author(worker: Callable[[str], Client]) -> None:
    author = worker(Role.CASE_AUTHOR)
    new = author.get(add_case_address())
    author.post(add_case_address(), case_data())
    again = author.get(address("wagtailadmin_pages:edit", CasePage.objects.get(slug="een-vraag-te-veel").pk))

    for page in (new, again):
        menu = page.context["action_menu"]
        assert menu.default_item.name == "action-submit"
        assert "Leg voor aan de redactie" in menu.default_item.render_html(menu.context)
        assert "Redactie leest mee" not in menu.render_html()
        # The Enter key presses the first button: a draft.
        first, second = re.findall(r"<button[^>]*>", menu.render_html())[:2]
        assert ("name=" in first, 'name="action-submit"' in second) == (False, True)


def test_an_editor_submits_a_new_case_of_her_own(worker: Callable[[str], Client]) -> None:
    menu = worker(Role.EDITOR).get(add_case_address()).context["action_menu"]

    assert menu.default_item.name == "action-submit"
    assert "Publiceren" not in menu.render_html()


def test_an_editor_publishes_and_may_still_submit(worker: Callable[[str], Client]) -> None:
    case = CasePage.objects.get(key="K03")
    edit = address("wagtailadmin_pages:edit", case.pk)
    page = worker(Role.EDITOR).get(edit)

    assert page.context["action_menu"].default_item.name == "action-save-draft"
    names = re.findall(r'name="(action-[a-z]+)"', page.content.decode())
    assert {"action-submit", "action-publish"} <= set(names)


def test_who_was_asked_to_change_something_submits_again(worker: Callable[[str], Client]) -> None:
    author, editor = worker(Role.CASE_AUTHOR), worker(Role.EDITOR)
    author.post(add_case_address(), case_data() | {"action-submit": "1"})
    case = CasePage.objects.get(slug="een-vraag-te-veel")
    task = case.current_workflow_task_state
    editor.post(
        address("wagtailadmin_pages:workflow_action", case.pk, "reject", task.pk), {"comment": "Korter"}
    )

    menu = author.get(address("wagtailadmin_pages:edit", case.pk)).context["action_menu"]

    assert "Leg opnieuw voor aan de redactie" in menu.default_item.render_html(menu.context)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CASE_AUTHOR])
def test_no_link_leads_to_a_manual_in_english(worker: Callable[[str], Client], role: str) -> None:
    page = worker(role).get(address("casuistiek:index")).content.decode()

    assert "wagtail.org" not in page
    assert "Wat is er nieuw in Wagtail" not in page


def test_the_home_of_an_editor_names_no_product(worker: Callable[[str], Client]) -> None:
    page = worker(Role.EDITOR).get(address("wagtailadmin_home")).content.decode()

    assert "wagtail.org" not in page
    assert "gebruikershandleiding" not in page
    assert "Sneltoetsen" in page


def test_the_menu_shows_a_name_and_no_address(worker: Callable[[str], Client]) -> None:
    page = worker(Role.EDITOR).get(address("casuistiek:index")).content.decode()

    (properties,) = re.findall(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert '"name": "Hanneke"' in properties or '"Hanneke"' in json.dumps(json.loads(properties))
    assert "editor@regio.example" not in properties


@pytest.mark.parametrize(
    ("role", "query", "header", "message"),
    [
        (Role.CASE_AUTHOR, {}, None, "Hier staan nog geen casussen. Begin bovenaan"),
        (Role.EDITOR, {"q": "zzzzzz"}, None, "Geen casus gevonden. Probeer een ander woord."),
        (Role.EDITOR, {}, "1 tot en met 17 van 17 casussen", None),
    ],
)
def test_a_list_counts_in_words(
    worker: Callable[[str], Client], role: str, query: dict[str, str], header: str | None, message: str | None
) -> None:
    text = _texts(worker(role).get(address("casuistiek:index"), query))

    if header:
        assert header.replace("17", str(CasePage.objects.count())) in text
    assert (message in text) if message else ("Geen casus gevonden" not in text)
    # An empty list says so once, and a single page is not counted.
    assert ("niets gevonden" in text, "Pagina 1 van 1" in text) == (False, False)
    assert "1-0" not in text


def test_an_author_finds_her_desk_from_her_own_house(
    region: Organisation, zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    els, marja = (make_member(zonnehoek, Role.PRACTICE_TRAINER) for _each in range(2))
    make_membership(region, els, Role.CASE_AUTHOR)

    for path in ("/samen/", "/samen/casussen/"):
        hers, others = (client_at(zonnehoek, person).get(path).content.decode() for person in (els, marja))
        assert re.findall(r'href="(http[^"]+/redactie/[^"]*)"', hers) == [
            f"{region.root_url}{reverse('casuistiek:index', urlconf='portal.urls_region')}"
        ]
        assert "/redactie/" not in others
