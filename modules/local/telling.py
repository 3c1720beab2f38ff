"""What an administrator is told of her organisation's own texts before she opens them."""

from django.utils.translation import ngettext

from modules.local.queries import changed_questions


def note_of_changes() -> str:
    """How many questions changed since they were answered here; "" when none did."""
    number = changed_questions()
    return (
        ngettext("%(number)d vraag veranderd", "%(number)d vragen veranderd", number) % {"number": number}
        if number
        else ""
    )
