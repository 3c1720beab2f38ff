"""Loads modules, steps, trainings and cases from fixtures as pages.

What an editor changed since is never overwritten: the load record of a page keeps the revision that
was loaded and a hash of its content; a page whose latest revision says something else, draft or not,
is left alone and reported. An unchanged source makes no new revision.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page

from competences.fixtures import (
    Check,
    Where,
    digest,
    flag,
    identifier,
    list_of,
    mapping,
    one_of,
    read,
    text,
    whole,
)
from competences.load import COMPETENCES_FILE, PHASES_FILE, Row, load_rows
from competences.loading import Fault, LoadReport
from competences.models import Indicator, LoadRecord, Phase
from modules.blocks import LONG_FEATURES, SHORT_FEATURES
from modules.conversion import STEP_TYPES, check_step_body, stable_id, step_body
from modules.editing import ensure_editing_groups
from modules.models.pages import (
    LIST_FEATURES,
    AssignmentReader,
    CaseForm,
    CaseIndexPage,
    CaseIndicator,
    CaseModule,
    CasePage,
    CurriculumPage,
    DependencyKind,
    Exemption,
    IndicatorWeight,
    ModuleDependency,
    ModuleIndicator,
    ModulePage,
    SamenPage,
    StepPage,
    Training,
)
from modules.richtext import rich_text
from organisations.words import TERM_OF_DUTCH

MODULES_FILE = "modules.yaml"
CASES_FILE = "cases.yaml"
TRAININGS_FILE = "trainings.yaml"
# Raise this when the conversion changes, so that unchanged sources are loaded again.
CONVERSION = 1

PLAIN = text()


def title(value: Any, where: Where) -> None:
    """Plain text that every organisation reads as it is, so it names none of the four words."""
    text(longest=120)(value, where)
    for found in TERM_OF_DUTCH if isinstance(value, str) else ():
        if re.search(rf"(?<![{{])\b{found}\b", value, re.IGNORECASE):
            where.fault(f"{found}: each organisation has its own word for this")


RICH = text(words="singular")
RICH_LONG = text(words="singular", paragraphs=True)
KEYS = list_of(identifier)
PARTS = ("online", "training", "case", "practice")


# Validation ---------------------------------------------------------------------------------------------

MODULE = mapping(
    {
        "key": identifier,
        "slug": identifier,
        "title": title,
        "phase": identifier,
        "always_do": flag,
        "summary": RICH,
        "learning_outcomes": list_of(RICH, minimum=1),
        "indicators": mapping({"core": list_of(identifier, minimum=1), "also": KEYS}),
        "minutes": mapping(dict.fromkeys(PARTS, whole())),
        "cases": KEYS,
        "assignment": mapping(
            {
                "title": title,
                "text": RICH_LONG,
                "evidence": list_of(one_of(["text", "audio", "file", "photo"])),
                "reader": one_of(AssignmentReader.values),
            }
        ),
        "required": KEYS,
        "advised": KEYS,
        "exemption": mapping(
            {"possible": one_of(Exemption.values)},
            {
                "reason": RICH,
                "drops": list_of(one_of(PARTS)),
                "keeps": list_of(one_of(PARTS)),
                "evidence": list_of(RICH),
                "assessor": one_of(["practice_trainer", "trainer"]),
            },
        ),
    }
)
STEP = mapping(
    {
        "code": identifier,
        "slug": identifier,
        "type": one_of(STEP_TYPES),
        "title": title,
        "minutes": whole(1),
        "intro": RICH,
        "block": lambda value, where: None,  # checked by its type, see check_step_body
    },
    {"key_points": list_of(RICH, minimum=1)},
)
STEPS = mapping(
    {"version": PLAIN, "module": identifier, "steps": list_of(STEP, minimum=1)},
    {
        "image_notes": list_of(mapping({"step": identifier, "picture": PLAIN, "alt": PLAIN})),
        "organisation_slots": list_of(
            mapping({"step": identifier, "key": identifier, "question": RICH, "hint": RICH})
        ),
    },
)
NUMBER = whole(-100)


def effects(value: Any, where: Where) -> None:
    """What a choice does to the meters: a figure per meter."""
    for name, amount in value.items() if isinstance(value, dict) else [("", None)]:
        NUMBER(amount, where.at(name))


BRANCHING = mapping(
    {
        "meters": list_of(mapping({"key": identifier, "name": PLAIN, "start": whole()})),
        "start": identifier,
        "nodes": list_of(
            mapping(
                {
                    "key": identifier,
                    "text": RICH,
                    "choices": list_of(
                        mapping(
                            {
                                "key": identifier,
                                "text": RICH,
                                "next": identifier,
                                "effects": effects,
                                "feedback": RICH,
                            }
                        ),
                        minimum=2,
                    ),
                }
            )
        ),
        "endings": list_of(
            mapping(
                {
                    "key": identifier,
                    "kind": one_of(["strong", "good", "missed", "unsafe"]),
                    "title": PLAIN,
                    "text": RICH,
                    "key_point": RICH,
                }
            )
        ),
    }
)
CASE = mapping(
    {
        "key": identifier,
        "slug": identifier,
        "title": title,
        "phase": identifier,
        "modules": KEYS,
        "indicators": KEYS,
        "setting": PLAIN,
        "form": one_of(CaseForm.values),
        "situation": RICH_LONG,
        "dilemma": RICH_LONG,
        "questions": list_of(RICH, minimum=1),
        "insights": list_of(RICH),
        "guide_note": RICH_LONG,
    },
    {"branching": BRANCHING},
)
DISCUSSION_FORM = mapping(
    {
        "key": identifier,
        "name": PLAIN,
        "minutes": whole(5),
        "group": PLAIN,
        "steps": list_of(mapping({"key": identifier, "text": RICH}), minimum=1),
    },
    {"caution": RICH},
)
FILES: dict[str, Check] = {
    MODULES_FILE: mapping({"version": PLAIN, "modules": list_of(MODULE, minimum=1)}),
    CASES_FILE: mapping(
        {
            "version": PLAIN,
            "discussion_forms": list_of(DISCUSSION_FORM),
            "ground_rules": list_of(RICH),
            "cases": list_of(CASE),
        }
    ),
    TRAININGS_FILE: mapping(
        {
            "version": PLAIN,
            "trainings": list_of(
                mapping(
                    {
                        "key": identifier,
                        "title": title,
                        "minutes": whole(1),
                        "modules": KEYS,
                        "methods": list_of(PLAIN),
                        "trainers": whole(1),
                        "with_actor": flag,
                    }
                )
            ),
        }
    ),
}


def steps_file(module_key: str) -> str:
    """The file with the steps of a module."""
    return f"steps/{module_key}.yaml"


def validate(directory: Path) -> list[Fault]:
    """Every fault in the fixtures of this app: shapes first; references when all shapes are right."""
    faults: list[Fault] = []
    content = {name: read(directory, name, faults) for name in FILES}
    for name, check in FILES.items():
        if content[name]:
            check(content[name], Where(name, faults))
    if faults:
        return faults
    step_files = {}
    for module in content[MODULES_FILE]["modules"]:
        name = steps_file(module["key"])
        step_files[name] = steps = read(directory, name, faults)
        if steps:
            check_steps(steps, module["key"], Where(name, faults))
    if not faults:
        check_references(directory, content, step_files, faults)
    return faults


def check_steps(content: dict[str, Any], module_key: str, where: Where) -> None:
    """The steps of one module."""
    before = len(where.faults)
    STEPS(content, where)
    if len(where.faults) > before:
        return
    if content["module"] != module_key:
        where.at("module").fault(f"{content['module']} does not belong in this file")
    codes = {step["code"] for step in content["steps"]}
    slugs = [step["slug"] for step in content["steps"]]
    for step in content["steps"]:
        at = where.at("steps").at(step["code"])
        if slugs.count(step["slug"]) > 1:
            at.at("slug").fault("this slug occurs twice in the module")
        check_step_body(step, at.at("block"))
    for name in ("image_notes", "organisation_slots"):
        for note in content.get(name, []):
            refuse(note["step"], codes, where.at(name).at(note["step"]), "step")


def refuse(key: str, known: set[str], where: Where, kind: str) -> None:
    """Notes a reference to something that does not exist."""
    if key not in known:
        where.fault(f"unknown {kind}: {key}")


def refuse_each(keys: Iterable[str], known: set[str], where: Where, kind: str) -> None:
    """Notes every reference to something that does not exist."""
    for key in keys:
        refuse(key, known, where, kind)


@dataclass(frozen=True)
class Known:
    """The keys that fixtures may refer to."""

    phases: set[str]
    indicators: set[str]
    modules: set[str]
    modules_of_case: dict[str, set[str]]


def known_keys(directory: Path, content: dict[str, dict[str, Any]]) -> Known:
    """What there is to refer to; phases and indicators come from the files of competences."""
    competences = read(directory, COMPETENCES_FILE, []).get("competences", [])
    return Known(
        phases={phase.get("key") for phase in read(directory, PHASES_FILE, []).get("phases", [])},
        indicators={
            indicator.get("key")
            for competence in competences
            for indicator in competence.get("indicators", [])
        },
        modules={module["key"] for module in content[MODULES_FILE]["modules"]},
        modules_of_case={case["key"]: set(case["modules"]) for case in content[CASES_FILE]["cases"]},
    )


def check_references(
    directory: Path,
    content: dict[str, dict[str, Any]],
    step_files: dict[str, dict[str, Any]],
    faults: list[Fault],
) -> None:
    """References between files: phases, indicators, modules, cases; codes that occur twice."""
    known = known_keys(directory, content)
    for module in content[MODULES_FILE]["modules"]:
        check_module_references(module, known, Where(MODULES_FILE, faults).at("modules").at(module["key"]))
    for case in content[CASES_FILE]["cases"]:
        where = Where(CASES_FILE, faults).at("cases").at(case["key"])
        refuse(case["phase"], known.phases, where.at("phase"), "phase")
        refuse_each(case["indicators"], known.indicators, where.at("indicators"), "indicator")
        refuse_each(case["modules"], known.modules, where.at("modules"), "module")
        check_branching(case.get("branching"), where.at("branching"))
    for training in content[TRAININGS_FILE]["trainings"]:
        where = Where(TRAININGS_FILE, faults).at("trainings").at(training["key"])
        refuse_each(training["modules"], known.modules, where.at("modules"), "module")
    check_steps_together(step_files, known, faults)


def check_module_references(module: dict[str, Any], known: Known, where: Where) -> None:
    """What one module refers to."""
    key = module["key"]
    refuse(module["phase"], known.phases, where.at("phase"), "phase")
    for weight in IndicatorWeight.values:
        refuse_each(module["indicators"][weight], known.indicators, where.at("indicators"), "indicator")
    for kind in DependencyKind.values:
        refuse_each(module[kind], known.modules - {key}, where.at(kind), "module")
    refuse_each(module["cases"], set(known.modules_of_case), where.at("cases"), "case")
    for case in module["cases"]:
        if key not in known.modules_of_case.get(case, {key}):
            where.at("cases").fault(f"case {case} does not name this module")


def check_branching(branching: dict[str, Any] | None, where: Where) -> None:
    """Every choice of a branching case leads somewhere."""
    if branching is None:
        return
    targets = {entry["key"] for entry in (*branching["nodes"], *branching["endings"])}
    meters = {meter["key"] for meter in branching["meters"]}
    refuse(branching["start"], targets, where.at("start"), "node")
    for node in branching["nodes"]:
        for choice in node["choices"]:
            at = where.at(node["key"]).at(choice["key"])
            refuse(choice["next"], targets, at, "node")
            for meter in choice["effects"]:
                refuse(meter, meters, at, "meter")


def check_steps_together(step_files: dict[str, dict[str, Any]], known: Known, faults: list[Fault]) -> None:
    """What holds over all steps: codes occur once; questions and scenarios name what exists."""
    seen: set[str] = set()
    for name, content in step_files.items():
        for step in content["steps"]:
            where = Where(name, faults).at("steps").at(step["code"])
            if step["code"] in seen:
                where.fault("this code occurs twice")
            seen.add(step["code"])
            for question in step["block"].get("questions", []):
                if "indicator" in question:
                    refuse(question["indicator"], known.indicators, where.at(question["key"]), "indicator")
            if "case_key" in step["block"]:
                refuse(step["block"]["case_key"], set(known.modules_of_case), where.at("case_key"), "case")


# Sources ----------------------------------------------------------------------------------------------------


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
    values: Callable[["Context"], dict[str, Any]] = lambda context: {}
    links: Callable[["Context"], dict[str, list[dict[str, Any]]]] = lambda context: {}

    @property
    def hash(self) -> str:
        """Changes when, and only when, this page must be written again."""
        return digest([CONVERSION, self.title, self.slug, self.raw])


@dataclass
class Context:
    """What pages refer to, by key."""

    phases: dict[str, Phase]
    indicators: dict[str, Indicator]
    trainings: dict[str, Training] = field(default_factory=dict)
    modules: dict[str, ModulePage] = field(default_factory=dict)


def bullets(points: list[str]) -> str:
    """Points in the fixtures' notation of a list."""
    return "\n".join(f"- {point}" for point in points)


