"""`manage.py publish_scheduled`: Wagtail's own, for the styles of every organisation too."""

from typing import Any

from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from organisations.tenancy import all_organisations


class Command(WagtailCommand):
    """Wagtail asks for everything that is planned, and says no organisation: PostgreSQL would give it no style."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish what is due, and take away what is over."""
        with all_organisations("planned publications"):
            super().handle(*args, **options)
