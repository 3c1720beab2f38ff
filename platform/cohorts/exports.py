"""The board as a file."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.rules import BoardRow, Need, csv_text
from organisations.models import Organisation
from organisations.words import addressed

NEED_TEXT = {
    Need.BOUNCED: gettext_lazy("de mail kwam terug"),
    Need.UNUSED: gettext_lazy("uitnodiging niet gebruikt"),
    Need.WAITING: gettext_lazy("opdracht ingeleverd"),
}


def board_file(rows: Iterable[BoardRow], *, organisation: Organisation) -> str:
    """What the board shows, for a spreadsheet; nothing more than the board shows."""
    header = (
        _("Naam"),
        _("E-mailadres"),
        _("In de groep sinds"),
        _("Uitgenodigd op"),
        _("Account"),
        _("Zelfscan"),
        _("Modules online af"),
        _("Laatste mijlpaal"),
        _("Module"),
        _("Mijlpaal op"),
        addressed(organisation, _("Heeft je nodig"), _("Heeft u nodig")),
    )
    return csv_text(header, [_cells(row) for row in rows])


def scan_text(row: BoardRow) -> str:
    """The state of the scan in one word."""
    if row.scan_shared and row.scan_done:
        return _("gedeeld")
    return _("gedaan") if row.scan_done else _("nog niet")


def _cells(row: BoardRow) -> tuple[str, ...]:
    return (
        row.name,
        row.email,
        _day(row.enrolled_on),
        _day(row.invited_on),
        _("actief") if row.is_active else _("nog niet gebruikt"),
        scan_text(row),
        _("%(done)d van %(total)d") % {"done": row.modules_done, "total": row.modules_total},
        _("%(module)s online af") % {"module": row.milestone} if row.milestone else "",
        row.milestone_key,
        _day(row.milestone_on),
        str(NEED_TEXT[row.need]) if row.need else "",
    )


def _day(day: dt.date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
