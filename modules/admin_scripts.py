"""Scripts of the editors' admin: its choosers under a strict content security policy, and two of ours."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import escape, format_html_join
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


# A button waits for what is being saved by itself; the preview follows a choice that was made while it loaded.
EDITING = ("modules/js/send-after-saving.js", "modules/js/preview-follows.js")


def editing_scripts() -> SafeString:
    """What the pages where something is edited load beside Wagtail's own."""
    return format_html_join("\n", '<script src="{}"></script>', ((static(name),) for name in EDITING))
