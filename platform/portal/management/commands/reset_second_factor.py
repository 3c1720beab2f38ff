"""`manage.py reset_second_factor EMAIL`: for somebody who lost her phone and her recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.models import Person
from portal.ways_in.services import reset_second_step


class Command(BaseCommand):
    """Take the second step away. No organisation can: the account works in other organisations too."""

    help = (
        "Haalt de tweede stap (app, herstelcodes, toegangssleutels) van iemand weg en logt haar overal uit. "
        "Stel eerst vast dat zij het is: bel haar terug op een nummer dat de organisatie al had."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The address."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how much went."""
        person = Person.objects.filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError("Er is niemand met dit adres.")
        removed = reset_second_step(person=person)
        if not removed:
            raise CommandError("Deze persoon heeft geen tweede stap.")
        self.stdout.write(f"Weggehaald: {removed}. Er is een mail naar deze persoon gegaan.")
