"""The editors' form for a case: a new one opens with a prompt in every field."""

from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from modules.blocks import LONG_FEATURES, SHORT_FEATURES
from modules.bringing.services import RESERVED_SLUGS
from modules.casework.checker import check
from modules.casework.reading import script_of
from modules.casework.wording import fault_sentence
from modules.models.pages import CasePage
from modules.richtext import rich_text

PROMPTS = {
    "situation": _("Vertel in vijf zinnen wat er gebeurde, tot het moment van kiezen. Gebruik geen namen."),
    "dilemma": _("Wat maakt kiezen hier lastig? Noem beide kanten."),
    "insights": _("- Wat neem je mee uit deze casus?"),
    "guide_note": _("Waar let je op als je dit gesprek begeleidt?"),
}

FIRST_QUESTIONS = (
    _("Wat wil je weten voordat je iets beslist?"),
    _("Wat zou jij doen, en waarom?"),
    _("Wat leert de ander van wat jij doet?"),
)


def prompt(name: str) -> str:
    """The prompt of a field as rich text."""
    return rich_text(str(PROMPTS[name]), LONG_FEATURES, f"prompt/{name}")


def first_questions() -> Any:
    """Three questions to begin with, each with a key of its own."""
    stream = CasePage._meta.get_field("questions").stream_block
    return stream.to_python(
        [
            {"type": "question", "value": rich_text(str(text), SHORT_FEATURES, "prompt"), "id": str(uuid4())}
            for text in FIRST_QUESTIONS
        ]
    )


class CasePageForm(WagtailAdminPageForm):
    """A case to write: prompts at first, and no publishing with a prompt still in it."""

    MUST_BE_OWN = ("situation", "dilemma")
    MAY_STAY_EMPTY = ("insights", "guide_note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            for name in PROMPTS:
                if name in self.fields:
                    self.initial[name] = prompt(name)
            if "questions" in self.fields:
                self.initial["questions"] = first_questions()

    def clean(self) -> dict[str, Any]:
        """A draft may hold prompts; what is submitted or published says something of its own."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("slug") in RESERVED_SLUGS:
            self.add_error("slug", ValidationError(_("Dit adres is van het portaal zelf. Kies een ander.")))
        if self.is_deferred_validation:
            return cleaned
        for name in self.MUST_BE_OWN:
            if str(PROMPTS[name]) in (cleaned.get(name) or ""):
                self.add_error(name, ValidationError(_("Vervang deze aanwijzing door je eigen tekst.")))
        for name in self.MAY_STAY_EMPTY:
            # A prompt that was left standing is nobody's insight: readers must not see it.
            if str(PROMPTS[name]).removeprefix("- ") in (cleaned.get(name) or ""):
                cleaned[name] = ""
        self._refuse_what_cannot_be_played(cleaned)
        return cleaned

    def _refuse_what_cannot_be_played(self, cleaned: dict[str, Any]) -> None:
        """Names each fault of the branching with its place; a case without any is for discussion only."""
        streams = [cleaned.get(name) for name in ("meters", "scenes", "endings")]
        if any(stream is None for stream in streams) or not any(streams[1:]):
            return
        for found in check(script_of(*streams)):  # type: ignore[arg-type]  # none of them is None
            self.add_error("scenes", ValidationError(fault_sentence(found)))
