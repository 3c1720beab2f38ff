"""`/beheer/huisstijl/`: five small steps, a preview beside them, publish, go back."""

from dataclasses import dataclass
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from people.models import Person
from theming.enums import ImageKind
from theming.explanations import sentences_about
from theming.forms import STEP_FORMS, StepForm, with_typed
from theming.images import suggested_colours
from theming.models import Theme
from theming.palette import derive_all
from theming.presentation import image_url
from theming.queries import Look, theme_of, version_of, versions_of
from theming.rules import changed_knobs, version_states
from theming.services import DraftMovedOn, KnobsChanged, drop_draft, go_back, publish_theme, turn_knobs
from theming.specimens import specimens
from theming.views.doors import draft_for, theme_for
from theming.views.previews import STANDS

EDITOR_POLICY = {"frame-src": [SELF]}
LAST_STEP = "klaar"


@dataclass(frozen=True)
class Step:
    """One of the five, for the row of steps."""

    key: str
    label: str | Promise

    @property
    def url(self) -> str:
        return reverse("style_step", args=[self.key])


STEPS = (
    Step("kleur", gettext_lazy("Kleur")),
    Step("logo", gettext_lazy("Logo")),
    Step("vorm", gettext_lazy("Letter en vorm")),
    Step("woorden", gettext_lazy("Woorden")),
    Step(LAST_STEP, gettext_lazy("Nakijken en publiceren")),
)
KEYS = [step.key for step in STEPS]


@require_http_methods(["GET", "HEAD", "POST"])
@csp_update(EDITOR_POLICY)
def style_editor(request: HttpRequest, step: str = "kleur") -> HttpResponse:
    """One step: a form on the draft, or the last page with everything to look over.

    409 when the same step was kept in another window meanwhile.
    """
    draft = draft_for(request)
    if step == LAST_STEP:
        return _render(request, draft, step)
    form_class = STEP_FORMS.get(step)
    if form_class is None:
        raise Http404
    if request.method != "POST":
        return _render(request, draft, step, form_class(instance=draft))
    form = form_class(_with_swatch(request.POST), request.FILES, instance=draft)
    if not form.is_valid():
        return _render(request, draft_for(request), step, form, status=422)
    try:
        turn_knobs(
            organisation=draft.organisation,
            person=_person(request),
            knobs=form.knobs,
            based_on=form.cleaned_data["based_on"],
        )
    except KnobsChanged as changed:
        current = form_class(instance=changed.current)
        form.renew(current.initial["based_on"])
        return _render(request, changed.current, step, form, status=409, changed=form.other_than(current))
    stays = "stay" in request.POST or "swatch" in request.POST
    messages.success(request, _("Bewaard als concept. Er verandert nog niets voor anderen."))
    return redirect("style_step", step if stays else KEYS[KEYS.index(step) + 1])


def _person(request: HttpRequest) -> Person:
    person = request.user
    if not isinstance(person, Person):
        raise PermissionDenied
    return person


def _with_swatch(data: QueryDict) -> QueryDict:
    """A press on a colour from the logo fills in the main colour."""
    if "swatch" not in data:
        return data
    copied = data.copy()
    copied["primary"] = data.get("swatch", "")
    return copied


def _render(
    request: HttpRequest,
    draft: Theme,
    step: str,
    form: StepForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    organisation = draft.organisation
    typed = _typed(form)
    context: dict[str, Any] = {
        "steps": STEPS,
        "step": step,
        "form": form,
        "draft": draft,
        "typed": typed.urlencode(),
        "sentences": sentences_about(with_typed(draft, typed), organisation),
        "specimens": specimens(),
        "stands": STANDS,
        "is_stale": status == 409,
        **more,
    }
    if step == "kleur" and draft.logo:
        context["swatches"] = suggested_colours(organisation.key, draft.logo)
    if step == "logo":
        context["images"] = _images(draft)
        if form is not None and status == 409:
            context["chosen"] = [each for each in _images(form.instance) if each not in context["images"]]
    if step == LAST_STEP:
        context |= _to_look_over(draft)
    return render(request, f"theming/editor/{step}.html", context, status=status)


def _typed(form: StepForm | None) -> QueryDict:
    """What somebody filled in that is right and not kept: the preview beside it shows that.

    What is wrong may be of any length, and would make an address that no server takes.
    """
    typed = QueryDict(mutable=True)
    if form is not None and form.is_bound:
        typed.update({name: form.data[name] for name in form.cleaned_data if name in form.data})
    return typed


def _images(theme: Theme) -> list[tuple[str, str, str]]:
    """Of the three images the kind, its label and the address."""
    look = Look(theme.organisation.key, "", theme.style)
    return [
        (kind, str(label), image_url(look, kind, "32.png" if kind == ImageKind.ICON else "kop.png"))
        for kind, label in ImageKind.choices
    ]


def _to_look_over(draft: Theme) -> dict[str, Any]:
    stored = theme_of(draft.organisation)
    live = stored if stored and stored.build_id else None
    return {
        "changes": changed_knobs(live, draft) if stored else [],
        "palette": derive_all(draft.brand),
        "revision": stored.latest_revision_id if stored else None,
        "versions": version_states(stored, list(versions_of(stored))) if stored else [],
        "live": live,
    }


@require_POST
def style_explain(request: HttpRequest) -> HttpResponse:
    """The sentences about a colour that is only typed so far."""
    draft = draft_for(request)
    form = STEP_FORMS["kleur"](request.POST, instance=draft)
    if not form.is_valid():
        return render(request, "theming/editor/_sentences.html", {"form": form}, status=422)
    return render(
        request, "theming/editor/_sentences.html", {"sentences": sentences_about(draft, draft.organisation)}
    )


@require_POST
@csp_update(EDITOR_POLICY)
def style_publish(request: HttpRequest) -> HttpResponse:
    """Make the draft live for everybody; 409 when it is not the one that was looked over any more."""
    revision = request.POST.get("revision", "")
    seen = int(revision) if revision.isdecimal() and len(revision) < 19 else None
    try:
        publish_theme(theme=theme_for(request), person=_person(request), seen=seen)
    except DraftMovedOn:
        return _render(request, draft_for(request), LAST_STEP, status=409)
    messages.success(request, _("Gepubliceerd. Iedereen ziet nu de nieuwe huisstijl."))
    return redirect("style_step", LAST_STEP)


@require_POST
def style_drop(request: HttpRequest) -> HttpResponse:
    """Throw the draft away and return to what is live."""
    drop_draft(theme=theme_for(request))
    messages.success(request, _("Het concept is weg. Hier staat weer de huisstijl die nu gebruikt wordt."))
    return redirect("style_step", LAST_STEP)


@require_POST
def style_go_back(request: HttpRequest, revision: int) -> HttpResponse:
    """Publish an earlier version again."""
    theme = theme_for(request)
    version = version_of(theme, revision)
    if version is None:
        raise Http404
    go_back(theme=theme, revision=version, person=_person(request))
    messages.success(request, _("De eerdere versie is teruggezet en is nu te zien."))
    return redirect("style_step", LAST_STEP)
