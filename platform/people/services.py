"""What people's rows promise: a mail that is queued is delivered once, later."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from people.models import OutgoingMail, Person
from people.registry import PersonalData

MAX_ATTEMPTS = 8


def queue_mail(
    *, to: str, subject: str, text: str, html: str = "", sender: str = "", organisation_key: str = ""
) -> OutgoingMail:
    """Put one mail in the outbox, in the caller's transaction; `deliver_mail` sends it."""
    return OutgoingMail.objects.create(
        organisation_key=organisation_key,
        to=to,
        sender=sender or settings.DEFAULT_FROM_EMAIL,
        subject=" ".join(subject.split())[:200],
        text=text,
        html=html,
    )


def deliver_mail(*, limit: int = 100) -> tuple[int, int]:
    """Send what waits, oldest first; returns (sent, failed). A mail is tried eight times at most."""
    connection = get_connection(settings.DELIVERY_EMAIL_BACKEND)
    sent = failed = 0
    waiting = OutgoingMail.objects.filter(sent_at=None, attempts__lt=MAX_ATTEMPTS).order_by("created_at")
    for key in list(waiting.values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            mail = OutgoingMail.objects.select_for_update().get(pk=key)
            if mail.sent_at:
                continue
            mail.attempts += 1
            message = EmailMultiAlternatives(
                mail.subject, mail.text, mail.sender, [mail.to], connection=connection
            )
            if mail.html:
                message.attach_alternative(mail.html, "text/html")
            try:
                message.send()
            except (OSError, ValueError):  # a mail that cannot be written must not hold up the others
                failed += 1
            else:
                sent += 1
                mail.sent_at = timezone.now()
            mail.save(update_fields=["attempts", "sent_at"])
    return sent, failed


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
