"""No row of an organisation can point to a row of another: PostgreSQL refuses, whatever is asked."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, models, transaction

from organisations.models import Organisation
from organisations.tenancy import all_organisations, use_organisation
from people.walls.faults import kept_together, walled_models
from tests.rows import row_of

pytestmark = pytest.mark.walls

KEYS = [(model, name) for model in walled_models() for name in kept_together(model)]


def _point(row: models.Model, column: str, target: models.Model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s RETURNING id", [target.pk, row.pk]
        )
        assert cursor.fetchall() == [(row.pk,)]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(("model", "name"), KEYS, ids=[f"{model._meta.label}.{name}" for model, name in KEYS])
def test_a_row_cannot_point_across(
    model: type[models.Model], name: str, house: Callable[[str], Organisation]
) -> None:
    field = model._meta.get_field(name)
    here, there = house("zonnehoek"), house("amelberga")
    with use_organisation(here):
        row, own = row_of(model, here), row_of(field.related_model, here)
    with use_organisation(there):
        theirs = row_of(field.related_model, there)

    with all_organisations("the test tries to cross"):
        with pytest.raises(IntegrityError, match="_together"), transaction.atomic():
            _point(row, field.column, theirs)
        _point(row, field.column, own)


def test_the_keys_that_there_are_now_are_known() -> None:
    known = {f"{model._meta.label}.{name}" for model, name in KEYS}

    assert known >= {
        "organisations.Membership.team",
        "organisations.Invitation.membership",
        "organisations.Team.location",
        "cohorts.CohortTrainer.cohort",
        "cohorts.Enrolment.cohort",
        "theming.Theme.build",
    }
