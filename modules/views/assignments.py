"""`/modules/<slug>/opdracht/`: write, bring files, choose who looks along, hand in, take back."""

import uuid
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.assignments import MAX_FILES, may_withdraw, may_write
from modules.forms.assignments import AssignmentForm, PieceForm
from modules.models import AssignmentFile, HandIn, ModulePage, ModuleProgress
from modules.queries import hand_in_of, whom_to_ask
from modules.services import (
    BadPiece,
    Locked,
    NobodyAsked,
    NotConfirmed,
    NothingThere,
    NotKept,
    StaleDraft,
    WrongOffset,
    add_file,
    hand_in,
    remove_file,
    save_draft,
    take_back,
    take_piece,
    tick_assignment,
)
from modules.services.assignments.files import AWAY
from modules.uploads import MAX_BYTES, TOO_BIG, Refused
from modules.views.access import learner_of, module_or_404
from organisations.asking import organisation_of
from people.models import Person

PIECE = 512 * 1024


def own_module(request: HttpRequest, slug: str) -> tuple[ModulePage, Person]:
    """A module with an assignment, and who works on it; 404 for whoever only reads."""
    module, person = module_or_404(slug), learner_of(request)
    if person is None or not module.assignment_title:
        raise Http404
    return module, person


def assignment_context(
    request: HttpRequest, module: ModulePage, person: Person, form: AssignmentForm | None, **more: Any
) -> dict[str, Any]:
    """What the page of an assignment shows."""
    work = hand_in_of(person, module)
    asking = whom_to_ask(person, module)
    return {
        "module": module,
        "work": work,
        "form": form or AssignmentForm(work, asking),
        "asking": asking,
        "files": list(work.files.all()) if work else [],
        "events": list(work.events.all()) if work else [],
        "question": _open_question(work),
        "may_write": work is None or may_write(work.state),
        "may_withdraw": work is not None and may_withdraw(work.state),
        "progress": ModuleProgress.objects.filter(person=person, module=module).first(),
        "max_files": MAX_FILES,
        "piece": PIECE,
        "most_bytes": MAX_BYTES,
        **more,
    }


def _open_question(work: HandIn | None) -> Any:
    """What her trainer asked, while it is hers to answer."""
    if work is None or work.state != "more_asked":
        return None
    return next((event for event in reversed(list(work.events.all())) if event.kind == "more_asked"), None)


