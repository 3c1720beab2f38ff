"""Why a file is not taken."""

from django.utils.functional import Promise


class Refused(ValueError):
    """A file is not kept; `text` is the sentence for who brought it."""

    def __init__(self, text: str | Promise) -> None:
        super().__init__(str(text))
        self.text = text
