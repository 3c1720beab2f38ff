"""`manage.py reencrypt_secrets`: after a new key in front, so that the old one can go."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from people.secrecy import renew_secrets

EXIT_UNREADABLE = 2


class Command(BaseCommand):
    """Every secret that is read back is written with the first of SECRET_ENCRYPTION_KEYS; safe to run twice."""

    help = "Versleutelt alle bewaarde geheimen opnieuw met de eerste sleutel van SECRET_ENCRYPTION_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many; 2 and a line for each that none of the keys reads."""
        renewal = renew_secrets()
        self.stdout.write(
            f"{renewal.written} opnieuw versleuteld, {renewal.already} al met de eerste sleutel"
        )
        for place in renewal.unreadable:
            self.stderr.write(f"{place}: met geen van de sleutels te lezen")
        if renewal.unreadable:
            sys.exit(EXIT_UNREADABLE)
