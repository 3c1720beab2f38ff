"""Who may be handed a start card, and which cards there are."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, StartCard
from organisations.queries import Colleague, by_person, people_of, searched_people


@dataclass(frozen=True)
class Candidate:
    """Somebody who has not begun here, and the last card that was printed for her."""

    colleague: Colleague
    card: StartCard | None

    @property
    def person_id(self) -> int:
        """Whose card it is."""
        return self.colleague.person_id

    @property
    def has_open_card(self) -> bool:
        """Does she hold a card that works?"""
        return bool(self.card and self.card.is_open)


def candidates(day: dt.date) -> list[Candidate]:
    """Everybody of the current organisation who never signed in here, by name; two queries.

    Whether somebody has an account elsewhere makes no difference: that is nobody's business here.
    """
    waiting = [each for each in by_person(searched_people(people_of(day), "")) if not _has_begun(each)]
    cards: dict[int, StartCard] = {}
    for card in StartCard.objects.filter(person__in=[each.person_id for each in waiting]).order_by("pk"):
        cards[card.person_id] = card
    return [Candidate(each, cards.get(each.person_id)) for each in waiting]


def supervisors_among(found: Sequence[Candidate], people: Collection[int]) -> list[Candidate]:
    """Those of these people who are supervisors here and nothing else.

    A card opens an account with all its roles: a trainer hands out none that opens more than she may give.
    """
    return [
        each
        for each in found
        if each.person_id in people
        and all(membership.role == Role.SUPERVISOR for membership in each.colleague.memberships)
    ]


def _has_begun(colleague: Colleague) -> bool:
    return any(membership.activated_at for membership in colleague.memberships)


def open_card(digest: str) -> StartCard | None:
    """The card of the current organisation with this digest, if its code still opens something."""
    card = (
        StartCard.objects.select_related("person")
        .filter(digest=digest, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
        .first()
    )
    return card if card and membership_for(card) else None


def membership_for(card: StartCard) -> Membership | None:
    """The role with which she begins; none when all have ended, or none has started."""
    today = timezone.localdate()
    rows = people_of(today).filter(person=card.person_id, starts__lte=today)
    return rows.order_by("pk").first()
