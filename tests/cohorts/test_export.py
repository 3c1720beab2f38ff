"""The board as a file."""

import csv
import datetime as dt
import io

from django.utils import timezone

from tests.cohorts.conftest import House
from tests.factories import make_module_done, make_participant, make_scan_done


def test_the_file_opens_in_dutch_excel(here: House) -> None:
    daan = make_participant(here.cohort, "Daan; Brouwers")
    make_scan_done(daan)
    make_module_done(daan, "M02", dt.date(2026, 11, 16))
    petra = make_participant(here.cohort, "=HYPERLINK(1)", invited_days_ago=20)

    response = here.client.get(f"/groepen/{here.cohort.pk}/export.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="groep-najaar.csv"'
    assert response["Cache-Control"] == "private, no-store"
    assert response.content.startswith(b"\xef\xbb\xbf")
    today = f"{timezone.localdate():%d-%m-%Y}"
    invited = f"{timezone.localdate() - dt.timedelta(days=20):%d-%m-%Y}"
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [
        [
            "Naam",
            "E-mailadres",
            "In de groep sinds",
            "Uitgenodigd op",
            "Account",
            "Zelfscan",
            "Modules online af",
            "Laatste mijlpaal",
            "Module",
            "Mijlpaal op",
            "Heeft je nodig",
        ],
        [
            "'=HYPERLINK(1)",
            petra.email,
            today,
            invited,
            "nog niet gebruikt",
            "nog niet",
            "0 van 12",
            "",
            "",
            "",
            "uitnodiging niet gebruikt",
        ],
        [
            "Daan; Brouwers",
            daan.email,
            today,
            "",
            "actief",
            "gedaan",
            "1 van 12",
            "Voorbereiden en kennismaken online af",
            "M02",
            "16-11-2026",
            "",
        ],
    ]


def test_the_file_says_u_where_the_organisation_does(elsewhere: House) -> None:
    make_participant(elsewhere.cohort)

    page = elsewhere.client.get(f"/groepen/{elsewhere.cohort.pk}/export.csv").content.decode()

    assert page.splitlines()[0].endswith('"Heeft u nodig"')
