"""The editors' admin: who may do what, previews, and a save that changes nothing."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import ListBlock, RichTextBlock, StructBlock
from wagtail.models import Page, Revision, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from competences.models import LoadRecord
from modules.blocks import LONG_FEATURES, SHORT_FEATURES
from modules.case_form import prompt
from modules.editing import CASE_AUTHORS, EDITORS, sync_editor_permissions
from modules.load import content_hash
from modules.models import AnswerSlot, CaseIndexPage, CasePage, StepPage, StepProgress
from modules.models.pages import LIST_FEATURES
from organisations.enums import Role
from organisations.models import Organisation
from organisations.tenancy import use_organisation
from people.models import Person
from tests.factories import make_member, make_membership, make_person

pytestmark = pytest.mark.django_db

INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\b(?:src|nonce)=)(?![^>]*type=\"(?:application/json|text/template))[^>]*>"
)
URLCONF = "portal.urls_region"


def address(name: str, *args: Any) -> str:
    """The address of a view on the region's host."""
    return reverse(name, args=args, urlconf=URLCONF)


@pytest.fixture
def editor(region: Organisation) -> Person:
    person = make_member(region, Role.EDITOR)
    sync_editor_permissions(person)
    return person


@pytest.fixture
def author(region: Organisation) -> Person:
    person = make_member(region, Role.CASE_AUTHOR)
    sync_editor_permissions(person)
    return person


@pytest.fixture
def as_editor(region: Organisation, editor: Person, client_at: Callable[..., Client]) -> Client:
    return client_at(region, editor)


@pytest.fixture
def as_author(region: Organisation, author: Person, client_at: Callable[..., Client]) -> Client:
    return client_at(region, author)


def groups_of(person: Person) -> set[str]:
    """The names of the person's groups, read again."""
    return set(Person.objects.get(pk=person.pk).groups.values_list("name", flat=True))


# Groups ---------------------------------------------------------------------------------------------


def test_groups_follow_active_roles_in_the_region(region: Organisation) -> None:
    person = make_person()
    sync_editor_permissions(person)
    assert groups_of(person) == set()
    membership = make_membership(region, person, Role.EDITOR)
    make_membership(region, person, Role.CASE_AUTHOR, starts=timezone.localdate() + dt.timedelta(days=1))
    sync_editor_permissions(person)
    assert groups_of(person) == {EDITORS}
    membership.starts = timezone.localdate() - dt.timedelta(days=9)
    membership.ends = timezone.localdate() - dt.timedelta(days=1)
    with use_organisation(region):
        membership.save()
    sync_editor_permissions(person)
    assert groups_of(person) == set()


def test_signing_in_on_the_regions_host_gives_the_groups(region: Organisation) -> None:
    person = make_member(region, Role.CASE_AUTHOR, password="een-lang-wachtwoord")
    client = Client(HTTP_HOST=region.site.hostname)
    client.post(reverse("account_login"), {"login": person.email, "password": "een-lang-wachtwoord"})
    assert groups_of(person) == {CASE_AUTHORS}


def test_role_elsewhere_gives_no_groups(house: Callable[[str], Organisation]) -> None:
    person = make_member(house("zonnehoek"), Role.PRACTICE_TRAINER)
    sync_editor_permissions(person)
    assert groups_of(person) == set()


# A casework author ------------------------------------------------------------------------------------


def case_data(**fields: str) -> dict[str, Any]:
    """The form of a case, filled in."""
    texts = {"situation": "<p>Zij vraagt alles drie keer.</p>", "dilemma": "<p>Helpen of wachten?</p>"}
    texts |= {"insights": "", "guide_note": ""}
    data = {name: rich_text(texts[name], features=LONG_FEATURES) for name in texts}
    return nested_form_data(
        data
        | {
            "title": "Een vraag te veel",
            "slug": "een-vraag-te-veel",
            "setting": "Wijk",
            "questions": streamfield(
                [("question", rich_text("<p>Wat doe jij?</p>", features=SHORT_FEATURES))]
            ),
            "discussion_reach": "organisation",
            "phase": "",
            "meters": streamfield([]),
            "scenes": streamfield([]),
            "endings": streamfield([]),
            "indicator_links": inline_formset([]),
            "module_links": inline_formset([]),
            "comments": inline_formset([]),
        }
        | fields
    )


def add_case_address() -> str:
    """Where a new case is made."""
    return address("wagtailadmin_pages:add", "modules", "casepage", CaseIndexPage.objects.get().pk)


