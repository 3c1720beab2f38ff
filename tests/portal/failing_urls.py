"""Addresses of a test: a view that fails halfway, one that answers 500 itself, one that streams."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from organisations.models import Organisation, Team
from portal.urls import handler403, handler404, handler429, handler500  # noqa: F401  # Django reads them here
from portal.urls import urlpatterns as real_addresses


def _put_down(request: HttpRequest) -> None:
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    Team.objects.create(organisation=organisation, name="Half werk")


def raises(request: HttpRequest) -> HttpResponse:
    _put_down(request)
    raise RuntimeError("halfway")


def answers_500(request: HttpRequest) -> HttpResponse:
    _put_down(request)
    return HttpResponse(status=500)


def streams(request: HttpRequest) -> StreamingHttpResponse:
    def lines() -> Iterator[str]:
        yield f"{Team._base_manager.count()} "
        yield str(Team.objects.count())

    return StreamingHttpResponse(lines())


# Under names that everybody may open.
urlpatterns = [
    path("mislukt/", raises, name="privacy"),
    path("vijfhonderd/", answers_500, name="privacy"),
    path("stroom/", streams, name="account_login"),
    *real_addresses,
]
