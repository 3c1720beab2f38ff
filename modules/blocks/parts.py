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
    """The error for `field` when a reference points at a key that no target has, or nothing."""
    known = set(targets)
    unknown = sorted({reference for reference in references if reference not in known})
    if not unknown:
        return {}
    return {field: ValidationError(message % {"keys": ", ".join(unknown)})}


class CheckedStructBlock(blocks.StructBlock):
    """A StructBlock whose inner references are checked when an editor saves."""

    def clean(self, value: Any) -> Any:
        """Returns the cleaned value; a reference to a key that does not exist is an error at its field."""
        cleaned = super().clean(value)
        errors = self.reference_errors(cleaned)
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """Errors by field name."""
        raise NotImplementedError
