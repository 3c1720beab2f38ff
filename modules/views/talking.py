"""The discussion of a case: first one's own answer, then those of others."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import striptags
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.casework.talking import may_answer
from modules.forms import AnswerQuestionForm, ChangeForm, ReasonForm, ReplyForm
from modules.models import CasePage, DiscussionReach
from modules.queries import (
    Reader,
    Seen,
    answered_questions,
    answers_by_question,
    case_index,
    case_of,
    contributed_before,
    held_contribution,
    published_case,
    reported_by,
    seen_contribution,
    talk_about,
)
from modules.richtext import with_own_words
from modules.services import (
    AlreadyAnswered,
    HasReplies,
    IsGone,
    StaleChange,
    TooMany,
    answer_question,
    change_contribution,
    recognise,
    reply,
    report_contribution,
    withdraw,
)
from modules.views.access import organisation_of, role_of
from people.models import Person

FORM_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Question:
    """A question of a case, as it stands in the discussion; `others` is told after one's own answer."""

    number: int
    key: UUID
    text: Any
    is_answered: bool = False
    others: int = 0


def reader_of(request: HttpRequest) -> Reader:
    """Who takes part; the access table let nobody else in."""
    organisation = organisation_of(request)
    if organisation is None or not isinstance(request.user, Person):
        raise Http404
    return Reader(request.user, role_of(request), organisation)


def discussed_case_or_404(slug: str) -> CasePage:
    """A published case that is talked about."""
    case = published_case(slug)
    if case is None or not case.is_discussed:
        raise Http404
    return case


def seen_or_404(request: HttpRequest, pk: int) -> tuple[Reader, Seen, CasePage]:
    """A contribution that this reader may read now, and its case."""
    reader = reader_of(request)
    seen = seen_contribution(reader, pk)
    case = case_of(seen) if seen else None
    if seen is None or case is None:
        raise Http404
    return reader, seen, case


def held_or_404(request: HttpRequest, pk: int) -> tuple[Reader, Seen, CasePage | None]:
    """A contribution that this reader wrote or moderates, and its case as long as that is talked about."""
    reader = reader_of(request)
    seen = held_contribution(reader, pk)
    if seen is None:
        raise Http404
    return reader, seen, case_of(seen)


def questions_of(case: CasePage) -> list[Question]:
    """The questions of a case, in order, numbered from 1."""
    return [
        Question(number, UUID(block.id), block.value) for number, block in enumerate(case.questions, start=1)
    ]


def question_or_404(case: CasePage, key: UUID) -> Question:
    """The question with this key."""
    found = next((question for question in questions_of(case) if question.key == key), None)
    if found is None:
        raise Http404
    return found


