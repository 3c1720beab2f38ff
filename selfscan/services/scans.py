"""Filling the scan in: start or resume, answer, doubt, finish, wipe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from competences.models import Evidence, EvidenceSource
from competences.services import NewEvidence, append_evidence
from modules.services import complete_selfscan_steps
from organisations.models import Organisation
from people.audit import record
from people.enums import Verb
from people.models import Person
from selfscan import queries
from selfscan.enums import PathReason
from selfscan.models import SCAN_ORIGIN, PathVersion, ScanAnswer, ScanRun, ScanShare
from selfscan.rules.evidence import Piece
from selfscan.services.paths import NoScanError, write_path


class EmptyScanError(Exception):
    """A scan without a single answer can't be finished."""


@dataclass(frozen=True)
class Answered:
    """What became of a submission; ``revision`` is what the next one has to be based on."""

    answer: ScanAnswer
    is_stale: bool
    revision: int


@transaction.atomic
def start_or_resume_run(*, person: Person) -> ScanRun:
    """Return her open run, or a new one of the current version.

    Soon after a finished run (the scan says how soon) it is a correction: it starts with the same answers.
    """
    if run := queries.open_run(person):
        return run
    version = queries.current_version()
    if version is None:
        raise NoScanError
    try:
        with transaction.atomic():
            run = ScanRun.objects.create(person=person, version=version)
    except IntegrityError:  # another device started one in the meantime
        return ScanRun.objects.select_related("version").get(person=person, finished_at=None)
    _copy_recent_answers(person, run)
    return run


def _copy_recent_answers(person: Person, run: ScanRun) -> None:
    earlier = queries.finished_run(person)
    soon = dt.timedelta(weeks=run.version.texts["repeat"]["at_least_weeks"])
    if earlier is None or earlier.version_id != run.version_id or earlier.finished_at is None:
        return
    if timezone.now() - earlier.finished_at >= soon:
        return
    earlier.version = run.version
    ScanAnswer.objects.bulk_create(
        ScanAnswer(
            person=person,
            run=run,
            item_id=answer.item_id,
            proficiency_level=answer.proficiency_level,
            option_id=answer.option_id,
            uuid=uuid4(),
            revision=1,
        )
        for answer in queries.answers_of(earlier).values()
    )
    run.doubted = earlier.doubted
    run.save(update_fields=["doubted"])


def answer_item(
    *,
    run: ScanRun,
    item_id: int,
    proficiency_level: int | None,
    option_id: int | None,
    uuid: UUID,
    based_on: int,
) -> Answered:
    """Keep one answer; it counts when it was made on the newest revision.

    The same UUID gets the first outcome again. A stale answer is kept without a revision.
    """
    for attempt in range(3):
        earlier = list(ScanAnswer.objects.filter(Q(item_id=item_id) | Q(uuid=uuid), run=run))
        current = max((answer.revision or 0 for answer in earlier if answer.item_id == item_id), default=0)
        if first := next((answer for answer in earlier if answer.uuid == uuid), None):
            return Answered(first, first.revision is None, current)
        revision = current + 1 if based_on == current else None
        try:
            with transaction.atomic():
                answer = ScanAnswer.objects.create(
                    person_id=run.person_id,
                    run=run,
                    item_id=item_id,
                    proficiency_level=proficiency_level,
                    option_id=option_id,
                    uuid=uuid,
                    based_on=based_on,
                    revision=revision,
                )
        except IntegrityError:  # the same answer, or another one, came in between: look again
            if attempt == 2:
                raise
            continue
        return Answered(answer, revision is None, revision or current)
    raise AssertionError("unreachable")


