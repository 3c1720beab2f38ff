"""The result in words, sharing it, and wiping it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from selfscan import queries
from selfscan.presentation import result_lines, signal_texts
from selfscan.services import scans, sharing
from selfscan.views.common import organisation_of, person_of, voice_for


@require_safe
def scan_result(request: HttpRequest) -> HttpResponse:
    """Her result in words per competence, and with whom she shares those words."""
    person, voice = person_of(request), voice_for(request)
    path = next(iter(queries.latest_paths(person, count=1)), None)
    if path is None:
        return redirect("scan_start")
    scan = queries.stored_scan(path.run.version)
    shared_with = queries.shared_with(person, organisation=organisation_of(request))
    trainers = dict.fromkeys((*sharing.own_trainers(person), *shared_with))
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
        "trainers": [(trainer, trainer in shared_with) for trainer in trainers],
    }
    return render(request, "selfscan/result.html", context)


@require_POST
def scan_share(request: HttpRequest) -> HttpResponse:
    """Start sharing with one of her own practice trainers, or stop it, also with who isn't one any more."""
    person, organisation = person_of(request), organisation_of(request)
    starts = request.POST.get("share") == "on"
    known = sharing.own_trainers(person)
    if not starts:
        known += queries.shared_with(person, organisation=organisation)
    trainer = next((found for found in known if str(found.pk) == request.POST.get("trainer")), None)
    if trainer is None:
        raise Http404
    if starts:
        sharing.share_result(person=person, trainer=trainer, organisation=organisation)
        messages.success(request, _("%(name)s kan de uitslag nu zien.") % {"name": trainer})
    else:
        sharing.revoke_share(person=person, trainer_id=trainer.pk)
        messages.success(request, _("%(name)s ziet de uitslag niet meer.") % {"name": trainer})
    return redirect("scan_result")


@require_http_methods(["GET", "HEAD", "POST"])
def scan_wipe(request: HttpRequest) -> HttpResponse:
    """Ask once, then wipe her scans and everything that was made of them."""
    person = person_of(request)
    if request.method == "POST":
        scans.wipe_answers(person=person)
        messages.success(request, _("De zelfscan is gewist. Wat in de modules is gedaan, is er nog."))
        return redirect("learning_path")
    return render(request, "selfscan/wipe.html")
