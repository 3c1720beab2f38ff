"""Which part of a file a browser asks for: the header Range (RFC 9110, 14)."""

import re
from typing import Final

ONE_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class CannotServeError(ValueError):
    """The part that is asked for is not in the file."""


def asked_part(header: str, length: int) -> tuple[int, int] | None:
    """First and last byte; None for the whole file: nothing asked, several parts at once, or nonsense.

    Raises CannotServeError for a part that begins beyond the end.
    """
    found = ONE_RANGE.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        if int(last) == 0 or length == 0:
            raise CannotServeError
        return max(0, length - int(last)), length - 1
    if int(first) >= length:
        raise CannotServeError
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), length - 1) if last else length - 1
