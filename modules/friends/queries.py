"""Reads about links for critical friends."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone
from wagtail.models import Page, Revision

from modules.editing import case_desk_of
from modules.friends.parts import Part, parts_of
from modules.friends.rules import State, digest_of, state_of
from modules.models import FriendComment, FriendLink, Recording
from modules.queries.recordings import shown_in


@dataclass(frozen=True)
class ListedLink:
    """A link as its maker sees it in the list."""

    link: FriendLink
    state: State
    comments: int


def link_of(secret: str) -> FriendLink | None:
    """The link with this secret, open or not."""
    return FriendLink.objects.select_related("page", "maker").filter(digest=digest_of(secret)).first()


def may_still_share(link: FriendLink) -> bool:
    """Does who made the link still write in the region? Somebody who left shows nobody a draft."""
    return link.maker.is_active and bool(case_desk_of(link.maker))


def links_of(page: Page) -> list[ListedLink]:
    """Every link to a draft, the newest first; one query."""
    rows: QuerySet[FriendLink] = (
        FriendLink.objects.filter(page=page).select_related("maker").annotate(said=Count("comments"))
    )
    now = timezone.now()
    return [
        ListedLink(link, state_of(link.expires_at, link.withdrawn_at, now), link.said)  # type: ignore[attr-defined]
        for link in rows.order_by("-made_at", "-pk")
    ]


def draft_of(link: FriendLink) -> Page:
    """The newest version of the page, whether it is published or not."""
    return link.page.specific.get_latest_revision_as_object()


def recordings_of(draft: Page) -> list[Recording]:
    """The films and the sound that a draft shows."""
    shown = shown_in(draft)
    return list(Recording.objects.filter(pk__in=[each.recording_id for each in shown])) if shown else []


def pictures_of(draft: Page) -> set[int]:
    """The pictures that a draft shows: its own, and those before a film."""
    keys = {getattr(draft, "picture_id", None), *(each.poster_id for each in recordings_of(draft))}
    return {key for key in keys if key is not None}


def said_by(link: FriendLink) -> dict[str, list[FriendComment]]:
    """What she said before, per part."""
    found: dict[str, list[FriendComment]] = defaultdict(list)
    for said in FriendComment.objects.filter(link=link):
        found[said.contentpath].append(said)
    return found


def part_then(link: FriendLink, revision: int | None, path: str) -> Part | None:
    """A part as it stood in the version that she read; None when there was no such part."""
    row = Revision.objects.for_instance(link.page.specific).filter(pk=revision).first() if revision else None
    if row is None:
        return None
    return next((part for part in parts_of(row.as_object()) if part.path == path), None)
