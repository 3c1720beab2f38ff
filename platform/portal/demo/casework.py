"""What supervisors of the demo brought in, of `fixtures/cast.yaml`."""

import datetime as dt
from collections.abc import Mapping
from uuid import uuid4

from django.utils import timezone

from modules.bringing.queries import label_of
from modules.models import BroughtCase, CasePage, CaseQuestion
from organisations.enums import Role
from organisations.models import Organisation
from people.enums import Verb
from people.models import AuditEntry, Person
from portal.demo.cast import read_cast


def put_brought_cases(organisation: Organisation, people: Mapping[str, Person]) -> None:
    """Bring in what this organisation's people bring in, and let authors have answered."""
    for row in read_cast()["brought_cases"]:
        if row["house"] != organisation.key:
            continue
        brought = BroughtCase.objects.create(
            person=people[row["by"]],
            organisation=organisation,
            uuid=uuid4(),
            title=row["title"],
            happened=row["happened"],
            dilemma=row["dilemma"],
            question=row["question"],
            gives_name=row.get("gives_name", False),
            brought_at=_ago(row["days_ago"]),
            thanks=row.get("thanks", ""),
            thanked_at=_ago(row["days_ago"] - 3) if "thanks" in row else None,
            case=CasePage.objects.filter(key=row["became"]).first() if "became" in row else None,
            published_at=_ago(row["published_days_ago"]) if "became" in row else None,
        )
        if "asks" in row:
            CaseQuestion.objects.create(
                person=brought.person, brought=brought, text=row["asks"], asked_at=_ago(row["days_ago"] - 2)
            )
        if "thanked_by" in row:
            _read_by(people[row["thanked_by"]], brought, row["days_ago"] - 2)


def _read_by(author: Person, brought: BroughtCase, days_ago: int) -> None:
    """That an author opened it some days ago: the log itself only knows of now."""
    AuditEntry(
        verb=Verb.READ_CASE,
        actor=author,
        subject=brought.person,
        organisation_key=brought.organisation.key,
        object_label=label_of(brought.pk),
        details={"role": Role.CASE_AUTHOR.value},
        moment=_ago(days_ago),
    ).save()


def _ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)
