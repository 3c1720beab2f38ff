"""Evidence comes in here, and whoever plans from it is told in the same transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol

from django.db import transaction

from competences.models import Evidence, EvidenceSource
from organisations.models import Organisation
from people.models import Person


class Planner(Protocol):
    """Called when something changed on which a person's path depends."""

    def __call__(
        self, *, person: Person, organisation: Organisation | None, reason: str, subject: str
    ) -> None:
        """Plan again; raise nothing for a person who has nothing to plan from."""


@dataclass(frozen=True)
class NewEvidence:
    """One piece of evidence to add: about an indicator, or about a whole competence (a second voice)."""

    source: EvidenceSource
    proficiency_level: int
    weight: Fraction
    observed_on: dt.date
    origin: str
    indicator_id: int | None = None
    competence_id: int | None = None
    expires_on: dt.date | None = None
    details: dict[str, Any] = field(default_factory=dict)


_planners: list[Planner] = []


def register_planner(planner: Planner) -> None:
    """Have a higher floor plan again whenever evidence or progress changes; called once, in AppConfig.ready."""
    if planner not in _planners:
        _planners.append(planner)


def append_evidence(*, person: Person, items: Iterable[NewEvidence]) -> list[Evidence]:
    """Append evidence of one person; for a planner that goes on to plan from it itself."""
    return Evidence.objects.bulk_create(
        Evidence(
            person=person,
            source=item.source,
            proficiency_level=item.proficiency_level,
            weight_numerator=item.weight.numerator,
            weight_denominator=item.weight.denominator,
            observed_on=item.observed_on,
            expires_on=item.expires_on,
            origin=item.origin,
            indicator_id=item.indicator_id,
            competence_id=item.competence_id,
            details=item.details,
        )
        for item in items
    )


@transaction.atomic
def add_evidence(
    *,
    person: Person,
    organisation: Organisation | None,
    items: Iterable[NewEvidence],
    reason: str,
    subject: str = "",
) -> list[Evidence]:
    """Append evidence of one person and have her path planned again in the same transaction."""
    added = append_evidence(person=person, items=items)
    replan(person=person, organisation=organisation, reason=reason, subject=subject)
    return added


def replan(*, person: Person, organisation: Organisation | None, reason: str, subject: str = "") -> None:
    """Tell every planner that something changed: a module completed, a choice, a new voice."""
    for planner in _planners:
        planner(person=person, organisation=organisation, reason=reason, subject=subject)