def test_new_case_opens_with_prompts(as_author: Client) -> None:
    form = as_author.get(add_case_address()).context["form"]
    assert form["situation"].value() == prompt("situation")
    assert form["guide_note"].value() == prompt("guide_note")


def test_a_prompt_that_was_left_standing_is_not_submitted(as_author: Client) -> None:
    standing = {name: rich_text(prompt(name), features=LONG_FEATURES) for name in ("insights", "guide_note")}

    as_author.post(add_case_address(), case_data(**standing) | {"action-submit": "1"})

    submitted = CasePage.objects.get(slug="een-vraag-te-veel").get_latest_revision_as_object()
    assert (submitted.insights, submitted.guide_note) == ("", "")


def test_author_submits_and_an_editor_publishes(
    as_author: Client, as_editor: Client, author: Person, house: Callable[[str], Organisation], client_at: Any
) -> None:
    as_author.post(add_case_address(), case_data() | {"action-submit": "1"})
    case = CasePage.objects.get(slug="een-vraag-te-veel")
    assert (case.owner, case.live) == (author, False)
    state = WorkflowState.objects.get(object_id=case.pk)
    assert state.status == WorkflowState.STATUS_IN_PROGRESS

    task_state = state.current_task_state
    as_editor.post(
        address("wagtailadmin_pages:workflow_action", case.pk, "approve", task_state.pk), {"comment": ""}
    )
    case.refresh_from_db()
    assert case.live
    for key in ("zonnehoek", "vlierborg"):
        organisation = house(key)
        reader = client_at(organisation, make_member(organisation, Role.SUPERVISOR))
        page = reader.get(reverse("case_detail", args=["een-vraag-te-veel"]))
        assert "Zij vraagt alles drie keer." in page.content.decode()


def test_author_may_not_publish(as_author: Client) -> None:
    as_author.post(add_case_address(), case_data() | {"action-publish": "1"})
    assert not CasePage.objects.get(slug="een-vraag-te-veel").live


def test_prompt_is_saved_as_a_draft_and_not_submitted(as_author: Client) -> None:
    untouched = case_data(situation=rich_text(prompt("situation"), features=LONG_FEATURES))
    response = as_author.post(add_case_address(), untouched | {"action-submit": "1"})
    assert response.context["form"].errors == {"situation": ["Vervang deze aanwijzing door je eigen tekst."]}
    as_author.post(add_case_address(), untouched)
    assert not CasePage.objects.get(slug="een-vraag-te-veel").live


def test_author_sees_her_own_cases_only(as_author: Client, author: Person) -> None:
    as_author.post(add_case_address(), case_data())
    home = as_author.get(address("wagtailadmin_home"))
    assert home.headers["Location"] == address("casuistiek:index")
    search = as_author.get(address("wagtailadmin_pages:search"), {"q": "deur"})
    assert search.headers["Location"] == f"{address('casuistiek:index')}?q=deur"
    for name, args in (("casuistiek:index", ()), ("wagtailadmin_explore", (CaseIndexPage.objects.get().pk,))):
        page = as_author.get(address(name, *args))
        assert [case.title for case in page.context["object_list"]] == ["Een vraag te veel"]


@pytest.mark.parametrize(
    "name",
    ["edit", "history", "usage", "copy", "delete", "view_draft", "workflow_history", "unpublish", "lock"],
)
def test_author_opens_nothing_of_others(as_author: Client, name: str) -> None:
    others = CasePage.objects.get(key="K03")
    step = StepPage.objects.get(code="M01-1")
    assert [
        as_author.get(address(f"wagtailadmin_pages:{name}", page.pk)).status_code for page in (others, step)
    ] == [403, 403]


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_reports:site_history",
        "wagtailadmin_workflows:index",
        "wagtailsnippets_competences_phase:list",
        "wagtailimages:index",
        "wagtaildocs:index",
    ],
)
def test_author_opens_nothing_else_of_the_admin(as_author: Client, name: str) -> None:
    assert as_author.get(address(name)).status_code == 403


# An editor ----------------------------------------------------------------------------------------------


def sent(source: str, features: list[str]) -> str:
    """What the editor sends for a rich text; for an empty one "null"."""
    return rich_text(source, features=features) if source else "null"


def form_values(block: Any, value: Any, prefix: str) -> Iterator[tuple[str, str]]:
    """The fields that the editor's page sends for a block."""
    if isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from form_values(child, value[name], f"{prefix}-{name}")
    elif isinstance(block, ListBlock):
        yield f"{prefix}-count", str(len(value))
        for number, child in enumerate(value.bound_blocks):
            yield f"{prefix}-{number}-deleted", ""
            yield f"{prefix}-{number}-order", str(number)
            yield f"{prefix}-{number}-id", child.id
            yield from form_values(block.child_block, child.value, f"{prefix}-{number}-value")
    elif isinstance(block, RichTextBlock):
        yield prefix, sent(value.source, block.features)
    elif value is not False:
        yield prefix, "on" if value is True else "" if value is None else str(value)


