"""The pages that the fixtures want, parents first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wagtail.models import Page

from competences.fixtures import digest, read
from modules.load.shapes import CASES_FILE, MODULES_FILE, TRAININGS_FILE, steps_file
from modules.load.values import (
    Context,
    case_index_values,
    case_links,
    case_values,
    module_links,
    module_values,
    step_values,
)
from modules.models.pages import CaseIndexPage, CasePage, CurriculumPage, ModulePage, SamenPage, StepPage

# Raise this when the conversion changes, so that unchanged sources are loaded again.
CONVERSION = 1


@dataclass(frozen=True)
class Source:
    """A page as the fixtures want it.

    `values` gives the page's fields, `links` its rows below it per relation; both are made only when the
    page is written.
    """

    key: str
    model: type[Page]
    parent: str
    title: str
    slug: str
    raw: Any
    values: Callable[[Context], dict[str, Any]] = lambda context: {}
    links: Callable[[Context], dict[str, list[dict[str, Any]]]] = lambda context: {}

    @property
    def hash(self) -> str:
        """Changes when, and only when, this page must be written again."""
        return digest([CONVERSION, self.title, self.slug, self.raw])


def sources(directory: Path) -> Iterator[Source]:
    """All pages, parents before children and modules before the cases that name them."""
    modules = read(directory, MODULES_FILE, [])["modules"]
    cases = read(directory, CASES_FILE, [])
    training_of = {
        key: training["key"]
        for training in read(directory, TRAININGS_FILE, [])["trainings"]
        for key in training["modules"]
    }
    yield Source("page:modules", CurriculumPage, "", "Modules", "modules", {})
    yield Source("page:samen", SamenPage, "", "Samen", "samen", {})
    yield Source(
        "page:casussen",
        CaseIndexPage,
        "page:samen",
        "Casussen",
        "casussen",
        [cases["ground_rules"], cases["discussion_forms"]],
        values=case_index_values(cases),
    )
    for module in modules:
        training = training_of.get(module["key"], "")
        yield Source(
            f"page:{module['key']}",
            ModulePage,
            "page:modules",
            module["title"],
            module["slug"],
            [{name: value for name, value in module.items() if name != "cases"}, training],
            values=module_values(module, training),
            links=module_links(module),
        )
    for module in modules:
        file = read(directory, steps_file(module["key"]), [])
        for step in file["steps"]:
            slots = [slot for slot in file.get("organisation_slots", []) if slot["step"] == step["code"]]
            yield Source(
                f"page:{step['code']}",
                StepPage,
                f"page:{module['key']}",
                step["title"],
                step["slug"],
                [step, slots] if slots else step,
                values=step_values(step, slots),
            )
    for case in cases["cases"]:
        yield Source(
            f"page:{case['key']}",
            CasePage,
            "page:casussen",
            case["title"],
            case["slug"],
            case,
            values=case_values(case),
            links=case_links(case),
        )
