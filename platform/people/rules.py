"""Pure rules of the lowest floor."""

import calendar
import datetime as dt


def months_before(moment: dt.datetime, months: int) -> dt.datetime:
    """The same time of day so many calendar months earlier; the last day of a shorter month."""
    total = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(total, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
