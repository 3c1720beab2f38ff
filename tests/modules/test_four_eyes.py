"""A case is published by somebody else than who wrote it last; two who write at once lose nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, TaskState, WorkflowState, WorkflowTask
from wagtail.test.utils.form_data import rich_text

from modules.blocks import LONG_FEATURES
from modules.case_form import prompt
from modules.editing import WORKFLOW, ensure_editing_groups, sync_editor_permissions
from modules.models import CasePage, FourEyesTask, StepPage
from modules.reviewing import writer_of
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.factories import make_member
from tests.modules.test_author_case import ENDING, LONG, SCENE, add_address, case_form
from tests.modules.test_editing import step_data

pytestmark = pytest.mark.django_db
URLCONF = "portal.urls_region"
WHY = "Je schreef zelf als laatste aan deze casus."


def address(name: str, *args: Any) -> str:
    return reverse(name, args=args, urlconf=URLCONF)


@pytest.fixture
def enter(region: Organisation, client_at: Callable[..., Client]) -> Callable[..., tuple[Client, Person]]:
    """`enter(Role.EDITOR, "Hanneke")`: somebody with a browser in the admin."""

    def open_browser(role: str, name: str) -> tuple[Client, Person]:
        person = make_member(region, role, name=name)
        sync_editor_permissions(person)
        return client_at(region, person), person

    return open_browser


@pytest.fixture
def hanneke(enter: Any) -> tuple[Client, Person]:
    return enter(Role.EDITOR, "Hanneke Smeets")


@pytest.fixture
def wim(enter: Any) -> tuple[Client, Person]:
    return enter(Role.EDITOR, "Wim Cuppen")


@pytest.fixture
def els(enter: Any) -> tuple[Client, Person]:
    return enter(Role.CASE_AUTHOR, "Els Verhoeven")


def form(situation: str = "Sem zegt niets.") -> dict[str, Any]:
    text = rich_text(f"<p>{situation}</p>", features=LONG_FEATURES)
    return case_form([SCENE], [ENDING]) | {"situation": text}


def made_by(client: Client, **action: str) -> CasePage:
    client.post(add_address(), form() | action)
    return CasePage.objects.get(slug="sem-zegt-niets")


def told(response: Any) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(each.get_text(" ", strip=True) for each in page.select(".messages li"))


def actions_of(client: Client, case: CasePage) -> set[str]:
    page = BeautifulSoup(client.get(address("wagtailadmin_pages:edit", case.pk)).content, "html.parser")
    return {button["name"] for button in page.select("button[name]")}


def edit(client: Client, case: CasePage, data: dict[str, Any], **more: str) -> Any:
    return client.post(address("wagtailadmin_pages:edit", case.pk), data | more, follow=True)


# Four eyes ------------------------------------------------------------------------------------------


def test_an_editor_does_not_publish_a_new_case_of_her_own(hanneke: Any) -> None:
    client, person = hanneke
    sent = client.post(add_address(), form() | {"action-publish": "1"}, follow=True)

    case = CasePage.objects.get(slug="sem-zegt-niets")
    assert (case.live, case.first_published_at, case.has_unpublished_changes) == (False, None, True)
    assert writer_of(case) == person.pk
    assert WHY in told(sent)
    assert "action-publish" not in actions_of(client, case)


def test_an_editor_does_not_publish_her_change_of_anothers_case(hanneke: Any, els: Any) -> None:
    case = made_by(els[0])
    sent = edit(hanneke[0], case, form("Sem lacht."), **{"action-publish": "1"})

    case.refresh_from_db()
    assert (case.live, writer_of(case)) == (False, hanneke[1].pk)
    assert WHY in told(sent)
    assert "Sem lacht." in case.get_latest_revision_as_object().situation


def test_an_editor_publishes_what_another_wrote_when_she_changes_nothing(hanneke: Any, els: Any) -> None:
    case = made_by(els[0])
    assert "action-publish" in actions_of(hanneke[0], case)
    edit(hanneke[0], case, form(), **{"action-publish": "1"})
    case.refresh_from_db()
    assert (case.live, writer_of(case)) == (True, els[1].pk)


def test_the_workflow_asks_for_another_too(hanneke: Any, wim: Any, els: Any) -> None:
    case = made_by(els[0], **{"action-submit": "1"})
    edit(hanneke[0], case, form("Sem lacht."))
    state = case.current_workflow_task_state
    approve = address("wagtailadmin_pages:workflow_action", case.pk, "approve", state.pk)

    refused = hanneke[0].post(approve, {"comment": ""})
    assert refused.headers["Location"] == address("wagtailadmin_home")  # how Wagtail refuses
    case.refresh_from_db()
    assert not case.live
    state = case.current_workflow_task_state
    approve = address("wagtailadmin_pages:workflow_action", case.pk, "approve", state.pk)
    assert wim[0].post(approve, {"comment": ""}).status_code == 302
    case.refresh_from_db()
    assert case.live


def test_approving_along_with_a_change_keeps_the_change_and_waits(hanneke: Any, els: Any) -> None:
    case = made_by(els[0], **{"action-submit": "1"})
    sent = edit(
        hanneke[0],
        case,
        form("Sem lacht."),
        **{"action-workflow-action": "true", "workflow-action-name": "approve"},
    )
    case.refresh_from_db()
    assert (case.live, case.current_workflow_state.status) == (False, WorkflowState.STATUS_IN_PROGRESS)
    assert "Sem lacht." in case.get_latest_revision_as_object().situation
    assert WHY in told(sent)


def test_what_was_submitted_goes_online_by_approving_it_and_that_is_told(hanneke: Any, els: Any) -> None:
    case = made_by(els[0], **{"action-submit": "1"})
    assert "action-publish" not in actions_of(hanneke[0], case)

    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    sent = edit(hanneke[0], case, form(), **approve)

    case.refresh_from_db()
    assert case.live
    assert "Goedgekeurd: ‘Sem zegt niets’ staat nu online." in told(sent)


NO_REASON = "Schrijf op wat er anders moet: zonder uitleg kan de schrijver niet verder."


def test_what_submitting_emptied_is_no_change_of_who_approves(hanneke: Any, els: Any) -> None:
    """The hint of an optional field goes; the editor's page sends that field back as an empty paragraph."""
    hint = rich_text(prompt("insights"), features=LONG_FEATURES)
    els[0].post(add_address(), form() | {"insights": hint, "action-submit": "1"})
    case = CasePage.objects.get(slug="sem-zegt-niets")
    assert case.get_latest_revision_as_object().insights == ""

    empty = {"insights": rich_text("<p></p>", features=LONG_FEATURES)}
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    sent = edit(hanneke[0], case, form() | empty, **approve)

    case.refresh_from_db()
    assert (case.live, f"‘{case.title}’ staat nu online" in told(sent)) == (True, True)


