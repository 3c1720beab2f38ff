"""Printing, withdrawing and using up start cards. Verbs, each in one transaction."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import segno
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from organisations.models import Organisation, StartCard
from organisations.start_cards.codes import digest_of, in_groups, new_code
from organisations.start_cards.queries import Candidate
from organisations.tenancy import all_organisations
from people.audit import record, record_each
from people.enums import Verb
from people.models import Person

VALID: Final = dt.timedelta(days=14)
MOST_AT_ONCE: Final = 80


@dataclass(frozen=True)
class PrintedCard:
    """What stands on one card; the code is in no other place."""

    name: str
    code: str
    address: str
    expires_at: dt.datetime

    @property
    def picture(self) -> SafeString:
        """The address as a QR code, as SVG without styles; black on white in every mode."""
        drawn = segno.make(self.address, error="m", micro=False).svg_inline(
            border=2, omitsize=True, svgclass="start-card__code", lineclass=None, dark="black", light="white"
        )
        return mark_safe(drawn)  # noqa: S308  # made by segno from an address of ours


@transaction.atomic
def print_cards(*, organisation: Organisation, people: Sequence[Candidate]) -> list[PrintedCard]:
    """New cards for these people, whose earlier ones stop working. The codes are shown once: here."""
    now = timezone.now()
    keys = [each.person_id for each in people]
    # Locked, so that two prints at once leave one card that works.
    list(Person.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    _withdraw(keys, now)
    printed, kept = [], []
    for each in people:
        code = new_code()
        address = organisation.root_url + reverse("start_card", args=[code])
        printed.append(PrintedCard(each.colleague.name, in_groups(code), address, now + VALID))
        kept.append(
            StartCard(
                organisation=organisation,
                person_id=each.person_id,
                digest=digest_of(code, organisation_id=organisation.pk),
                made_at=now,
                expires_at=now + VALID,
            )
        )
    StartCard.objects.bulk_create(kept)
    record_each(Verb.PRINTED_CARD, subjects=keys, about="organisations.StartCard")
    return printed


@transaction.atomic
def withdraw_card(*, person_id: int) -> bool:
    """Somebody's card stops working; False when she had none that did."""
    if not _withdraw([person_id], timezone.now()):
        return False
    record(Verb.WITHDREW_CARD, subject=person_id, about="organisations.StartCard")
    return True


def _withdraw(people: Collection[int], now: dt.datetime) -> int:
    rows = StartCard.objects.filter(person__in=people, used_at=None, withdrawn_at=None)
    return rows.update(withdrawn_at=now)


def use_up(card: StartCard) -> bool:
    """The card was used; False when somebody else was first. In the caller's transaction."""
    rows = StartCard.objects.filter(pk=card.pk, used_at=None, withdrawn_at=None)
    return bool(rows.update(used_at=timezone.now()))


def forget_cards(before: dt.datetime) -> int:
    """Take away cards that ended before a moment; says how many."""
    with all_organisations("retention"):
        return StartCard.objects.filter(expires_at__lt=before).delete()[0]
