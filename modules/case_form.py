"""The editors' form for a case: a new one opens with a prompt in every field."""

from typing import Any, Final
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from modules.blocks import LONG_FEATURES, SHORT_FEATURES
from modules.bringing.services import RESERVED_SLUGS
from modules.casework.prompts import FIRST_QUESTIONS, MAY_STAY_EMPTY, PROMPTS, has_prompt
from modules.models.pages import CasePage
from modules.readiness import obstacles_of_case
from modules.richtext import rich_text

# The rows of the form, and what is chosen in each.
ROWS: Final = {"indicator_links": "indicator", "module_links": "module"}


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


def without_empty_rows(data: Any) -> Any:
    """What was sent, without the rows in which nothing was chosen: they say nothing, and stop nobody."""
    kept = data.copy()
    for rows, field in ROWS.items():
        count = str(data.get(f"{rows}-TOTAL_FORMS", ""))
        for number in range(int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 0):
            if not data.get(f"{rows}-{number}-{field}"):
                kept[f"{rows}-{number}-DELETE"] = "on"
    return kept


class CasePageForm(WagtailAdminPageForm):
    """A case to write: prompts at first, and no publishing with a prompt still in it."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(without_empty_rows(data) if data else data, *args, **kwargs)
        if self.instance.pk is None:
            for name in PROMPTS:
                if name in self.fields:
                    self.initial[name] = prompt(name)
            if "questions" in self.fields:
                self.initial["questions"] = first_questions()

    def clean(self) -> dict[str, Any]:
        """A draft may be half done; what is submitted or published says something of its own and can be played."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("slug") in RESERVED_SLUGS:
            self.add_error("slug", ValidationError(_("Dit adres is van het portaal zelf. Kies een ander.")))
        if self.is_deferred_validation:
            return cleaned
        for name in MAY_STAY_EMPTY:
            # A prompt that was left standing is nobody's insight: readers must not see it.
            if has_prompt(name, cleaned.get(name)):
                cleaned[name] = ""
        for obstacle in obstacles_of_case(cleaned):
            self.add_error(obstacle.field, ValidationError(capfirst(obstacle.text)))
        return cleaned
