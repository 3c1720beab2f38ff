"""The step page: read, answer, tick, say whether it helped."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from modules import rules
from modules.enums import TEAM_CARD
from modules.forms import Activity, AnswerForm, StepFeedbackForm, activity_for
from modules.forms.activities import ITEMS, Placing, Playing, Quizzing, Writing, no_slots
from modules.local.shown import shown_in
from modules.models import Helpfulness, StepPage
from modules.queries import module_of, slots_of, steps_with_state
from modules.services import NotFinished, Saved, StaleAnswer, complete_step, save_answer, save_feedback
from modules.views.access import learner_of, organisation_of, step_or_404
from people.models import Person

RESTART = "opnieuw"
ONWARD = "verder"
COMPARE = "vergelijk"
TO_PATH = "pad"
THANKS = "bedankt"
UNREAD = "ongelezen"  # the script went on before a remark about what was kept could be read
# What somebody takes along on paper: the sheet itself, without what introduces or sums up the step.
SHEETS = frozenset({"checklist", "conversation_card", "template"})


def step_url(module_slug: str, step_slug: str) -> str:
    """The address of a step."""
    return reverse("step_detail", args=[module_slug, step_slug])


def _activity(step: StepPage, person: Person | None, *, restart: bool = False) -> Activity:
    read_slots = partial(slots_of, person, step) if person else no_slots
    activity = activity_for(step, read_slots, can_answer=person is not None, restart=restart)
    if activity is None:
        raise Http404
    return activity


def step_context(step: StepPage, activity: Activity, person: Person | None) -> dict[str, Any]:
    """What the step page shows."""
    module = module_of(step)
    steps = list(steps_with_state(rules.module_of_path(step.path), person).defer("body"))
    position = next((place for place, each in enumerate(steps) if each.pk == step.pk), 0)
    after = rules.place_after(position, [each.done for each in steps])
    finished = isinstance(activity, Quizzing) and activity.round.ever_finished
    moment = activity.value["moment"] if step.step_type == rules.SELF_SCAN else ""
    return {
        "step": step,
        "module": module,
        "activity": activity,
        "value": activity.value,
        "block_template": f"modules/blocks/{step.step_type}.html",
        "steps": steps,
        "position": position + 1,
        "is_done": bool(steps) and steps[position].done,
        "next_step": steps[after] if after is not None else None,
        "previous_step": steps[position - 1] if position > 0 else None,
        "may_complete": rules.may_complete(step.step_type, quiz_finished=finished, scan_moment=moment),
        "feedback_form": StepFeedbackForm(),
        "helpfulness": Helpfulness.choices,
        "is_sheet": step.step_type in SHEETS,
        "is_team_card": step.code == TEAM_CARD and activity.can_answer,
        "answer_url": reverse("step_answer", args=[module.slug, step.slug]),
        "complete_url": reverse("step_complete", args=[module.slug, step.slug]),
        "work_comes_first": _is_open(activity) or step.step_type == rules.SELF_SCAN,
        # They would tell what to choose.
        "shows_key_points": not _is_open(activity),
    }


def _is_open(activity: Activity) -> bool:
    """True while something is still to be checked: the step's own button is then the main one."""
    return isinstance(activity, Placing | Quizzing | Playing) and activity.form is not None


