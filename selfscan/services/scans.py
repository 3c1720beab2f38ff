"""Filling the scan in: start or resume, answer, doubt, finish, wipe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from competences.models import Evidence, EvidenceSource
from competences.services import NewEvidence, append_evidence
from modules.services import complete_selfscan_steps
from people.audit import record
from people.enums import Verb
from people.models import Person
from selfscan import queries
from selfscan.enums import PathReason
from selfscan.models import SCAN_ORIGIN, PathPreference, PathVersion, ScanAnswer, ScanRun, ScanShare
from selfscan.rules.evidence import Piece
from selfscan.services.paths import NoScanError, write_path


class EmptyScanError(Exception):
    """A scan without a single answer can't be finished."""


class NoOpenRunError(Exception):
    """There is no scan to finish: it was finished before, or never begun."""


class UnknownSubjectError(Exception):
    """Somebody doubted about a subject that her scan doesn't have."""


@dataclass(frozen=True)
class Answered:
    """What became of a submission; ``revision`` is what the next one has to be based on.

    ``is_late``: the scan was finished before, so that this answer is kept and counts nowhere.
    """

    answer: ScanAnswer
    is_stale: bool
    revision: int
    is_late: bool = False


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


@transaction.atomic
def answer_item(
    *,
    run: ScanRun,
    item_id: int,
    proficiency_level: int | None,
    option_id: int | None,
    uuid: UUID,
    based_on: int,
) -> Answered:
    """Keep one answer; it counts when it was made on the newest revision of a scan that is still open.

    The same UUID gets the first outcome again. A stale or late answer is kept without a revision. As long as
    this transaction lasts, the scan can't be finished.
    """
    is_open = bool(ScanRun.objects.select_for_update().filter(pk=run.pk, finished_at=None).values_list("pk"))
    for attempt in range(3):
        earlier = list(ScanAnswer.objects.filter(Q(item_id=item_id) | Q(uuid=uuid), run=run))
        current = max((answer.revision or 0 for answer in earlier if answer.item_id == item_id), default=0)
        if first := next((answer for answer in earlier if answer.uuid == uuid), None):
            return Answered(
                first, is_open and first.revision is None, current, not is_open and not first.revision
            )
        revision = current + 1 if is_open and based_on == current else None
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
        return Answered(answer, is_open and revision is None, revision or current, not is_open)
    raise AssertionError("unreachable")


@transaction.atomic
def finish_run(*, person: Person, doubted: Iterable[str] | None = None) -> PathVersion:
    """Turn the answers of her open run into evidence and write the path that follows, in one transaction.

    The run supersedes the answers of earlier runs. ``doubted`` names the competences on which she doubted:
    her statements there weigh less. Raises NoOpenRunError when nothing is open (any more), EmptyScanError when
    nothing was answered, UnknownSubjectError for a competence that isn't in the scan; then nothing changes.
    """
    now = timezone.now()
    run, answers = _close_run(person, now, doubted)
    today = timezone.localdate(now)
    own = append_evidence(
        person=person, items=[_evidence(run, piece) for piece in queries.answer_pieces(run, answers).values()]
    )
    progress = complete_selfscan_steps(person=person, finished_on=today)
    return write_path(
        run=run,
        reason=PathReason.SCAN_FINISHED,
        subject=str(run.pk),
        answers=answers,
        evidence=[*own, *(run.voices_found or ())],
        preference=queries.fetched_preference(run.person),
        progress=progress,
        today=today,
    )


def _close_run(
    person: Person, now: dt.datetime, doubted: Iterable[str] | None
) -> tuple[ScanRun, dict[str, ScanAnswer]]:
    """Mark her open run as finished, and only then read its answers.

    The first statement locks the run: an answer that comes in at the same moment was kept before it, and is
    read here, or finds the scan finished (see answer_item).
    """
    phase = PathPreference.objects.filter(person=OuterRef("person")).values("phase")
    values: dict[str, Any] = {"finished_at": now, "phase": Subquery(phase[:1])}
    if doubted is not None:
        values["doubted"] = sorted(set(doubted))
    if not ScanRun.objects.filter(person=person, finished_at=None).update(**values):
        raise NoOpenRunError
    found = queries.run_to_finish(person, finished_at=now)
    if found is None:
        raise EmptyScanError
    run, answers = found
    subjects = {competence.key for competence in queries.stored_scan(run.version).definition.competences}
    if not subjects.issuperset(run.doubted):
        raise UnknownSubjectError
    return run, answers


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
