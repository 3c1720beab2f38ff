"""What stands in `fixtures/organisations.yaml`: checked before anything is loaded."""

from pathlib import Path

from competences.fixtures import Where, identifier, list_of, mapping, one_of, read, text
from competences.loading import Fault
from organisations.enums import AddressForm, Kind, Term
from theming.load import FILE
from theming.load import validate as style_faults

WORD = mapping({"singular": text(), "plural": text(), "article": one_of(("de", "het"))})
ORGANISATION = mapping(
    {
        "id": identifier,
        "name": text(longest=120),
        "portal_name": text(longest=60),
        "sender_name": text(longest=60),
        "address_form": one_of(AddressForm.values),
        "words": mapping({}, dict.fromkeys(Term.values, WORD)),
        "style": lambda value, where: None,  # theming knows its own
    },
    {
        "kind": one_of(Kind.values),
        "description": text(longest=160),
        "help_name": text(longest=80),
        "help_phone": text(longest=40),
        "help_hours": text(longest=80),
        "signatory": text(longest=120),
        "welcome": text(longest=200),
    },
)
ORGANISATIONS = mapping({"organisations": list_of(ORGANISATION, minimum=1)})


def organisation_faults(directory: Path) -> list[Fault]:
    """Every fault in the organisations, their words, styles and logos."""
    faults: list[Fault] = []
    content = read(directory, FILE, faults)
    if content:
        ORGANISATIONS(content, Where(FILE, faults))
    return faults or [Fault(*fault) for fault in style_faults(directory)]
