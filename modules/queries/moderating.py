"""Reads for who keeps an eye on the discussions of an organisation."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from modules.enums import ContributionState
from modules.models import Contribution, Report
from organisations.models import Organisation

WAITING_SECONDS = 60


@dataclass(frozen=True)
class Waiting:
    """A contribution of this organisation that waits for a trainer: reported, or changed after it was hidden."""

    contribution: Contribution
    reports: int

    @property
    def is_offered(self) -> bool:
        """Was it changed after it was hidden?"""
        return bool(self.contribution.state == ContributionState.OFFERED)


def waiting_contributions() -> list[Waiting]:
    """All of them here, the oldest first; one query."""
    rows = _waiting().order_by("pk")
    return [Waiting(row, row.open_reports) for row in rows]


def count_waiting(organisation: Organisation) -> int:
    """How many wait at this, the current organisation. Kept in the cache for a minute: it stands on every page."""
    kept: int | None = cache.get(_key(organisation.pk))
    if kept is None:
        kept = _waiting().count()
        cache.set(_key(organisation.pk), kept, WAITING_SECONDS)
    return kept


def forget_count_waiting(organisation_id: int) -> None:
    """Something came or went there: count anew, now and once it is in the database."""
    cache.delete(_key(organisation_id))
    transaction.on_commit(partial(cache.delete, _key(organisation_id)))


def _key(organisation_id: int) -> str:
    return f"modules:waiting-contributions:{organisation_id}"


def _waiting() -> QuerySet[Any]:
    still_open = Count("reports", filter=Q(reports__closed_at=None))
    return Contribution.objects.annotate(open_reports=still_open).filter(
        Q(open_reports__gt=0) | Q(state=ContributionState.OFFERED)
    )


def reports_of(contribution_id: int) -> list[Report]:
    """What was reported of a contribution of this organisation and not yet looked at, without who did."""
    return list(
        Report.objects.filter(contribution=contribution_id, closed_at=None).only(
            "reason", "made_at", "contribution"
        )
    )