def test_who_sends_a_case_back_says_why(hanneke: Any, els: Any) -> None:
    case = made_by(els[0], **{"action-submit": "1"})
    state = case.current_workflow_task_state
    send_back = address("wagtailadmin_pages:workflow_action", case.pk, "reject", state.pk)
    collect = address("wagtailadmin_pages:collect_workflow_action_data", case.pk, "reject", state.pk)
    in_a_window = {"headers": {"x-requested-with": "XMLHttpRequest"}}

    for asked in (send_back, collect):
        refused = hanneke[0].post(asked, {"comment": " "}, **in_a_window)
        field = BeautifulSoup(refused.json()["html"], "html.parser")
        assert [each.get_text(strip=True) for each in field.select(".error-message")] == [NO_REASON]
    without = {"action-workflow-action": "true", "workflow-action-name": "reject"}
    sent = edit(hanneke[0], case, form(), **without)
    assert "Nog niet teruggestuurd: schrijf eerst op wat er anders moet." in told(sent)
    case.refresh_from_db()
    assert case.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS

    hanneke[0].post(send_back, {"comment": "Sem mag een ander einde."}, **in_a_window)

    case.refresh_from_db()
    assert case.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert TaskState.objects.get(pk=state.pk).comment == "Sem mag een ander einde."
    assert (
        "Sem mag een ander einde." in els[0].get(address("wagtailadmin_pages:edit", case.pk)).content.decode()
    )
    approve = address("wagtailadmin_pages:workflow_action", case.pk, "approve", state.pk)
    assert NO_REASON not in hanneke[0].get(approve).content.decode()


