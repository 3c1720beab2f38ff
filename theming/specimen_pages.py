"""The specimen pages that theming itself offers."""

from types import SimpleNamespace
from typing import Any

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from theming.mail import render_dressed
from theming.specimens import register_specimen

MAIL = ("subject", "message")


def specimen_context() -> dict[str, Any]:
    """A fictional werkbegeleider and her menu, for pages that extend the base template."""
    items = (
        ("path", _("Mijn leerpad")),
        ("library", _("Bibliotheek")),
        ("together", _("Samen")),
        ("evidence", _("Mijn bewijzen")),
    )
    return {
        "is_demo": False,
        "user": SimpleNamespace(given_name="Fatma", initial="F", is_authenticated=True),
        "navigation": [
            {"url": "#", "label": label, "icon": icon, "is_current": icon == "path"} for icon, label in items
        ],
    }


def sign_in(request: HttpRequest) -> HttpResponse:
    """The real sign-in page."""
    return render(request, "portal/sign_in.html", {"is_demo": False, "navigation": []})


@csp_update({"style-src": [UNSAFE_INLINE]})  # mail readers take no other style
def mail(request: HttpRequest) -> HttpResponse:
    """The real mail with a code to sign in; mail readers know no dark tokens, so it is always light."""
    organisation: Any = request.organisation  # type: ignore[attr-defined]  # the tenant middleware sets it
    context = {"organisation": organisation, "code": "482915"}
    subject, text = (render_to_string(f"account/email/login_code_{part}.txt", context) for part in MAIL)
    look = request.preview_look  # type: ignore[attr-defined]  # the preview sets it
    return HttpResponse(render_dressed(organisation, look, subject.strip(), text))


def register_own() -> None:
    """Called once, when the app is ready."""
    register_specimen("inloggen", gettext_lazy("Inloggen"), sign_in, position=30)
    register_specimen("mail", gettext_lazy("Mail"), mail, position=90)
