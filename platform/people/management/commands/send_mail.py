"""Deliver what waits in the outbox."""

from typing import Any

from django.core.management.base import BaseCommand

from people.services import deliver_mail


class Command(BaseCommand):
    """Run every minute by the scheduler; safe to run twice at once."""

    help = "Verstuurt de mail die in de uitbak wacht."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many were sent and how many failed."""
        sent, failed = deliver_mail()
        self.stdout.write(f"{sent} verstuurd, {failed} mislukt")
