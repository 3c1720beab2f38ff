"""Every fault in the fixtures before anything is loaded: shapes first, then references."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from competences.fixtures import Where, read
from competences.load import COMPETENCES_FILE, PHASES_FILE, mappings_in
from competences.loading import Fault
from modules.conversion import check_step_body
from modules.load.shapes import CASES_FILE, FILES, MODULES_FILE, STEPS, TRAININGS_FILE, steps_file
from modules.models.pages import DependencyKind, IndicatorWeight


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
    competences = mappings_in(read(directory, COMPETENCES_FILE, []).get("competences"))
    phases = mappings_in(read(directory, PHASES_FILE, []).get("phases"))
    return Known(
        phases={str(phase.get("key")) for phase in phases},
        indicators={
            str(indicator.get("key"))
            for competence in competences
            for indicator in mappings_in(competence.get("indicators"))
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
    later = [module["key"] for module in content[MODULES_FILE]["modules"]]
    for module in content[MODULES_FILE]["modules"]:
        where = Where(MODULES_FILE, faults).at("modules").at(module["key"])
        check_module_references(module, known, where)
        for kind in DependencyKind.values:
            for key in set(module[kind]) & set(later[1:]):
                where.at(kind).fault(f"module {key} comes later in this file: put it first")
        del later[0]
    for case in content[CASES_FILE]["cases"]:
        where = Where(CASES_FILE, faults).at("cases").at(case["key"])
        refuse(case["phase"], known.phases, where.at("phase"), "phase")
        refuse_each(case["indicators"], known.indicators, where.at("indicators"), "indicator")
        refuse_each(case["modules"], known.modules, where.at("modules"), "module")
        note_doubles([question["key"] for question in case["questions"]], where.at("questions"))
        check_branching(case.get("branching"), set(case["indicators"]), where.at("branching"))
    for training in content[TRAININGS_FILE]["trainings"]:
        where = Where(TRAININGS_FILE, faults).at("trainings").at(training["key"])
        refuse_each(training["modules"], known.modules, where.at("modules"), "module")
    check_steps_together(step_files, known, faults)


def note_doubles(keys: list[str], where: Where) -> None:
    """Notes every key that occurs more than once."""
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        where.at(key).fault("this key occurs twice")


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


def check_branching(branching: dict[str, Any] | None, indicators: set[str], where: Where) -> None:
    """Every choice leads somewhere; an ending shows behaviour that the case is about."""
    if branching is None:
        return
    places = [entry["key"] for entry in (*branching["nodes"], *branching["endings"])]
    note_doubles(places, where)
    note_doubles([meter["name"] for meter in branching["meters"]], where.at("meters"))
    meters = {meter["key"] for meter in branching["meters"]}
    refuse(branching["start"], {branching["nodes"][0]["key"]}, where.at("start"), "first node")
    for ending in branching["endings"]:
        refuse_each(ending["levels"], indicators, where.at(ending["key"]).at("levels"), "indicator")
    for node in branching["nodes"]:
        for choice in node["choices"]:
            at = where.at(node["key"]).at(choice["key"])
            refuse(choice["next"], set(places), at, "node")
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