def module_values(module: dict[str, Any], training: str) -> Callable[[Context], dict[str, Any]]:
    """The fields of a module."""

    def values(context: Context) -> dict[str, Any]:
        key, assignment, minutes = module["key"], module["assignment"], module["minutes"]
        terms = {name: value for name, value in module["exemption"].items() if name != "possible"}
        return {
            "key": key,
            "phase": context.phases[module["phase"]],
            "always_do": module["always_do"],
            "summary": rich_text(module["summary"], SHORT_FEATURES, f"{key}/summary"),
            "learning_outcomes": rich_text(
                bullets(module["learning_outcomes"]), LIST_FEATURES, f"{key}/learning_outcomes"
            ),
            **{f"minutes_{part}": minutes[part] for part in PARTS},
            "assignment_title": assignment["title"],
            "assignment_text": rich_text(assignment["text"], LONG_FEATURES, f"{key}/assignment"),
            "assignment_reader": assignment["reader"],
            "assignment_evidence": assignment["evidence"],
            "training": context.trainings.get(training),
            "exemption": module["exemption"]["possible"],
            "exemption_terms": terms,
        }

    return values


def module_links(module: dict[str, Any]) -> Callable[[Context], dict[str, list[dict[str, Any]]]]:
    """The indicators of a module, and the modules that come before it."""

    def links(context: Context) -> dict[str, list[dict[str, Any]]]:
        return {
            "indicator_links": [
                {"indicator": context.indicators[key], "weight": weight}
                for weight in IndicatorWeight.values
                for key in module["indicators"][weight]
            ],
            "dependencies": [
                {"needed": context.modules[key], "kind": kind}
                for kind in DependencyKind.values
                for key in module[kind]
                if key in context.modules
            ],
        }

    return links


