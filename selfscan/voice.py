"""The voice in which an organisation's people read the scan and the path."""

from organisations.models import Organisation
from organisations.words import word
from selfscan.rules.voice import Voice


def voice_of(organisation: Organisation | None) -> Voice:
    """Return the voice of an organisation; without one the region's own words and je."""
    return Voice(
        address=organisation.address_form if organisation else "je",
        word=lambda term, form: word(organisation, term, form),
    )
