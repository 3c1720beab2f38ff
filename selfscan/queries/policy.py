"""Which modules are mandatory in the current organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Subquery

from selfscan.models import MandatoryModule
from selfscan.queries.rows import rows_of
from selfscan.rules.policy import Decision


def mandatory_modules() -> dict[str, MandatoryModule]:
    """The decisions of this organisation, by the key of the module."""
    return {row.module_key: row for row in MandatoryModule.objects.all()}


def decisions_here() -> dict[str, Decision]:
    """The same, as a path reads them."""
    return {key: Decision(row.decided_by, row.reason) for key, row in mandatory_modules().items()}


def decision_rows() -> Subquery:
    """The decisions of this organisation along with another query, for `decisions_of_rows`."""
    return rows_of(MandatoryModule.objects.all(), key="module_key", by="decided_by", reason="reason")


def decisions_of_rows(rows: Iterable[Mapping[str, str]] | None) -> dict[str, Decision]:
    """Decisions that a query brought along."""
    return {row["key"]: Decision(row["by"], row["reason"]) for row in rows or ()}
