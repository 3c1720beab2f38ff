"""Reads that are used more than once, or that must stay few."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, JSONObject, Length, Substr

from modules import rules
from modules.models import (
    AnswerSlot,
    CaseIndexPage,
    CasePage,
    ModuleDependency,
    ModuleIndicator,
    ModulePage,
    ModuleProgress,
    StepPage,
    StepProgress,
)
from modules.models.pages import DependencyKind, IndicatorWeight
from people.models import Person

SEARCH_LENGTH = 200


# Modules ------------------------------------------------------------------------------------------


def published_modules() -> QuerySet[ModulePage]:
    """The modules that people can see, in the order of the curriculum, each with its phase."""
    modules: QuerySet[ModulePage] = ModulePage.objects.live().select_related("phase").order_by("path")
    return modules


def published_module(slug: str) -> ModulePage | None:
    """One module with its phase and training, or None."""
    module: ModulePage | None = (
        ModulePage.objects.live().select_related("phase", "training").filter(slug=slug).first()
    )
    return module


@dataclass(frozen=True)
class ModuleFacts:
    """What a planner knows of a module."""

    key: str
    title: str
    slug: str
    phase: str
    phase_position: int
    core: tuple[str, ...]
    also: tuple[str, ...]
    required: tuple[str, ...]
    advised: tuple[str, ...]
    always_do: bool
    exemption: str
    minutes: int


def module_facts() -> tuple[ModuleFacts, ...]:
    """All published modules as plain facts, in order; three queries."""
    modules = list(published_modules())
    indicators: dict[tuple[int, str], list[str]] = defaultdict(list)
    for module_id, weight, key in ModuleIndicator.objects.order_by("module", "sort_order").values_list(
        "module_id", "weight", "indicator__key"
    ):
        indicators[module_id, weight].append(key)
    needed: dict[tuple[int, str], list[str]] = defaultdict(list)
    for module_id, kind, key in ModuleDependency.objects.order_by("module", "sort_order").values_list(
        "module_id", "kind", "needed__key"
    ):
        needed[module_id, kind].append(key)
    return tuple(
        ModuleFacts(
            key=module.key,
            title=module.title,
            slug=module.slug,
            phase=module.phase.key,
            phase_position=module.phase.position,
            core=tuple(indicators[module.pk, IndicatorWeight.CORE]),
            also=tuple(indicators[module.pk, IndicatorWeight.ALSO]),
            required=tuple(needed[module.pk, DependencyKind.REQUIRED]),
            advised=tuple(needed[module.pk, DependencyKind.ADVISED]),
            always_do=module.always_do,
            exemption=module.exemption,
            minutes=module.minutes_online,
        )
        for module in modules
    )


# Steps --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ModuleRef:
    """Which module a step is in."""

    pk: int
    key: str
    title: str
    slug: str


def module_of(step: StepPage) -> ModuleRef:
    """The module of a step; no query for steps that the reads below give."""
    found: dict[str, Any] | None = getattr(step, "module_found", None)
    if found is not None:
        return ModuleRef(**found)
    parent = ModulePage.objects.get(path=rules.module_of_path(step.path))
    return ModuleRef(parent.pk, parent.key, parent.title, parent.slug)


def _with_module(**of_module: Any) -> QuerySet[StepPage]:
    """The published steps with what `module_of` needs; of published modules that fit only."""
    module = ModulePage.objects.live().filter(path=OuterRef("module_path"), **of_module)
    found = module.values(found=JSONObject(pk=F("pk"), key=F("key"), title=F("title"), slug=F("slug")))
    steps: QuerySet[StepPage] = (
        StepPage.objects.live()
        .annotate(module_path=Substr("path", 1, Length("path") - Value(rules.STEP_LENGTH)))
        .annotate(module_found=Subquery(found[:1]))
        .filter(module_found__isnull=False)
    )
    return steps


def steps_of(module: ModulePage) -> QuerySet[StepPage]:
    """The published steps of a module in order, without their contents."""
    steps: QuerySet[StepPage] = StepPage.objects.live().child_of(module).order_by("path").defer("body")
    return steps


def steps_with_state(path: str, person: Person | None) -> QuerySet[StepPage]:
    """The published steps under a module's path, each with `done`: has this person completed it?"""
    done: Any = (
        Exists(StepProgress.objects.filter(step=OuterRef("pk"), person=person))
        if person
        else Value(False, output_field=BooleanField())
    )
    steps: QuerySet[StepPage] = (
        StepPage.objects.live()
        .filter(path__startswith=path, depth=len(path) // rules.STEP_LENGTH + 1)
        .annotate(done=done)
        .order_by("path")
    )
    return steps


def published_step(module_slug: str, slug: str) -> StepPage | None:
    """One step with its module in one query, or None."""
    step: StepPage | None = _with_module(slug=module_slug).filter(slug=slug).first()
    return step


def steps_of_types(*types: str, **annotations: Any) -> list[StepPage]:
    """The published steps of these types, in the order of the curriculum."""
    mentions = Q()
    for name in types:
        mentions |= Q(source__contains=f'"{name}"')
    steps = _with_module().annotate(source=Cast("body", TextField()), **annotations)
    return [step for step in steps.filter(mentions).order_by("path") if step.step_type in types]


def scan_steps_of(person: Person) -> list[StepPage]:
    """The steps about the self-scan, with where this person is in their modules; one query.

    Each has `done`, and `steps_total` and `steps_done`, both counted over the published steps of the module.
    """
    siblings = (
        StepPage.objects.live()
        .filter(path__startswith=OuterRef("module_path"), depth=OuterRef("depth"))
        .order_by()
        .annotate(number=Func(F("pk"), function="COUNT"))
        .values("number")
    )
    done = StepProgress.objects.filter(person=person)
    return steps_of_types(
        rules.SELF_SCAN,
        done=Exists(done.filter(step=OuterRef("pk"))),
        steps_total=Subquery(siblings),
        steps_done=Subquery(siblings.filter(pk__in=done.values("step"))),
    )


def preparing_steps(module_keys: Iterable[str], types: Iterable[str]) -> list[StepPage]:
    """The steps of these types in these modules: what somebody takes along to a conversation."""
    wanted = set(module_keys)
    return [step for step in steps_of_types(*types) if module_of(step).key in wanted]


def next_step(person: Person, module: ModulePage) -> StepPage | None:
    """The first published step of a module that somebody has not completed, or None when all are."""
    step: StepPage | None = (
        steps_of(module)
        .filter(~Exists(StepProgress.objects.filter(step=OuterRef("pk"), person=person)))
        .first()
    )
    return step


# Progress and answers -----------------------------------------------------------------------------


def progress_of(person: Person, *, lock: bool = False) -> dict[str, ModuleProgress]:
    """Somebody's progress by module key; modules that she has not touched are absent.

    With `lock` nobody else changes these rows before the transaction ends.
    """
    rows = ModuleProgress.objects.filter(person=person).select_related("module")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {row.module.key: row for row in rows}


def slots_of(person: Person, step: StepPage) -> list[AnswerSlot]:
    """Somebody's answers in a step, in order of round."""
    return list(AnswerSlot.objects.filter(person=person, page=step).order_by("round", "pk"))


def right_options(question: Any) -> frozenset[str]:
    """The keys of the right options of a quiz question (a StructValue)."""
    return frozenset(option.id for option in question["options"].bound_blocks if option.value["correct"])


def quiz_round(block: Any, slots: Iterable[AnswerSlot], *, restart: bool = False) -> rules.Round:
    """Where somebody is in a quiz (the stream child of a step)."""
    right = {child.id: right_options(child.value) for child in block.value["questions"].bound_blocks}
    own = [slot for slot in slots if str(slot.block_id) == str(block.id)]
    return rules.current_round(list(right), rules.results_of_quiz(right, own), restart=restart)


def may_complete(person: Person, step: StepPage) -> bool:
    """May somebody tick this step now? See rules.may_complete."""
    finished = step.step_type == rules.QUIZ and quiz_round(step.body[0], slots_of(person, step)).ever_finished
    moment = step.body[0].value["moment"] if step.step_type == rules.SELF_SCAN else ""
    return rules.may_complete(step.step_type, quiz_finished=finished, scan_moment=moment)


# Searching ----------------------------------------------------------------------------------------


def steps_matching(text: str, minutes: int | None = None) -> list[StepPage]:
    """The published steps whose title or text has these words, and that take at most so many minutes."""
    steps = StepPage.objects.live().defer("body").order_by("path")
    if minutes is not None:
        steps = steps.filter(minutes__lte=minutes)
    words = " ".join(re.findall(r"\w+", text[:SEARCH_LENGTH]))
    if words:
        found = [page.pk for page in StepPage.objects.live().search(words, operator="and")]
        steps = steps.filter(Q(pk__in=found) | Q(title__icontains=words) | Q(intro__icontains=words))
    return list(steps)


def modules_matching(modules: Iterable[ModulePage], text: str) -> list[ModulePage]:
    """Those modules whose title, summary or learning outcomes have all these words."""
    words = text[:SEARCH_LENGTH].casefold().split()
    return [
        module
        for module in modules
        if all(
            word in f"{module.title} {module.summary} {module.learning_outcomes}".casefold() for word in words
        )
    ]


# Cases --------------------------------------------------------------------------------------------


def published_cases(phase: str = "", text: str = "") -> QuerySet[CasePage]:
    """The published cases with their phase, in order; of one phase, with these words."""
    cases: QuerySet[CasePage] = CasePage.objects.live().select_related("phase").order_by("path")
    if phase:
        cases = cases.filter(phase__key=phase)
    for word in text[:SEARCH_LENGTH].split():
        cases = cases.filter(
            Q(title__icontains=word)
            | Q(situation__icontains=word)
            | Q(dilemma__icontains=word)
            | Q(setting__icontains=word)
        )
    return cases


def published_case(slug: str) -> CasePage | None:
    """One case with its phase, or None."""
    case: CasePage | None = CasePage.objects.live().select_related("phase").filter(slug=slug).first()
    return case


def case_index() -> CaseIndexPage | None:
    """The page with the ground rules and the ways to discuss a case."""
    index: CaseIndexPage | None = CaseIndexPage.objects.live().first()
    return index
