"""Filling the scan in: intro, one question a screen, the provisional path, the check page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from modules.queries import progress_of
from selfscan import queries
from selfscan.forms import AnswerForm
from selfscan.models import ScanAnswer, ScanRun
from selfscan.presentation import path_screen
from selfscan.queries import StoredScan
from selfscan.rules.answers import Offered, offered_answers, value_of
from selfscan.rules.facts import ItemFact
from selfscan.rules.length import length_of
from selfscan.services import paths, scans
from selfscan.views.common import organisation_of, person_of, phase_form, policy_for, voice_for

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def scan_start(request: HttpRequest) -> HttpResponse:
    """What the scan is, who sees it, and what she is busy with now; begin or go on."""
    person = person_of(request)
    version = queries.current_version()
    if version is None:
        return render(request, "selfscan/no_scan.html")
    scan, preference = queries.stored_scan(version), queries.preference_of(person)
    form = phase_form(request, scan, preference, bound=request.method == "POST")
    if request.method == "POST" and form.is_valid():
        paths.set_phase(
            person=person,
            organisation=organisation_of(request),
            phase=form.cleaned_data["phase"],
            on=form.cleaned_data["on"],
        )
        run = scans.start_or_resume_run(person=person)
        return redirect("scan_question", first_open_question(run, queries.answers_of(run)))
    run_now = queries.open_run(person)
    context = {
        "form": form,
        "scan": scan,
        "texts": scan.texts,
        "run": run_now,
        "finished": queries.finished_run(person),
        "answered": len(queries.answers_of(run_now)) if run_now else 0,
        "total": len(queries.stored_scan(run_now.version).items) if run_now else 0,
        "length": length_of(scan.items),
    }
    return render(request, "selfscan/start.html", context, status=UNPROCESSABLE if form.errors else 200)


def first_open_question(run: ScanRun, answers: dict[str, ScanAnswer]) -> int:
    """The number of the first question without an answer; the last one when all have one."""
    items = queries.stored_scan(run.version).items
    numbers = (number for number, item in enumerate(items, start=1) if item.key not in answers)
    return next(numbers, len(items))


@dataclass(frozen=True)
class _Question:
    """One question on screen."""

    number: int
    total: int
    item: ItemFact
    offered: tuple[Offered, ...]
    subject: str
    subject_number: int
    subjects: int
    opens_subject: bool

    @property
    def previous(self) -> int | None:
        """The number of the question before this one."""
        return self.number - 1 or None


def _question(scan: StoredScan, number: int, seed: str) -> _Question:
    if not 1 <= number <= len(scan.items):
        raise Http404
    item = scan.items[number - 1]
    subject = scan.definition.competence_of(item)
    before = scan.items[number - 2] if number > 1 else None
    return _Question(
        number=number,
        total=len(scan.items),
        item=item,
        offered=offered_answers(scan.definition, item, seed=seed),
        subject=subject.title,
        subject_number=scan.definition.competences.index(subject) + 1,
        subjects=len(scan.definition.competences),
        opens_subject=before is not None and scan.definition.competence_of(before) != subject,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def scan_question(request: HttpRequest, number: int) -> HttpResponse:
    """One question: show it with the answer so far, or keep an answer and go on to the next."""
    if request.method == "POST":
        return _keep_answer(request, number)
    found = queries.open_run_with_answers(person_of(request))
    if found is None:
        return redirect("scan_start")
    run, answers = found
    scan = queries.stored_scan(run.version)
    question = _question(scan, number, str(person_of(request).pk))
    answer = answers.get(question.item.key)
    return _show(
        request,
        question,
        chosen=_value(scan, answer) if answer else "",
        based_on=answer.revision or 0 if answer else 0,
    )


def _keep_answer(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    run = queries.open_run(person) or queries.finished_run(person)
    if run is None:
        return redirect("scan_start")
    scan = queries.stored_scan(run.version)
    question = _question(scan, number, str(person.pk))
    form = AnswerForm(request.POST, item=question.item)
    if not form.is_valid():
        return _show(
            request,
            question,
            chosen=request.POST.get("answer", ""),
            based_on=form.cleaned_data.get("based_on", 0),
            faults=_faults(form),
            status=UNPROCESSABLE,
        )
    given = form.cleaned_data["answer"]
    answered = scans.answer_item(
        run=run,
        item_id=scan.item_ids[question.item.key],
        proficiency_level=given.proficiency_level,
        option_id=scan.option_ids[question.item.key, given.option] if given.option else None,
        uuid=form.cleaned_data["uuid"],
        based_on=form.cleaned_data["based_on"],
    )
    if answered.is_stale or answered.is_late:
        return _show(
            request,
            question,
            chosen=request.POST["answer"],
            based_on=answered.revision,
            stale=answered.is_stale,
            late=answered.is_late,
            status=CONFLICT,
        )
    if "check" in request.POST or question.number == question.total:
        return redirect("scan_check")
    return redirect("scan_question", question.number + 1)


def _faults(form: AnswerForm) -> list[str]:
    """What to tell: the sentences about item and answer; a form that was tampered with gets one sentence."""
    told = [str(error) for name in ("item", "answer") for error in form.errors.get(name, [])]
    return told or [_("Er ging iets mis met dit formulier. Kies het antwoord en probeer het nog een keer.")]


def _value(scan: StoredScan, answer: ScanAnswer) -> str:
    option_keys = {pk: key for (_item, key), pk in scan.option_ids.items()}
    return value_of(
        proficiency_level=answer.proficiency_level, option=option_keys.get(answer.option_id or 0, "")
    )


def _show(
    request: HttpRequest,
    question: _Question,
    *,
    chosen: str,
    based_on: int,
    faults: list[str] | None = None,
    stale: bool = False,
    late: bool = False,
    status: int = 200,
) -> HttpResponse:
    voice = voice_for(request)
    context: dict[str, Any] = {
        "question": question,
        "text": voice.fill(question.item.text),
        "answers": [Offered(offered.value, voice.fill(offered.text)) for offered in question.offered],
        "chosen": chosen,
        "based_on": based_on,
        "uuid": uuid4(),
        "faults": faults or [],
        "stale": stale,
        "late": late,
        "from_check": "check" in request.GET or "check" in request.POST,
    }
    return render(request, "selfscan/question.html", context, status=status)


@require_safe
def scan_provisional(request: HttpRequest) -> HttpResponse:
    """The path that would follow from the answers so far; nothing is kept."""
    person = person_of(request)
    found = queries.open_run_with_answers(person)
    if found is None:
        return redirect("learning_path")
    run, answers = found
    preference, progress = queries.fetched_preference(run.person), progress_of(person)
    plan = paths.plan_now(run=run, answers=answers, preference=preference, progress=progress)
    screen = path_screen(
        result=plan.as_stored(),
        definition=queries.planning_definition(run.version),
        preference=preference,
        progress=progress,
        voice=voice_for(request),
        policy=policy_for(request, queries.decisions_here()),
    )
    context = {
        "screen": screen,
        "answered": len(answers),
        "total": len(queries.stored_scan(run.version).items),
        "next": first_open_question(run, answers),
    }
    return render(request, "selfscan/provisional.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def scan_check(request: HttpRequest) -> HttpResponse:
    """Look at all answers once more, tick where there was doubt, and finish."""
    person, fault = person_of(request), ""
    if request.method == "POST":
        doubted = request.POST.getlist("doubted")
        try:
            scans.finish_run(person=person, doubted=doubted)
        except scans.EmptyScanError:
            fault = _("Er is nog geen enkel antwoord. Beantwoord eerst een paar vragen.")
        except scans.UnknownSubjectError:
            fault = _("Een van de onderwerpen kennen we niet. Kies ze hieronder opnieuw.")
        except scans.NoOpenRunError:  # the same press, a moment ago
            return redirect("scan_result")
        else:
            return redirect("scan_result")
    found = queries.open_run_with_answers(person)
    if found is None:
        return redirect("scan_start")
    run, answers = found
    if fault:
        run.doubted = doubted  # what was ticked stays ticked
    return _show_check(request, run, answers, fault=fault)


@dataclass(frozen=True)
class _Subject:
    """One subject on the check page: its questions with the answers so far."""

    key: str
    title: str
    is_doubted: bool
    rows: tuple[tuple[int, str, str], ...]


def _show_check(
    request: HttpRequest,
    run: ScanRun,
    answers: dict[str, ScanAnswer],
    *,
    fault: str = "",
) -> HttpResponse:
    scan, voice = queries.stored_scan(run.version), voice_for(request)
    subjects = []
    for competence in scan.definition.competences:
        rows = tuple(
            (number, voice.fill(item.text), voice.fill(_answer_text(scan, item, answers.get(item.key))))
            for number, item in enumerate(scan.items, start=1)
            if scan.definition.competence_of(item) == competence
        )
        subjects.append(_Subject(competence.key, competence.title, competence.key in run.doubted, rows))
    context = {
        "subjects": subjects,
        "fault": fault,
        "texts": scan.texts,
        "missing": len(scan.items) - len(answers),
        "first_missing": first_open_question(run, answers),
        "total": len(scan.items),
    }
    return render(request, "selfscan/check.html", context, status=UNPROCESSABLE if fault else 200)


def _answer_text(scan: StoredScan, item: ItemFact, answer: ScanAnswer | None) -> str:
    if answer is None:
        return ""
    value = _value(scan, answer)
    offered = offered_answers(scan.definition, item, seed="")
    return next((found.text for found in offered if found.value == value), "")
