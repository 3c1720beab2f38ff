"""400: a page for who came to an address without a house. No organisation, no person, no database."""

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An unknown host, or a request that no browser of ours would make.

    Rendered without the request: on an unknown host nothing that asks for an organisation may run.
    """
    if isinstance(exception, DisallowedHost):
        context = {
            "title": _("Dit adres kennen we niet"),
            "lines": (
                _("Elke organisatie heeft in Leerlijn een eigen adres. Op dit adres is er geen."),
                _("Kijk of het adres goed is getypt, of open de link uit de uitnodiging."),
            ),
        }
    else:
        context = {
            "title": _("Dit lukte niet"),
            "lines": (
                _("Wat de browser stuurde, klopt niet. Ga terug, vernieuw de pagina en probeer het opnieuw."),
            ),
        }
    return HttpResponse(render_to_string("portal/doorless.html", context), status=400)
