"""The prompts that a new case opens with, and whether one still stands in a text."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

PROMPTS: Final[dict[str, Any]] = {
    "situation": _("Vertel in vijf zinnen wat er gebeurde, tot het moment van kiezen. Gebruik geen namen."),
    "dilemma": _("Wat maakt kiezen hier lastig? Noem beide kanten."),
    "insights": _("- Wat neem je mee uit deze casus?"),
    "guide_note": _("Waar let je op als je dit gesprek begeleidt?"),
}

# A prompt that is left standing here is nobody's text, and stops nobody who submits.
MAY_STAY_EMPTY: Final = frozenset({"insights", "guide_note"})

FIRST_QUESTIONS: Final = (
    _("Wat wil je weten voordat je iets beslist?"),
    _("Wat zou jij doen, en waarom?"),
    _("Wat leert de ander van wat jij doet?"),
)


def has_prompt(name: str, text: Any) -> bool:
    """Does the rich text of this field still hold its prompt?"""
    return str(PROMPTS[name]).removeprefix("- ") in str(text or "")
