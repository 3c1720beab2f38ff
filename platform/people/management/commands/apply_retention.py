"""Take away what has been kept long enough."""

from typing import Any

from django.core.management.base import BaseCommand

from people.retention import apply_retention


class Command(BaseCommand):
    """Run once a day by the scheduler; safe to run twice."""

    help = "Past de bewaartermijnen toe, en legt vast hoeveel er weg is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line per kind of data."""
        for record in apply_retention():
            self.stdout.write(f"{record.kind}: {record.removed} weg, ouder dan {record.before:%d-%m-%Y}")
