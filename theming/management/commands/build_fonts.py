"""Make the font files of the catalogue."""

from typing import Any

from django.core.management.base import BaseCommand

from theming.fontbuild import build_fonts
from theming.queries import fonts


class Command(BaseCommand):
    """Makes what is missing; a second run has nothing to do."""

    help = "Maakt de lettertypebestanden (woff2) van de catalogus; slaat over wat er al is."

    def handle(self, *args: Any, **options: Any) -> None:
        made = build_fonts(fonts().folder)
        for name in made:
            self.stdout.write(f"gemaakt: {name}")
        if not made:
            self.stdout.write("alle lettertypen zijn er al")
