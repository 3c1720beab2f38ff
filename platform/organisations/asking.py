"""Who asks, where, and under which name: for the views of this floor and of higher ones."""

from django.http import HttpRequest

from organisations.models import Membership, Organisation
from people.models import Person


def person_of(request: HttpRequest) -> Person:
    """Who asks."""
    person: Person = request.user  # type: ignore[assignment]  # portal.access admits members only
    return person


def organisation_of(request: HttpRequest) -> Organisation:
    """Where she asks it."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    return organisation


def my_name(request: HttpRequest) -> str:
    """The name under which she works here."""
    membership: Membership = request.membership  # type: ignore[attr-defined]
    return membership.shown_name
