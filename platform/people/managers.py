"""Creating people."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

if TYPE_CHECKING:
    from people.models import Person


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