def test_many_at_once_are_no_way_around(hanneke: Any, els: Any) -> None:
    own, others = made_by(hanneke[0]), CasePage.objects.get(key="K03")
    bulk = address("wagtail_bulk_action", "wagtailcore", "page", "publish")
    sent = hanneke[0].post(f"{bulk}?id={own.pk}&id={others.pk}", follow=True)
    own.refresh_from_db()
    assert not own.live
    assert "Sem zegt niets" in told(sent)


# What is not ready ----------------------------------------------------------------------------------

HALF = {"endings-0-value-kind": ""}
FAULT = "‘einde’: kies wat voor einde dit is."


@pytest.mark.parametrize("chosen", ["the case", "the page above it"])
def test_many_at_once_publish_no_draft_that_is_not_ready(hanneke: Any, els: Any, chosen: str) -> None:
    els[0].post(add_address(), form() | HALF)
    draft = CasePage.objects.get(slug="sem-zegt-niets")
    picked = draft if chosen == "the case" else draft.get_parent()
    more = {} if chosen == "the case" else {"include_descendants": "on"}
    bulk = address("wagtail_bulk_action", "wagtailcore", "page", "publish")

    sent = hanneke[0].post(f"{bulk}?id={picked.pk}", more, follow=True)

    draft.refresh_from_db()
    assert not draft.live
    assert f"Niets gepubliceerd. Sem zegt niets: {FAULT}" in told(sent)
    assert address("wagtailadmin_pages:edit", draft.pk) in sent.content.decode()


def test_many_at_once_publish_what_is_ready(hanneke: Any, els: Any) -> None:
    case = made_by(els[0])
    bulk = address("wagtail_bulk_action", "wagtailcore", "page", "publish")
    hanneke[0].post(f"{bulk}?id={case.pk}", follow=True)
    case.refresh_from_db()
    assert case.live


def test_what_is_online_already_and_lacks_something_stops_nobody(hanneke: Any, els: Any) -> None:
    case = made_by(els[0])
    online, changed = CasePage.objects.get(key="K03"), CasePage.objects.get(key="K04")
    for each in (online, changed):
        each.dilemma = f"<p>{LONG}</p>"
    online.save_revision().publish()
    changed.save_revision(user=els[1])
    bulk = address("wagtail_bulk_action", "wagtailcore", "page", "publish")

    below = hanneke[0].post(f"{bulk}?id={case.get_parent().pk}", {"include_descendants": "on"}, follow=True)
    itself = hanneke[0].post(f"{bulk}?id={online.pk}", follow=True)
    draft = hanneke[0].post(f"{bulk}?id={changed.pk}", follow=True)

    case.refresh_from_db()
    assert case.live
    assert ["Niets gepubliceerd" in told(sent) for sent in (below, itself, draft)] == [False, False, True]


def test_a_page_above_a_draft_is_published_without_it(hanneke: Any, els: Any) -> None:
    els[0].post(add_address(), form() | HALF)
    draft = CasePage.objects.get(slug="sem-zegt-niets")
    bulk = address("wagtail_bulk_action", "wagtailcore", "page", "publish")
    sent = hanneke[0].post(f"{bulk}?id={draft.get_parent().pk}", follow=True)
    assert "Niets gepubliceerd" not in told(sent)


def test_the_workflow_approves_no_draft_that_is_not_ready(hanneke: Any, wim: Any, els: Any) -> None:
    case = made_by(els[0], **{"action-submit": "1"})
    edit(hanneke[0], case, form() | HALF)
    state = case.current_workflow_task_state
    approve = address("wagtailadmin_pages:workflow_action", case.pk, "approve", state.pk)

    refused = wim[0].post(approve, {"comment": ""})

    case.refresh_from_db()
    assert (case.live, case.current_workflow_state.status) == (False, WorkflowState.STATUS_IN_PROGRESS)
    assert refused.headers["Location"] == address("wagtailadmin_home")
    shown = wim[0].get(address("wagtailadmin_pages:edit", case.pk)).content.decode()
    assert FAULT in shown
    edit(hanneke[0], case, form("Sem lacht."))
    state = case.current_workflow_task_state
    wim[0].post(address("wagtailadmin_pages:workflow_action", case.pk, "approve", state.pk), {"comment": ""})
    case.refresh_from_db()
    assert case.live