def step_values(step: dict[str, Any]) -> Callable[[Context], dict[str, Any]]:
    """The fields of a step."""

    def values(context: Context) -> dict[str, Any]:
        code = step["code"]
        points = step.get("key_points")
        return {
            "code": code,
            "intro": rich_text(step["intro"], SHORT_FEATURES, f"{code}/intro"),
            "minutes": step["minutes"],
            "body": step_body(step),
            "key_points": rich_text(bullets(points), LIST_FEATURES, f"{code}/key_points") if points else "",
        }

    return values


def case_values(case: dict[str, Any]) -> Callable[[Context], dict[str, Any]]:
    """The fields of a case."""

    def values(context: Context) -> dict[str, Any]:
        key = case["key"]
        texts = {
            "situation": case["situation"],
            "dilemma": case["dilemma"],
            "questions": bullets(case["questions"]),
            "insights": bullets(case["insights"]),
            "guide_note": case["guide_note"],
        }
        return {
            "key": key,
            "phase": context.phases[case["phase"]],
            "setting": case["setting"],
            "form": case["form"],
            "branching": case.get("branching"),
            **{name: rich_text(content, LONG_FEATURES, f"{key}/{name}") for name, content in texts.items()},
        }

    return values


def case_links(case: dict[str, Any]) -> Callable[[Context], dict[str, list[dict[str, Any]]]]:
    """The indicators and modules of a case."""

    def links(context: Context) -> dict[str, list[dict[str, Any]]]:
        return {
            "indicator_links": [{"indicator": context.indicators[key]} for key in case["indicators"]],
            "module_links": [
                {"module": context.modules[key]} for key in case["modules"] if key in context.modules
            ],
        }

    return links


