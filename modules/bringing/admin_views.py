"""Casuïstiek → Ingebracht, in the editors' admin: what supervisors brought in."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from modules.bringing.forms import AskForm, DeclineForm, ThanksForm
from modules.bringing.queries import Told, brought_for_authors, brought_for_authors_with_key
from modules.bringing.rules import may_be_handled
from modules.bringing.services import NotNow, ask, decline, make_case, note_reading, thank
from modules.models import BroughtCase
from organisations.asking import person_of

FORMS = {"thank": ThanksForm, "ask": AskForm, "decline": DeclineForm}


@require_safe
def brought_index(request: HttpRequest) -> HttpResponse:
    """Everything that was brought in and not withdrawn: what still waits first."""
    rows = brought_for_authors()
    context = {
        "waiting": [each for each in rows if may_be_handled(each.stage)],
        "done": [each for each in rows if not may_be_handled(each.stage)],
    }
    return render(request, "modules/admin/brought_list.html", context)


@require_safe
def brought_read(request: HttpRequest, brought_id: int) -> HttpResponse:
    """One of them, with what can be done; that it was opened is told to her who brought it in."""
    told = told_or_404(brought_id)
    return _page(request, told)


@require_POST
def brought_handle(request: HttpRequest, brought_id: int, what: str) -> HttpResponse:
    """Thank, ask, make or decline: 422 without words, 409 when it was withdrawn or published meanwhile."""
    told = told_or_404(brought_id)
    if what == "make":
        return _make(request, told)
    if what not in FORMS:
        raise Http404
    form = FORMS[what](request.POST, prefix=what)
    if not form.is_valid():
        return _page(request, told, HTTPStatus.UNPROCESSABLE_ENTITY, **{what: form})
    text = form.cleaned_data["text"]
    if what == "decline" and told.brought.case is not None and not _may_edit(request, told):
        return _not_now(request, told, decline=form, is_being_made=True)
    try:
        said = _say(what, told.brought, text)
    except NotNow:
        return _not_now(request, told, **{what: form})
    if said is None:
        return _not_now(request, told, **{what: form}, asked_already=True)
    messages.success(request, said)
    return redirect("casuistiek:brought", brought_id)


def _say(what: str, brought: BroughtCase, text: str) -> str | None:
    if what == "thank":
        thank(brought_id=brought.pk, text=text)
        return _("De dank staat op de pagina van de inbrenger.")
    if what == "decline":
        decline(brought_id=brought.pk, reason=text, case_id=brought.case_id)
        return _("De inbrenger leest waarom dit geen casus wordt.")
    question = ask(brought_id=brought.pk, text=text)
    return _("De vraag is gesteld. Het antwoord komt hier te staan.") if question.text == text else None


def _make(request: HttpRequest, told: Told) -> HttpResponse:
    try:
        case = make_case(brought_id=told.brought.pk, author=person_of(request))
    except NotNow:
        return _not_now(request, told)
    if case.owner_id != person_of(request).pk:  # a colleague was first; her draft is hers
        messages.info(request, _("Hier wordt al een casus van gemaakt."))
        return redirect("casuistiek:brought", told.brought.pk)
    messages.success(request, _("Dit is het concept, met de woorden van de inbrenger. Schrijf het verder."))
    return redirect("wagtailadmin_pages:edit", case.pk)


def _not_now(request: HttpRequest, told: Told, **more: Any) -> HttpResponse:
    again = brought_for_authors_with_key(told.brought.pk) or told
    return _page(request, again, HTTPStatus.CONFLICT, is_stale=True, **more)


def _page(request: HttpRequest, told: Told, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    """What was brought in, with the forms; whoever sees it has read it."""
    note_reading(told.brought)
    return render(request, "modules/admin/brought.html", _context(request, told, **more), status=status)


def told_or_404(brought_id: int) -> Told:
    """What was brought in and not withdrawn."""
    told = brought_for_authors_with_key(brought_id)
    if told is None:
        raise Http404
    return told


def _context(request: HttpRequest, told: Told, **more: Any) -> dict[str, Any]:
    brought = told.brought
    return {
        "told": told,
        "brought": brought,
        "name": str(brought.person) if brought.gives_name else "",
        "is_open": may_be_handled(told.stage),
        "may_edit": _may_edit(request, told),
        "thank": ThanksForm(prefix="thank", initial={"text": brought.thanks}),
        "ask": AskForm(prefix="ask"),
        "decline": DeclineForm(prefix="decline"),
        **more,
    }


def _may_edit(request: HttpRequest, told: Told) -> bool:
    case = told.brought.case
    return case is not None and bool(case.permissions_for_user(request.user).can_edit())
