"""Django's mail goes through the outbox, so that a dead mail server never fails a page."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from people.services import queue_mail


class OutboxBackend(BaseEmailBackend):
    """Stores each message per recipient; `manage.py send_mail` delivers."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue all messages; returns how many."""
        for message in email_messages:
            alternatives = getattr(message, "alternatives", [])
            html = next((body for body, kind in alternatives if kind == "text/html"), "")
            for address in message.recipients():
                queue_mail(
                    to=address,
                    subject=str(message.subject),
                    text=str(message.body),
                    html=str(html),
                    sender=message.from_email or "",
                    organisation_key=str(message.extra_headers.get("X-Organisation", "")),
                )
        return len(email_messages)
