"""`manage.py apply_retention`: what is older than its term goes, the rest stays, and it is written down."""

import datetime as dt
import uuid
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from cohorts.models import Enrolment
from competences.models import Evidence
from modules.models import AnswerSlot, StepPage, StepProgress, Submission
from modules.queries import steps_of_types
from organisations.enums import Role
from organisations.models import Membership, Organisation
from people.chosen_roles import remember_role
from people.enums import Verb
from people.managers import AppendOnly
from people.models import AuditEntry, ChosenRole, OutgoingMail, Person, RetentionRecord
from people.retention import apply_retention, register_sweep, swept_kinds
from people.rules import TERMS, months_before
from people.services import queue_mail
from selfscan.models import PathVersion, ScanAnswer, ScanRun
from selfscan.services.scans import finish_run, start_or_resume_run
from selfscan.services.sharing import share_result
from tests.factories import make_member
from tests.people.pages import page_of
from tests.selfscan.scans import answer, answer_all, answers_at

NOW = timezone.now()


@pytest.fixture(autouse=True)
def _file_of_this_test(settings: Any, tmp_path: Path) -> None:
    settings.TOMBSTONES_FILE = tmp_path / "tombstones.jsonl"


def _ago(months: int, days: int) -> dt.datetime:
    """So many months ago, plus (older) or minus (younger) days."""
    return months_before(NOW, months) - dt.timedelta(days=days)


def _removed() -> dict[str, int]:
    return {record.kind: record.removed for record in apply_retention(now=NOW) if record.removed}


def test_every_term_is_applied_and_nothing_else() -> None:
    assert swept_kinds() == {kind for kind, term in TERMS.items() if term.months is not None}
    for kind in ("progress", "onbekend"):
        with pytest.raises(ValueError, match="no term"):
            register_sweep(kind, lambda before: 0)


