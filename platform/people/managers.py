"""Creating people, and rows that are only ever added."""

import datetime as dt
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from django.contrib.auth.base_user import BaseUserManager
from django.db import connection, models

if TYPE_CHECKING:
    from people.models import Person

M = TypeVar("M", bound=models.Model)


class AppendOnly(Exception):
    """Somebody tried to change or delete a row that may only be added."""


class AppendOnlyQuerySet(models.QuerySet[M]):
    """Rows that are added and read; only retention takes them away, by their age."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuses."""
        raise AppendOnly(f"{self.model.__name__} rows never change.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuses."""
        raise AppendOnly(f"{self.model.__name__} rows never change.")

    def delete(self) -> NoReturn:
        """Refuses."""
        raise AppendOnly(f"{self.model.__name__} rows are never deleted by hand.")

    def expire(self, before: dt.datetime) -> int:
        """Take away what is older than its term; for `apply_retention` only. Returns how many.

        On PostgreSQL a function of the tables' owner does it, and refuses what is younger: the role that serves
        may not delete here.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {self.model._meta.db_table}_expire(%s)", [before])
                return int(cursor.fetchone()[0])
        return int(self.filter(moment__lt=before)._raw_delete(self.db))


class PersonManager(BaseUserManager["Person"]):
    """Creates people by e-mail address; addresses are kept in lower case."""

    def create_user(self, email: str, name: str = "", password: str | None = None, **extra: Any) -> "Person":
        """Create an active person; without a password she signs in by a code."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        person = self.model(email=email.strip().lower(), name=name, **extra)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "Person":
        """Create a person with every Django permission, for maintenance only."""
        return self.create_user(email, password=password, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find a person by address, whatever its case."""
        return self.get(email=(username or "").lower())
