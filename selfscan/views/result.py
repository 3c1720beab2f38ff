"""The result in words, sharing it, and wiping it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Person
from selfscan import queries
from selfscan.presentation import result_lines, said_of_share, share_form, share_lines, signal_texts
from selfscan.services import scans, sharing
from selfscan.views.common import organisation_of, person_of, voice_for

UNPROCESSABLE, CONFLICT = 422, 409


@require_safe
def scan_result(request: HttpRequest) -> HttpResponse:
    """Her result in words per competence, and with whom she shares those words."""
    person, voice = person_of(request), voice_for(request)
    path = next(iter(queries.latest_paths(person, count=1)), None)
    if path is None:
        return redirect("scan_start")
    scan = queries.stored_scan(path.run.version)
    earlier = queries.earlier_result(path.run)
    context = {
        "run": path.run,
        "earlier": earlier,
        "lines": result_lines(
            path.result,
            scan.definition,
            queries.level_texts(),
            voice,
            earlier.result if earlier else None,
        ),
        "signals": signal_texts(path.result["signals"], scan.texts, voice),
        "shares": share_lines(person, organisation_of(request)),
    }
    return render(request, "selfscan/result.html", context)


@require_POST
def scan_share(request: HttpRequest) -> HttpResponse:
    """Share with one of her own practice trainers, set the last day, or stop, also with who isn't one any more."""
    person, organisation = person_of(request), organisation_of(request)
    lines = share_lines(person, organisation)
    line = next((found for found in lines if str(found.trainer.pk) == request.POST.get("trainer")), None)
    if line is None:
        raise Http404
    if request.POST.get("share") != "on":
        sharing.revoke_share(person=person, trainer_id=line.trainer.pk)
        messages.success(request, _("%(name)s ziet de uitslag niet meer.") % {"name": line.trainer})
        return redirect("scan_result")
    if line.form is None:
        raise Http404
    form = share_form(line.trainer, line.share, request.POST)
    if not form.is_valid():
        context = {"line": replace(line, form=form)}
        return render(request, "selfscan/share.html", context, status=UNPROCESSABLE)
    last_day = form.cleaned_data["last_day"]
    try:
        sharing.share_result(
            person=person,
            trainer=line.trainer,
            organisation=organisation,
            last_day=last_day,
            based_on=form.cleaned_data["based_on"],
        )
    except sharing.ShareChanged as changed:
        current = changed.current
        form.renew(current.mark if current else sharing.NOT_SHARED)
        changes = [(_("Gedeeld met %(name)s") % {"name": line.trainer}, said_of_share(current))]
        stale = {"line": replace(line, share=current, form=form), "is_stale": True, "changed": changes}
        return render(request, "selfscan/share.html", stale, status=CONFLICT)
    messages.success(request, _shared_message(line.trainer, last_day))
    return redirect("scan_result")


def _shared_message(trainer: Person, last_day: dt.date | None) -> str:
    if last_day is None:
        return _("%(name)s kan de uitslag nu zien.") % {"name": trainer}
    day = date_format(last_day, "j F Y")
    return _("%(name)s kan de uitslag nu zien, tot en met %(day)s.") % {"name": trainer, "day": day}


@require_http_methods(["GET", "HEAD", "POST"])
def scan_wipe(request: HttpRequest) -> HttpResponse:
    """Ask once, then wipe her scans and everything that was made of them."""
    person = person_of(request)
    if request.method == "POST":
        scans.wipe_answers(person=person)
        messages.success(request, _("De zelfscan is gewist. Wat in de modules is gedaan, is er nog."))
        return redirect("learning_path")
    return render(request, "selfscan/wipe.html")
