"""Pure rules of the lowest floor."""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def months_before(moment: dt.datetime, months: int) -> dt.datetime:
    """The same time of day so many calendar months earlier; the last day of a shorter month."""
    total = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(total, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


@dataclass(frozen=True)
class Term:
    """How long one kind of data is kept. Without `months` it stays as long as the account."""

    data: str | Promise
    text: str | Promise
    months: int | None = None


# The region's terms for what exists in the product (source: roles.yaml, bewaren). The last two are our own:
# the region names none for mail and sessions, and both hold addresses or keys of people.
TERMS: Mapping[str, Term] = {
    "scan_answers": Term(
        _("Antwoorden in de zelfscan"), _("24 maanden na invullen, of eerder als iemand zelf wist"), 24
    ),
    "scan_outcome": Term(
        _("Uitslag van de zelfscan in woorden, en het leerpad"),
        _("zolang het account er is, of tot iemand zelf wist"),
    ),
    "module_answers": Term(
        _("Antwoorden en gedachten in modules"), _("zolang het account er is, of tot iemand zelf wist")
    ),
    "quiz_results": Term(_("Uitslag van toetsen"), _("na 6 maanden alleen nog: gehaald, met datum"), 6),
    "progress": Term(_("Voortgang in modules"), _("zolang het account er is")),
    "memberships": Term(_("Rollen, uitnodigingen en groepen die voorbij zijn"), _("2 jaar na het einde"), 24),
    "account": Term(_("Naam en e-mailadres"), _("tot iemand het account verwijdert")),
    "audit": Term(_("Wie heeft gekeken, en wie wat veranderde"), _("24 maanden"), 24),
    "mail": Term(_("Verstuurde mail"), _("3 maanden"), 3),
    "sessions": Term(_("Ingelogd zijn op een apparaat"), _("tot uitloggen, hoogstens 90 dagen"), 0),
}
