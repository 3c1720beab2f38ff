"""A code that counts once, taking a second step away, and ending sessions when a password changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from organisations.models import Membership, Organisation, active_on
from organisations.services import sender_of
from organisations.tenancy import all_organisations, use_organisation
from people.audit import record
from people.devices import end_devices, follow_session, forget_device
from people.enums import Verb
from people.models import Person
from people.secrecy import KeptSecret, decrypt
from people.services import queue_mail
from portal.sign_in import SESSION_DEVICE
from theming.mail import dressed

# Three half minutes count at any moment; four others can be used while one of them still counts.
REMEMBERED_STEPS: Final = 5


@contextmanager
def one_code_at_a_time(person: Person) -> Iterator[None]:
    """Whoever tries a code of this person at the same moment waits, and then sees that it is used."""
    with transaction.atomic():
        list(Authenticator.objects.select_for_update().filter(user=person))
        yield


def use_up(authenticator: Authenticator, code: str) -> bool:
    """Remember that this code of an app was used; False when it was before, or counts no longer.

    Inside `one_code_at_a_time`.

    What is kept are digests of the last half minutes, made with the secret in the app: from the database
    nobody reads when somebody signed in. Recovery codes keep their own record.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    secret = decrypt(authenticator.data["secret"])
    steps = (
        each
        for each in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, each)))
    )
    # It was right a moment ago; a half minute may have passed since.
    step = next(steps, None)
    if step is None:
        return False
    digest = salted_hmac("portal.ways_in.step", str(step), secret=secret, algorithm="sha256").hexdigest()[:16]
    used = authenticator.data.get("used_steps", [])
    if digest in used:
        return False
    authenticator.data["used_steps"] = [*used, digest][-REMEMBERED_STEPS:]
    authenticator.save(update_fields=["data"])
    return True


def use_up_first(person: Person, code: str) -> None:
    """Remember the code with which an app was just set up: it signs nobody in any more."""
    with one_code_at_a_time(person):
        use_up(Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP), code)


def kept_secrets() -> Iterator[KeptSecret]:
    """Seeds of apps and of recovery codes, for another key."""
    for row in Authenticator.objects.select_for_update().order_by("pk"):
        for name in ("secret", "seed"):
            if name in row.data:

                def keep(text: str, row: Authenticator = row, name: str = name) -> None:
                    row.data[name] = text
                    row.save(update_fields=["data"])

                yield KeptSecret(f"{row._meta.label}:{row.pk} {name}", row.data[name], keep)


@receiver(pre_save, sender=Authenticator)
def keep_no_last_use(instance: Authenticator, **kwargs: Any) -> None:
    """allauth notes when somebody last used hers; nobody may follow people with that (roles.yaml)."""
    instance.last_used_at = None


@transaction.atomic
def reset_second_step(*, person: Person) -> int:
    """Take app, recovery codes and passkeys away, sign out everywhere, and mail the person about it.

    Returns how many there were; with none, nothing happens.
    """
    removed: int = Authenticator.objects.filter(user=person).delete()[0]
    if removed:
        end_devices(person)
        record(Verb.RESET_SECOND_STEP, subject=person, about="mfa", removed=removed)
        _mail_about_reset(person)
    return removed


def _mail_about_reset(person: Person) -> None:
    organisation = _a_house_of(person)
    if organisation is None:
        return
    with use_organisation(organisation):
        subject = _("De tweede stap is weggehaald")
        text = render_to_string("portal/mail/second_step_reset.txt", {"organisation": organisation})
        queue_mail(
            to=person.email,
            subject=subject,
            text=text,
            html=dressed(organisation, subject, text),
            sender=sender_of(organisation),
            organisation_key=organisation.key,
        )


def _a_house_of(person: Person) -> Organisation | None:
    with all_organisations("a mail about somebody's account, in the dress of a house of hers"):
        membership = (
            Membership.objects.filter(active_on(timezone.localdate()), person=person)
            .select_related("organisation__site")
            .order_by("pk")
            .first()
        )
    return membership.organisation if membership else None


@receiver([password_changed, password_set, password_reset])
def end_other_sessions(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """A new password: whoever else is in, is out."""
    own = request.session.get(SESSION_DEVICE) if request.user == user else None
    if own:
        follow_session(own, str(request.session.session_key))
    end_devices(user, keep=own)


@receiver(user_logged_out)
def forget_this_device(request: HttpRequest, user: Person | None, **kwargs: Any) -> None:
    """Signed out, by hand or by itself."""
    if user is not None and request.session.session_key:
        forget_device(user, request.session.session_key)
