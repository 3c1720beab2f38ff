"""Fields on paper."""

import datetime as dt
from typing import Any

from django import template
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

register = template.Library()


@register.filter
def on_paper(field: Any) -> str:
    """What was filled in, as text; a date in words."""
    value = field.value()
    if getattr(field.field.widget, "input_type", "") == "date":
        day = value if isinstance(value, dt.date) else _day(value)
        return date_format(day, "j F Y") if day else str(value or "")
    return "" if value is None else str(value)


def _day(value: Any) -> dt.date | None:
    try:
        return parse_date(value or "")
    except ValueError:
        return None