def _page(
    request: HttpRequest, step: StepPage, activity: Activity, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = step_context(step, activity, learner_of(request)) | {"local": shown_in(step)}
    return render(request, "modules/step.html", context | extra, status=status)


@require_safe
def step_detail(request: HttpRequest, module: str, step: str) -> HttpResponse:
    """One step, with the form that is open and what came of the answers so far."""
    found = step_or_404(module, step)
    activity = _activity(found, learner_of(request), restart=RESTART in request.GET)
    return _page(request, found, activity, is_thanked=THANKS in request.GET)


# Answering ----------------------------------------------------------------------------------------


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


@require_POST
def step_answer(request: HttpRequest, module: str, step: str) -> HttpResponse:
    """Keep an answer: on to the outcome, 422 for what cannot be, 409 for what was made on an older one."""
    found = step_or_404(module, step)
    person = learner_of(request)
    activity = _activity(found, person)
    form = _posted_form(request, activity)
    if person is None or form is None:
        return _nonsense(request, found, activity)
    if not form.is_valid():
        return _invalid(request, found, activity, form)
    if COMPARE in request.POST and isinstance(activity, Writing) and activity.has_nothing_to_compare(form):
        form.ask_first(_("Schrijf eerst zelf iets. Vergelijken kan daarna."))
        return _invalid(request, found, activity, form)
    if ONWARD in request.POST and form.is_blank():
        return _complete(request, found, activity, person)
    key, number = form.cleaned_data["question_key"], form.cleaned_data["round"]
    try:
        saved = save_answer(
            person=person,
            page=found,
            block_id=activity.block_id,
            question_key=key,
            round_number=number,
            uuid=form.cleaned_data["uuid"],
            based_on=form.cleaned_data["based_on"],
            payload=form.payload(),
            asked=activity.asked(key, number),
        )
    except StaleAnswer as stale:
        return _stale(request, found, activity, form, stale)
    if saved.again and saved.payload != form.payload():
        # The same form was changed and sent once more (a page from the browser's history).
        return _stale(request, found, activity, form, StaleAnswer(saved.revision, saved.payload, {}))
    if ONWARD in request.POST:
        _remark(request, found, form)
        return _complete(request, found, activity, person)
    return _saved(request, found, activity, form, saved)


def _posted_form(request: HttpRequest, activity: Activity) -> AnswerForm | None:
    """The form that was sent; None when it belongs to no question of this step."""
    if request.POST.get("block_id") != activity.block_id:
        return None
    try:
        number = int(request.POST.get("round", ""))
    except ValueError:
        return None
    if number < 1:
        return None
    return activity.form_for(request.POST.get("question_key", ""), number, request.POST)


def _anchor(activity: Activity, form: AnswerForm) -> str:
    """Where on the page the outcome of an answer is."""
    if isinstance(activity, Quizzing | Playing):
        return f"#v-{form.place.question_key}"
    if isinstance(activity, Placing) and form.place.question_key == ITEMS:
        return "#uitkomst"
    if isinstance(activity, Writing) and activity.step.step_type in ("exercise", "film", "audio"):
        return "#vergelijk"
    return "#werk"


def _saved(
    request: HttpRequest, step: StepPage, activity: Activity, form: AnswerForm, saved: Saved
) -> HttpResponse:
    message = _("Bewaard om %(time)s") % {"time": timezone.localtime().strftime("%H.%M")}
    url = step_url(module_of(step).slug, step.slug) + _anchor(activity, form)
    if _wants_json(request):
        remark = form.remark()
        return JsonResponse({"revision": saved.revision, "message": message, "url": url, "remark": remark})
    if form.autosaves:
        messages.success(request, message)
    return redirect(url)


def _remark(request: HttpRequest, step: StepPage, form: AnswerForm) -> None:
    """Say on the page that comes what would have stood beside the button of this one."""
    if remark := form.remark():
        messages.warning(request, _("Bij “%(title)s”: %(remark)s") % {"title": step.title, "remark": remark})


def _stale(
    request: HttpRequest, step: StepPage, activity: Activity, form: AnswerForm, stale: StaleAnswer
) -> HttpResponse:
    text = _("Dit is ergens anders al bewaard. Wat hier staat, is nog niet bewaard. Druk nog een keer.")
    if _wants_json(request):
        return JsonResponse({"revision": stale.revision, "message": text}, status=409)
    activity.show_failed(form.renewed(stale.revision))
    there = rules.readable(stale.payload, stale.asked)
    return _page(request, step, activity, status=409, conflict=text, kept_elsewhere=there)


def _invalid(request: HttpRequest, step: StepPage, activity: Activity, form: AnswerForm) -> HttpResponse:
    text = form.fault_text()
    if _wants_json(request):
        return JsonResponse({"message": text, "errors": form.errors}, status=422)
    activity.show_failed(form)
    return _page(
        request,
        step,
        activity,
        status=422,
        invalid=text,
        first_fault=form.first_fault,
        fault_count=len(form.errors),
    )


def _nonsense(request: HttpRequest, step: StepPage, activity: Activity) -> HttpResponse:
    text = _("Deze vraag is veranderd of bestaat niet meer. Vul de vraag hieronder opnieuw in.")
    if _wants_json(request):
        return JsonResponse({"message": text, "errors": {}}, status=422)
    return _page(request, step, activity, status=422, invalid=text)


# Ticking and feedback -----------------------------------------------------------------------------


@require_POST
def step_complete(request: HttpRequest, module: str, step: str) -> HttpResponse:
    """Tick the step, then on to the next one, to the module's end, or to the path."""
    found = step_or_404(module, step)
    person = learner_of(request)
    activity = _activity(found, person)
    if person is None:
        return _nonsense(request, found, activity)
    if UNREAD in request.POST and (form := _posted_form(request, activity)) is not None:
        _remark(request, found, form)
    return _complete(request, found, activity, person)


def _complete(request: HttpRequest, step: StepPage, activity: Activity, person: Person) -> HttpResponse:
    try:
        progress = complete_step(person=person, step=step, organisation=organisation_of(request))
    except NotFinished:
        text = _("Deze stap is nog niet af. Rond eerst af wat hieronder staat.")
        return _page(request, step, activity, status=422, invalid=text)
    if request.POST.get(ONWARD) == TO_PATH:
        return redirect("learning_path")
    module = module_of(step)
    steps = list(steps_with_state(rules.module_of_path(step.path), person).defer("body"))
    position = next((place for place, each in enumerate(steps) if each.pk == step.pk), len(steps))
    after = rules.place_after(position, [each.done for each in steps])
    if after is not None:
        return redirect(step_url(module.slug, steps[after].slug))
    if progress.online_done_on:
        messages.success(request, _("Klaar! Alle stappen van deze module zijn af."))
    return redirect("module_detail", module.slug)


@require_POST
def step_feedback(request: HttpRequest, module: str, step: str) -> HttpResponse:
    """Pass on whether the step helped, without a name."""
    found = step_or_404(module, step)
    form = StepFeedbackForm(request.POST)
    if not form.is_valid():
        activity = _activity(found, learner_of(request))
        return _page(request, found, activity, status=422, feedback_form=form)
    save_feedback(page=found, answer=Helpfulness(form.cleaned_data["answer"]), tip=form.cleaned_data["tip"])
    return redirect(f"{step_url(module, found.slug)}?{THANKS}=1#bedankt")