@transaction.atomic
def finish_run(
    *,
    run: ScanRun,
    organisation: Organisation | None,
    doubted: Iterable[str] | None = None,
    answers: Mapping[str, ScanAnswer] | None = None,
) -> PathVersion:
    """Turn the answers into evidence and write the path that follows, all in one transaction.

    The run supersedes the answers of earlier runs. ``doubted`` names the competences on which she doubted:
    her statements there weigh less. Finishing twice is finishing once. Raises EmptyScanError when nothing was
    answered.
    """
    answers = queries.answers_of(run) if answers is None else answers
    if not answers:
        raise EmptyScanError
    person, now = run.person, timezone.now()
    today = timezone.localdate(now)
    preference = queries.fetched_preference(person)
    run.phase, run.finished_at = preference.phase, now
    run.doubted = run.doubted if doubted is None else sorted(set(doubted))
    still_open = ScanRun.objects.filter(pk=run.pk, finished_at=None)
    if not still_open.update(phase=run.phase, finished_at=now, doubted=run.doubted):
        return queries.latest_paths(person, count=1)[0]  # the same press, a moment ago
    others = run.voices_found
    if others is None:
        others = tuple(queries.voices_of(person, today))
    own = append_evidence(
        person=person, items=[_evidence(run, piece) for piece in queries.answer_pieces(run, answers).values()]
    )
    progress = complete_selfscan_steps(person=person, finished_on=today)
    return write_path(
        run=run,
        reason=PathReason.SCAN_FINISHED,
        subject=str(run.pk),
        answers=answers,
        evidence=[*own, *others],
        preference=preference,
        progress=progress,
        today=today,
    )


def _evidence(run: ScanRun, piece: Piece) -> NewEvidence:
    details: Mapping[str, str] = {"item": piece.item} | ({"option": piece.option} if piece.option else {})
    return NewEvidence(
        source=EvidenceSource(piece.source),
        proficiency_level=piece.proficiency_level,
        weight=piece.weight,
        observed_on=timezone.localdate(run.finished_at),
        origin=run.origin,
        indicator_id=queries.stored_scan(run.version).indicator_ids[piece.indicator],
        details=dict(details),
    )


@transaction.atomic
def wipe_answers(*, person: Person) -> int:
    """Wipe her scans with everything that was made of them: evidence, paths, sharing; say how many answers."""
    Evidence.objects.filter(person=person, origin__startswith=SCAN_ORIGIN).delete()
    PathVersion.objects.filter(person=person).delete()
    ScanShare.objects.filter(person=person).delete()
    number, _rows = ScanAnswer.objects.filter(person=person).delete()
    ScanRun.objects.filter(person=person).delete()
    record(Verb.WIPED, actor=person, subject=person, about="selfscan", answers=number)
    return number


ANSWER_CODES = frozenset(
    {"statement", "situation", "not_experienced", "unanswered", "doubted", "conversation"}
)
"""The reasons in a stored path from which an answer can be read."""


@transaction.atomic
def forget_old_answers(before: dt.datetime) -> int:
    """Take away the answers of scans that were filled in before a moment, and all from which they follow.

    The result in words and the advice per module stay; a scan that was never finished goes altogether.
    """
    ScanRun.objects.filter(finished_at=None, started_at__lt=before).delete()
    removed = 0
    for run in ScanRun.objects.filter(finished_at__lt=before, answers__isnull=False).distinct():
        Evidence.objects.filter(person=run.person_id, origin=run.origin).delete()
        removed += run.answers.all().delete()[0]
        ScanRun.objects.filter(pk=run.pk).update(doubted=[])
        for path in PathVersion.objects.filter(run=run):
            path.result = _words_only(path.result)
            path.evidence_ids = []
            path.save(update_fields=["result", "evidence_ids"])
    return removed


def _words_only(result: dict[str, Any]) -> dict[str, Any]:
    words = {key: {"shown": None, "word": found["word"]} for key, found in result["competences"].items()}
    modules = [
        row
        | {
            "why": [reason for reason in row["why"] if reason["code"] not in ANSWER_CODES],
            "would_change": None,
            "because": [],
            "score": "0",
            "terms": [],
        }
        for row in result["modules"]
    ]
    return result | {"competences": words, "estimates": {}, "modules": modules}
