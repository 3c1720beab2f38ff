"""Read a list of people in from a file, as `/beheer/mensen/inlezen/` does."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.people_list.columns import Fault
from organisations.people_list.plan import Outcome, Plan
from organisations.people_list.services import all_faults, checked, read_in, understood
from organisations.people_list.trouble import Unreadable
from organisations.tenancy import use_organisation

FAULTS = 2


class Command(BaseCommand):
    """Shows what would happen; with --apply it happens. Ends with 2 and a line per fault when there are faults."""

    help = "Leest een lijst met mensen in: toont wat er zou gebeuren, met --apply gebeurt het."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which organisation, which file, and whether to do it."""
        parser.add_argument("organisation", help="sleutel van de organisatie, zoals zonnehoek")
        parser.add_argument("file", type=Path, help="een .csv of .xlsx")
        parser.add_argument("--apply", action="store_true", help="doe het ook")
        parser.add_argument(
            "--invite", action="store_true", help="mail iedereen die nieuw is een uitnodiging"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the plan, and do it when asked to."""
        organisation = Organisation.objects.select_related("site").filter(key=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"Onbekende organisatie: {options['organisation']}")
        try:
            data = options["file"].read_bytes()
        except OSError as fault:
            raise CommandError(f"Niet te openen: {options['file']}") from fault
        with use_organisation(organisation):
            self._read(organisation, data, options)

    def _read(self, organisation: Organisation, data: bytes, options: dict[str, Any]) -> None:
        try:
            found = understood(data, options["file"].name, organisation=organisation)
        except Unreadable as fault:
            raise CommandError(str(fault), returncode=FAULTS) from fault
        plan = checked(found.rows, reader=None)
        if faults := all_faults(found, plan):
            raise CommandError("\n".join(_line(each) for each in faults), returncode=FAULTS)
        self._tell(plan)
        if options["apply"]:
            read_in(
                organisation=organisation,
                rows=found.rows,
                fingerprint=plan.fingerprint,
                reader=None,
                invited_by=organisation.sender_name if options["invite"] else "",
            )

    def _tell(self, plan: Plan) -> None:
        for name in plan.new_locations:
            self.stdout.write(_("nieuwe locatie: %(name)s") % {"name": name})
        for name, _place in plan.new_teams:
            text = _("nieuw team: %(name)s") % {"name": name}
            near = plan.near_teams.get(name)
            self.stdout.write(
                _("%(text)s (lijkt op %(near)s)") % {"text": text, "near": near} if near else text
            )
        for each in plan.rows:
            if each.outcome is not Outcome.SAME:
                self.stdout.write(f"rij {each.row.number}: {each.row.email} {each.row.role}: {each.sentence}")
        counts = [len(plan.with_outcome(outcome)) for outcome in Outcome]
        self.stdout.write(
            _("%(new)d nieuw, %(changed)d gewijzigd, %(same)d blijft zo")
            % dict(zip(("new", "changed", "same"), counts, strict=True))
        )


def _line(fault: Fault) -> str:
    where = f"rij {fault.row} ({fault.whose})" if fault.whose else f"rij {fault.row}"
    cell = f"{fault.column} “{fault.cell}”" if fault.cell else fault.column
    return f"{where}, {cell}: {fault.text}" if cell else f"{where}: {fault.text}"
