"""One-click sign-in, a scan filled in, the same page in another house, and the outbox."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login, logout
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST, require_safe

from organisations.models import Organisation
from people.models import OutgoingMail, Person
from portal.demo.cast import actors_of
from portal.demo.services import fill_scan_as
from portal.sign_in import bind_session, landing_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
TICKET_SALT = "portal.demo.enter"
TICKET_SECONDS = 60


def _local_path(request: HttpRequest, candidate: str) -> str:
    is_local = url_has_allowed_host_and_scheme(candidate, allowed_hosts=None)
    return candidate if is_local and candidate.startswith("/") else "/"


def _enter_as(request: HttpRequest, email: str) -> Person:
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    emails = {actor.email for actor in actors_of(organisation)}
    person = get_object_or_404(Person, email=email if email in emails else "")
    logout(request)
    login(request, person, backend=BACKEND)
    record_authentication(request, person, method="demo")
    bind_session(request, person)
    return person


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Become one of the cast, in this organisation."""
    return redirect(landing_of(_enter_as(request, request.POST.get("email", ""))))


@require_POST
def fill_scan(request: HttpRequest) -> HttpResponse:
    """Fill the scan in as beginner, experienced or mixed, and show the path."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    fill_scan_as(person=request.user, profile=request.POST.get("profile", ""))
    return redirect("learning_path")


@require_POST
def other_house(request: HttpRequest) -> HttpResponse:
    """The same page, as the same member of the cast, at another organisation."""
    here: Organisation = request.organisation  # type: ignore[attr-defined]
    there = get_object_or_404(Organisation.objects.select_related("site"), key=request.POST.get("house"))
    path = _local_path(request, request.POST.get("path", "/"))
    if here == there:
        return redirect(there.root_url + path)
    url = there.root_url + (path if not there.is_region else "/")
    if request.user.is_authenticated and not here.is_region and not there.is_region:
        local = request.user.email.split("@", 1)[0]
        ticket = signing.dumps({"email": f"{local}@{there.key}.example", "path": path}, salt=TICKET_SALT)
        url = f"{there.root_url}/demo/binnen/?{urlencode({'pas': ticket})}"
    # A page that goes on by itself: browsers hold a form to `form-action 'self'` through every redirect.
    response = render(request, "demo/next_door.html", {"there": there, "url": url})
    response["Refresh"] = f"0; url={url}"
    return response


@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """Arrive from another house with a ticket that is good for a minute."""
    try:
        ticket = signing.loads(request.GET.get("pas", ""), salt=TICKET_SALT, max_age=TICKET_SECONDS)
    except signing.BadSignature:
        return redirect("account_login")
    _enter_as(request, ticket["email"])
    return redirect(_local_path(request, ticket["path"]))


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The mail of this organisation, newest first."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    mails = OutgoingMail.objects.filter(organisation_key=organisation.key)[:50]
    return render(request, "demo/outbox.html", {"mails": mails})
