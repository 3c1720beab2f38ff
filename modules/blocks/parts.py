"""What blocks are made of: rich text in two sizes, keys, and the check that a key exists."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

SHORT_FEATURES = ["bold", "italic", "woord"]
LONG_FEATURES = [*SHORT_FEATURES, "ol", "ul", "h3", "link"]


def short_text(label: Any, **options: Any) -> blocks.RichTextBlock:
    """A text of one paragraph."""
    return blocks.RichTextBlock(features=SHORT_FEATURES, label=label, **options)


def long_text(label: Any, **options: Any) -> blocks.RichTextBlock:
    """A text with paragraphs and lists."""
    return blocks.RichTextBlock(features=LONG_FEATURES, label=label, **options)


def key_field(label: Any = None, **options: Any) -> blocks.CharBlock:
    """A short key that other parts of the same step point at."""
    label = label or _("Sleutel")
    options.setdefault("help_text", _("Een kort woord. Andere delen van deze stap verwijzen ernaar."))
    return blocks.CharBlock(max_length=40, label=label, **options)


def refuse_unknown(
    targets: Iterable[str], references: Iterable[str], field: str, message: Any
) -> dict[str, ValidationError]:
    """The error for `field` when a reference points at a key that no target has, or nothing.

    A reference that a draft leaves open is no error here: a required field says so itself.
    """
    known = set(targets)
    unknown = sorted({reference for reference in references if reference and reference not in known})
    if not unknown:
        return {}
    return {field: ValidationError(message % {"keys": ", ".join(unknown)})}


class ListOf(blocks.ListBlock):
    """A list whose children bear ids that nothing else on the page bears.

    Wagtail sends the empty child of a new list along with its id: every scene that is added to an open form would
    begin with the same choice, and that id is how plays, answers and counts know it.
    """

    canonical_module_path = "wagtail.blocks.ListBlock"  # for migrations: nothing is stored in another way

    def get_form_state(self, value: Any) -> list[dict[str, Any]]:
        """The children; one that was never kept has no id yet, so that the form gives it one of its own."""
        kept = {child.original_id for child in getattr(value, "bound_blocks", ())}
        state: list[dict[str, Any]] = super().get_form_state(value)
        return [child if child["id"] in kept else {"value": child["value"]} for child in state]


class NumberBlock(blocks.IntegerBlock):
    """A whole number; a draft may cross its bounds, what goes online may not."""

    canonical_module_path = "wagtail.blocks.IntegerBlock"  # for migrations: nothing is stored in another way

    def clean(self, value: Any) -> Any:
        """The number; without its bounds, and without asking for one at all, while a draft is saved."""
        if self.is_deferred_validation:
            return self.value_from_form(self.field.to_python(self.value_for_form(value)))
        return super().clean(value)


class CheckedStructBlock(blocks.StructBlock):
    """A StructBlock whose inner references are checked before what an editor wrote goes online."""

    def clean(self, value: Any) -> Any:
        """Returns the cleaned value; a reference to a key that does not exist is an error at its field.

        A draft always saves.
        """
        cleaned = super().clean(value)
        errors = {} if self.is_deferred_validation else self.reference_errors(cleaned)
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """Errors by field name."""
        raise NotImplementedError