@pytest.mark.parametrize(
    ("moment", "months", "expected"),
    [
        ("2026-11-24", 24, "2024-11-24"),
        ("2026-08-31", 6, "2026-02-28"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
    ],
)
def test_calendar_months(moment: str, months: int, expected: str) -> None:
    assert months_before(dt.datetime.fromisoformat(moment), months) == dt.datetime.fromisoformat(expected)


def test_the_log_is_kept_for_24_months(fatma: Person) -> None:
    old = AuditEntry.objects.create(verb=Verb.READ_STATUS, subject=fatma, moment=_ago(24, 1))
    young = AuditEntry.objects.create(verb=Verb.READ_STATUS, subject=fatma, moment=_ago(24, -1))

    assert _removed() == {"audit": 1}
    found = set(AuditEntry.objects.values_list("pk", flat=True))
    assert (old.pk in found, young.pk in found) == (False, True)


def test_mail_is_kept_for_three_months(db: None) -> None:
    for number, moment in enumerate((_ago(3, 1), _ago(3, -1))):
        mail = queue_mail(to=f"p{number}@x.example", subject="x", text="x")
        OutgoingMail.objects.filter(pk=mail.pk).update(created_at=moment)

    assert _removed() == {"mail": 1}
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["p1@x.example"]


def test_ended_roles_and_groups_are_kept_for_two_years(
    zonnehoek: Organisation, marja: Person, fatma: Person
) -> None:
    other = make_member(zonnehoek)
    for person, moment in ((fatma, _ago(24, 2)), (other, _ago(24, -2))):
        Membership.objects.filter(person=person).update(starts=_ago(30, 0).date(), ends=moment.date())
    Enrolment.objects.filter(person=fatma).update(ends=_ago(24, 2).date())

    assert _removed() == {"memberships": 2}
    assert Membership.objects.filter(person=other).count() == 1
    assert Membership.objects.filter(person=marja).count() == 1


def test_the_role_to_begin_in_goes_with_that_role_and_not_before(
    zonnehoek: Organisation, marja: Person, fatma: Person
) -> None:
    other = make_member(zonnehoek)
    for person, role in ((fatma, Role.SUPERVISOR), (other, Role.SUPERVISOR), (marja, Role.PRACTICE_TRAINER)):
        remember_role(person=person, organisation_key=zonnehoek.key, role=role)
    remember_role(person=marja, organisation_key="amelberga", role=Role.PRACTICE_TRAINER)
    for person, moment in ((fatma, _ago(24, 2)), (other, _ago(24, -2))):
        Membership.objects.filter(person=person).update(starts=_ago(30, 0).date(), ends=moment.date())

    assert _removed() == {"memberships": 3}
    assert sorted(ChosenRole.objects.values_list("person", "organisation_key")) == sorted(
        [(other.pk, zonnehoek.key), (marja.pk, zonnehoek.key)]
    )


@pytest.mark.parametrize("model", [AnswerSlot, Submission])
def test_of_a_quiz_only_passed_and_the_day_stay(fatma: Person, model: type[Model]) -> None:
    quiz = steps_of_types("quiz")[0]
    other = StepPage.objects.exclude(pk__in=[s.pk for s in steps_of_types("quiz")])[0]
    StepProgress.objects.create(person=fatma, step=quiz, completed_on=_ago(7, 0).date())
    for step, moment in ((quiz, _ago(6, 1)), (quiz, _ago(6, -1)), (other, _ago(6, 1))):
        extra = (
            {"saved_at": moment}
            if model is AnswerSlot
            else {"sent_at": moment, "uuid": uuid.uuid4(), "based_on": 0}
        )
        model._default_manager.create(
            person=fatma, page=step, step_code=step.code, block_id=uuid.uuid4(), question_key="v1", **extra
        )

    assert _removed() == {"quiz_results": 1}
    assert model._default_manager.filter(person=fatma).count() == 2
    assert StepProgress.objects.get(person=fatma).completed_on == _ago(7, 0).date()


@pytest.fixture
def scanned(zonnehoek: Organisation, fatma: Person, marja: Person) -> ScanRun:
    """Fatma's finished scan, shared with her trainer."""
    run = start_or_resume_run(person=fatma)
    answer_all(run, answers_at(2))
    finish_run(person=run.person, doubted=["C4"])
    share_result(person=fatma, trainer=marja, organisation=zonnehoek)
    return run


def test_scan_answers_are_kept_for_24_months(scanned: ScanRun) -> None:
    ScanRun.objects.update(finished_at=_ago(24, -1))

    assert _removed() == {}
    assert ScanAnswer.objects.count() == 32


def test_of_an_older_scan_the_words_stay_and_no_answer_can_be_read(
    scanned: ScanRun, zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person, marja: Person
) -> None:
    ScanRun.objects.update(finished_at=_ago(24, 1))
    fatmas, marjas = client_at(zonnehoek, fatma), client_at(zonnehoek, marja)
    assert "Je koos bij" in fatmas.get("/leerpad/").content.decode()
    words = marjas.get(page_of(marja, fatma)).content.decode().count("groeiend")
    advice = [row["advice"] for row in PathVersion.objects.get().result["modules"]]

    assert _removed() == {"scan_answers": 32}

    assert (ScanAnswer.objects.count(), Evidence.objects.count()) == (0, 0)
    path = PathVersion.objects.get()
    assert [row["advice"] for row in path.result["modules"]] == advice
    assert not any(key in str(path.result) for key in ("proficiency_level", "option", "'item'"))
    assert ScanRun.objects.get().doubted == []
    for address in ("/leerpad/", "/zelfscan/uitslag/", "/mijn-gegevens/download/", "/zelfscan/"):
        assert fatmas.get(address).status_code == 200
    assert "Je koos bij" not in fatmas.get("/leerpad/").content.decode()
    assert marjas.get(page_of(marja, fatma)).content.decode().count("groeiend") == words == 8
    assert _removed() == {}


def test_a_scan_that_was_left_open_goes_altogether(fatma: Person) -> None:
    run = start_or_resume_run(person=fatma)
    answer(run, "S01", 2)
    ScanRun.objects.update(started_at=_ago(24, 1))
    apply_retention(now=NOW)

    assert (ScanRun.objects.count(), ScanAnswer.objects.count()) == (0, 0)


def test_each_run_leaves_its_own_evidence(fatma: Person) -> None:
    AuditEntry.objects.create(
        verb=Verb.READ_STATUS, subject=fatma, moment=timezone.now() - dt.timedelta(days=800)
    )
    output = StringIO()

    call_command("apply_retention", stdout=output)

    assert output.getvalue().count(" weg, ouder dan ") == len(swept_kinds())
    record = RetentionRecord.objects.get(kind="audit")
    assert (record.removed, record.rule) == (1, "24 maanden")
    assert RetentionRecord.objects.count() == len(swept_kinds())
    with pytest.raises(AppendOnly):
        record.delete()
