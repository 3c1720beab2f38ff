"""The admin's menu items for our content: all cases, and the framework behind the curriculum."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.forms import modelform_factory
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from competences.models import Competence, Indicator, LevelText, Phase
from modules.bringing.admin_views import brought_handle, brought_index, brought_read
from modules.editing import writes_cases_only
from modules.models import Recording
from modules.models.pages import CasePage, Training
from modules.recording_form import RecordingForm
from modules.views import case_map, case_trial


class CaseIndexView(IndexView):
    """The list of cases; an author sees her own."""

    results_template_name = "modules/admin/case_results.html"

    def get_base_queryset(self) -> QuerySet[CasePage]:
        """Cases that this person may work on."""
        cases: QuerySet[CasePage] = super().get_base_queryset()
        return cases.filter(owner=self.request.user) if writes_cases_only(self.request.user) else cases

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Pages are counted where there are several."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "is_paginated": context["paginator"].num_pages > 1}


class CaseViewSet(PageListingViewSet):
    """Casuïstiek."""

    name = "casuistiek"
    model = CasePage
    index_view_class = CaseIndexView
    icon = "comment"
    menu_label = _("Casuïstiek")
    menu_order = 110
    add_to_admin_menu = True
    columns = (
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Titel"), sort_key="title"),
        Column("setting", label=_("Plek")),
        DateColumn(
            "latest_revision_created_at", label=_("Bijgewerkt"), sort_key="latest_revision_created_at"
        ),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    )

    def get_urlpatterns(self) -> list[Any]:
        """Besides the list: the map of a case, a walk through its draft, and what was brought in."""
        return [
            *super().get_urlpatterns(),
            path("<int:page_id>/kaart/", case_map, name="map"),
            path("<int:page_id>/proef/", case_trial, name="trial"),
            path("ingebracht/", brought_index, name="brought_index"),
            path("ingebracht/<int:brought_id>/", brought_read, name="brought"),
            path("ingebracht/<int:brought_id>/<slug:what>/", brought_handle, name="brought_handle"),
        ]


class PhaseViewSet(SnippetViewSet):
    """The steps of the supervision process."""

    model = Phase
    icon = "date"
    list_display = ("title", "question")
    ordering = ("position",)


class CompetenceViewSet(SnippetViewSet):
    """The competences."""

    model = Competence
    icon = "pick"
    list_display = ("key", "title")
    ordering = ("position",)


class IndicatorViewSet(SnippetViewSet):
    """The indicators."""

    model = Indicator
    icon = "list-ul"
    list_display = ("key", "title")
    search_fields = ("key", "title")


class LevelTextViewSet(SnippetViewSet):
    """How an indicator looks at each level."""

    model = LevelText
    icon = "order"
    list_display = ("indicator", "proficiency_level", "text")
    search_fields = ("text", "indicator__key")


class TrainingViewSet(SnippetViewSet):
    """The half-days of training."""

    model = Training
    icon = "group"
    list_display = ("key", "title", "minutes")


class FrameworkGroup(SnippetViewSetGroup):
    """Raamwerk."""

    menu_label = _("Raamwerk")
    menu_icon = "pick"
    menu_order = 120
    items = (PhaseViewSet, CompetenceViewSet, IndicatorViewSet, LevelTextViewSet, TrainingViewSet)


MENU_OF_AUTHORS = frozenset({"casuistiek", "gezondheid", "ingebracht"})


def brought_menu_item() -> MenuItem:
    """Ingebracht: beside the cases, for everybody who writes them."""
    address = reverse("casuistiek:brought_index")
    return MenuItem(_("Ingebracht"), address, name="ingebracht", icon_name="download", order=111)


class RecordingViewSet(SnippetViewSet):
    """The films and the sound of the steps."""

    model = Recording
    icon = "media"
    menu_label = _("Opnamen")
    menu_order = 115
    add_to_admin_menu = True
    list_display = ("title", "length", "megabytes")
    ordering = ("title",)
    search_fields = ("title",)
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> Any:
        """Our own form, which looks into the files."""
        texts: Any = {
            "file": _("MP4 of WebM, hoogstens 100 MB. Geluid mag ook als M4A of MP3."),
            "captions": _("WebVTT (.vtt). Verplicht bij film."),
            "poster": _("Verplicht bij film. Dit staat er tot iemand op afspelen drukt."),
            "transcript": _("Alles wat er te horen is, en wat er te zien is als dat ertoe doet. Verplicht."),
        }
        return modelform_factory(
            Recording,
            form=RecordingForm,
            fields=["title", "file", "captions", "poster", "transcript"],
            help_texts=texts,
        )


def only_cases_for_authors(request: Any, menu_items: list[Any]) -> None:
    """Leaves an author the one menu item she needs."""
    if writes_cases_only(request.user):
        menu_items[:] = [item for item in menu_items if item.name in MENU_OF_AUTHORS]


def only_own_cases(parent_page: Any, pages: QuerySet[Any], request: Any) -> QuerySet[Any]:
    """What an author sees when she walks through the tree."""
    return pages.filter(owner=request.user) if writes_cases_only(request.user) else pages


def only_live_or_own(pages: QuerySet[Any], request: Any) -> QuerySet[Any]:
    """The pages that an author may link to: no drafts of others."""
    if not writes_cases_only(request.user):
        return pages
    return pages.filter(live=True) | pages.filter(owner=request.user)


def case_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the header of a case: its map, and a walk through the draft once it has scenes."""
    if isinstance(page, CasePage):
        yield Button(
            _("Kaart van de casus"), reverse("casuistiek:map", args=[page.pk]), icon_name="site", priority=5
        )
        if page.is_branching:
            address = reverse("casuistiek:trial", args=[page.pk])
            yield Button(_("Speel het concept"), address, icon_name="media", priority=6)
