"""Beginning with a start card: who may, and what happens once (source: docs/decisions/0007)."""

from enum import Enum

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from organisations.models import Membership, Organisation, StartCard
from organisations.start_cards.services import use_up
from organisations.tenancy import all_organisations
from people.audit import acting, record
from people.devices import end_devices
from people.enums import Verb
from people.models import Person
from portal.sign_in import SESSION_SHARED_WANTED


class Begun(Enum):
    """What became of a card that was handed in with a password."""

    SIGNED_IN = "signed_in"
    HAS_ACCOUNT = "has_account"
    TOO_LATE = "too_late"


def may_begin(person: Person) -> bool:
    """Does a card alone open this account? Only one that nobody ever opened, and that no other house counts on."""
    if not person.is_active or person.activated_at or person.has_usable_password():
        return False
    if Authenticator.objects.filter(user=person).exists():
        return False
    today = timezone.localdate()
    with all_organisations("whether a start card may open an account"):
        memberships = Membership.objects.filter(person=person)
        used = memberships.exclude(activated_at=None).exists()
        houses = memberships.filter(Q(ends__isnull=True) | Q(ends__gte=today)).values("organisation")
        return not used and houses.order_by().distinct().count() == 1


@transaction.atomic
def begin(request: HttpRequest, *, card: StartCard, password: str, is_shared: bool) -> Begun:
    """Use the card up; open the account with this password and sign in, if a card alone may do that.

    A card is worth one try, whoever has it: what an account is elsewhere can't be asked twice.
    """
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    person = Person.objects.select_for_update().get(pk=card.person_id)
    if not use_up(card):
        return Begun.TOO_LATE
    with acting(person_id=person.pk, role="", organisation_key=organisation.key):
        record(Verb.USED_CARD, subject=person, about=card)
    if not may_begin(person):
        return Begun.HAS_ACCOUNT
    person.set_password(password)
    person.password_only_at = organisation.key
    person.save(update_fields=["password", "password_only_at"])
    if request.user.is_authenticated:
        logout(request)  # whoever was still signed in on this computer
    request.session[SESSION_SHARED_WANTED] = is_shared
    get_adapter(request).login(request, person)
    record_authentication(request, person, method="password", email=person.email)
    return Begun.SIGNED_IN


@transaction.atomic
def prove_address(person: Person) -> bool:
    """Somebody who reads this account's mail signs in: what a card opened the account with counts no longer.

    Whoever had the card may not have been she. Password, second steps and sessions of before go; True when
    there was something to go.
    """
    if not person.password_only_at:
        return False
    person.set_unusable_password()
    _believe(person)
    end_devices(person)
    return True


@receiver(password_reset)
def believe_the_address(user: Person, **kwargs: object) -> None:
    """A new password by a link in the mail: the address is hers, so it counts everywhere."""
    if user.password_only_at:
        _believe(user)


def _believe(person: Person) -> None:
    person.password_only_at = ""
    person.save(update_fields=["password", "password_only_at"])
    Authenticator.objects.filter(user=person).delete()
    record(Verb.CHANGED_SIGN_IN, actor=person, subject=person, about="account")
