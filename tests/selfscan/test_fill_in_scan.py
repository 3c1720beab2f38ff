"""Start, answer, change, finish and wipe: what the services promise."""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from competences.models import Evidence
from competences.services import NewEvidence, add_evidence
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from selfscan.models import PathVersion, ScanAnswer, ScanRun, ScanShare
from selfscan.queries import answers_of, latest_paths
from selfscan.services.scans import (
    EmptyScanError,
    NoOpenRunError,
    finish_run,
    start_or_resume_run,
    wipe_answers,
)
from selfscan.services.sharing import share_result
from tests.counting import counting
from tests.selfscan.scans import answer, answer_all, answers_at

pytestmark = pytest.mark.django_db


def test_starting_twice_gives_the_same_run(supervisor: Person) -> None:
    assert start_or_resume_run(person=supervisor) == start_or_resume_run(person=supervisor)
    assert ScanRun.objects.filter(person=supervisor).count() == 1


def test_answer_counts_and_can_be_changed(supervisor: Person) -> None:
    run = start_or_resume_run(person=supervisor)
    first = answer(run, "S01", 2)
    second = answer(run, "S01", 3, based_on=first.revision)
    assert (first.revision, second.revision, second.is_stale) == (1, 2, False)
    assert answers_of(run)["S01"].proficiency_level == 3
    assert ScanAnswer.objects.filter(run=run).count() == 2


def test_same_uuid_gets_the_first_outcome_again(supervisor: Person) -> None:
    run, uuid = start_or_resume_run(person=supervisor), uuid4()
    first = answer(run, "S01", 2, uuid=uuid)
    again = answer(run, "S01", 4, uuid=uuid)
    assert again.answer == first.answer
    assert answers_of(run)["S01"].proficiency_level == 2
    assert ScanAnswer.objects.filter(run=run).count() == 1


def test_stale_answer_is_kept_and_does_not_count(supervisor: Person) -> None:
    run = start_or_resume_run(person=supervisor)
    answer(run, "S01", 3)
    stale = answer(run, "S01", 1)
    assert (stale.is_stale, stale.revision, stale.answer.revision) == (True, 1, None)
    assert answers_of(run)["S01"].proficiency_level == 3
    assert ScanAnswer.objects.filter(run=run).count() == 2


def test_one_more_press_after_a_stale_answer_wins(supervisor: Person) -> None:
    run = start_or_resume_run(person=supervisor)
    answer(run, "S01", 3)
    stale = answer(run, "S01", 1)
    assert not answer(run, "S01", 1, based_on=stale.revision).is_stale
    assert answers_of(run)["S01"].proficiency_level == 1


def test_not_experienced_is_an_answer_without_evidence(supervisor: Person) -> None:
    run = start_or_resume_run(person=supervisor)
    answer(run, "S01", None)
    answer(run, "S02", 3)
    finish_run(person=run.person)
    assert list(Evidence.objects.values_list("indicator__key", flat=True)) == ["I1.2"]


def test_finishing_turns_answers_into_evidence_with_their_weight(answered_run: ScanRun) -> None:
    finish_run(person=answered_run.person, doubted=["C1"])
    evidence = Evidence.objects.filter(origin=f"scanrun:{answered_run.pk}")
    weights = {
        row.indicator.key: (row.source, Fraction(row.weight_numerator, row.weight_denominator))
        for row in evidence.select_related("indicator")
    }
    assert len(weights) == 32
    assert weights["I1.1"] == ("self", Fraction(2, 5))
    assert weights["I1.4"] == ("case", Fraction(3, 2))
    assert weights["I2.1"] == ("self", Fraction(1))


def test_finishing_writes_one_path_that_rests_on_this_evidence(finished_run: ScanRun) -> None:
    path = PathVersion.objects.get()
    assert path.reason == "scan_finished"
    assert path.policy.startswith("2026.1-")
    assert path.evidence_ids == list(Evidence.objects.order_by("pk").values_list("pk", flat=True))
    assert path.result["competences"]["C4"] == {"shown": "2", "word": "groeiend"}


def test_finished_scan_is_not_finished_again(answered_run: ScanRun, supervisor: Person) -> None:
    finish_run(person=supervisor)
    with pytest.raises(NoOpenRunError):
        finish_run(person=supervisor)
    assert (PathVersion.objects.count(), Evidence.objects.count()) == (1, 32)


def test_empty_scan_cannot_be_finished(supervisor: Person) -> None:
    start_or_resume_run(person=supervisor)
    with pytest.raises(EmptyScanError):
        finish_run(person=supervisor)
    assert PathVersion.objects.count() == 0
    assert ScanRun.objects.get().finished_at is None


def test_answer_after_the_end_is_kept_and_counts_nowhere(finished_run: ScanRun) -> None:
    late = answer(finished_run, "S01", 4, based_on=1)
    assert (late.is_late, late.is_stale, late.answer.revision) == (True, False, None)
    assert answers_of(finished_run)["S01"].proficiency_level == 2
    assert ScanAnswer.objects.filter(run=finished_run).count() == 33


