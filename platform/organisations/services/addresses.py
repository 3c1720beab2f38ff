"""Repairing the address of somebody who never came in: the mail went to nobody, or to somebody else."""

from django.db import transaction

from organisations.models import Membership
from organisations.registry import address_corrected, roles_changed
from organisations.rules import may_correct_address
from organisations.services.invitations import invite
from organisations.services.memberships import open_memberships, person_at
from organisations.tenancy import all_organisations
from people.audit import record
from people.enums import Verb
from people.erasure import erase_again
from people.models import Person


class AddressStays(Exception):
    """The address of this membership is not for this role to correct."""


@transaction.atomic
def correct_address(
    *, membership: Membership, email: str, by_role: str, invited_by: str, group: str = ""
) -> Membership:
    """Give what was meant for one address to another, and invite who is new; returns the membership that holds.

    An account is never given another address: the roles here, never used, go to whoever has the right one,
    made when nobody has. So the answer is the same whether either address is known elsewhere. An account
    that was made for the wrong address alone is taken away. Raises AddressStays when one of the roles here
    has been used, or is not for this role to touch.
    """
    wrong = Person.objects.select_for_update().get(pk=membership.person_id)
    roles = list(open_memberships(wrong).select_for_update(of=("self",)))
    if not may_correct_address(
        [each.role for each in roles], has_been_used=any(each.activated_at for each in roles), by_role=by_role
    ):
        raise AddressStays
    typed_name = "" if membership.display_name == wrong.email else membership.display_name
    right = person_at(email, name=typed_name)
    moved = {each.pk: _move(each, right, typed_name) for each in roles}
    address_corrected(wrong, right)
    for person in (wrong, right):
        roles_changed(person)
    held = moved[membership.pk]
    record(Verb.CORRECTED_ADDRESS, subject=right, about=held)
    _forget_unused(wrong)
    if held.activated_at is None:  # who works here already needs no invitation
        invite(membership=held, invited_by=invited_by, group=group)
    return held


def _move(membership: Membership, person: Person, typed_name: str) -> Membership:
    """The role in somebody else's hands; what she has already stays as it is."""
    hers = open_memberships(person)
    known = hers.filter(role=membership.role).select_related("person", "organisation").first()
    if known:
        membership.delete()
        return known
    used_here = hers.exclude(activated_at=None).first()
    membership.invitations.all().delete()  # they went to somebody else
    membership.person, membership.display_name = person, typed_name or person.email
    membership.activated_at = used_here.activated_at if used_here else None
    membership.save(update_fields=["person", "display_name", "activated_at"])
    return membership


def _forget_unused(person: Person) -> None:
    """Take an account away that nobody ever used and that has no role anywhere."""
    with all_organisations("does the wrong address have a role anywhere?"):
        is_needed = Membership.objects.filter(person=person).exists()
    if not is_needed and person.activated_at is None and not person.is_superuser:
        erase_again(person=person)
