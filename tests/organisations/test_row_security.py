"""PostgreSQL itself keeps rows apart: raw statements, past every manager, by the role that serves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.checks import Tags, run_checks
from django.db import DatabaseError, connection, models, transaction

from organisations.models import Organisation
from organisations.tenancy import all_organisations, use_organisation
from people.enums import Ownership
from people.walls.faults import walled_models
from tests.application_role import ROLE, as_owner
from tests.rows import row_of

pytestmark = pytest.mark.walls

ORGANISATION_OWNED = [model for model in walled_models() if model.ownership == Ownership.ORGANISATION]
every_table = pytest.mark.parametrize("model", ORGANISATION_OWNED, ids=lambda model: model._meta.label)


def _raw(statement: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _owners(model: type[models.Model]) -> set[int]:
    """Whose rows of this table the database gives now."""
    return {owner for (owner,) in _raw(f"SELECT organisation_id FROM {model._meta.db_table}")}


@pytest.fixture
def two_houses(house: Callable[[str], Organisation]) -> tuple[Organisation, Organisation]:
    return house("zonnehoek"), house("amelberga")


def test_the_suite_runs_as_the_role_that_serves(db: None) -> None:
    ((role, is_superuser, bypasses),) = _raw(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    owned = _raw("SELECT relname FROM pg_class WHERE pg_has_role(current_user, relowner, 'MEMBER')")

    assert (role, is_superuser, bypasses, owned) == (ROLE, False, False, [])


def test_every_table_has_its_policies(db: None) -> None:
    assert run_checks(tags=[Tags.database], databases=["default"]) == []


@every_table
def test_a_table_gives_nothing_before_an_organisation_is_named(
    model: type[models.Model], two_houses: tuple[Organisation, Organisation]
) -> None:
    for organisation in two_houses:
        with use_organisation(organisation):
            row_of(model, organisation)

    with as_owner():
        there_are = _owners(model)
    assert {each.pk for each in two_houses} <= there_are
    assert _owners(model) == set()


@every_table
def test_a_table_gives_one_organisations_rows(
    model: type[models.Model], two_houses: tuple[Organisation, Organisation]
) -> None:
    for organisation in two_houses:
        with use_organisation(organisation):
            row_of(model, organisation)

    found = []
    for organisation in two_houses:
        with use_organisation(organisation):
            found.append(_owners(model))
    with all_organisations("the test counts"):
        everywhere = _owners(model)

    assert found == [{two_houses[0].pk}, {two_houses[1].pk}]
    assert {each.pk for each in two_houses} <= everywhere
    assert _owners(model) == set()


@every_table
def test_a_row_cannot_be_written_for_another_organisation(
    model: type[models.Model], two_houses: tuple[Organisation, Organisation]
) -> None:
    here, there = two_houses
    with use_organisation(there):
        row = row_of(model, there)
    table = model._meta.db_table

    with use_organisation(here):
        own = row_of(model, here)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            model._base_manager.bulk_create([_copy_of(row, there)])
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            _raw(f"UPDATE {table} SET organisation_id = %s WHERE id = %s RETURNING id", there.pk, own.pk)
        changed = _raw(f"UPDATE {table} SET organisation_id = %s WHERE id = %s RETURNING id", here.pk, row.pk)
        removed = _raw(f"DELETE FROM {table} WHERE id = %s RETURNING id", row.pk)

    assert (changed, removed) == ([], [])


def _copy_of(row: models.Model, organisation: Organisation) -> models.Model:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**values, "id": None, "organisation_id": organisation.pk})


def test_the_name_of_an_organisation_ends_with_its_block(
    two_houses: tuple[Organisation, Organisation],
) -> None:
    here, there = two_houses
    said = []

    def hear() -> None:
        said.append(
            _raw("SELECT current_setting('app.org', true), current_setting('app.all_organisations', true)")[0]
        )

    with use_organisation(here):
        with use_organisation(there), all_organisations("the test listens"):
            hear()
        hear()
        with pytest.raises(DatabaseError), use_organisation(there), transaction.atomic():
            _raw("SELECT 1 / 0")
        hear()
        with pytest.raises(DatabaseError), transaction.atomic(), use_organisation(there):
            _raw("SELECT 1 / 0")
        hear()
    hear()

    assert said == [
        (str(there.pk), "on"),
        (str(here.pk), ""),
        (str(here.pk), ""),
        (str(here.pk), ""),
        ("", ""),
    ]
