"""Reads about the own texts of organisations."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from modules import rules as module_rules
from modules.local.rules import Meter, Standing, meter, standing_of
from modules.models import LocalText, LocalTextVersion, ModulePage, StepPage
from modules.plain import without_tags
from modules.richtext import BLOCK_KEY
from organisations.tenancy import all_organisations


@dataclass(frozen=True)
class Slot:
    """A question of a step, and what this organisation answers."""

    key: UUID
    question: Any
    hint: Any
    asked: str
    text: str = ""
    asked_then: str = ""
    row: LocalText | None = None

    @property
    def standing(self) -> Standing:
        """Empty, filled, or filled under another question."""
        return standing_of(self.text, self.asked_then, self.asked)


@dataclass(frozen=True)
class LocalStep:
    """A step with its questions and the note beside it."""

    step: StepPage
    slots: list[Slot]
    note: LocalText | None

    @property
    def meter(self) -> Meter:
        """How far it is."""
        return meter(slot.standing for slot in self.slots)

    @property
    def changed(self) -> list[Slot]:
        """The questions that became another one."""
        return [slot for slot in self.slots if slot.standing is Standing.CHANGED]


@dataclass
class LocalModule:
    """A module with the steps in which an organisation says something itself."""

    module: ModulePage
    steps: list[LocalStep] = field(default_factory=list)

    @property
    def meter(self) -> Meter:
        """How far it is."""
        return meter(slot.standing for step in self.steps for slot in step.slots)


def question_text(value: Any) -> str:
    """A question and its hint as they read, without what the editor keeps in them: what "changed" looks at."""
    told = (BLOCK_KEY.sub("", str(getattr(value[name], "source", ""))) for name in ("question", "hint"))
    return "\n".join(" ".join(without_tags(each).split()) for each in told)


def local_step(step: StepPage, rows: list[LocalText]) -> LocalStep:
    """The questions of a step with the texts of these rows."""
    by_slot = {row.slot: row for row in rows if row.slot is not None}
    note = next((row for row in rows if row.slot is None and row.page_id == step.pk), None)
    slots = []
    for child in step.slots:
        row = by_slot.get(UUID(str(child.id)))
        slots.append(
            Slot(
                UUID(str(child.id)),
                child.value["question"],
                child.value["hint"],
                question_text(child.value),
                text=row.text if row else "",
                asked_then=row.asked if row else "",
                row=row,
            )
        )
    return LocalStep(step, slots, note)


def texts_of(step: StepPage) -> list[LocalText]:
    """What this organisation says in a step; one query."""
    keys = [child.id for child in step.slots]
    return list(LocalText.objects.filter(Q(page=step) | Q(slot__in=keys)).select_related("saved_by"))


def published_step_named(code: str) -> StepPage | None:
    """A published step by its code."""
    step: StepPage | None = StepPage.objects.live().filter(code=code).first()
    return step


def local_modules() -> tuple[list[LocalModule], list[LocalText]]:
    """Every module with its steps, and the texts that belong to nothing any more; three queries."""
    modules = {module.path: LocalModule(module) for module in ModulePage.objects.live().order_by("path")}
    rows_of: dict[int | None, list[LocalText]] = defaultdict(list)
    loose: dict[int, LocalText] = {}
    by_slot: dict[UUID, LocalText] = {}
    for row in LocalText.objects.select_related("saved_by"):
        loose[row.pk] = row
        rows_of[row.page_id].append(row)
        if row.slot is not None:
            by_slot[row.slot] = row
    for step in StepPage.objects.live().order_by("path").defer("body"):
        place = modules.get(module_rules.module_of_path(step.path))
        if place is None:
            continue
        moved = [by_slot[key] for child in step.slots if (key := UUID(str(child.id))) in by_slot]
        found = local_step(step, [*rows_of[step.pk], *moved])
        place.steps.append(found)
        for used in [*(slot.row for slot in found.slots), found.note]:
            if used is not None:
                loose.pop(used.pk, None)
    return list(modules.values()), [row for row in loose.values() if row.text]


def changed_questions() -> int:
    """How many questions became another one since they were answered here; one query, four with answers."""
    if not LocalText.objects.exclude(slot=None).exclude(text="").exists():
        return 0
    modules, _loose = local_modules()
    return sum(len(step.changed) for module in modules for step in module.steps)


def versions_of_texts(rows: list[LocalText]) -> dict[int, list[LocalTextVersion]]:
    """Every version of these texts, the newest first; one query."""
    found: dict[int, list[LocalTextVersion]] = defaultdict(list)
    versions = LocalTextVersion.objects.filter(local_text__in=rows).select_related("saved_by")
    for version in versions.order_by("-version"):
        found[version.local_text_id].append(version)
    return found


def texts_at(versions: dict[int, int]) -> dict[int, str]:
    """Texts, by their keys, as each stood at a version; version 0 had none. One query, none without a key."""
    wanted = Q()
    for key, version in versions.items():
        wanted |= Q(local_text=key, version=version)
    if not wanted:
        return {}
    return dict(LocalTextVersion.objects.filter(wanted).values_list("local_text", "text"))


def organisations_with_own_text(path: str) -> int:
    """How many organisations say something of their own on a page or below it; a number, nobody's text."""
    steps = StepPage.objects.filter(path__startswith=path)
    with all_organisations("in how many organisations a change meets a text of their own"):
        rows = LocalText.objects.filter(page__in=steps).exclude(text="")
        return rows.order_by().values("organisation").distinct().count()
