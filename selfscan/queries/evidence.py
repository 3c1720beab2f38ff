"""What a path is planned from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction

from django.db.models import OuterRef, Q, QuerySet

from competences.models import Evidence
from modules.models import ModuleProgress
from modules.queries import scored_cases
from people.models import Person
from selfscan.enums import Choice
from selfscan.models import SCAN_ORIGIN, PathPreference, ScanAnswer, ScanRun
from selfscan.queries.definitions import StoredScan, stored_scan
from selfscan.queries.standing import known_moments
from selfscan.rules.evidence import Piece
from selfscan.rules.facts import CaseFact
from selfscan.rules.plan import PlanInput, answer_piece

DOUBTED = "gok"
SURE = "zeker"


def counting_evidence(person: Person, run: ScanRun, today: dt.date) -> QuerySet[Evidence]:
    """The evidence that counts today: answers of the newest run only, everything else until it expires."""
    earlier_runs = Q(origin__startswith=SCAN_ORIGIN) & ~Q(origin=run.origin)
    return Evidence.objects.filter(person=person).exclude(earlier_runs).filter(_still_counts(today))


def voices_of(person: Person | OuterRef, today: dt.date) -> QuerySet[Evidence]:
    """The evidence that counts today and doesn't come from a scan."""
    evidence = Evidence.objects.filter(person=person).exclude(origin__startswith=SCAN_ORIGIN)
    return evidence.filter(_still_counts(today))


def _still_counts(today: dt.date) -> Q:
    return Q(expires_on__isnull=True) | Q(expires_on__gte=today)


def pieces_of(evidence: Iterable[Evidence], scan: StoredScan) -> tuple[Piece, ...]:
    """Stored evidence as the rule reads it; a voice about a competence counts for all its indicators."""
    indicator_keys = {pk: key for key, pk in scan.indicator_ids.items()}
    pieces = []
    for row in evidence:
        if row.indicator_id:
            keys = [indicator_keys[row.indicator_id]] if row.indicator_id in indicator_keys else []
        else:
            competence = scan.definition.competence_by_key[scan.competence_keys[row.competence_id or 0]]
            keys = [indicator.key for indicator in competence.indicators]
        pieces += [_piece(row, key) for key in keys]
    return tuple(pieces)


def _piece(row: Evidence, indicator: str) -> Piece:
    return Piece(
        indicator=indicator,
        source=row.source,
        proficiency_level=row.proficiency_level,
        weight=Fraction(row.weight_numerator, row.weight_denominator),
        item=row.details.get("item", ""),
        option=row.details.get("option", ""),
        relation=row.details.get("relation", ""),
        seen=row.details.get("seen", ""),
        played=row.details.get("title", ""),
    )


def cases_to_play(evidence: Iterable[Evidence]) -> tuple[CaseFact, ...]:
    """The scored cases that didn't give evidence yet, with the ends worth hoping for."""
    played = {row.details.get("case") for row in evidence}
    return tuple(
        CaseFact(case.pk, case.title, case.good_ends) for case in scored_cases() if case.pk not in played
    )


def certainty_of(run: ScanRun) -> dict[str, str]:
    """How sure she was per subject: a tick on the check page counts as a guess."""
    return dict.fromkeys(run.doubted, DOUBTED)


def answer_pieces(run: ScanRun, answers: Mapping[str, ScanAnswer]) -> dict[str, Piece]:
    """The answers of a run as evidence, by the key of their question."""
    scan = stored_scan(run.version)
    option_keys = {pk: key for (_, key), pk in scan.option_ids.items()}
    certainty = certainty_of(run)
    pieces = {}
    for key, answer in answers.items():
        item = scan.definition.item_by_key[key]
        piece = answer_piece(
            item,
            proficiency_level=answer.proficiency_level,
            option=option_keys.get(answer.option_id or 0, ""),
            certainty=certainty.get(scan.definition.competence_of(item).key, SURE),
        )
        if piece:
            pieces[key] = piece
    return pieces


def not_experienced(run: ScanRun, answers: Mapping[str, ScanAnswer]) -> frozenset[str]:
    """The statements that were answered with "not experienced yet"."""
    definition = stored_scan(run.version).definition
    return frozenset(
        key
        for key, answer in answers.items()
        if answer.proficiency_level is None and definition.item_by_key[key].is_statement
    )


def plan_input(
    *,
    run: ScanRun | None,
    answers: Mapping[str, ScanAnswer],
    pieces: tuple[Piece, ...],
    preference: PathPreference,
    progress: Mapping[str, ModuleProgress],
    today: dt.date,
    cases: tuple[CaseFact, ...] = (),
) -> PlanInput:
    """Everything that her path depends on, as the rule reads it."""
    return PlanInput(
        today=today,
        pieces=pieces,
        not_experienced=not_experienced(run, answers) if run else frozenset(),
        certainty=certainty_of(run) if run else {},
        phase=preference.phase.key if preference.phase else None,
        moments=known_moments(preference),
        chosen=chosen_modules(preference),
        completed=frozenset(key for key, found in progress.items() if found.online_done_on),
        following=followed_module(progress),
        cases=cases,
    )


def chosen_modules(preference: PathPreference) -> frozenset[str]:
    """The modules that she added herself."""
    return frozenset(key for key, choice in preference.choices.items() if choice["kind"] == Choice.CHOSEN)


def followed_module(progress: Mapping[str, ModuleProgress]) -> str | None:
    """The module that she worked on last and hasn't completed."""
    started = [(found.updated, key) for key, found in progress.items() if not found.online_done_on]
    return max(started)[1] if started else None
