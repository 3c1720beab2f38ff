"""Pure rules of names and addresses that somebody else typed: tidied alike, refused alike, on every screen."""

import re
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MAX_NAME = 120
MAX_PLACE = 120
MAX_EMAIL = 254

_ODD_IN_NAME = re.compile(r"[<>@/\\{}|=\x00-\x1f]|www\.", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_FORMULA_STARTS = ("=", "+", "-", "@")


class Wrong(StrEnum):
    """What is wrong with a text that should be a name."""

    FORMULA = "formula"
    ODD = "odd"
    LONG = "long"


def visible(text: str) -> str:
    """The text without letters of no width, with plain spaces."""
    return _INVISIBLE.sub("", text).replace("\u00a0", " ")


def tidy_name(text: str) -> str:
    """A name without quotes, separators and double spaces around it."""
    return " ".join(text.strip(" \"'“”,;").split())


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


def is_odd_name(text: str) -> bool:
    """Too long for a name, or with signs that are in no name?"""
    return len(text) > MAX_NAME or bool(_ODD_IN_NAME.search(text))


def wrong_in(text: str, *, longest: int = MAX_NAME) -> Wrong | None:
    """Why a text is no name of somebody or something: a spreadsheet would calculate with it, odd, or too long."""
    if text.lstrip().startswith(_FORMULA_STARTS):
        return Wrong.FORMULA
    if len(text) > longest:
        return Wrong.LONG
    return Wrong.ODD if _ODD_IN_NAME.search(text) else None
