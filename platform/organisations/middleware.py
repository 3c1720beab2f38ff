"""Host → organisation → transaction → membership (source: TRUST, Three walls)."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import DisallowedHost
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils import timezone

from organisations.models import Organisation
from organisations.queries import in_role_order, memberships_of
from organisations.tenancy import use_organisation
from people.audit import acting
from people.sight import nobody, seeing_as

GetResponse = Callable[[HttpRequest], HttpResponse]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
HOSTLESS_PATHS = ("/gezond/", "/static/")
# Styles, letters, pictures and drafts read by a link: the same for everybody, so nobody's session is read.
PERSONLESS_PATHS = (
    *HOSTLESS_PATHS,
    "/thema/",
    "/stijl/",
    "/favicon.ico",
    "/.well-known/",
    "/csp-melding/",
    "/meelezen/",
)
SESSION_ORGANISATION = "organisation"
SESSION_ROLE = "role"


def organisation_of_host(host: str) -> Organisation | None:
    """The organisation whose site has this host name; the port is left to the server."""
    domain, _port = split_domain_port(host)
    return Organisation.objects.select_related("site").filter(site__hostname=domain).first()


def needs_no_person(request: HttpRequest) -> bool:
    """Is this an address that answers everybody alike?"""
    return request.path.startswith(PERSONLESS_PATHS)


class TenantMiddleware:
    """Sets the tenant and opens the request's transaction around everything below it.

    On SQLite only unsafe methods get a transaction: it would be IMMEDIATE, and reads would queue.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(HOSTLESS_PATHS):
            return self.get_response(request)
        organisation = organisation_of_host(request.get_host())
        if organisation is None:
            raise DisallowedHost("No organisation has this host.")  # the page of handler400
        request.organisation = organisation  # type: ignore[attr-defined]
        request.urlconf = settings.REGION_URLCONF if organisation.is_region else settings.ORGANISATION_URLCONF
        if connection.vendor == "sqlite" and request.method in SAFE_METHODS:
            with use_organisation(organisation), nobody():
                return self.get_response(request)
        with transaction.atomic(), use_organisation(organisation), nobody():
            response = self.get_response(request)
            if response.status_code >= 500 or getattr(response, "is_undone", False):
                transaction.set_rollback(True)
            return response


class MembershipMiddleware:
    """Who is this here? A session counts in one organisation only, a person only with a membership."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.membership, request.memberships, request.role = None, [], None  # type: ignore[attr-defined]
        organisation: Organisation | None = getattr(request, "organisation", None)
        if organisation is None or needs_no_person(request) or not request.user.is_authenticated:
            return self.get_response(request)
        person_id = request.user.pk
        memberships = []
        if request.session.get(SESSION_ORGANISATION) == organisation.pk:
            memberships = in_role_order(list(memberships_of(person_id, timezone.localdate())))
        if not memberships:
            if not getattr(request, "is_dummy", False):
                logout(request)
            return self.get_response(request)
        chosen = request.session.get(SESSION_ROLE)
        active = next((each for each in memberships if each.role == chosen), memberships[0])
        request.memberships = memberships  # type: ignore[attr-defined]
        request.membership, request.role = active, active.role  # type: ignore[attr-defined]
        with (
            acting(person_id=person_id, role=active.role, organisation_key=organisation.key),
            seeing_as(person_id),
        ):
            return self.get_response(request)
