"""Reads of house styles."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber
from wagtail.models import Revision

from organisations.models import Organisation
from organisations.tenancy import all_organisations, use_organisation
from theming.enums import WORD_FIELDS
from theming.fontbuild import FontLibrary, library
from theming.models import Theme, ThemeBuild
from theming.palette import NEUTRAL_PRIMARY


@dataclass(frozen=True)
class Look:
    """What a page needs to know of a style: one row, no tokens."""

    organisation_key: str
    digest: str
    style: dict[str, str]


def current_build(organisation: Organisation) -> ThemeBuild | None:
    """What this organisation wears now, in one query; None before its first publication."""
    with use_organisation(organisation):
        theme = (
            Theme.tenant.filter(organisation=organisation)
            .select_related("build")
            .only("build__digest", "build__style", "build__organisation")
            .first()
        )
    return theme.build if theme else None


def current_look(organisation: Organisation) -> Look | None:
    """The look of this organisation now, in one query."""
    with use_organisation(organisation):
        row = (
            Theme.tenant.filter(organisation=organisation, build__isnull=False)
            .values_list("build__digest", "build__style")
            .first()
        )
    return Look(organisation.key, *row) if row else None


def looks_of(organisations: Iterable[Organisation]) -> dict[int, Look]:
    """The looks of several organisations by organisation id, in one query."""
    with all_organisations("the looks of the houses, which everybody may see"):
        rows = Theme.tenant.filter(organisation__in=list(organisations), build__isnull=False).values_list(
            "organisation_id", "organisation__key", "build__digest", "build__style"
        )
        return {organisation_id: Look(key, digest, style) for organisation_id, key, digest, style in rows}


def build_by_digest(organisation: Organisation, digest: str) -> ThemeBuild | None:
    """A build that was once published."""
    with use_organisation(organisation):
        return ThemeBuild.objects.filter(digest=digest).only("css").first()


def theme_of(organisation: Organisation) -> Theme | None:
    """The row that the editor works on."""
    return Theme.tenant.filter(organisation=organisation).select_related("organisation", "build").first()


def draft_of(organisation: Organisation) -> Theme:
    """The newest knobs, live or not; an organisation without a style gets neutral ones that are not stored yet."""
    theme = theme_of(organisation)
    if theme is None:
        words = {name: getattr(organisation, name) for name in WORD_FIELDS}
        return Theme(organisation=organisation, primary=NEUTRAL_PRIMARY, live=False, **words)
    draft: Theme = theme.get_latest_revision_as_object()
    draft.organisation = organisation
    return draft


def versions_of(theme: Theme, most: int = 10) -> QuerySet[Revision]:
    """The latest versions, the newest first; `number` counts from the very first one."""
    revisions: QuerySet[Revision] = Revision.objects.for_instance(theme).select_related("user")
    number = Window(RowNumber(), order_by=["created_at", "pk"])
    numbered: QuerySet[Revision] = revisions.annotate(number=number)
    return numbered.order_by("-created_at", "-pk")[:most]


def version_of(theme: Theme, revision_id: int) -> Revision | None:
    """One version of this theme; another organisation's is unknown here."""
    return Revision.objects.for_instance(theme).filter(pk=revision_id).first()


def fonts() -> FontLibrary:
    """The font files that this installation serves."""
    return library(Path(settings.LEERLIJN_VAR) / "fonts")