def _page(
    request: HttpRequest,
    module: ModulePage,
    person: Person,
    *,
    form: AssignmentForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = assignment_context(request, module, person, form, **more)
    return render(request, "modules/assignment.html", context, status=status)


def _address(module: ModulePage, anchor: str = "") -> str:
    return reverse("assignment", args=[module.slug]) + anchor


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of an assignment; POST keeps the draft, and a file that comes with it."""
    module, person = own_module(request, slug)
    if request.method != "POST":
        return _page(request, module, person)
    form = AssignmentForm(hand_in_of(person, module), whom_to_ask(person, module), request.POST)
    refused = _keep_draft(request, module, person, form)
    if refused is not None:
        return refused
    if "bestand" in request.FILES:
        return _with_file(request, module, person, form)
    return _kept(request, module, person)


def _kept(request: HttpRequest, module: ModulePage, person: Person) -> HttpResponse:
    message = _("Bewaard om %(time)s") % {"time": timezone.localtime().strftime("%H.%M")}
    if _wants_json(request):
        work = hand_in_of(person, module)
        revision = work.revision if work else 0
        return JsonResponse({"revision": revision, "message": message, "url": _address(module)})
    messages.success(request, message)
    return redirect("assignment", module.slug)


def _keep_draft(
    request: HttpRequest, module: ModulePage, person: Person, form: AssignmentForm
) -> HttpResponse | None:
    """Keep what was typed; the answer when that can't be."""
    if not form.is_valid():
        if _wants_json(request):
            text = _("Er klopt iets nog niet. Kijk bij de velden. De tekst staat er nog.")
            return JsonResponse({"message": text, "errors": form.errors}, status=422)
        return _page(request, module, person, form=form, status=422)
    try:
        save_draft(
            person=person,
            module=module,
            uuid=form.cleaned_data["uuid"],
            based_on=form.cleaned_data["based_on"],
            text=form.cleaned_data["text"],
            looks=form.looks,
        )
    except StaleDraft as stale:
        return _stale(request, module, person, form, stale.hand_in)
    except Locked as locked:
        return _locked(request, module, person, locked.hand_in)
    return None


def _stale(
    request: HttpRequest, module: ModulePage, person: Person, form: AssignmentForm, work: HandIn
) -> HttpResponse:
    text = _("Dit is ergens anders al bewaard. Wat hier staat, is nog niet bewaard. Druk nog een keer.")
    if _wants_json(request):
        return JsonResponse({"revision": work.revision, "message": text}, status=409)
    return _page(
        request,
        module,
        person,
        form=form.renewed(work.revision),
        status=409,
        conflict=text,
        elsewhere=work.text,
    )


def _locked(request: HttpRequest, module: ModulePage, person: Person, work: HandIn) -> HttpResponse:
    text = (
        _("Deze opdracht is afgetekend. Er verandert niets meer aan.")
        if work.state == "signed_off"
        else _("Deze opdracht is al ingeleverd. Trek hem eerst terug om iets te veranderen.")
    )
    if _wants_json(request):
        return JsonResponse({"message": text}, status=409)
    return _page(request, module, person, status=409, conflict=text, typed=request.POST.get("text", ""))


# Files --------------------------------------------------------------------------------------------


def _with_file(
    request: HttpRequest, module: ModulePage, person: Person, form: AssignmentForm
) -> HttpResponse:
    """A whole file in a form, as a browser without JavaScript sends it."""
    file: Any = request.FILES["bestand"]
    try:
        if (file.size or 0) > MAX_BYTES:
            raise Refused(TOO_BIG)
        # Sent twice, the same form gives the same file once.
        add_file(
            person=person,
            module=module,
            upload=uuid.uuid5(form.cleaned_data["uuid"], "bestand"),
            name=str(file.name),
            data=file.read(),
            confirmed="herkenbaar" in request.POST,
        )
    except Refused as refused:
        asks_for_tick = isinstance(refused, NotConfirmed)
        return _page(
            request, module, person, status=422, file_fault=refused.text, asks_for_tick=asks_for_tick
        )
    except NotKept:
        return _page(request, module, person, status=HTTPStatus.SERVICE_UNAVAILABLE, file_fault=AWAY)
    except Locked as locked:
        return _locked(request, module, person, locked.hand_in)
    messages.success(request, _("Het bestand is toegevoegd."))
    return redirect(_address(module, "#bestanden"))


@require_POST
def assignment_piece(request: HttpRequest, slug: str) -> HttpResponse:
    """The next piece of a file: how far it is, 409 with where to go on, 422 with what is wrong."""
    module, person = own_module(request, slug)
    form = PieceForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"message": _("Dit bestand kwam niet goed aan. Kies het opnieuw.")}, status=422)
    sent = form.cleaned_data
    try:
        taken = take_piece(
            person=person,
            module=module,
            upload=sent["upload"],
            name=sent["name"],
            size=sent["size"],
            offset=sent["offset"],
            content=sent["piece"].read(PIECE + 1)[:PIECE],
            digest=sent["digest"],
            confirmed=sent["confirmed"],
        )
    except WrongOffset as wrong:
        return JsonResponse({"received": wrong.received}, status=409)
    except BadPiece:
        return JsonResponse({"message": _("Een stuk kwam niet goed aan.")}, status=400)
    except Refused as refused:
        asks_for_tick = isinstance(refused, NotConfirmed)
        return JsonResponse({"message": str(refused.text), "asks_for_tick": asks_for_tick}, status=422)
    except NotKept:
        return JsonResponse({"message": str(AWAY)}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    except Locked:
        text = _("Deze opdracht is al ingeleverd. Trek hem eerst terug om iets te veranderen.")
        return JsonResponse({"message": text}, status=422)
    return JsonResponse({"received": taken.received, "done": taken.file is not None})


@require_POST
def assignment_file_remove(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Take one of one's own files away."""
    module, person = own_module(request, slug)
    if not AssignmentFile.objects.filter(person=person, hand_in__module=module, key=key).exists():
        raise Http404
    try:
        remove_file(person=person, module=module, key=key)
    except Locked as locked:
        return _locked(request, module, person, locked.hand_in)
    messages.success(request, _("Het bestand is weg."))
    return redirect(_address(module, "#bestanden"))


# Handing in ---------------------------------------------------------------------------------------


@require_POST
def assignment_tick(request: HttpRequest, slug: str) -> HttpResponse:
    """Set or clear one's own tick "gedaan" at the workplace assignment."""
    module = module_or_404(slug)
    person = learner_of(request)
    if person is not None:
        tick_assignment(person=person, module=module, done=request.POST.get("gedaan") == "ja")
    response = redirect("module_detail", slug)
    response["Location"] += "#opdracht"
    return response


@require_POST
def assignment_hand_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what is on the screen, and give it to whom she chose."""
    module, person = own_module(request, slug)
    work = hand_in_of(person, module)
    form = AssignmentForm(work, whom_to_ask(person, module), request.POST, for_others=True)
    if work is None or may_write(work.state):
        refused = _keep_draft(request, module, person, form)
        if refused is not None:
            return refused
    elif not form.is_valid():
        return _locked(request, module, person, work)
    try:
        hand_in(
            person=person,
            module=module,
            organisation=organisation_of(request),
            uuid=form.cleaned_data["uuid"],
        )
    except StaleDraft as stale:
        return _stale(request, module, person, form, stale.hand_in)
    except NothingThere:
        # The draft is kept by now: what she types next is written over that one.
        kept = hand_in_of(person, module)
        form = form.renewed(kept.revision if kept else 0)
        form.add_error("text", _("Schrijf eerst iets, of voeg een foto of geluid toe."))
    except NobodyAsked:
        text = _("Kies eerst wie meekijkt. Blijft de opdracht van jezelf? Zet dan zelf het vinkje ‘Gedaan’.")
        return _page(request, module, person, status=422, nobody_asked=text)
    except Locked as locked:
        return _locked(request, module, person, locked.hand_in)
    else:
        messages.success(request, _("Ingeleverd. Wie meekijkt, krijgt bericht."))
        return redirect("assignment", module.slug)
    return _page(request, module, person, form=form, status=422)


@require_POST
def assignment_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take it back from whoever looks along."""
    module, person = own_module(request, slug)
    try:
        take_back(person=person, module=module, uuid=uuid.uuid4())
    except Locked as locked:
        return _locked(request, module, person, locked.hand_in)
    messages.success(request, _("Teruggetrokken. Niemand kijkt nu mee."))
    return redirect("assignment", module.slug)
