"""Pure rules of what somebody else typed about people: addresses, and texts of a spreadsheet."""

from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from people.rules import MAX_NAME, is_odd, visible
from people.rules import tidy_name as tidy_own_name

__all__ = ["MAX_NAME", "MAX_PLACE", "Wrong", "is_address", "tidy_address", "tidy_name", "visible", "wrong_in"]

MAX_PLACE = 120
MAX_EMAIL = 254

_FORMULA_STARTS = ("=", "+", "-", "@")


class Wrong(StrEnum):
    """What is wrong with a text that should be a name."""

    FORMULA = "formula"
    ODD = "odd"
    LONG = "long"


def tidy_name(text: str) -> str:
    """A name without quotes and separators around it, and without what shows nothing."""
    return tidy_own_name(text.strip(" \"'“”,;"))


def tidy_address(text: str) -> str:
    """An address without what programs put around it, in lower case."""
    return text.strip(" \t\"'<>,;.").removeprefix("mailto:").lower()


def is_address(text: str) -> bool:
    """Could mail go there?"""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= MAX_EMAIL


def wrong_in(text: str, *, longest: int = MAX_NAME) -> Wrong | None:
    """Why a text is no name of somebody or something: a spreadsheet would calculate with it, odd, or too long."""
    if text.lstrip().startswith(_FORMULA_STARTS):
        return Wrong.FORMULA
    if len(text) > longest:
        return Wrong.LONG
    return Wrong.ODD if is_odd(text) else None
