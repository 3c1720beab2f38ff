"""In the admin: a case is published by another than who wrote it last, a draft that is not ready by nobody, and two
who write at once lose nothing.

Hooks only. What the workflow itself refuses is in modules.models.reviews.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, Revision

from modules.models import CaseIndexPage, CasePage
from modules.models.reviews import APPROVE, SEND_BACK
from modules.readiness import what_keeps_it_offline
from modules.reviewing import wrote_last

PUBLISH = "action-publish"
WORKFLOW_ACTION, WORKFLOW_NAME = "action-workflow-action", "workflow-action-name"
SUBMITS = ("action-submit", "action-restart-workflow")
MOST_TOLD = 5  # pages that are not ready, in one message
# What does more than keeping a draft.
GOES_ON = (PUBLISH, "action-submit", "action-restart-workflow", WORKFLOW_ACTION)


def _edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


# Four eyes ------------------------------------------------------------------------------------------


def refuse_own_text(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Before publishing from the form: her own text stays a draft, and she reads why."""
    if not isinstance(page, CasePage) or not wrote_last(request.user, page):  # type: ignore[arg-type]
        return None
    if page.first_published_at is None:
        # Wagtail adds a new page live, and publishes its first version afterwards.
        page.live, page.has_unpublished_changes = False, True
        page.save(update_fields=["live", "has_unpublished_changes"], clean=False)
    _say_why(request)
    return redirect(_edit(page))


def hide_publishing(menu_items: list[Any], request: Any, context: Any) -> None:
    """No button for what would be refused: a new case of her own, or a draft that she wrote last.

    Nor for going round whoever reads along: a case that was submitted goes online by approving it.
    """
    page = context.get("page")
    if page:
        is_own = page.has_unpublished_changes and wrote_last(request.user, page)
        hides = isinstance(page, CasePage) and (is_own or page.workflow_in_progress)
    else:
        hides = isinstance(context.get("parent_page"), CaseIndexPage)
    if hides:
        menu_items[:] = [item for item in menu_items if item.name != PUBLISH]


def _say_why(request: HttpRequest) -> None:
    text = _(
        "Bewaard als concept, nog niet gepubliceerd. Je schreef zelf als laatste aan deze casus. "
        "Een ander leest mee en publiceert: leg hem voor aan de redactie."
    )
    messages.warning(request, text)


def refuse_many(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Before publishing many pages at once: all of them wait when one is her own case, or not ready."""
    if action_type != "publish" or request.method != "POST":
        return None
    drafts = [page.get_latest_revision_as_object() for page in _to_be_published(objects, action)]
    own = [page.title for page in drafts if isinstance(page, CasePage) and wrote_last(request.user, page)]  # type: ignore[arg-type]
    if own:
        text = _(
            "Niets gepubliceerd. Een ander publiceert de casussen waar je zelf als laatste aan schreef: %(titles)s."
        )
        messages.warning(request, text % {"titles": ", ".join(own)})
        return redirect("casuistiek:index")
    unready = [(page, reasons) for page in drafts if (reasons := what_keeps_it_offline(page))][:MOST_TOLD]
    if not unready:
        return None
    told = [_("Niets gepubliceerd."), *(f"{page.title}: {reasons[0]}" for page, reasons in unready)]
    buttons = [messages.button(_edit(page), page.title) for page, _reasons in unready]
    messages.warning(request, " ".join(told), buttons=buttons)
    return redirect("wagtailadmin_explore", unready[0][0].get_parent().pk)


def _to_be_published(objects: Iterable[Any], action: Any) -> Iterator[Any]:
    """The pages of which Wagtail is about to publish the newest draft."""
    with_children = action.get_execution_context().get("include_descendants")
    for page in objects:
        if not isinstance(page, Page):
            continue
        if page.has_unpublished_changes or not page.live:
            yield page.specific
        if with_children:
            yield from page.get_descendants().not_live().specific()


# Two who write at once ------------------------------------------------------------------------------


def notice_overtaking(request: HttpRequest, page: Any) -> None:
    """Before the form is read: somebody saved another version since it was opened.

    Then it is kept as a version of its own, beside the other; nothing is published, submitted or written over.
    """
    if request.method != "POST" or "application/json" in request.headers.get("Accept", ""):
        return
    newest: Revision | None = page.latest_revision
    loaded = request.POST.get("overwrite_revision_id") or request.POST.get("loaded_revision_id")
    if newest is None or not loaded:
        return
    is_newest = loaded == str(newest.pk)
    was_rewritten = (
        not request.POST.get("overwrite_revision_id")
        and request.POST.get("loaded_revision_created_at", "") != newest.created_at.isoformat()
    )
    if is_newest and not was_rewritten:
        return
    request.overtaken_by = newest  # type: ignore[attr-defined]  # read by tell_of_overtaking
    kept = request.POST.copy()
    request.was_to_go_on = any(name in kept for name in GOES_ON)  # type: ignore[attr-defined]
    for name in (*GOES_ON, "overwrite_revision_id"):
        kept.pop(name, None)
    request.POST = kept  # type: ignore[assignment]


def tell_of_overtaking(request: HttpRequest, page: Any) -> HttpResponse | None:
    """After saving: both versions are there; here is how they differ."""
    other: Revision | None = getattr(request, "overtaken_by", None)
    if other is None:
        return None
    text = _(
        "Terwijl je schreef, bewaarde %(who)s ook een versie. Beide zijn bewaard; die van jou is nu de nieuwste. Hieronder staan de verschillen."
    )
    is_own = other.user_id == request.user.pk
    name = other.user.name if other.user and not is_own else ""
    who = name or (_("je in een ander venster") if is_own else _("iemand anders"))
    told = text % {"who": who}
    if getattr(request, "was_to_go_on", False):
        told += " " + _("Er is nog niets voorgelegd of gepubliceerd.")
    back = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, other.pk])
    buttons = [
        messages.button(_edit(page), _("Verder met mijn versie")),
        messages.button(back, _("Verder met de andere versie")),
    ]
    messages.warning(request, told, buttons=buttons)
    mine = page.latest_revision_id
    return redirect("wagtailadmin_pages:revisions_compare", page.pk, other.pk, mine)


def back_to_cases(request: HttpRequest, page: Any) -> HttpResponse | None:
    """After submitting a case: to the list of cases, where its writer sees that it waits."""
    if not isinstance(page, CasePage) or not any(request.POST.get(name) for name in SUBMITS):
        return None
    return redirect("casuistiek:index") if page.workflow_in_progress else None


def tell_of_approving(request: HttpRequest, page: Any) -> None:
    """After approving or sending back: what became of it, or why the workflow did not take it."""
    asked = request.POST.get(WORKFLOW_NAME) if request.POST.get(WORKFLOW_ACTION) else None
    if asked == SEND_BACK and page.workflow_in_progress:
        messages.warning(request, _("Nog niet teruggestuurd: schrijf eerst op wat er anders moet."))
    if asked != APPROVE or not isinstance(page, CasePage):
        return
    if wrote_last(request.user, page):  # type: ignore[arg-type]
        _say_why(request)
    elif CasePage.objects.filter(pk=page.pk, live=True, has_unpublished_changes=False).exists():
        messages.success(request, _("Goedgekeurd: ‘%(title)s’ staat nu online.") % {"title": page.title})
