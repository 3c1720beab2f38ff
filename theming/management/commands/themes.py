"""`themes audit | derive | rebuild`: house styles from the command line."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from organisations.models import Organisation
from organisations.tenancy import all_organisations, use_organisation
from theming.building import build
from theming.models import Theme, ThemeBuild
from theming.palette import (
    Brand,
    NotAColour,
    Strategy,
    Surface,
    derive_all,
    distance,
    pairs,
    parse_colour,
)
from theming.rules import misses
from theming.services import rebuild

MISSED, BAD_INPUT = 1, 2


class Command(BaseCommand):
    """Audits every organisation, derives one colour, or shows what a new algorithm changes."""

    help = "Controleert huisstijlen, leidt kleuren af, of bouwt de stijlen opnieuw."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("audit", help="alle organisaties, standen en paren; 1 als er een mist")
        derive = actions.add_parser("derive", help="kleuren bij een hoofdkleur, als JSON")
        derive.add_argument("primary")
        derive.add_argument("--accent", default="")
        derive.add_argument("--strategy", default=Strategy.BALANCED)
        derive.add_argument("--surface", default=Surface.WHITE)
        again = actions.add_parser("rebuild", help="bouw opnieuw met de huidige regel")
        again.add_argument("--dry-run", action="store_true", help="toon alleen wat er zou veranderen")

    def handle(self, *args: Any, **options: Any) -> None:
        {"audit": self._audit, "derive": self._derive, "rebuild": self._rebuild}[options["action"]](options)

    def _audit(self, options: dict[str, Any]) -> None:
        """Judge what is live, on the stored tokens, and what the rule makes of it now."""
        missed = measured = 0
        with all_organisations("an audit of the styles"):
            rows = Theme.tenant.select_related("organisation", "build")
            themes = list(rows.order_by("organisation__position"))
        for theme in themes:
            stored = theme.build.tokens["modes"] if theme.build else {}
            for label, modes in (("live", stored), ("regel", derive_all(theme.brand))):
                measured += sum(len(pairs(mode)) for mode in modes)
                for mode, finding in misses(modes):
                    missed += 1
                    pair = finding.pair
                    self.stdout.write(
                        f"{theme.organisation.key} {label} {mode}: {pair.foreground} op {pair.background} "
                        f"{finding.measured:.2f}, nodig {pair.ratio:g}"
                    )
        self.stdout.write(f"{len(themes)} huisstijlen, {measured} paren, {missed} te laag")
        if missed:
            sys.exit(MISSED)

    def _derive(self, options: dict[str, Any]) -> None:
        brand, faults = _brand(options)
        if brand is None:
            for fault in faults:
                self.stderr.write(fault)
            sys.exit(BAD_INPUT)
        self.stdout.write(json.dumps({"modes": derive_all(brand)}, indent=2))

    def _rebuild(self, options: dict[str, Any]) -> None:
        for organisation in Organisation.objects.order_by("position"):
            with use_organisation(organisation):
                theme = Theme.tenant.select_related("build", "organisation").first()
                if theme is not None and theme.build is not None:
                    self._rebuild_one(theme, theme.build, dry_run=options["dry_run"])

    def _rebuild_one(self, theme: Theme, old_build: ThemeBuild, *, dry_run: bool) -> None:
        before, now = old_build.tokens["modes"], build(theme)
        changed = [
            (mode, name, before.get(mode, {}).get(name, ""), colour)
            for mode, tokens in now.modes.items()
            for name, colour in tokens.items()
            if before.get(mode, {}).get(name) != colour
        ]
        label = theme.organisation.key
        for mode, name, old, new in changed:
            moved = f" ΔE {distance(old, new):.3f}" if old else ""
            self.stdout.write(f"{label} {mode} {name}: {old or 'nieuw'} → {new}{moved}")
        if now.digest == old_build.digest:
            self.stdout.write(f"{label}: geen verschil")
        elif dry_run:
            self.stdout.write(f"{label}: {len(changed)} kleuren zouden veranderen")
        else:
            rebuild(theme=theme)
            self.stdout.write(f"{label}: opnieuw gebouwd")


def _brand(options: dict[str, Any]) -> tuple[Brand | None, list[str]]:
    """The knobs from the command line, or one line per fault."""
    faults, colours = [], {}
    for name in ("primary", "accent"):
        try:
            colours[name] = parse_colour(options[name]) if options[name] else ""
        except NotAColour as error:
            faults.append(f"{name}: {error} is geen kleur; schrijf bijvoorbeeld #FFD100")
    if not options["primary"].strip():
        faults.append("primary: een kleur is nodig; schrijf bijvoorbeeld #FFD100")
    for name, choices in (("strategy", Strategy), ("surface", Surface)):
        if options[name] not in list(choices):
            faults.append(f"{name}: kies uit {', '.join(choices)}")
    if faults:
        return None, faults
    return (
        Brand(
            colours["primary"], colours["accent"], Strategy(options["strategy"]), Surface(options["surface"])
        ),
        [],
    )
