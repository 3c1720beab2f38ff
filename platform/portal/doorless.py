"""Pages of what is refused at the door, and of a fault of our own. No organisation, no person, no database."""

from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: an unknown host, or a request that no browser of ours would make.

    Rendered without the request: on an unknown host nothing that asks for an organisation may run.
    """
    if isinstance(exception, DisallowedHost):
        return _page(
            HTTPStatus.BAD_REQUEST,
            _("Dit adres kennen we niet"),
            _("Elke organisatie heeft in Leerlijn een eigen adres. Op dit adres is er geen."),
            _("Kijk of het adres goed is getypt, of open de link uit de uitnodiging."),
        )
    return _page(
        HTTPStatus.BAD_REQUEST,
        _("Dit lukte niet"),
        _("Wat de browser stuurde, klopt niet. Ga terug, vernieuw de pagina en probeer het opnieuw."),
    )


def too_large(most: int) -> HttpResponse:
    """413: more than `most` bytes were sent; the page says it in whole megabytes."""
    return _page(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        _("Dit is te groot"),
        _("Er is niets bewaard. Hier past hoogstens %(megabytes)s MB in één keer.")
        % {"megabytes": most // 1_000_000},
        _("Ga terug en kies een kleiner bestand, of maak de opname korter."),
    )


def no_length() -> HttpResponse:
    """411: a body that does not say how long it is, which no browser sends with a form."""
    return _page(
        HTTPStatus.LENGTH_REQUIRED,
        _("Dit lukte niet"),
        _("De browser zei niet hoeveel er kwam. Ga terug, vernieuw de pagina en probeer het opnieuw."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """500: nothing of the request is used, since any of it may be what failed."""
    return _page(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        _("Er ging iets mis"),
        _("Dat ligt aan ons. Er is niets bewaard."),
        _("Ga terug en probeer het over een paar minuten opnieuw."),
    )


def _page(status: HTTPStatus, title: str, *lines: str) -> HttpResponse:
    page = render_to_string("portal/doorless.html", {"title": title, "lines": lines})
    return HttpResponse(page, status=status)
