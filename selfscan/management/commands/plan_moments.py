"""`plan_moments`: once a day, plan again for who has a date that came within six weeks."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from selfscan.services.paths import plan_near_moments


class Command(BaseCommand):
    """Writes new paths where a date came near; nothing for everybody else."""

    help = "Plan again for everybody with a date that came within six weeks."

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan and say for how many people."""
        self.stdout.write(f"{plan_near_moments(today=timezone.localdate())}")