def case_index_values(content: dict[str, Any]) -> Callable[[Context], dict[str, Any]]:
    """The ground rules and the ways to discuss a case."""

    def values(context: Context) -> dict[str, Any]:
        return {
            "ground_rules": rich_text(bullets(content["ground_rules"]), LIST_FEATURES, "cases/ground_rules"),
            "discussion_forms": [discussion_form(form) for form in content["discussion_forms"]],
        }

    return values


def discussion_form(form: dict[str, Any]) -> dict[str, Any]:
    """One way to discuss a case, as its block stores it."""
    path = f"cases/{form['key']}"
    steps = [
        {
            "type": "item",
            "value": rich_text(step["text"], SHORT_FEATURES, f"{path}/{step['key']}"),
            "id": stable_id(f"{path}/{step['key']}"),
        }
        for step in form["steps"]
    ]
    caution = form.get("caution", "")
    value = {
        "name": form["name"],
        "minutes": form["minutes"],
        "group": form["group"],
        "steps": steps,
        "caution": rich_text(caution, SHORT_FEATURES, f"{path}/caution") if caution else "",
    }
    return {"type": "form", "value": value, "id": stable_id(path)}


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
        for step in read(directory, steps_file(module["key"]), [])["steps"]:
            yield Source(
                f"page:{step['code']}",
                StepPage,
                f"page:{module['key']}",
                step["title"],
                step["slug"],
                step,
                values=step_values(step),
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


# Loading ----------------------------------------------------------------------------------------------------


def shared_root() -> Page:
    """The root of the one tree that all sites share."""
    return Page.get_first_root_node()


def load(directory: Path, report: LoadReport) -> None:
    """Creates or updates trainings and pages. Expects valid fixtures, competences loaded."""
    load_trainings(directory, report)
    context = Context(
        phases={phase.key: phase for phase in Phase.objects.all()},
        indicators={indicator.key: indicator for indicator in Indicator.objects.all()},
        trainings={training.key: training for training in Training.objects.all()},
    )
    records = {
        record.source_key: record for record in LoadRecord.objects.filter(source_key__startswith="page:")
    }
    pages = {
        page.pk: page
        for page in Page.objects.filter(pk__in=[record.object_id for record in records.values()]).specific()
    }
    loaded: dict[str, Page] = {"": shared_root()}
    for source in sources(directory):
        record = records.get(source.key)
        page = pages.get(record.object_id) if record else None
        page = load_page(source, record, page, loaded.get(source.parent), context, report)
        if page is not None:
            loaded[source.key] = page
        if isinstance(page, ModulePage):
            context.modules[page.key] = page
    ensure_editing_groups()


def load_trainings(directory: Path, report: LoadReport) -> None:
    """The training half-days."""
    names = ("key", "title", "minutes", "methods", "trainers", "with_actor")
    rows = [
        Row(
            f"training:{source['key']}",
            {"key": source["key"]},
            {name: source[name] for name in names} | {"position": position},
        )
        for position, source in enumerate(read(directory, TRAININGS_FILE, [])["trainings"], start=1)
    ]
    load_rows(Training, rows, report)


def load_page(
    source: Source,
    record: LoadRecord | None,
    page: Page | None,
    parent: Page | None,
    context: Context,
    report: LoadReport,
) -> Page | None:
    """Creates, updates or leaves one page, notes what was done, and returns the page if there is one."""
    if record is None:
        if parent is None or parent.get_children().filter(slug=source.slug).exists():
            report.left_alone.append(source.key)
            return None
        return create_page(source, parent, context, report)
    if page is None or not page.live or was_changed(source, page, record, context):
        report.left_alone.append(source.key)
        return page
    if record.source_hash == source.hash:
        report.unchanged.append(source.key)
        return page
    fill(page, source, context)
    publish(page, source, context)
    report.updated.append(source.key)
    return page


def create_page(source: Source, parent: Page, context: Context, report: LoadReport) -> Page:
    """A new page, published."""
    page = source.model(title=source.title, slug=source.slug, live=False)
    fill(page, source, context)
    parent.add_child(instance=page)
    publish(page, source, context)
    report.created.append(source.key)
    return page


def fill(page: Page, source: Source, context: Context) -> None:
    """Gives the page the fields and links of its source."""
    page.title, page.draft_title, page.slug = source.title, source.title, source.slug
    for name, value in source.values(context).items():
        if isinstance(page._meta.get_field(name), StreamField):
            value = page._meta.get_field(name).stream_block.to_python(value)
        setattr(page, name, value)
    for relation, links in source.links(context).items():
        manager = getattr(page, relation)
        manager.set([manager.model(sort_order=order, **link) for order, link in enumerate(links)])


def publish(page: Page, source: Source, context: Context) -> None:
    """Saves the page as a live revision and keeps what was loaded."""
    revision = page.save_revision()
    revision.publish()
    LoadRecord.objects.update_or_create(
        source_key=source.key,
        defaults={
            "source_hash": source.hash,
            "content_hash": content_hash(page),
            "object_id": page.pk,
            "revision_id": revision.pk,
        },
    )


def was_changed(source: Source, page: Page, record: LoadRecord, context: Context) -> bool:
    """Whether somebody saved something else since, as a draft too.

    A revision with the same content (saved in the editor without a change) counts as the loader's own.
    """
    if page.latest_revision_id == record.revision_id:
        return False
    if content_hash(page.get_latest_revision_as_object()) != record.content_hash:
        return True
    record.revision_id = page.latest_revision_id
    record.save(update_fields=["revision_id"])
    return False


LINKS: dict[type[Page], dict[str, tuple[type[models.Model], tuple[str, ...]]]] = {
    ModulePage: {
        "indicator_links": (ModuleIndicator, ("indicator_id", "weight")),
        "dependencies": (ModuleDependency, ("needed_id", "kind")),
    },
    CasePage: {
        "indicator_links": (CaseIndicator, ("indicator_id",)),
        "module_links": (CaseModule, ("module_id",)),
    },
}


def stored_value(page: Page, model_field: Any) -> Any:
    """A field's value as it is stored; streams as data, because PostgreSQL puts their keys in another order."""
    value = model_field.value_to_string(page)
    return json.loads(value) if isinstance(model_field, StreamField) else value


def content_hash(page: Page) -> str:
    """A hash of what the page says: title, slug, its own fields, its links in order."""
    own: dict[str, Any] = {"title": page.title, "slug": page.slug}
    for model_field in page._meta.local_fields:
        if not model_field.primary_key and model_field.name != "page_ptr":
            own[model_field.name] = stored_value(page, model_field)
    for relation, (_model, names) in LINKS.get(type(page), {}).items():
        rows = sorted(getattr(page, relation).all(), key=lambda row: row.sort_order or 0)
        own[relation] = [[getattr(row, name) for name in names] for row in rows]
    return digest(own)