def step_data(page: StepPage) -> dict[str, str]:
    """The form of a step as the editor's page sends it without a change."""
    child = page.body[0]
    return {
        "title": page.title,
        "slug": page.slug,
        "code": page.code,
        "minutes": str(page.minutes),
        "intro": sent(page.intro, SHORT_FEATURES),
        "key_points": sent(page.key_points, LIST_FEATURES),
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": child.block_type,
        "body-0-id": child.id,
        **dict(form_values(child.block, child.value, "body-0-value")),
        "slots-count": str(len(page.slots)),
        **dict(slots_data(page)),
        **nested_form_data({"comments": inline_formset([])}),
    }


def slots_data(page: StepPage) -> Iterator[tuple[str, str]]:
    """The questions to the organisations as the editor's page sends them."""
    for number, child in enumerate(page.slots):
        prefix = f"slots-{number}"
        yield from (
            (f"{prefix}-deleted", ""),
            (f"{prefix}-order", str(number)),
            (f"{prefix}-type", child.block_type),
            (f"{prefix}-id", child.id),
        )
        yield from form_values(child.block, child.value, f"{prefix}-value")


@pytest.mark.parametrize(
    "code",
    [
        "M01-1",
        "M01-2",
        "M01-3",
        "M01-4",
        "M01-5",
        "M02-1",
        "M02-2",
        "M02-4",
        "M02-5",
        "M03-2",
        "M03-3",
        "M04-2",
        "M04-3",
        "M04-5",
    ],
)
def test_save_without_a_change_leaves_every_kind_of_step_to_the_loader(as_editor: Client, code: str) -> None:
    page = StepPage.objects.get(code=code)
    before = Revision.objects.for_instance(page).count()
    response = as_editor.post(
        address("wagtailadmin_pages:edit", page.pk), step_data(page) | {"action-publish": "1"}
    )
    assert response.status_code == 302, response.context["form"].errors
    assert Revision.objects.for_instance(page).count() == before + 1
    saved = StepPage.objects.get(code=code).get_latest_revision_as_object()
    assert content_hash(saved) == LoadRecord.objects.get(source_key=f"page:{code}").content_hash


def test_editors_sentence_is_read_in_every_organisation(
    as_editor: Client, house: Callable[[str], Organisation], client_at: Callable[..., Client]
) -> None:
    page = StepPage.objects.get(code="M01-3")
    changed = step_data(page) | {
        "intro": rich_text(
            '<p>Vraag je <woord soort="team_leader">teamleider</woord>.</p>', features=SHORT_FEATURES
        ),
        "action-publish": "1",
    }
    as_editor.post(address("wagtailadmin_pages:edit", page.pk), changed)
    for key, sentence in (("zonnehoek", "Vraag je huiscoach."), ("amelberga", "Vraag je afdelingshoofd.")):
        organisation = house(key)
        reader = client_at(organisation, make_member(organisation, Role.SUPERVISOR))
        shown = reader.get(reverse("step_detail", args=["jij-als-werkbegeleider", "wie-doet-wat"]))
        assert sentence in shown.content.decode()


def test_broken_reference_is_an_error_at_the_step(as_editor: Client) -> None:
    page = StepPage.objects.get(code="M01-3")
    data = step_data(page) | {"body-0-value-items-0-value-category": "kok", "action-publish": "1"}
    response = as_editor.post(address("wagtailadmin_pages:edit", page.pk), data)
    assert "Deze groepen staan niet in de lijst: kok." in response.content.decode()
    assert not Page.objects.get(pk=page.pk).has_unpublished_changes


# The end of the name of the field, and what an author wrote there; None leaves it out.
UNFINISHED = {
    "sort": ("-category", "zolder"),
    "timeline": ("-slots-0-value", "zolder"),
    "film": ("-speaker", "niemand"),
    "scenario": ("-start", "zolder"),
    "quiz": ("-correct", None),
}


