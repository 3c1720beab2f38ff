"""Everything that is kept of one person, for machines (JSON) and for herself (HTML)."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Person
from people.registry import Kept, Value, everything_kept

FORMAT = "leerlijn-mijn-gegevens/1"


@dataclass(frozen=True)
class Part:
    """One kind of data with every row of it."""

    kept: Kept
    rows: tuple[Mapping[str, Value], ...]

    @property
    def readable_rows(self) -> list[list[tuple[str, list[str]]]]:
        """Per row the label and the lines of each value that there is."""
        labels = self.kept.fields
        return [
            [(str(labels[key]), lines) for key, value in row.items() if (lines := in_words(value))]
            for row in self.rows
        ]


def parts_of(person: Person) -> list[Part]:
    """All parts, the empty ones too: that nothing is kept is an answer as well."""
    return [Part(kept, tuple(kept.export(person))) for kept in everything_kept()]


def as_json(parts: list[Part], *, made_at: dt.datetime, organisation_key: str) -> str:
    """The same as one JSON document; labels beside keys, moments in ISO 8601."""
    document = {
        "format": FORMAT,
        "made_at": made_at.isoformat(),
        "organisation": organisation_key,
        "parts": [
            {
                "name": part.kept.name,
                "title": str(part.kept.title),
                "labels": {key: str(label) for key, label in part.kept.fields.items()},
                "rows": [dict(row) for row in part.rows],
            }
            for part in parts
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):  # a datetime is one too
        return value.isoformat()
    return str(value)


def in_words(value: Value) -> list[str]:
    """A value as lines of text; none for what is empty."""
    if isinstance(value, list):
        return [line for line in value if line]
    if isinstance(value, bool):
        return [_("ja") if value else _("nee")]
    if isinstance(value, dt.datetime):
        return [date_format(timezone.localtime(value), "j F Y H:i")]
    if isinstance(value, dt.date):
        return [date_format(value, "j F Y")]
    return [str(value)] if value not in ("", None) else []
