"""Runs and their answers, and the texts beside a result."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from competences.models import Evidence, LevelText
from people.models import Person
from selfscan.models import ScanAnswer, ScanRun, ScanVersion
from selfscan.queries.definitions import stored_scan


def open_run(person: Person) -> ScanRun | None:
    """The run that she is filling in."""
    runs = ScanRun.objects.select_related("version", "person__path_preference__phase")
    return runs.filter(person=person, finished_at=None).first()


def finished_run(person: Person) -> ScanRun | None:
    """The last run that she finished."""
    return ScanRun.objects.filter(person=person, finished_at__isnull=False).order_by("pk").last()


def answers_of(run: ScanRun) -> dict[str, ScanAnswer]:
    """The answer that counts for every answered question, by its key."""
    answers = ScanAnswer.objects.filter(run=run, revision__isnull=False)
    return _by_question(answers.order_by("revision"), run.version)


def open_run_with_answers(person: Person) -> tuple[ScanRun, dict[str, ScanAnswer]] | None:
    """Her open run and its answers, in one query as soon as there is an answer.

    The run comes with her preference, and with ``has_voices``: is anything known of her but scans?
    """
    voices = Evidence.objects.filter(person=OuterRef("person")).exclude(origin__startswith="scanrun:")
    answers = list(
        ScanAnswer.objects.filter(person=person, run__finished_at=None, revision__isnull=False)
        .select_related("run__version", "run__person__path_preference__phase")
        .defer("run__version__texts")
        .annotate(has_voices=Exists(voices))
        .order_by("revision")
    )
    if not answers:
        run = open_run(person)
        return (run, {}) if run else None
    run = answers[0].run
    run.has_voices = answers[0].has_voices
    return run, _by_question(answers, run.version)


def _by_question(answers: Iterable[ScanAnswer], version: ScanVersion) -> dict[str, ScanAnswer]:
    """The last of the answers to each question, by the key of the question."""
    keys = {pk: key for key, pk in stored_scan(version).item_ids.items()}
    return {keys[answer.item_id]: answer for answer in answers}


def level_texts() -> dict[tuple[str, int], str]:
    """The text of every proficiency level of every indicator."""
    rows = LevelText.objects.values_list("indicator__key", "proficiency_level", "text")
    return {(key, level): text for key, level, text in rows}
