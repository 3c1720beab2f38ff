"""The specimen pages that theming itself offers."""

from types import SimpleNamespace
from typing import Any

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.words import addressed
from theming.mail import render_dressed
from theming.specimens import register_specimen


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


def path(request: HttpRequest) -> HttpResponse:
    """A learning path halfway."""
    return render(request, "theming/specimens/path.html", specimen_context())


def step(request: HttpRequest) -> HttpResponse:
    """A step with a question, its feedback and a table."""
    return render(request, "theming/specimens/step.html", specimen_context())


@csp_update({"style-src": [UNSAFE_INLINE]})  # mail readers take no other style
def mail(request: HttpRequest) -> HttpResponse:
    """An invitation by mail; mail readers know no dark tokens, so it is always light."""
    organisation: Any = request.organisation  # type: ignore[attr-defined]  # the tenant middleware sets it
    text = _(
        "Dag Fatma,\n\n%(welcome)s\n\nHier is %(your)s code om in te loggen. Hij werkt vijftien minuten.\n\n482915\n\n"
        "Groet,\n%(name)s"
    ) % {
        "welcome": organisation.welcome,
        "name": organisation.help_name,
        "your": addressed(organisation, _("je"), _("uw")),
    }
    look = request.preview_look  # type: ignore[attr-defined]  # the preview sets it
    return HttpResponse(render_dressed(organisation, look, _("Code om in te loggen"), text))


def register_own() -> None:
    """Called once, when the app is ready."""
    register_specimen("leerpad", gettext_lazy("Leerpad"), path, position=10, stand_in=True)
    register_specimen("stap", gettext_lazy("Stap om te oefenen"), step, position=20, stand_in=True)
    register_specimen("inloggen", gettext_lazy("Inloggen"), sign_in, position=30)
    register_specimen("mail", gettext_lazy("Mail"), mail, position=90)
