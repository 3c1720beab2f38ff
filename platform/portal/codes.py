"""A field for a code: pasted with spaces or dashes, read aloud, filled in by the phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 40


class CodeField(forms.CharField):
    """Digits or letters; whatever stands between them falls away. Phones offer number keys and the code itself."""

    def __init__(self, label: Any = None, *, focused: bool = True) -> None:
        attributes: dict[str, Any] = {"autocomplete": "one-time-code", "inputmode": "numeric"}
        if focused:
            attributes["autofocus"] = True
        super().__init__(
            label=label or _("Code"), max_length=LONGEST, widget=forms.TextInput(attrs=attributes)
        )

    def to_python(self, value: Any) -> str:
        """`123 456`, `123-456` and `123456` are the same code."""
        return "".join(sign for sign in str(super().to_python(value) or "") if sign.isalnum())