@require_safe
def case_talk(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions of a case: which are answered, and how many others answered those."""
    case = discussed_case_or_404(slug)
    reader = reader_of(request)
    answered = answered_questions(reader, case) if may_answer(reader.role) else set()
    questions = [replace(each, is_answered=each.key in answered) for each in questions_of(case)]
    readable = [each.key for each in questions if reader.is_guide or each.is_answered]
    counted = answers_by_question(reader, case, readable) if readable else {}
    context = {
        "case": case,
        "reader": reader,
        "questions": [replace(each, others=counted.get(each.key, 0)) for each in questions],
        "readable": readable,
        "index": case_index(),
        "is_first_time": not answered and not contributed_before(reader),
        "is_regional": case.discussion_reach == DiscussionReach.REGION,
    }
    return render(request, "modules/talk.html", context)


@require_safe
def case_talk_question(request: HttpRequest, slug: str, question: UUID) -> HttpResponse:
    """One question: her own answer, and after that the answers of others."""
    case = discussed_case_or_404(slug)
    found = question_or_404(case, question)
    return _question_page(request, case, found, None)


def _question_page(
    request: HttpRequest,
    case: CasePage,
    question: Question,
    form: AnswerQuestionForm | None,
    status: int = 200,
) -> HttpResponse:
    reader = reader_of(request)
    is_regional = case.discussion_reach == DiscussionReach.REGION
    answers = talk_about(reader, case, question.key)
    own = next((each for each in answers if each.is_own), None)
    if own is None and may_answer(reader.role) and form is None:
        form = AnswerQuestionForm(is_regional=is_regional)
    questions = questions_of(case)
    following = next((each for each in questions if each.number == question.number + 1), None)
    context = {
        "case": case,
        "reader": reader,
        "question": question,
        "total": len(questions),
        "next": following,
        "form": form if own is None else None,
        "own": own,
        "others": [each for each in answers if not each.is_own],
        "is_told": own is not None or reader.is_guide,
        "reported": reported_by(reader, case, question.key),
        "index": case_index(),
        "is_first_time": form is not None and not contributed_before(reader),
        "is_regional": is_regional,
    }
    return render(request, "modules/talk_question.html", context, status=status)


@require_POST
def talk_answer(request: HttpRequest, slug: str, question: UUID) -> HttpResponse:
    """Keep her own answer: 422 with what is wrong, 409 when another form answered it already."""
    case = discussed_case_or_404(slug)
    found = question_or_404(case, question)
    reader = reader_of(request)
    form = AnswerQuestionForm(request.POST, is_regional=case.discussion_reach == DiscussionReach.REGION)
    if not form.is_valid():
        return _question_page(request, case, found, form, status=422)
    try:
        answer_question(
            reader=reader,
            case=case,
            question=found.key,
            question_text=striptags(with_own_words(reader.organisation, found.text)),
            text=form.cleaned_data["text"],
            shows_name=form.shows,
            submission=form.cleaned_data["submission"],
        )
    except AlreadyAnswered as answered:
        return _other_words(
            request, answered.contribution.pk, form.cleaned_data["text"], shows_name=form.shows
        )
    except TooMany:
        form.refuse_too_many()
        return _question_page(request, case, found, form, status=422)
    messages.success(request, _("Het antwoord is bewaard. Hieronder staat wat anderen schreven."))
    return redirect("case_talk_question", slug, question)


def _other_words(request: HttpRequest, pk: int, text: str, *, shows_name: bool) -> HttpResponse:
    """What she has there already, with what she typed now in the form to change it; 409."""
    _reader, seen, case = seen_or_404(request, pk)
    form = ChangeForm(seen=seen, typed={"text": text, "shows_name": shows_name})
    return act_page(request, "change", seen, case, form, status=409, is_stale=True)


@require_http_methods(FORM_METHODS)
def talk_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Reply to an answer."""
    reader, seen, case = seen_or_404(request, pk)
    if not seen.is_answer or not seen.is_visible:
        raise Http404
    is_regional = DiscussionReach.REGION == seen.reach == case.discussion_reach
    form = ReplyForm(request.POST if request.method == "POST" else None, is_regional=is_regional)
    if request.method != "POST":
        return act_page(request, "reply", seen, case, form)
    if not form.is_valid():
        return act_page(request, "reply", seen, case, form, status=422)
    try:
        reply(
            reader=reader,
            to=seen,
            case=case,
            text=form.cleaned_data["text"],
            shows_name=form.shows,
            submission=form.cleaned_data["submission"],
        )
    except TooMany:
        form.refuse_too_many()
        return act_page(request, "reply", seen, case, form, status=422)
    except IsGone:
        raise Http404 from None
    messages.success(request, _("De reactie staat erbij."))
    return to_question(case, seen)


@require_http_methods(FORM_METHODS)
def talk_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what she wrote; what was hidden is offered again."""
    reader, seen, case = seen_or_404(request, pk)
    if not seen.is_own:
        raise Http404
    if not seen.is_changeable:
        return _refused_change(request, case, seen)
    form = ChangeForm(request.POST if request.method == "POST" else None, seen=seen)
    if request.method != "POST":
        return act_page(request, "change", seen, case, form)
    if not form.is_valid():
        return act_page(request, "change", seen, case, form, status=422)
    try:
        change_contribution(
            reader=reader,
            pk=pk,
            text=form.cleaned_data["text"],
            shows_name=form.shows,
            based_on=form.cleaned_data["based_on"],
        )
    except StaleChange:
        return _other_words(request, pk, form.cleaned_data["text"], shows_name=form.shows)
    except HasReplies:
        return _refused_change(request, case, seen)
    except IsGone:
        raise Http404 from None
    messages.success(
        request, _("De tekst is bewaard.") if seen.is_visible else _("De tekst is opnieuw aangeboden.")
    )
    return to_question(case, seen)


def _refused_change(request: HttpRequest, case: CasePage, seen: Seen) -> HttpResponse:
    if request.method != "POST":
        return act_page(request, "change", seen, case, None, is_refused=True)
    messages.warning(
        request, _("Er is op gereageerd. Daarom blijft de tekst zoals hij is. Intrekken kan wel.")
    )
    return to_question(case, seen)


@require_http_methods(FORM_METHODS)
def talk_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what she wrote, after a question; also when its case is not talked about any more."""
    reader, seen, case = held_or_404(request, pk)
    if not seen.is_own:
        raise Http404
    if request.method != "POST":
        return act_page(request, "withdraw", seen, case, None)
    try:
        withdraw(reader=reader, pk=pk)
    except IsGone:
        raise Http404 from None
    messages.success(request, _("De tekst is ingetrokken."))
    return to_question(case, seen)


@require_POST
def talk_recognise(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is "herkenbaar", or no longer: the button alone for htmx, the page otherwise."""
    reader, seen, case = seen_or_404(request, pk)
    if seen.is_own or not seen.is_visible:
        raise Http404
    try:
        recognise(reader=reader, seen=seen, is_recognised=request.POST.get("herkenbaar") == "ja")
    except IsGone:
        raise Http404 from None
    if getattr(request, "htmx", False):
        seen = seen_contribution(reader, pk) or seen
        return render(
            request, "modules/_talk_recognise.html", {"each": seen, "reader": reader, "is_swapped": True}
        )
    return to_question(case, seen)


@require_http_methods(FORM_METHODS)
def talk_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the trainers of the writer's organisation that something should not be there."""
    reader, seen, case = seen_or_404(request, pk)
    if seen.is_own or not seen.is_visible:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return act_page(request, "report", seen, case, form)
    if not form.is_valid():
        return act_page(request, "report", seen, case, form, status=422)
    try:
        is_new = report_contribution(reader=reader, seen=seen, reason=form.cleaned_data["text"])
    except TooMany:
        form.refuse_too_many()
        return act_page(request, "report", seen, case, form, status=422)
    except IsGone:
        raise Http404 from None
    messages.success(
        request, _("Dank voor de melding. Iemand kijkt ernaar.") if is_new else _("Dit was al gemeld.")
    )
    return to_question(case, seen)


def stands_in(case: CasePage | None, seen: Seen) -> bool:
    """Is the question that it answers still in the discussion of its case?"""
    return case is not None and any(each.key == seen.question for each in questions_of(case))


def to_question(case: CasePage | None, seen: Seen) -> HttpResponse:
    """Back to where it stands; to the questions when that one is gone, and further up when the case is."""
    if case is None:
        return redirect("together")
    if stands_in(case, seen):
        return redirect(
            f"{reverse('case_talk_question', args=[case.slug, seen.question])}#bijdrage-{seen.pk}"
        )
    return redirect("case_talk", case.slug)


def act_page(
    request: HttpRequest,
    act: str,
    seen: Seen,
    case: CasePage | None,
    form: Any,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """One thing to do with one contribution, on a page of its own."""
    context = {
        "act": act,
        "seen": seen,
        "case": case,
        "title": case.title if case else seen.case_title,
        "stands": stands_in(case, seen),
        "form": form,
        "reader": reader_of(request),
        "is_regional": case is not None and DiscussionReach.REGION == seen.reach == case.discussion_reach,
        **more,
    }
    return render(request, "modules/talk_act.html", context, status=status)
