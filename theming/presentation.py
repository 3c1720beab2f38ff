"""A look as addresses and names that a template can use."""

import hashlib
from typing import Any

from django.urls import reverse

from theming.fontbuild import FontLibrary
from theming.queries import Look, fonts


def present(look: Look, *, css_url: str = "", mode: str = "") -> dict[str, Any]:
    """What the base template puts into `<html>` and `<head>`. A preview brings its own style sheet and mode."""
    style = look.style
    library = fonts()
    preloads = [library.preload(key) for key in dict.fromkeys((style["font_text"], style["font_heading"]))]
    return {
        "css_url": css_url or theme_css_url(look.organisation_key, look.digest),
        "font_css_url": font_css_url(library, style["font_text"], style["font_heading"]),
        "fonts": [reverse("font_file", args=[name]) for name in preloads if name],
        "logo_url": image_url(look, "logo", "kop.png"),
        "logo_dark_url": image_url(look, "dark_logo", "kop.png"),
        "icon_url": image_url(look, "icon", "32.png"),
        "touch_icon_url": image_url(look, "icon", "180.png"),
        "mail_logo_url": image_url(look, "logo", "mail.png"),
        "button": style["button"],
        "header": style["header"],
        "corners": style["corners"],
        "mode": mode,
    }


def theme_css_url(organisation_key: str, digest: str) -> str:
    """The address of a built style sheet; it may be kept for ever."""
    return reverse("theme_css", args=[organisation_key, digest])


def image_url(look: Look, knob: str, rendition: str) -> str:
    """The address of a size of the logo or icon, or nothing when there is none."""
    name = look.style[knob]
    return reverse("theme_image", args=[look.organisation_key, name, rendition]) if name else ""


def font_css_url(library: FontLibrary, text: str, heading: str) -> str:
    """The address of the rules that load two families, or nothing when none was built."""
    rules = library.style_sheet((text, heading))
    if not rules:
        return ""
    digest = hashlib.sha256(rules.encode()).hexdigest()[:12]
    return reverse("font_css", args=[text, heading, digest])
