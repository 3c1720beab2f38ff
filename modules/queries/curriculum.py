"""The published modules, and the facts of them that a planner needs."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from modules.models import ModuleDependency, ModuleIndicator, ModulePage
from modules.models.pages import DependencyKind, IndicatorWeight


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
