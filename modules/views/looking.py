"""Files of assignments, and `/meekijken/`: what somebody was asked to look along at."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from csp.constants import NONE
from csp.decorators import csp
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from modules.assignments import MAX_REMARK
from modules.forms.assignments import RemarkForm
from modules.models import AssignmentFile, LookAlong
from modules.queries import Shown, look_of, looks_of, own_file, shown_file, shown_to
from modules.services import Passed, react
from modules.storing import open_stored
from modules.views.access import role_of
from organisations.asking import person_of
from organisations.enums import Role
from people.audit import record, record_listed
from people.enums import Verb

# Opened by itself, a file runs and shows nothing.
only_a_file: Any = csp({"default-src": [NONE], "sandbox": True})

BY_NAME = frozenset({Role.LEARNER, Role.TEAM_LEADER})


@only_a_file
@require_safe
def assignment_file(request: HttpRequest, hand_in: int, key: UUID) -> HttpResponseBase:
    """A photo or sound, for its owner and for whoever looks along; never kept by a browser, never opened as a page."""
    file = _file_for(request, hand_in, key)
    opened = open_stored(file.stored)
    if opened is None:
        raise Http404
    response: HttpResponse | FileResponse
    span = _span(request.headers.get("Range", ""), file.size)
    if span is None:
        response = FileResponse(opened, content_type=file.content_type)
        response["Content-Length"] = str(file.size)
    else:
        with opened:
            opened.seek(span[0])
            content = opened.read(span[1] - span[0] + 1)
        response = HttpResponse(content, content_type=file.content_type, status=206)
        response["Content-Range"] = f"bytes {span[0]}-{span[1]}/{file.size}"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    return response


def _file_for(request: HttpRequest, hand_in: int, key: UUID) -> AssignmentFile:
    person = person_of(request)
    file = own_file(person, hand_in, key)
    if file is not None:
        return file
    look = look_of(person, role_of(request), hand_in)
    file = shown_file(look, key) if look else None
    if look is None or file is None:
        raise Http404
    record(Verb.READ_ASSIGNMENT, subject=look.owner_id, about=file)
    return file


def _span(header: str, size: int) -> tuple[int, int] | None:
    """The one range of bytes that a player asks for; None for the whole file."""
    unit, _equals, wanted = header.partition("=")
    first, dash, last = wanted.strip().partition("-")
    if unit != "bytes" or not dash or not (first.isascii() and last.isascii()):
        return None
    if first.isdigit() and (last.isdigit() or not last):
        begin, end = int(first[:12]), int(last[:12]) if last else size - 1
    elif not first and last.isdigit():
        begin, end = max(size - int(last[:12]), 0), size - 1
    else:
        return None
    return (begin, min(end, size - 1)) if begin <= end and begin < size else None


@require_safe
def look_list(request: HttpRequest) -> HttpResponse:
    """Everything that she was asked to look along at."""
    looks = looks_of(person_of(request), role_of(request))
    record_listed({look.owner_id: LookAlong._meta.label for look in looks})
    return render(request, "modules/looks.html", {"looks": looks})


@require_http_methods(["GET", "HEAD", "POST"])
def look_along(request: HttpRequest, hand_in: int) -> HttpResponse:
    """One assignment, for who was asked to look along; POST leaves a reaction."""
    found = _asked(request, hand_in)
    if found is None:
        return gone(request, request.POST.get("text", ""), reverse("look_list"), _("Meekijken"))
    look, shown = found
    label = _("Een korte reactie")
    if request.method != "POST":
        record(Verb.READ_ASSIGNMENT, subject=look.owner_id, about=look.hand_in_label)
        return _look_page(request, look, shown, RemarkForm(version=shown.version, label=label))
    form = RemarkForm(request.POST, label=label, needed=True)
    if not form.is_valid():
        return _look_page(request, look, shown, form, status=422)
    try:
        react(
            look=look, by=person_of(request), text=form.cleaned_data["text"], uuid=form.cleaned_data["uuid"]
        )
    except Passed:
        return gone(request, form.cleaned_data["text"], reverse("look_list"), _("Meekijken"))
    messages.success(
        request, _("De reactie is bewaard. %(name)s kan hem lezen.") % {"name": look.owner.given_name}
    )
    return redirect("look_along", hand_in)


def gone(request: HttpRequest, typed: str, back: str, back_label: str) -> HttpResponse:
    """404 for what she does not look along at, or no longer; with what she typed, so that it is not lost.

    The same for what never was hers: whoever was not asked cannot tell whether it exists.
    """
    if not typed.strip():
        raise Http404
    context = {"typed": typed[:MAX_REMARK], "back": back, "back_label": back_label}
    return render(request, "modules/look_gone.html", context, status=HTTPStatus.NOT_FOUND)


def _asked(request: HttpRequest, hand_in: int) -> tuple[LookAlong, Shown] | None:
    """What she was asked by name, in the role that she works in; None for anything else."""
    role = role_of(request)
    look = look_of(person_of(request), role, hand_in) if role in BY_NAME else None
    shown = shown_to(look) if look else None
    return (look, shown) if look and shown else None


def _look_page(
    request: HttpRequest, look: LookAlong, shown: Shown, form: RemarkForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"look": look, "shown": shown, "form": form}
    return render(request, "modules/look_along.html", context, status=status)
