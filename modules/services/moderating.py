"""What readers report, and what trainers do with contributions of their own organisation. Each is in the log."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from modules.casework.talking import PER_HOUR
from modules.enums import ContributionState
from modules.models import Contribution, Report
from modules.queries import Reader, Seen, forget_count_waiting
from modules.services.discussion import ACROSS, IsGone, TooMany
from organisations.tenancy import all_organisations
from people.audit import record
from people.enums import Verb


@transaction.atomic
def report_contribution(*, reader: Reader, seen: Seen, reason: str) -> bool:
    """Tell the trainers of its organisation why a contribution should not be there.

    False while what she told before still waits for them; once they looked at that, telling again is new.

    Raises IsGone when it is no longer to be seen, TooMany after thirty reports in an hour.
    """
    since = timezone.now() - dt.timedelta(hours=1)
    with all_organisations(ACROSS):
        row = Contribution.objects.filter(pk=seen.pk, state=ContributionState.VISIBLE).first()
        if row is None:
            raise IsGone
        if Report.objects.filter(person=reader.person, made_at__gt=since).count() >= PER_HOUR:
            raise TooMany
        report, is_new = Report.objects.select_for_update().get_or_create(
            contribution=row,
            person=reader.person,
            defaults={"organisation_id": row.organisation_id, "reason": reason},
        )
        if report.closed_at is not None:
            report.reason, report.made_at, report.closed_at = reason, timezone.now(), None
            report.save()
            is_new = True
        if is_new:
            # About the contribution, not about its writer: she sees no look of somebody in this.
            record(Verb.REPORTED_CONTRIBUTION, about=row)
            forget_count_waiting(row.organisation_id)
    return is_new


@transaction.atomic
def hide_contribution(*, contribution_id: int, trainer: Reader, reason: str) -> Contribution:
    """Nobody but its writer and the trainers here reads it any more; its reports are done. Raises IsGone."""
    row = _of_this_organisation(contribution_id)
    row.state, row.hidden_reason, row.hidden_by = ContributionState.HIDDEN, reason, trainer.person
    row.save()
    _close_reports(row)
    record(Verb.HID_CONTRIBUTION, subject=row.person_id, about=row)
    return row


@transaction.atomic
def put_back(*, contribution_id: int) -> Contribution:
    """Everybody who may read the question reads it again; its reports are done. Raises IsGone."""
    row = _of_this_organisation(contribution_id)
    if row.state != ContributionState.VISIBLE:
        row.state, row.hidden_reason, row.hidden_by = ContributionState.VISIBLE, "", None
        row.save()
        record(Verb.PUT_BACK_CONTRIBUTION, subject=row.person_id, about=row)
    _close_reports(row)
    return row


@transaction.atomic
def let_stand(*, contribution_id: int) -> None:
    """The reports of a contribution are looked at, and it stays. Raises IsGone."""
    row = _of_this_organisation(contribution_id)
    if _close_reports(row):
        record(Verb.LET_STAND_CONTRIBUTION, subject=row.person_id, about=row)


def _of_this_organisation(pk: int) -> Contribution:
    rows = Contribution.objects.select_for_update(of=("self",)).exclude(state=ContributionState.WITHDRAWN)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise IsGone
    return row


def _close_reports(row: Contribution) -> int:
    forget_count_waiting(row.organisation_id)
    return Report.objects.filter(contribution=row, closed_at=None).update(closed_at=timezone.now())
