"""Wagtail's choosers under a strict content security policy."""

from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from modules.middleware import script_nonce


def render_chooser(
    self: Any, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
) -> SafeString:
    """As BaseChooser.render, with the nonce on its script."""
    if not attrs or "id" not in attrs:
        raise TypeError("BaseChooser cannot be rendered without an 'id' attribute")
    value_data = self.get_value_data(value)
    html = self.render_html(name, value_data, attrs)
    script = self.render_js_init(attrs["id"], name, value_data)
    # As in Wagtail: both parts come from its own templates and json.
    return mark_safe(f'{html}<script nonce="{escape(script_nonce())}">{script}</script>')  # noqa: S308
