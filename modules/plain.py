"""Text without markup."""

import re

from django.core.exceptions import SuspiciousOperation
from django.utils.html import strip_tags


def without_tags(text: str) -> str:
    """The text between tags. Where Django gives up on what was made to be unreadable, no `<` or `>` is left."""
    try:
        return strip_tags(text)
    except SuspiciousOperation:
        return re.sub("[<>]", " ", text)
