"""The published steps: of a module, of a type, with what somebody did in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, JSONObject, Length, Substr

from modules import rules
from modules.models import ModulePage, StepPage, StepProgress
from people.models import Person


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


def published_steps(of_module: Q | None = None) -> QuerySet[StepPage]:
    """The published steps with what `module_of` needs; of published modules that fit only."""
    module = ModulePage.objects.live().filter(of_module or Q(), path=OuterRef("module_path"))
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
    step: StepPage | None = published_steps(Q(slug=module_slug)).filter(slug=slug).first()
    return step


def published_step_by_code(code: str) -> StepPage | None:
    """One step with its module, by its code; None when it is not there to open."""
    step: StepPage | None = published_steps().filter(code=code).first()
    return step


def steps_of_types(*types: str, **annotations: Any) -> list[StepPage]:
    """The published steps of these types, in the order of the curriculum."""
    mentions = Q()
    for name in types:
        mentions |= Q(source__contains=f'"{name}"')
    steps = published_steps().annotate(source=Cast("body", TextField()), **annotations)
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
