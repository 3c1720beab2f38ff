"""The empty list to fill in, as CSV for Dutch Excel and as a workbook."""

import io
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.styles import Font

from organisations.forms import roles_for
from organisations.models import Organisation
from organisations.people_list.columns import TEMPLATE, Column

_WIDTHS = {Column.NAME: 28, Column.EMAIL: 34, Column.ROLE: 24, Column.LOCATION: 20, Column.TEAM: 20}


def csv_template() -> bytes:
    """The headings alone: byte order mark, semicolons."""
    return ("\ufeff" + ";".join(column.value for column in TEMPLATE) + "\r\n").encode()


def workbook_template(organisation: Organisation) -> bytes:
    """The headings on the first sheet, the roles that can be given on the second."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = _("Mensen")
    sheet.append([column.value for column in TEMPLATE])
    for number, column in enumerate(TEMPLATE, start=1):
        heading = sheet.cell(row=1, column=number)
        heading.font = Font(bold=True)
        sheet.column_dimensions[heading.column_letter].width = _WIDTHS.get(column, 14)
        if column in (Column.STARTS, Column.ENDS):
            for row in range(2, 202):
                sheet.cell(row=row, column=number).number_format = "DD-MM-YYYY"
    sheet.freeze_panes = "A2"
    roles: Any = book.create_sheet(_("Rollen"))
    for _value, label in roles_for(organisation):
        roles.append([label])
    roles.column_dimensions["A"].width = 32
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
