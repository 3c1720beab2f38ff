"""Making, using and withdrawing links for critical friends. Verbs, each in one transaction."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone
from wagtail.models import Comment, Page

from modules.friends.parts import TITLE, Part
from modules.friends.rules import MOST_COMMENTS, comment_text, digest_of
from modules.models import FriendComment, FriendLink
from people.models import Person

SECRET_BYTES = 32


class Enough(Exception):
    """There are as many comments on this link as it takes."""


@transaction.atomic
def make_link(*, page: Page, maker: Person, label: str, days: int, house: str) -> tuple[FriendLink, str]:
    """A new link and its secret, which is kept nowhere and can be shown this once."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    now = timezone.now()
    link = FriendLink.objects.create(
        page_id=page.pk,
        maker=maker,
        label=label,
        digest=digest_of(secret),
        house=house,
        made_at=now,
        expires_at=now + dt.timedelta(days=days),
    )
    return link, secret


@transaction.atomic
def withdraw_link(*, link: FriendLink) -> None:
    """From now on the link opens nothing; what was said stays."""
    FriendLink.objects.filter(pk=link.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())


@transaction.atomic
def withdraw_links_without_right(person: Person) -> None:
    """Her roles changed: links to drafts that she may not change any more open nothing from now on."""
    for link in FriendLink.objects.filter(maker=person, withdrawn_at=None).select_related("page", "maker"):
        if not link.page.specific.permissions_for_user(link.maker).can_edit():
            withdraw_link(link=link)


@transaction.atomic
def say(*, link: FriendLink, part: Part | None, then: Part | None, text: str) -> FriendComment:
    """Keep what she said, beside the part in the editor.

    A part that is gone gets its comment on the whole page, with its text of then. Raises Enough.
    """
    FriendLink.objects.select_for_update().get(pk=link.pk)
    if FriendComment.objects.filter(link=link).count() >= MOST_COMMENTS:
        raise Enough
    found = part or then
    comment = Comment.objects.create(
        page_id=link.page_id,
        user_id=link.maker_id,
        text=comment_text(link.label, text, gone=found.quote if found and not part else ""),
        contentpath=part.path if part else TITLE,
        position=part.position if part else "",
    )
    return FriendComment.objects.create(
        link=link,
        comment=comment,
        contentpath=part.path if part else TITLE,
        label=found.label if found else "",
        quote=found.quote if found else "",
        text=text,
    )


@transaction.atomic
def keep_what_lost_its_place(*, page: Page) -> int:
    """Comments of friends whose part went from the draft move to the page as a whole; says how many.

    The editor takes the comments of a block away along with the block: such a one is made anew. One that went
    while its part stayed was dismissed by who writes, and never comes back.
    """
    moved = 0
    rows = FriendComment.objects.select_related("link").filter(
        link__page_id=page.pk, comment__resolved_at=None, is_dismissed=False
    )
    for said in rows:
        if Comment(contentpath=said.contentpath).has_valid_contentpath(page):
            if said.comment_id is None:
                said.is_dismissed = True
                said.save(update_fields=["is_dismissed"])
            continue
        told = {
            "text": comment_text(said.link.label, said.text, gone=said.quote),
            "contentpath": TITLE,
            "position": "",
        }
        if said.comment_id is None:
            said.comment = Comment.objects.create(page_id=page.pk, user_id=said.link.maker_id, **told)
        else:
            Comment.objects.filter(pk=said.comment_id).update(**told)
        said.contentpath = TITLE
        said.save(update_fields=["comment", "contentpath"])
        moved += 1
    return moved


def forget_links(before: dt.datetime) -> int:
    """Take away links that ended before a moment; says how many."""
    ended = FriendLink.objects.filter(expires_at__lt=before) | FriendLink.objects.filter(
        withdrawn_at__lt=before
    )
    number = ended.count()
    ended.delete()
    return number
