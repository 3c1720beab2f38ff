"""Who may change a house style, what may be published, what a draft changes."""

from collections.abc import Iterable, Sequence

from django.db.models import Field
from django.utils.functional import Promise
from wagtail.models import Revision

from organisations.enums import Role
from people.rules import mark_of
from theming.enums import STYLE_FIELDS, WORD_FIELDS, VersionState
from theming.models import Theme
from theming.palette import Finding, Tokens, check


def may_manage_style(role: str | None) -> bool:
    """The style manager and the administrator of an organisation change its style and its words."""
    return role in (Role.STYLE_MANAGER, Role.ORG_ADMIN)


def misses(modes: dict[str, Tokens]) -> list[tuple[str, Finding]]:
    """Every pair of colours that cannot be read, with its mode; a style with a miss is not published."""
    return [
        (mode, finding)
        for mode, tokens in modes.items()
        for finding in check(tokens, mode)
        if not finding.passes
    ]


def changed_knobs(live: Theme | None, draft: Theme) -> list[str | Promise]:
    """The names of everything in which the draft differs from what is live."""
    return [
        field.verbose_name
        for field in Theme._meta.get_fields()
        if isinstance(field, Field) and field.name in {*STYLE_FIELDS, *WORD_FIELDS}
        if live is None or getattr(live, field.name) != getattr(draft, field.name)
    ]


def mark_of_knobs(theme: Theme, names: Iterable[str]) -> str:
    """Of some knobs as they stand in a draft, for who has the same step in two windows."""
    return mark_of(getattr(theme, name) for name in names)


def version_states(theme: Theme, versions: Sequence[Revision]) -> list[tuple[Revision, VersionState]]:
    """The latest versions, newest first, with what became of each.

    Every version keeps which one was live when it was written, so one that was ever live is named by a newer one.
    """
    named = {version.content.get("live_revision") for version in versions}

    def state(version: Revision) -> VersionState:
        if version.pk == theme.live_revision_id:
            return VersionState.LIVE
        if version.pk == theme.latest_revision_id:
            return VersionState.DRAFT
        return VersionState.WAS_LIVE if version.pk in named else VersionState.NEVER_LIVE

    return [(version, state(version)) for version in versions]
