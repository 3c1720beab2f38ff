"""The first wall between organisations: no tenant, no rows.

The host of a request decides the tenant (organisations.middleware); commands and tasks name theirs
with `use_organisation`, or say `all_organisations("why")`, which is logged. On PostgreSQL the database is
told the same, for the second wall (people.walls); both then run in a transaction, opened where there is none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Self, TypeVar

import structlog
from django.db import models

from people.walls.database import in_transaction, tell

if TYPE_CHECKING:
    from organisations.models import Organisation

logger = structlog.get_logger(__name__)

M = TypeVar("M", bound=models.Model)

_current: ContextVar["Organisation | None"] = ContextVar("organisation", default=None)
_unbounded: ContextVar[str] = ContextVar("all_organisations", default="")


class NoTenantError(RuntimeError):
    """Somebody asked for an organisation's rows without saying which organisation."""


def current_organisation() -> "Organisation | None":
    """The organisation of this request, command or task."""
    return _current.get()


@contextmanager
def use_organisation(organisation: "Organisation") -> Iterator[None]:
    """Everything inside sees this organisation's rows only."""
    with in_transaction():
        token = _current.set(organisation)
        _tell_database()
        try:
            yield
        finally:
            _current.reset(token)
            _tell_database()


@contextmanager
def all_organisations(reason: str) -> Iterator[None]:
    """Everything inside sees the rows of all organisations; the reason goes into the log."""
    logger.info("all_organisations", reason=reason)
    with in_transaction():
        token = _unbounded.set(reason)
        _tell_database()
        try:
            yield
        finally:
            _unbounded.reset(token)
            _tell_database()


def _tell_database() -> None:
    organisation = _current.get()
    tell(org=organisation.pk if organisation else "", all_organisations="on" if _unbounded.get() else "")


class TenantQuerySet(models.QuerySet[M]):
    """Rows of one organisation."""

    def within_tenant(self) -> Self:
        """Only the current organisation's rows; raises NoTenantError when there is none."""
        if _unbounded.get():
            return self
        organisation = _current.get()
        if organisation is None:
            raise NoTenantError(f"{self.model.__name__} was asked for without an organisation.")
        return self.filter(organisation=organisation)


class TenantManager(models.Manager[M]):
    """The manager of every organisation-owned model."""

    def get_queryset(self) -> Any:
        """The current organisation's rows."""
        return TenantQuerySet(self.model, using=self._db).within_tenant()
