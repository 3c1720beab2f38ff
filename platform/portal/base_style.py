"""The base style sheets in one file: four requests fewer for a phone, and still no build step."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

FOLDER = Path(__file__).parent / "static" / "portal" / "css"
IMPORT = re.compile(r'@import url\("([a-z]+\.css)"\);')


def _joined() -> tuple[str, str]:
    """`base.css` with the sheets that it imports put in their places, and a digest of it all."""
    base = (FOLDER / "base.css").read_text(encoding="utf-8")
    text = IMPORT.sub(lambda found: (FOLDER / found[1]).read_text(encoding="utf-8"), base)
    return text, sha256(text.encode()).hexdigest()[:12]


_joined_once = cache(_joined)


def base_style() -> tuple[str, str]:
    """The sheet and its digest; read again at each request while developing."""
    return _joined() if settings.DEBUG else _joined_once()


def base_css_url() -> str:
    """Where the sheet of today is."""
    return reverse("base_css", args=[base_style()[1]])


@require_safe
def base_css(request: HttpRequest, digest: str) -> HttpResponse:
    """The sheet, kept for a year by browsers. Another digest leads to the one of today."""
    text, current = base_style()
    if digest != current:
        response: HttpResponse = HttpResponseRedirect(base_css_url())
        response["Cache-Control"] = "no-store"
        return response
    return HttpResponse(
        text,
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
