"""`/beheer/verplicht/`: which modules everybody in this organisation does."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from modules.queries import ModuleFacts
from selfscan import queries
from selfscan.forms import MandatoryForm
from selfscan.models import MandatoryModule
from selfscan.services.policy import DecisionChanged, end_mandatory, make_mandatory
from selfscan.views.common import organisation_of

STOP = "stop"


@require_safe
def mandatory_list(request: HttpRequest) -> HttpResponse:
    """Every module: whether it follows the advice or everybody does it, and who decided that."""
    rows = queries.mandatory_modules()
    modules = [(module, rows.get(key)) for key, module in queries.published_facts().items()]
    return render(request, "selfscan/mandatory_list.html", {"modules": modules})


@require_http_methods(["GET", "HEAD", "POST"])
def mandatory_edit(request: HttpRequest, key: str) -> HttpResponse:
    """One module: POST makes it mandatory here, changes who and why, or lets it follow the advice again."""
    module = queries.published_facts().get(key)
    if module is None or module.always_do:
        raise Http404
    row = queries.mandatory_modules().get(key)
    if request.method == "POST" and STOP in request.POST:
        try:
            end_mandatory(module=key, based_on=request.POST.get("based_on", ""))
        except DecisionChanged as changed:
            context = {"module": module, "row": changed.current, "form": MandatoryForm(row=changed.current)}
            return render(
                request,
                "selfscan/mandatory_edit.html",
                context | {"is_not_stopped": True},
                status=HTTPStatus.CONFLICT,
            )
        messages.success(
            request, _("Deze module volgt weer het advies: %(title)s.") % {"title": module.title}
        )
        return redirect("mandatory_list")
    form = MandatoryForm(request.POST if request.method == "POST" else None, row=row)
    if request.method != "POST" or not form.is_valid():
        return _page(request, module, row, form)
    try:
        make_mandatory(
            organisation=organisation_of(request),
            module=key,
            decided_by=form.cleaned_data["decided_by"],
            reason=form.cleaned_data["reason"],
            based_on=form.cleaned_data["based_on"],
        )
    except DecisionChanged as changed:
        current = MandatoryForm(row=changed.current)
        form.renew(current.initial["based_on"])
        return _page(request, module, changed.current, form, current)
    messages.success(request, _("Iedereen doet nu deze module: %(title)s.") % {"title": module.title})
    return redirect("mandatory_list")


def _page(
    request: HttpRequest,
    module: ModuleFacts,
    row: MandatoryModule | None,
    form: MandatoryForm,
    current: MandatoryForm | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"module": module, "row": row, "form": form, "is_stale": current is not None}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    if current is not None:
        context["changed"], status = form.other_than(current), HTTPStatus.CONFLICT
    return render(request, "selfscan/mandatory_edit.html", context, status=status)
