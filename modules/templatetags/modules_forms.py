"""Fields on paper."""

import datetime as dt
import re
from typing import Any

from django import template
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

register = template.Library()
KEPT_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@register.filter
def on_paper(field: Any) -> str:
    """What was filled in, as text; a date in words."""
    value = field.value()
    if getattr(field.field.widget, "input_type", "") == "date":
        day = value if isinstance(value, dt.date) else _day(value)
        return date_format(day, "j F Y") if day else str(value or "")
    return "" if value is None else str(value)


@register.filter
def day_in_words(text: str) -> str:
    """A kept date as people write it; any other text as it is."""
    day = _day(text) if KEPT_DATE.fullmatch(text) else None
    return date_format(day, "j F Y") if day else text


def _day(value: Any) -> dt.date | None:
    try:
        return parse_date(value or "")
    except ValueError:
        return None
