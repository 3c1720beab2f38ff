"""Runs and their answers, and the texts beside a result."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from competences.models import Evidence, LevelText
from people.models import Person
from selfscan.models import ScanAnswer, ScanRun, ScanVersion
from selfscan.queries.definitions import stored_scan
from selfscan.queries.evidence import voices_of
from selfscan.queries.rows import rows_of
from selfscan.queries.standing import fetched_preference, moment_rows, moments_of_rows

VOICE_FIELDS = (
    "id",
    "indicator_id",
    "competence_id",
    "source",
    "proficiency_level",
    "weight_numerator",
    "weight_denominator",
)
"""What a path is planned from, of other evidence than that of scans."""


def open_run(person: Person) -> ScanRun | None:
    """The run that she is filling in."""
    runs = ScanRun.objects.select_related("version", "person__path_preference__phase")
    return runs.filter(person=person, finished_at=None).first()


def finished_run(person: Person) -> ScanRun | None:
    """The last run that she finished."""
    runs = ScanRun.objects.select_related("version").filter(person=person, finished_at__isnull=False)
    return runs.order_by("pk").last()


def answers_of(run: ScanRun) -> dict[str, ScanAnswer]:
    """The answer that counts for every answered question, by its key."""
    answers = ScanAnswer.objects.filter(run=run, revision__isnull=False)
    return _by_question(answers.order_by("revision"), run.version)


def open_run_with_answers(person: Person) -> tuple[ScanRun, dict[str, ScanAnswer]] | None:
    """Her open run with her preference, and its answers; in one query as soon as there is an answer."""
    answers = list(_counting_answers(person, finished_at=None))
    if answers:
        return answers[0].run, _by_question(answers, answers[0].run.version)
    run = open_run(person)
    return (run, {}) if run else None


def run_to_finish(
    person: Person, *, finished_at: dt.datetime
) -> tuple[ScanRun, dict[str, ScanAnswer]] | None:
    """The run that is finished at this moment, with its answers and all else that her path depends on; one query.

    That is her preference, other evidence than that of scans, and her dates. None for a run without answers.
    """
    found = _counting_answers(person, finished_at=finished_at).annotate(
        voices=rows_of(
            voices_of(OuterRef("person"), timezone.localdate(finished_at)),
            **{name: name for name in VOICE_FIELDS},
            details_text=Cast("details", TextField()),
        ),
        moments=moment_rows("person"),
    )
    answers = list(found)
    if not answers:
        return None
    run = answers[0].run
    _bring_along(run, answers[0])
    return run, _by_question(answers, run.version)


def _counting_answers(person: Person, *, finished_at: dt.datetime | None) -> QuerySet[ScanAnswer]:
    """The answers that count of her run with this end (None: the open one), each with run and preference."""
    return (
        ScanAnswer.objects.filter(person=person, run__finished_at=finished_at, revision__isnull=False)
        .select_related("run__version", "run__person__path_preference__phase")
        .defer("run__version__texts")
        .order_by("revision")
    )


def _bring_along(run: ScanRun, first: Any) -> None:
    run.voices_found = tuple(
        Evidence(**{name: row[name] for name in VOICE_FIELDS}, details=json.loads(row["details_text"]))
        for row in first.voices or ()
    )
    fetched_preference(run.person).moments_found = moments_of_rows(first.moments)


def _by_question(answers: Iterable[ScanAnswer], version: ScanVersion) -> dict[str, ScanAnswer]:
    """The last of the answers to each question, by the key of the question."""
    keys = {pk: key for key, pk in stored_scan(version).item_ids.items()}
    return {keys[answer.item_id]: answer for answer in answers}


def level_texts() -> dict[tuple[str, int], str]:
    """The text of every proficiency level of every indicator."""
    rows = LevelText.objects.values_list("indicator__key", "proficiency_level", "text")
    return {(key, level): text for key, level, text in rows}
