"""What can be done with a house style."""

from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.models import Revision

from organisations.models import Organisation
from organisations.tenancy import use_organisation
from people.audit import record
from people.enums import Verb
from people.models import Person
from people.rules import is_overtaken, mark_of
from theming.building import Built, build
from theming.enums import WORD_FIELDS
from theming.models import Theme, ThemeBuild
from theming.palette import ALGORITHM_VERSION
from theming.queries import draft_of
from theming.rules import mark_of_knobs, misses


class Unreadable(RuntimeError):
    """A derived pair of colours misses its contrast; the style is not published."""


@transaction.atomic
def start_theme(*, organisation: Organisation, values: dict[str, Any]) -> Theme:
    """Give an organisation its first style and publish it; its words are taken over as they are."""
    words = {name: getattr(organisation, name) for name in WORD_FIELDS}
    theme = Theme(organisation=organisation, **words, **values)
    theme.full_clean()
    theme.save()
    theme.save_revision(log_action=False)
    return publish_theme(theme=theme, person=None)


@transaction.atomic
def save_draft(*, theme: Theme, person: Person | None) -> Revision:
    """Keep the knobs as they are now; nothing that is live changes."""
    if theme.pk is None:
        theme.save()
    revision: Revision = theme.save_revision(user=person, log_action=False)
    return revision


class KnobsChanged(Exception):
    """Somebody else changed the same knobs after the form was made; `current` is the draft as it stands now."""

    def __init__(self, current: Theme) -> None:
        super().__init__(f"The knobs of theme {current.pk} were changed.")
        self.current = current


@transaction.atomic
def turn_knobs(
    *, organisation: Organisation, person: Person | None, knobs: dict[str, Any], based_on: str = ""
) -> Revision:
    """Keep some knobs in the draft as it stands now, and leave the rest of it as it is.

    With the mark of what they are based on, raises KnobsChanged where these knobs do not stand so any more.
    """
    list(Theme.tenant.select_for_update(of=("self",)).filter(organisation=organisation).values_list("pk"))
    draft = draft_of(organisation)
    now = mark_of_knobs(draft, knobs)
    if is_overtaken(based_on=based_on, now=now, wanted=mark_of(knobs.values())):
        raise KnobsChanged(draft)
    for name, value in knobs.items():
        setattr(draft, name, value)
    return save_draft(theme=draft, person=person)


class DraftMovedOn(Exception):
    """The draft was kept anew after somebody looked it over."""


@transaction.atomic
def publish_theme(*, theme: Theme, person: Person | None, seen: int | None = None) -> Theme:
    """Make the latest draft live: check every pair, write the build, put the words into the organisation.

    A planned publication is cancelled by this one. Raises Unreadable when a pair misses its contrast, and
    DraftMovedOn when the latest draft is not the revision that was `seen`.
    """
    if seen is not None:
        row = Theme.tenant.select_for_update(of=("self",)).filter(pk=theme.pk)
        if row.values_list("latest_revision", flat=True).get() != seen:
            raise DraftMovedOn
    draft = theme.get_latest_revision_as_object()
    built = build(draft)
    stored = store_build(organisation=theme.organisation, built=built)
    revision = theme.latest_revision or save_draft(theme=draft, person=person)
    revision.publish(user=person, skip_permission_checks=True, log_action=False)
    Theme.tenant.filter(pk=theme.pk).update(build=stored)
    Organisation.objects.filter(pk=theme.organisation_id).update(**draft.words_set)
    record(Verb.PUBLISHED_STYLE, actor=person, about=theme, revision=revision.pk)
    return Theme.tenant.select_related("build", "organisation").get(pk=theme.pk)


def store_build(*, organisation: Organisation, built: Built) -> ThemeBuild:
    """Keep a build, once per digest; raises Unreadable before anything is kept."""
    if missed := misses(built.modes):
        mode, finding = missed[0]
        raise Unreadable(
            f"{mode}: {finding.pair.foreground} op {finding.pair.background}: {finding.measured:.2f}"
        )
    with use_organisation(organisation):
        stored, _created = ThemeBuild.objects.get_or_create(
            organisation=organisation,
            digest=built.digest,
            defaults={
                "algorithm_version": ALGORITHM_VERSION,
                "style": built.style,
                "tokens": {"modes": built.modes},
                "css": built.css,
            },
        )
    return stored


@transaction.atomic
def go_back(*, theme: Theme, revision: Revision, person: Person | None) -> Theme:
    """Publish an earlier version again; it becomes the newest version, so nothing of the history is lost."""
    earlier: Theme = revision.as_object()
    newest = earlier.save_revision(user=person, log_action=False, previous_revision=revision)
    theme.refresh_from_db()
    theme.latest_revision = newest
    return publish_theme(theme=theme, person=person)


@transaction.atomic
def drop_draft(*, theme: Theme) -> None:
    """Return to the knobs that are live; before the first publication there is nothing to return to."""
    published = Theme.tenant.filter(pk=theme.pk, live_revision__isnull=False)
    published.update(latest_revision=F("live_revision"), has_unpublished_changes=False)


@transaction.atomic
def rebuild(*, theme: Theme) -> Theme:
    """Build the live knobs again with the rule of today; drafts and history stay as they are."""
    stored = store_build(organisation=theme.organisation, built=build(theme))
    Theme.tenant.filter(pk=theme.pk).update(build=stored)
    return Theme.tenant.select_related("build", "organisation").get(pk=theme.pk)
