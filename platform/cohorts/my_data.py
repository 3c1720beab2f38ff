"""What the page "Mijn gegevens" tells from this floor: with whom I share the outcome of my scan."""

from typing import Any

from django.utils import timezone

from organisations.enums import Role
from organisations.queries import memberships_of
from people.models import Person
from selfscan.queries import open_shares
from selfscan.services.sharing import own_trainers


def describe_sharing(person: Person) -> dict[str, Any] | None:
    """The own trainers, each with whether she sees the outcome; None for who is no supervisor here."""
    if not memberships_of(person.pk, timezone.localdate()).filter(role=Role.SUPERVISOR).exists():
        return None
    shared_with = {share.with_person_id for share in open_shares(person)}
    return {"trainers": [(trainer, trainer.pk in shared_with) for trainer in own_trainers(person)]}