def test_end_and_answer_both_take_the_run_first(answered_run: ScanRun, supervisor: Person) -> None:
    """What was read before the run was taken could be older than an answer that was acknowledged meanwhile."""

    def first_of(statements: list[str]) -> list[str]:
        places = {
            table: next(n for n, sql in enumerate(statements) if f'selfscan_{table}"' in sql)
            for table in ("scanrun", "scananswer")
        }
        return sorted(places, key=lambda table: places[table])

    with counting() as answering:
        answer(answered_run, "S01", 4, based_on=1)
    assert first_of(answering) == ["scanrun", "scananswer"]
    assert ("FOR UPDATE" in answering[0]) == connection.features.has_select_for_update
    with counting() as finishing:
        finish_run(person=supervisor)
    assert first_of(finishing) == ["scanrun", "scananswer"]
    assert finishing[0].startswith('UPDATE "selfscan_scanrun"')


def test_answer_from_before_the_end_gets_its_first_outcome_again(answered_run: ScanRun) -> None:
    uuid = uuid4()
    first = answer(answered_run, "S01", 3, based_on=1, uuid=uuid)
    finish_run(person=answered_run.person)
    again = answer(answered_run, "S01", 3, based_on=1, uuid=uuid)
    assert (again.answer, again.is_late, again.is_stale) == (first.answer, False, False)


def test_second_run_supersedes_the_answers_of_the_first(finished_run: ScanRun, supervisor: Person) -> None:
    ScanRun.objects.update(finished_at=timezone.now() - timedelta(weeks=5))
    second = start_or_resume_run(person=supervisor)
    assert answers_of(second) == {}
    answer_all(second, answers_at(4))
    finish_run(person=second.person)
    newest = latest_paths(supervisor)[0]
    assert newest.result["competences"]["C4"]["word"] == "voorbeeld"
    assert Evidence.objects.count() == 64
    assert len(newest.evidence_ids) == 32


def test_run_soon_after_another_starts_with_the_same_answers(
    finished_run: ScanRun, supervisor: Person
) -> None:
    correction = start_or_resume_run(person=supervisor)
    assert correction != finished_run
    assert {key: found.proficiency_level for key, found in answers_of(correction).items()} == {
        key: found.proficiency_level for key, found in answers_of(finished_run).items()
    }


def test_second_voice_about_a_competence_counts_for_all_its_indicators(
    finished_run: ScanRun, supervisor: Person, zonnehoek: Organisation
) -> None:
    from competences.models import Competence

    add_evidence(
        person=supervisor,
        organisation=zonnehoek,
        items=[
            NewEvidence(
                source="rater",
                proficiency_level=4,
                weight=Fraction(2),
                observed_on=timezone.localdate(),
                origin="voice:1",
                competence_id=Competence.objects.get(key="C4").pk,
                details={"relation": "praktijkopleider", "seen": "vaak"},
            )
        ],
        reason="evidence_added",
    )
    newest, before = latest_paths(supervisor)
    assert newest.reason == "evidence_added"
    assert before.result["estimates"]["I4.1"]["certainty"] == "middle"
    assert newest.result["estimates"]["I4.1"]["certainty"] == "high"
    assert newest.result["estimates"]["I4.1"]["conversation"] is True
    assert newest.result["estimates"]["I1.1"] == before.result["estimates"]["I1.1"]


def test_expired_evidence_no_longer_counts(
    finished_run: ScanRun, supervisor: Person, zonnehoek: Organisation
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    add_evidence(
        person=supervisor,
        organisation=zonnehoek,
        items=[
            NewEvidence(
                source="observation",
                proficiency_level=4,
                weight=Fraction(2),
                observed_on=yesterday,
                expires_on=yesterday,
                origin="observation:1",
                indicator_id=Evidence.objects.earliest("pk").indicator_id,
            )
        ],
        reason="evidence_added",
    )
    newest, before = latest_paths(supervisor)
    assert newest.result["estimates"] == before.result["estimates"]


def test_new_evidence_of_somebody_without_a_scan_writes_no_path(
    supervisor: Person, zonnehoek: Organisation
) -> None:
    add_evidence(person=supervisor, organisation=zonnehoek, items=[], reason="evidence_added")
    assert PathVersion.objects.count() == 0


def test_wiping_leaves_nothing_of_the_scan(
    finished_run: ScanRun, supervisor: Person, zonnehoek: Organisation, member: Callable[..., Person]
) -> None:
    trainer = member(zonnehoek, Role.PRACTICE_TRAINER)
    share_result(person=supervisor, trainer=trainer, organisation=zonnehoek)
    start_or_resume_run(person=supervisor)
    kept = (ScanRun, ScanAnswer, PathVersion, ScanShare, Evidence)

    def counts() -> list[int]:
        return [model.objects.filter(person=supervisor).count() for model in kept]

    before = counts()
    wipe_answers(person=supervisor)
    assert (before, counts()) == ([2, 64, 1, 1, 32], [0, 0, 0, 0, 0])


def test_wiping_leaves_other_people_alone(
    finished_run: ScanRun, zonnehoek: Organisation, member: object
) -> None:
    from tests.factories import make_member

    wipe_answers(person=make_member(zonnehoek))
    assert ScanAnswer.objects.count() == 32
    assert PathVersion.objects.count() == 1


def test_my_data_counts_and_wipes_the_scan(
    finished_run: ScanRun, supervisor: Person, browser: Client
) -> None:
    assert "antwoorden in de zelfscan" in browser.get("/mijn-gegevens/").content.decode()
    browser.post("/mijn-gegevens/wissen/selfscan/")
    assert ScanAnswer.objects.filter(person=supervisor).count() == 0
    assert PathVersion.objects.count() == 0
