"""Who may do what in the editors' admin: two groups and one workflow.

Editors write and publish everything. Casework authors write cases and submit them; an editor publishes.
A person is in a group as long as her membership in the region says so (`sync_editor_permissions`).
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpRequest
from django.urls import ResolverMatch, reverse
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from competences.models import Competence, Indicator, LevelText, Phase
from modules.models.pages import CaseIndexPage, CurriculumPage, SamenPage, Training
from modules.models.recordings import Recording
from modules.models.reviews import FourEyesTask
from organisations.enums import Kind, Role
from organisations.models import Membership, Organisation, active_on
from organisations.tenancy import use_organisation
from people.models import Person

EDITORS = "Redacteuren"
CASE_AUTHORS = "Casusauteurs"
GROUP_OF_ROLE: dict[str, str] = {Role.EDITOR: EDITORS, Role.CASE_AUTHOR: CASE_AUTHORS}
WORKFLOW = "Redactie leest mee"
SNIPPETS = (Phase, Competence, Indicator, LevelText, Training)
EDITOR_PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")


@transaction.atomic
def ensure_editing_groups() -> None:
    """Makes the groups, their permissions and the workflow; safe to repeat. Expects the two trees."""
    editors, _created = Group.objects.get_or_create(name=EDITORS)
    authors, _created = Group.objects.get_or_create(name=CASE_AUTHORS)
    admin = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    editors.permissions.set([admin, *snippet_permissions()])
    authors.permissions.set([admin])
    for page in [*CurriculumPage.objects.all(), *SamenPage.objects.all()]:
        allow(editors, page, EDITOR_PAGE_PERMISSIONS)
    for page in CaseIndexPage.objects.all():
        allow(authors, page, ("add_page",))
    allow_pictures(editors, ("add_image", "change_image", "choose_image"))
    # An author chooses from all pictures and changes those that she brought in herself.
    allow_pictures(authors, ("add_image", "choose_image"))
    ensure_workflow(editors)


def snippet_permissions() -> list[Permission]:
    """To read and change the framework, whose rows are made by loading, not by hand; to bring in recordings."""
    names = [f"{action}_{model._meta.model_name}" for model in SNIPPETS for action in ("view", "change")]
    names += [f"{action}_recording" for action in ("view", "add", "change", "delete")]
    types = ContentType.objects.get_for_models(*SNIPPETS, Recording).values()
    return list(Permission.objects.filter(codename__in=names, content_type__in=types))


def allow(group: Group, page: Page, codenames: tuple[str, ...]) -> None:
    """Lets a group do these things with a page and all below it."""
    for permission in Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(Page), codename__in=codenames
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=page.page_ptr, permission=permission)


def allow_pictures(group: Group, codenames: tuple[str, ...]) -> None:
    """Lets a group do these things with pictures."""
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(Image), codename__in=codenames
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def ensure_workflow(editors: Group) -> None:
    """What is submitted under one of the trees waits for an editor."""
    task = FourEyesTask.objects.filter(name=WORKFLOW).first() or FourEyesTask.objects.create(name=WORKFLOW)
    task.groups.set([editors])
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW)
    # What was submitted before cases asked for four eyes waits for them too.
    before = Task.objects.filter(name=WORKFLOW).exclude(pk=task.pk)
    WorkflowTask.objects.filter(workflow=workflow, task__in=before).delete()
    TaskState.objects.filter(task__in=before, status=TaskState.STATUS_IN_PROGRESS).update(task=task)
    before.update(active=False)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    for page in [*CurriculumPage.objects.all(), *SamenPage.objects.all()]:
        WorkflowPage.objects.update_or_create(page=page.page_ptr, defaults={"workflow": workflow})


@transaction.atomic
def sync_editor_permissions(person: Person) -> None:
    """Puts the person in the groups of her active roles in the region, and out of the others."""
    region = Organisation.objects.filter(kind=Kind.REGION).first()
    roles: set[str] = set()
    if region is not None:
        with use_organisation(region):
            memberships = Membership.objects.filter(active_on(timezone.localdate()), person=person)
            roles = set(memberships.values_list("role", flat=True))
    wanted = {group for role, group in GROUP_OF_ROLE.items() if role in roles}
    for group in Group.objects.filter(name__in=GROUP_OF_ROLE.values()):
        if group.name in wanted:
            person.groups.add(group)
        else:
            person.groups.remove(group)


def follow_sign_in(sender: Any, request: HttpRequest | None, user: Person, **kwargs: Any) -> None:
    """Whoever signs in on the region's host gets the groups of her roles there."""
    organisation: Organisation | None = getattr(request, "organisation", None)
    if organisation is not None and organisation.is_region:
        sync_editor_permissions(user)


def case_desk_of(person: Person) -> str:
    """The absolute address where somebody writes cases on the region's host; empty for who has no such role there."""
    region = Organisation.objects.select_related("site").filter(kind=Kind.REGION).first()
    if region is None:
        return ""
    with use_organisation(region):
        rows = Membership.objects.filter(active_on(timezone.localdate()), person=person)
        has_desk = rows.filter(role__in=GROUP_OF_ROLE).exists()
    path = reverse("casuistiek:index", urlconf=settings.REGION_URLCONF)
    return f"{region.root_url}{path}" if has_desk else ""


def writes_cases_only(person: Person) -> bool:
    """Whether the admin shows this person her own cases and nothing else."""
    names = set(person.groups.values_list("name", flat=True))
    return CASE_AUTHORS in names and EDITORS not in names


# What the admin of a casework author consists of: these addresses, and those of her own pages.
AUTHOR_ADDRESSES = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_account",
        "wagtailadmin_dismissibles",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_block_preview",
        "wagtailadmin_explore_root",
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_anchor_link",
    }
)
AUTHOR_NAMESPACES = frozenset(
    {"casuistiek", "gezondheid", "meelezen", "wagtailadmin_editing_sessions", "wagtailimages_chooser"}
)
PAGE_NAMESPACE = "wagtailadmin_pages"
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "pk")


def may_open_in_admin(person: Person, match: ResolverMatch) -> bool:
    """Whether an address of the admin opens for this person; Wagtail's own checks come on top.

    A casework author gets pages of her own and the list of cases, by page id, whatever the action:
    Wagtail does not look at the page in all of them (history, usage, copy).
    """
    if not writes_cases_only(person):
        return True
    namespace = match.namespaces[0] if match.namespaces else ""
    if namespace == PAGE_NAMESPACE:
        return is_own_page(person, match)
    if namespace:
        return namespace in AUTHOR_NAMESPACES
    return match.url_name in AUTHOR_ADDRESSES


def is_own_page(person: Person, match: ResolverMatch) -> bool:
    """Whether the page of an address is hers, or the list to which she adds cases."""
    page_id = next((match.kwargs[name] for name in PAGE_ARGUMENTS if name in match.kwargs), None)
    page_id = page_id or (match.args[0] if match.args else None)
    if page_id is None:
        return False
    mine = Page.objects.filter(pk=page_id, owner=person).exists()
    return mine or ("parent_page_id" in match.kwargs and CaseIndexPage.objects.filter(pk=page_id).exists())
