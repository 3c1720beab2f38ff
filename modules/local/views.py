"""`/beheer/inhoud/`: what this organisation says itself in the steps."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from modules.forms import activity_for
from modules.local.forms import LocalStepForm
from modules.local.queries import (
    LocalStep,
    local_modules,
    local_step,
    published_step_named,
    texts_of,
    versions_of_texts,
)
from modules.local.rules import Standing, meter
from modules.local.services import OlderText, OlderTexts, Written, keep_text, keep_texts
from modules.local.shown import Shown, shown_as_typed
from modules.queries import module_of
from modules.views.steps import step_context
from organisations.asking import organisation_of, person_of

STILL_FITS, PREVIEW = "klopt", "voorbeeld"


@require_safe
def local_overview(request: HttpRequest) -> HttpResponse:
    """Every step with a question or a note, how far each module is, and which questions changed."""
    modules, loose = local_modules()
    steps = [step for module in modules for step in module.steps]
    context = {
        "modules": modules,
        "loose": loose,
        "meter": meter(slot.standing for step in steps for slot in step.slots),
        "changed": [(step, slot) for step in steps for slot in step.changed],
    }
    return render(request, "modules/local/overview.html", context)


def _place_or_404(code: str) -> LocalStep:
    step = published_step_named(code)
    if step is None:
        raise Http404
    return local_step(step, texts_of(step))


@require_http_methods(["GET", "HEAD", "POST"])
def local_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The questions of a step and the note beside it; POST keeps, confirms or shows them."""
    place = _place_or_404(code)
    if request.method == "POST" and STILL_FITS in request.POST:
        return _confirm(request, place)
    form = LocalStepForm(request.POST or None, place=place)
    if request.method == "POST" and form.is_valid():
        if PREVIEW in request.POST:
            return _preview(request, place, form)
        if (done := _keep(request, place, form)) is not None:
            return done
    rows = [row for row in (*(slot.row for slot in place.slots), place.note) if row is not None]
    versions = versions_of_texts(rows)
    context = {
        "place": place,
        "form": form,
        "module": module_of(place.step),
        "fields": [
            (slot, text, version, versions.get(slot.row.pk, [])[1:] if slot.row else [])
            for slot, text, version in form.slot_fields
        ],
        "note_versions": versions.get(place.note.pk, [])[1:] if place.note else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "modules/local/edit.html", context, status=status)


def _keep(request: HttpRequest, place: LocalStep, form: LocalStepForm) -> HttpResponse | None:
    texts = [
        Written(
            name, slot.key if slot else None, form.text(name), slot.asked if slot else "", form.based_on(name)
        )
        # What was not touched stays under the question that it was given to.
        for name, slot in form.touched()
    ]
    try:
        changed = keep_texts(
            organisation=organisation_of(request), person=person_of(request), step=place.step, texts=texts
        )
    except OlderTexts as older:
        for name, now in older.now.items():
            form.overtake(name, now)
        return None
    told = ngettext("Bewaard: %(number)d tekst.", "Bewaard: %(number)d teksten.", changed)
    messages.success(request, told % {"number": changed} if changed else _("Er is niets veranderd."))
    return redirect("local_overview")


def _confirm(request: HttpRequest, place: LocalStep) -> HttpResponse:
    """The answer still fits the question as it is now."""
    wanted = request.POST.get(STILL_FITS)
    slot = next((each for each in place.slots if str(each.key) == wanted), None)
    if slot is None or slot.row is None or slot.standing is not Standing.CHANGED:
        messages.info(request, _("Hier valt niets meer te bevestigen."))
        return redirect("local_edit", place.step.code)
    try:
        keep_text(
            organisation=organisation_of(request),
            person=person_of(request),
            step=place.step,
            slot=slot.key,
            text=slot.text,
            asked=slot.asked,
            based_on=slot.row.version,
        )
    except OlderText:
        messages.info(request, _("Een ander bewaarde intussen een nieuwe tekst. Kijk nog een keer."))
        return redirect("local_edit", place.step.code)
    messages.success(request, _("Genoteerd: de tekst klopt nog."))
    return redirect("local_overview")


def _preview(request: HttpRequest, place: LocalStep, form: LocalStepForm) -> HttpResponse:
    """The step with what was typed, before it is kept."""
    activity = activity_for(place.step, can_answer=False)
    if activity is None:
        raise Http404
    shown: list[Shown] = shown_as_typed(place, {name: form.text(name) for name, _slot in form.texts()})
    context: dict[str, Any] = step_context(place.step, activity, None)
    return render(request, "modules/step.html", context | {"local": shown, "is_local_preview": True})
