"""Addresses that hold a secret stand in no log."""

import logging
import re

# Password links, start cards, drafts read by a link: what follows opens something.
SECRET_PATHS = ("/wachtwoord-vergeten/", "/start/", "/meelezen/")


SECRET = re.compile(rf"({'|'.join(SECRET_PATHS)})[^\s\"'<>]+")


def without_secret(text: str) -> str:
    """A path, an address or a line with one in it, each cut off before its secret."""
    return SECRET.sub(r"\1", text)


class HideSecrets(logging.Filter):
    """Django writes the path of what it refuses; what follows is known to nobody but who has the link."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the line through, without the secret."""
        if isinstance(record.msg, str):  # structlog's are mappings, cleaned where they are made
            record.msg, record.args = without_secret(record.getMessage()), None
        return True
