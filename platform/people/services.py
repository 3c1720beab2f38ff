"""What people's rows promise: a mail that is queued is delivered once, later, or told to be undeliverable."""

import datetime as dt
import re
import smtplib

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from people.bounces import MARK_HEADER, Undelivered
from people.models import OutgoingMail, Person
from people.registry import PersonalData, mail_refused

logger = structlog.get_logger(__name__)

MAX_ATTEMPTS = 8
# A report without a mark can only be about mail that was sent lately: servers give up within five days.
REPORTED_WITHIN = dt.timedelta(days=14)
# 5.7.x: the server does not want mail from us. That says nothing about the address, and may be repaired.
_NOT_FROM_US = re.compile(rb"^5\.7\.")


def queue_mail(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    sender: str = "",
    organisation_key: str = "",
    about: str = "",
) -> OutgoingMail:
    """Put one mail in the outbox, in the caller's transaction; `deliver_mail` sends it.

    `about` names a row ("app.Model:key") whose floor wants to know when the mail cannot be delivered.
    """
    return OutgoingMail.objects.create(
        organisation_key=organisation_key,
        to=to,
        sender=sender or settings.DEFAULT_FROM_EMAIL,
        subject=" ".join(subject.split())[:200],
        text=text,
        html=html,
        about=about,
    )


def deliver_mail(*, limit: int = 100) -> tuple[int, int]:
    """Send what waits, oldest first; returns (sent, failed). A mail is tried eight times at most.

    A recipient whom the server refuses for good is not tried again.
    """
    connection = get_connection(settings.DELIVERY_EMAIL_BACKEND)
    sent = failed = 0
    waiting = OutgoingMail.objects.filter(sent_at=None, refused_at=None, attempts__lt=MAX_ATTEMPTS)
    waiting = waiting.order_by("created_at")
    for key in list(waiting.values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            mail = OutgoingMail.objects.select_for_update().get(pk=key)
            if mail.sent_at or mail.refused_at:
                continue
            mail.attempts += 1
            message = EmailMultiAlternatives(
                mail.subject,
                mail.text,
                mail.sender,
                [mail.to],
                connection=connection,
                headers={MARK_HEADER: mark_of(mail)},
            )
            if mail.html:
                message.attach_alternative(mail.html, "text/html")
            try:
                message.send()
            except smtplib.SMTPRecipientsRefused as refusal:
                failed += 1
                if _is_final(refusal):
                    _refuse_apart(mail)
            except (OSError, ValueError):  # a mail that cannot be written must not hold up the others
                failed += 1
            else:
                sent += 1
                mail.sent_at = timezone.now()
            mail.save(update_fields=["attempts", "sent_at"])
    return sent, failed


def _is_final(refusal: smtplib.SMTPRecipientsRefused) -> bool:
    """Did the server say of the address itself that it will never take this mail?"""
    answers = refusal.recipients.values()
    return all(500 <= code < 600 and not _NOT_FROM_US.match(text) for code, text in answers)


def mark_of(mail: OutgoingMail) -> str:
    """What the mail carries along, so that a report about it says which one it was."""
    return f"{mail.pk}.{salted_hmac('people.mail', str(mail.pk), algorithm='sha256').hexdigest()[:32]}"


def refuse(mail: OutgoingMail) -> None:
    """Remember that this mail will never arrive, once, and tell the floor that sent it."""
    if mail.refused_at is None:
        mail.refused_at = timezone.now()
        mail.save(update_fields=["refused_at"])
        mail_refused(mail)


def _refuse_apart(mail: OutgoingMail) -> None:
    """The same, but a follower that fails holds up no other mail: this one is tried again the next time."""
    try:
        with transaction.atomic():
            refuse(mail)
    except Exception as fault:  # whatever a floor above may raise; its text may hold an address
        logger.error("mail_refusal_not_followed", mail=mail.pk, fault=type(fault).__name__)


@transaction.atomic
def take_undelivered(undelivered: Undelivered) -> bool:
    """Mark the mail that a report is about; False when we never sent such a mail.

    The mark decides, if it is ours and the report names whom that mail went to. Without a mark it is the last
    mail of the past fourteen days to this address.
    """
    mail = _marked(undelivered) if undelivered.mark else _last_to(undelivered.address)
    if mail is None:
        return False
    refuse(mail)
    return True


def _marked(undelivered: Undelivered) -> OutgoingMail | None:
    mark = undelivered.mark
    key, _dot, _digest = mark.partition(".")
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        return None
    mail = OutgoingMail.objects.select_for_update().filter(pk=int(key)).first()
    if mail is None or not constant_time_compare(mark_of(mail), mark):
        return None
    return mail if mail.to.lower() == undelivered.address.lower() else None


def _last_to(address: str) -> OutgoingMail | None:
    recent = OutgoingMail.objects.filter(to__iexact=address, sent_at__gte=timezone.now() - REPORTED_WITHIN)
    return recent.select_for_update().order_by("-sent_at", "-pk").first()


def mark_activated(person: Person) -> None:
    """Remember the moment of the first sign-in, and only the first."""
    if person.activated_at is None:
        person.activated_at = timezone.now()
        person.save(update_fields=["activated_at"])


def rename(person: Person, name: str) -> None:
    """Give somebody the name that she chose herself."""
    person.name = name
    person.save(update_fields=["name"])


def wipe(person: Person, kind: PersonalData) -> int:
    """Wipe everything of one kind that somebody made; returns how much is gone."""
    with transaction.atomic():
        return kind.wipe(person)
