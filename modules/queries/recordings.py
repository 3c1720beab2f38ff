"""The recordings of editors, and whether a published page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex

from modules.models import Recording, StepPage
from modules.models.recordings import FOLDER


def recording_of_file(name: str) -> Recording | None:
    """The recording whose film, sound or captions have this name, or None."""
    path = f"{FOLDER}/{name}"
    return Recording.objects.filter(Q(file=path) | Q(captions=path)).first()


@dataclass(frozen=True)
class Shown:
    """Where a step shows a recording: the kind of its block ("film" or "audio"), the block, the recording."""

    kind: str
    block: str
    recording_id: int


def shown_in(page: Any) -> list[Shown]:
    """The recordings that a draft or a page shows, as they are stored; no query."""
    body = page.body.get_prep_value() if isinstance(page, StepPage) else []
    return [
        Shown(child["type"], child["id"], child["value"]["recording"])
        for child in body
        if child["type"] in ("film", "audio") and child["value"].get("recording")
    ]


def is_shown(recording: Recording) -> bool:
    """Does a published page show it? Drafts are not everybody's."""
    return is_any_published(_pages_with(recording))


def is_on_published_step(recording: Recording) -> bool:
    """Does a published step show it, also while its module is offline? It comes back with the module."""
    return bool(Page.objects.live().filter(pk__in=_pages_with(recording)).exists())


def _pages_with(recording: Recording) -> list[str]:
    types = ContentType.objects.get_for_models(Recording, Page)
    used = ReferenceIndex.objects.filter(
        base_content_type=types[Page],
        to_content_type=types[Recording],
        to_object_id=str(recording.pk),
    )
    return list(used.values_list("object_id", flat=True))


def is_any_published(keys: Iterable[str]) -> bool:
    """Is one of these pages published, with all that it stands under?"""
    pages = Page.objects.live().filter(pk__in=list(keys))
    return any(not page.get_ancestors().filter(live=False).exists() for page in pages)
