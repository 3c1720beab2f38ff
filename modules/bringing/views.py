"""`/samen/casussen/inbrengen/`: bringing in a case, and what becomes of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.bringing.forms import AnswerQuestionForm, BringForm
from modules.bringing.queries import Told, brought_by, brought_by_with_key
from modules.bringing.rules import may_withdraw
from modules.bringing.services import NotNow, StaleText, answer_question, bring_in, withdraw
from modules.queries import case_index
from organisations.asking import organisation_of, person_of


@require_http_methods(["GET", "HEAD", "POST"])
def case_bring(request: HttpRequest) -> HttpResponse:
    """`/samen/casussen/inbrengen/`: tell what happened."""
    form = BringForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "keep_anyway"}
        brought = bring_in(person=person_of(request), organisation=organisation_of(request), **told)
        messages.success(request, _("De casus is ingebracht. Hieronder staat straks wat ermee gebeurt."))
        return redirect("brought_detail", brought.pk)
    context = {"form": form, "index": case_index()}
    return render(request, "modules/bringing/bring.html", context, status=422 if form.is_bound else 200)


@require_safe
def brought_list(request: HttpRequest) -> HttpResponse:
    """`/samen/casussen/ingebracht/`: what she brought in, with how it is with each."""
    return render(request, "modules/bringing/list.html", {"brought": brought_by(person_of(request))})


@require_safe
def brought_detail(request: HttpRequest, brought_id: int) -> HttpResponse:
    """`/samen/casussen/ingebracht/<id>/`: what became of it, and what was asked."""
    told = told_or_404(request, brought_id)
    question = told.open_question
    form = AnswerQuestionForm(initial={"revision": question.revision}) if question else None
    return render(request, "modules/bringing/detail.html", _context(told, form))


@require_POST
def brought_answer(request: HttpRequest, brought_id: int, question_id: int) -> HttpResponse:
    """Answer a question: 422 without an answer, 409 when it was answered in another window."""
    told = told_or_404(request, brought_id)
    question = next((each for each in told.questions if each.pk == question_id), None)
    if question is None:
        raise Http404
    form = AnswerQuestionForm(request.POST)
    more: dict[str, Any] = {"answering": question}
    if not form.is_valid():
        return render(request, "modules/bringing/detail.html", _context(told, form, **more), status=422)
    try:
        answer_question(
            person=person_of(request),
            question_id=question_id,
            revision=form.cleaned_data["revision"],
            answer=form.cleaned_data["answer"],
        )
    except StaleText as stale:
        again = AnswerQuestionForm(
            initial={"revision": stale.current.revision, "answer": form.cleaned_data["answer"]}
        )
        more |= {"is_stale": True}
        return render(request, "modules/bringing/detail.html", _context(told, again, **more), status=409)
    except NotNow:
        more |= {"is_over": True}
        return render(request, "modules/bringing/detail.html", _context(told, form, **more), status=409)
    messages.success(request, _("Het antwoord is verstuurd."))
    return redirect("brought_detail", brought_id)


@require_http_methods(["GET", "HEAD", "POST"])
def brought_withdraw(request: HttpRequest, brought_id: int) -> HttpResponse:
    """Take it back, after asking; a published case stays."""
    told = told_or_404(request, brought_id)
    if request.method != "POST":
        context = {"told": told, "may_withdraw": may_withdraw(told.stage)}
        return render(request, "modules/bringing/withdraw.html", context)
    try:
        withdraw(person=person_of(request), brought_id=brought_id)
    except NotNow:
        messages.error(request, _("Terugtrekken kan niet meer. Hieronder staat waarom."))
    else:
        messages.success(request, _("De casus is teruggetrokken. De casusauteurs zien hem niet meer."))
    return redirect("brought_detail", brought_id)


def told_or_404(request: HttpRequest, brought_id: int) -> Told:
    """One that this person brought in; anybody else's is not there."""
    told = brought_by_with_key(person_of(request), brought_id)
    if told is None:
        raise Http404
    return told


def _context(told: Told, form: AnswerQuestionForm | None, **more: Any) -> dict[str, Any]:
    return {
        "told": told,
        "form": form,
        "answering": told.open_question,
        "may_withdraw": may_withdraw(told.stage),
        **more,
    }
