"""The organisation's own words and its address form."""

from django.utils.translation import gettext as _

from organisations.enums import AddressForm, Role, Term
from organisations.models import Membership, Organisation

DEFAULTS: dict[str, dict[str, str]] = {
    Term.CLIENT: {"singular": "bewoner", "plural": "bewoners", "article": "de"},
    Term.LEARNER: {
        "singular": "collega-in-opleiding",
        "plural": "collega’s-in-opleiding",
        "article": "de",
    },
    Term.TRAINER: {"singular": "praktijkopleider", "plural": "praktijkopleiders", "article": "de"},
    Term.TEAM_LEADER: {"singular": "teamleider", "plural": "teamleiders", "article": "de"},
}
TERM_OF_DUTCH: dict[str, str] = {forms["singular"]: term for term, forms in DEFAULTS.items()}
FORMS = {"enkelvoud": "singular", "meervoud": "plural", "lidwoord": "article"}


def word(organisation: Organisation | None, term: str, form: str = "singular") -> str:
    """An organisation's word for a term: singular, plural, or its article with the word.

    `term` is a Term or the neutral Dutch word; an unknown one raises KeyError.
    """
    key = TERM_OF_DUTCH.get(term, term)
    forms = {**DEFAULTS[key], **((organisation.words if organisation else {}).get(key) or {})}
    if form == "article":
        return f"{forms['article']} {forms['singular']}"
    return str(forms[form])


def capitalised(text: str) -> str:
    """The same text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def addressed(organisation: Organisation | None, informal: str, formal: str) -> str:
    """The informal or the formal wording, as the organisation addresses its people."""
    return formal if organisation and organisation.address_form == AddressForm.U else informal


# Roles for which an organisation has a word of its own.
TERM_OF_ROLE: dict[str, str] = {
    Role.LEARNER: Term.LEARNER,
    Role.PRACTICE_TRAINER: Term.TRAINER,
    Role.TEAM_LEADER: Term.TEAM_LEADER,
}


def role_name(organisation: Organisation | None, role: str) -> str:
    """What a role is called in an organisation, with a capital."""
    term = TERM_OF_ROLE.get(role)
    return capitalised(word(organisation, term)) if term else str(Role(role).label)


def corrected_text(held: Membership, name: str) -> str:
    """What is said after an address was repaired: whoever works here already got no invitation."""
    text = (
        _("De uitnodiging voor %(name)s is naar het nieuwe adres gestuurd.")
        if held.activated_at is None
        else _("Het adres van %(name)s is verbeterd. Een uitnodiging is niet nodig.")
    )
    return text % {"name": name}
