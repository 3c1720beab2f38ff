"""What all pages have in common: shared, and previewed in every house style."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel
from wagtail.models import Page

from modules.blocks import SHORT_FEATURES
from organisations.enums import Kind
from organisations.models import Organisation
from organisations.tenancy import use_organisation
from people.enums import Ownership

LIST_FEATURES = [*SHORT_FEATURES, "ul"]
NEUTRAL_PREVIEW = ""
# In a preview mode, behind the key of an organisation: what was chosen so far while playing the draft.
PLAYING = "~"
# Filled by modules.wagtail_hooks: models know no templates.
PREVIEW_RENDERERS: dict[str, Callable[[HttpRequest, Any], HttpResponse]] = {}


class ContentPage(Page):
    """What all pages have in common: shared by all organisations, previewed in every house style."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    review_by = models.DateField(
        _("nakijken vóór"),
        null=True,
        blank=True,
        help_text=_("Leeg: een jaar na de laatste keer publiceren."),
    )

    promote_panels: ClassVar[list[Any]] = [
        FieldPanel("slug"),
        FieldPanel("review_by"),
        CommentPanel(),
    ]
    settings_panels: ClassVar[list[Any]] = []
    show_in_menus_default = False
    # Our own views show a page to every member; the admin must not promise otherwise.
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The neutral style, then every organisation's own; none for a page that has no preview."""
        if type(self).__name__ not in PREVIEW_RENDERERS:
            return []
        members = Organisation.objects.filter(kind=Kind.MEMBER).values_list("key", "name")
        return [(NEUTRAL_PREVIEW, _("Neutraal")), *members]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuses: people see this content by our own views."""
        raise Http404

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """This draft in the style and the words of the organisation of the preview mode."""
        organisation = Organisation.objects.filter(
            key=mode_name.partition(PLAYING)[0], kind=Kind.MEMBER
        ).first()
        if organisation is None:
            return self.render_preview(request)
        request.organisation = organisation  # type: ignore[attr-defined]  # set by the tenant middleware
        with use_organisation(organisation):
            return self.render_preview(request)

    def render_preview(self, request: HttpRequest) -> HttpResponse:
        """The rendered page, complete, because house style and words hold during this call only."""
        renderer = PREVIEW_RENDERERS.get(type(self).__name__)
        if renderer is None:
            raise Http404
        return renderer(request, self)
