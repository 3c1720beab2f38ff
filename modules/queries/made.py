"""What somebody made in steps: her own words, with what was asked then."""

from dataclasses import dataclass, field
from datetime import datetime

from modules import rules
from modules.enums import MADE_TYPES
from modules.models import AnswerSlot, ModulePage, StepPage
from people.models import Person


@dataclass(frozen=True)
class MadeStep:
    """One step in which somebody wrote something. `slug` is empty when the step is not there to open any more."""

    code: str
    title: str
    slug: str
    lines: list[rules.Line]
    saved_at: datetime


@dataclass
class MadeModule:
    """A module with what somebody made in it; the one without a title holds what lost its step."""

    title: str
    slug: str
    steps: list[MadeStep] = field(default_factory=list)


def made_work(person: Person) -> list[MadeModule]:
    """Everything that somebody wrote in steps, per module in the order of the curriculum; two queries.

    Tests, sorting and scenarios are left out: there somebody chose, and did not write. What was answered in a
    step that an editor took away comes last, since it stays hers.
    """
    modules = {module.path: module for module in ModulePage.objects.only("path", "title", "slug", "live")}
    found: dict[str, MadeModule] = {}
    slots = (
        AnswerSlot.objects.filter(person=person)
        .select_related("page")
        .order_by("page__path", "saved_at", "pk")
    )
    lost = []
    for slot in slots:
        lines = rules.readable(slot.payload, slot.asked)
        if not lines:
            continue
        step = slot.page
        module = modules.get(rules.module_of_path(step.path)) if step else None
        if step is None or module is None:
            if not slot.checked:
                lost.append(MadeStep(slot.step_code, "", "", lines, slot.saved_at))
        elif step.step_type in MADE_TYPES:
            is_open = step.live and module.live
            made = found.setdefault(module.path, MadeModule(module.title, module.slug if module.live else ""))
            made.steps.append(_made_step(slot, step, lines, is_open=is_open))
    return [
        *(found[path] for path in sorted(found)),
        *([MadeModule("", "", lost)] if lost else ()),
    ]


def _made_step(slot: AnswerSlot, step: StepPage, lines: list[rules.Line], *, is_open: bool) -> MadeStep:
    return MadeStep(step.code, step.title, step.slug if is_open else "", lines, slot.saved_at)