def test_what_changed_between_looking_and_approving_is_looked_at_again(
    hanneke: Any, wim: Any, els: Any
) -> None:
    case = made_by(els[0], **{"action-submit": "1"})
    edit(hanneke[0], case, form() | HALF)
    task_state = case.current_workflow_task_state
    task_state.task.specific.on_action(task_state, wim[1], "approve")
    case.refresh_from_db()
    assert not case.live


def test_the_curriculum_asks_for_no_second_editor(hanneke: Any) -> None:
    page = StepPage.objects.get(code="M01-3")
    changed = step_data(page) | {"title": "Wie doet wat hier?", "action-publish": "1"}
    edit(hanneke[0], page, changed)
    page.refresh_from_db()
    assert page.title == "Wie doet wat hier?"


def test_what_waited_in_the_old_task_waits_in_the_new_one(hanneke: Any, els: Any) -> None:
    case = made_by(els[0], **{"action-submit": "1"})
    new = FourEyesTask.objects.get(name=WORKFLOW)
    old = GroupApprovalTask.objects.create(name=WORKFLOW)
    TaskState.objects.update(task=old)
    WorkflowTask.objects.filter(workflow__name=WORKFLOW).update(task=old)

    ensure_editing_groups()

    assert case.current_workflow_task_state.task_id == new.pk
    assert [each.task_id for each in WorkflowTask.objects.filter(workflow__name=WORKFLOW)] == [new.pk]


# Two at once ----------------------------------------------------------------------------------------


def loaded(client: Client, case: CasePage) -> dict[str, str]:
    page = BeautifulSoup(client.get(address("wagtailadmin_pages:edit", case.pk)).content, "html.parser")
    names = ("loaded_revision_id", "loaded_revision_created_at")
    return {name: page.select_one(f'[name="{name}"]')["value"] for name in names}


@pytest.mark.parametrize("action", [{}, {"action-submit": "1"}])
def test_the_second_who_saves_keeps_both_versions_and_is_told(
    hanneke: Any, els: Any, action: dict[str, str]
) -> None:
    case = made_by(els[0])
    opened = loaded(els[0], case)
    edit(hanneke[0], case, form("Hanneke schrijft."), **loaded(hanneke[0], case))

    sent = edit(els[0], case, form("Els schrijft."), **opened, **action)

    newest, before = list(case.revisions.order_by("-pk")[:2])
    assert ("Els schrijft." in newest.content["situation"], newest.user) == (True, els[1])
    assert ("Hanneke schrijft." in before.content["situation"], before.user) == (True, hanneke[1])
    assert sent.redirect_chain[-1][0].endswith(f"/revisions/compare/{before.pk}...{newest.pk}/")
    assert sent.status_code == 200
    assert "Terwijl je schreef, bewaarde Hanneke Smeets ook een versie." in told(sent)
    assert ("Er is nog niets voorgelegd of gepubliceerd." in told(sent)) == bool(action)
    case.refresh_from_db()
    assert case.current_workflow_state is None


def test_what_was_saved_by_itself_is_not_written_over_by_the_second(hanneke: Any, els: Any) -> None:
    case = made_by(els[0])
    first = case.latest_revision_id
    opened = loaded(els[0], case)
    edit(hanneke[0], case, form("Hanneke schrijft."), **loaded(hanneke[0], case))

    sent = edit(els[0], case, form("Els schrijft."), **opened, overwrite_revision_id=str(first))

    assert case.revisions.count() == 3
    assert "Beide zijn bewaard" in told(sent)


def test_saving_what_nobody_touched_says_nothing(els: Any) -> None:
    case = made_by(els[0])
    sent = edit(els[0], case, form("Els schrijft."), **loaded(els[0], case))
    assert "Terwijl" not in told(sent)
    assert sent.redirect_chain[-1][0] == address("wagtailadmin_pages:edit", case.pk)