@pytest.mark.parametrize("kind", [*UNFINISHED, "scenario, a choice", "film, its length"])
def test_a_draft_of_a_step_with_wrong_references_and_numbers_is_kept_previewed_and_not_published(
    as_editor: Client, kind: str
) -> None:
    more = {"scenario, a choice": ("-next", "zolder"), "film, its length": ("-seconds", "0")}
    ending, wrong = (UNFINISHED | more)[kind]
    pages = StepPage.objects.live().order_by("path")
    page = next(each for each in pages if each.step_type == kind.partition(",")[0])
    data = {name: value for name, value in step_data(page).items() if not name.endswith(ending)}
    if wrong is not None:
        data |= {name: wrong for name in step_data(page) if name.endswith(ending)}
    edit = address("wagtailadmin_pages:edit", page.pk)

    kept = as_editor.post(edit, data)
    assert (kept.status_code, Page.objects.get(pk=page.pk).has_unpublished_changes) == (302, True)

    preview = address("wagtailadmin_pages:preview_on_edit", page.pk)
    assert as_editor.post(preview, data).json()["is_valid"]
    answers = [as_editor.get(edit), as_editor.get(preview), as_editor.get(preview, {"mode": "zonnehoek"})]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len(BeautifulSoup(answers[0].content, "html.parser").select("[data-obstacles] li")) > 0

    bulk = address("wagtail_bulk_action", "wagtailcore", "page", "publish")
    for refused in (
        as_editor.post(edit, data | {"action-publish": "1"}),
        as_editor.post(f"{bulk}?id={page.pk}"),
    ):
        assert refused.status_code in (200, 302)
        assert Page.objects.get(pk=page.pk).has_unpublished_changes


@pytest.mark.parametrize(
    ("mode", "word", "house_name"),
    [
        ("zonnehoek", "Leercoach", "Zonnehoek Academie"),
        ("amelberga", "Praktijkopleider", "Amelberga Leerhuis"),
    ],
)
def test_preview_is_in_the_chosen_house(as_editor: Client, mode: str, word: str, house_name: str) -> None:
    page = StepPage.objects.get(code="M01-3")
    preview = address("wagtailadmin_pages:preview_on_edit", page.pk)
    assert as_editor.post(preview, step_data(page)).json()["is_valid"]
    shown = as_editor.get(preview, {"mode": mode})
    assert word in shown.content.decode()
    assert house_name in shown.content.decode()
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]


def test_every_page_kind_has_a_preview_mode_for_each_house() -> None:
    keys = ["", *Organisation.objects.filter(kind="member").values_list("key", flat=True)]
    assert len(keys) == 8
    for page in (StepPage.objects.first(), CasePage.objects.first()):
        assert [key for key, _name in page.preview_modes] == keys


def test_scripts_in_the_admin_carry_the_nonce(as_editor: Client) -> None:
    case = CasePage.objects.get(key="K03")
    addresses = [
        address("wagtailadmin_home"),
        address("casuistiek:index"),
        address("wagtailadmin_pages:edit", case.pk),
        address("wagtailadmin_pages:copy", case.pk),
        address("wagtailadmin_reports:site_history"),
        address("wagtailsnippets_competences_leveltext:list"),
    ]
    for page in addresses:
        response = as_editor.get(page)
        assert response.status_code == 200
        html = response.content.decode()
        nonces = set(re.findall(r'<script nonce="([^"]*)"', html))
        assert INLINE_SCRIPT.findall(html) == [], page
        assert all(f"'nonce-{nonce}'" in response.headers["Content-Security-Policy"] for nonce in nonces)
    assert '<script nonce="' in as_editor.get(addresses[2]).content.decode()
    assert "new PageChooser(" in as_editor.get(addresses[3]).content.decode()
    assert "initDateChooser" in as_editor.get(addresses[4]).content.decode()


def test_learner_of_an_organisation_has_no_admin(
    house: Callable[[str], Organisation], client_at: Callable[..., Client]
) -> None:
    organisation = house("zonnehoek")
    person = make_member(organisation, Role.PRACTICE_TRAINER)
    assert client_at(organisation, person).get("/redactie/").status_code == 404


# A page that goes ----------------------------------------------------------------------------------------


def test_a_step_goes_with_everybodys_progress_and_leaves_their_answers(
    zonnehoek: Organisation, as_editor: Client
) -> None:
    person, step = make_member(zonnehoek), StepPage.objects.order_by("pk")[0]
    StepProgress.objects.create(person=person, step=step)
    slot = AnswerSlot.objects.create(
        person=person, page=step, step_code=step.code, block_id=uuid4(), question_key="v1"
    )

    response = as_editor.post(address("wagtailadmin_pages:delete", step.pk))

    assert response.status_code == 302
    assert not StepPage.objects.filter(pk=step.pk).exists()
    assert StepProgress.objects.filter(person=person).count() == 0
    slot.refresh_from_db()
    assert (slot.page_id, slot.step_code) == (None, step.code)
