"""`/mijn-gegevens/`: what is kept of me, who sees it, and how I change or wipe it."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.audit import record, where_acting
from people.enums import Verb
from people.erasure import SolveFirst, erase_account
from people.exports import as_json, parts_of
from people.forms import EraseForm, NameForm
from people.models import Person
from people.registry import everything_kept, personal_data, personal_data_named, remarks_for, sections
from people.services import rename, wipe


def _person(request: HttpRequest) -> Person:
    person: Person = request.user  # type: ignore[assignment]  # portal.access admits members only
    return person


@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest) -> HttpResponse:
    """`/mijn-gegevens/`: works for every role; POST stores one's own name."""
    person = Person.objects.get(pk=_person(request).pk)
    form = NameForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        rename(_person(request), form.cleaned_data["name"])
        messages.success(request, _("De naam is bewaard."))
        return redirect("my_data")
    parts = [(section, section.describe(_person(request))) for section in sections()]
    counted = [(kind, kind.count(_person(request))) for kind in personal_data()]
    context = {
        "form": form,
        "sections": [(section, data) for section, data in parts if data is not None],
        "made": [(kind, number) for kind, number in counted if number],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "people/my_data.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def my_data_wipe(request: HttpRequest, name: str) -> HttpResponse:
    """`/mijn-gegevens/wissen/<name>/`: wipe one kind of one's own answers, after asking."""
    kind = personal_data_named(name)
    if kind is None:
        raise Http404
    if request.method != "POST":
        context = {"kind": kind, "number": kind.count(_person(request))}
        return render(request, "people/wipe.html", context)
    wipe(_person(request), kind)
    messages.success(request, _("Gewist: %(what)s.") % {"what": kind.label})
    return redirect("my_data")


@require_safe
def my_data_download(request: HttpRequest) -> HttpResponse:
    """`/mijn-gegevens/download/`: everything that is kept of me, as JSON for other programs."""
    text = as_json(parts_of(_person(request)), made_at=timezone.now(), organisation_key=where_acting())
    return _own_copy(request, text, "application/json", "mijn-gegevens.json")


@require_safe
def my_data_read(request: HttpRequest) -> HttpResponse:
    """`/mijn-gegevens/download/lezen/`: the same as one page that reads without this portal."""
    context = {"parts": parts_of(_person(request)), "made_at": timezone.now(), "person": _person(request)}
    text = render_to_string("people/my_data_copy.html", context, request)
    return _own_copy(request, text, "text/html; charset=utf-8", "mijn-gegevens.html")


def _own_copy(request: HttpRequest, text: str, content_type: str, name: str) -> HttpResponse:
    record(Verb.DOWNLOADED, subject=_person(request), about=name)
    response = HttpResponse(text, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def my_data_erase(request: HttpRequest) -> HttpResponse:
    """`/mijn-gegevens/verwijderen/`: what goes, what stays and why; POST takes the whole account away."""
    person = _person(request)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_account(person=person)
        except SolveFirst:
            form.add_error(None, _("Dit kan nog niet. Hieronder staat waarom."))
        else:
            logout(request)
            messages.success(request, _("Het account is verwijderd, met alles wat erbij hoorde."))
            return redirect("account_login")
    remarks = remarks_for(person)
    context = {
        "form": form,
        "goes": [part.kept for part in parts_of(person) if part.rows and part.kept.erase],
        "stays": [kept for kept in everything_kept() if kept.erase is None],
        "blocks": [remark.text for remark in remarks if remark.blocks],
        "remarks": [remark.text for remark in remarks if not remark.blocks],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "people/erase.html", context, status=status)
