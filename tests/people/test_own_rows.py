"""PostgreSQL gives what is somebody's own to her alone: raw statements, by the role that serves."""

from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.db import DatabaseError, connection, models, transaction

from organisations.models import Organisation
from people.enums import Ownership
from people.models import Person
from people.sight import EVERYBODY, nobody, reads_for, seeing_as
from people.walls.faults import walled_models
from tests.application_role import as_owner
from tests.factories import make_person
from tests.rows import make_row

pytestmark = pytest.mark.walls

PERSON_OWNED = [model for model in walled_models() if model.ownership == Ownership.PERSON]
every_table = pytest.mark.parametrize("model", PERSON_OWNED, ids=lambda model: model._meta.label)


def _raw(statement: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _owners(model: type[models.Model]) -> set[int]:
    """Whose rows of this table the database gives now."""
    return {owner for (owner,) in _raw(f"SELECT person_id FROM {model._meta.db_table}")}


@pytest.fixture
def fatma(zonnehoek: Organisation) -> Person:
    return make_person()


@pytest.fixture
def daan(zonnehoek: Organisation) -> Person:
    return make_person()


@pytest.fixture
def as_in_a_request(fatma: Person, daan: Person) -> Iterator[None]:
    """The test sees nobody's rows, as a request before it knows who asks."""
    with nobody():
        yield


def _rows_of(model: type[models.Model], organisation: Organisation, *people: Person) -> list[models.Model]:
    with reads_for(EVERYBODY, "the test puts down"):
        return [make_row(model, organisation, person) for person in people]


def test_every_table_of_people_is_walled_but_their_own() -> None:
    assert {model._meta.label for model in PERSON_OWNED} >= {
        "competences.Evidence",
        "modules.AnswerSlot",
        "modules.ModuleProgress",
        "modules.StepProgress",
        "modules.Submission",
        "selfscan.PathPreference",
        "selfscan.PathVersion",
        "selfscan.ScanAnswer",
        "selfscan.ScanRun",
        "selfscan.ScanShare",
        "selfscan.TraineeMoment",
    }


@every_table
def test_a_table_gives_each_person_her_own(
    model: type[models.Model], zonnehoek: Organisation, fatma: Person, daan: Person, as_in_a_request: None
) -> None:
    _rows_of(model, zonnehoek, fatma, daan)

    with as_owner():
        there_are = _owners(model)
    before = _owners(model)
    with seeing_as(fatma.pk):
        own = _owners(model)
        with reads_for([daan.pk], "the test"):
            with_another = _owners(model)
    with reads_for([], "the test"):
        none = _owners(model)
    with reads_for(EVERYBODY, "the test"):
        all_of_them = _owners(model)

    both = {fatma.pk, daan.pk}
    assert (before, own, with_another, none) == (set(), {fatma.pk}, both, set())
    assert there_are >= both <= all_of_them
    assert _owners(model) == set()


@every_table
def test_what_is_anothers_is_read_and_never_written(
    model: type[models.Model], zonnehoek: Organisation, fatma: Person, daan: Person, as_in_a_request: None
) -> None:
    own, theirs = _rows_of(model, zonnehoek, fatma, daan)
    table = model._meta.db_table
    change = f"UPDATE {table} SET person_id = %s WHERE id = %s RETURNING id"

    with seeing_as(fatma.pk), reads_for([daan.pk], "the test"):
        assert _raw(change, daan.pk, theirs.pk) == []
        assert _raw(f"DELETE FROM {table} WHERE id = %s RETURNING id", theirs.pk) == []
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            _raw(change, daan.pk, own.pk)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            model._base_manager.bulk_create([_copy_of(own, daan)])


def _takes_back(*, seeing: Person) -> None:
    with transaction.atomic():
        with seeing_as(seeing.pk):
            assert _owners(PERSON_OWNED[0]) == {seeing.pk}
        transaction.set_rollback(True)


def test_what_holds_is_told_anew_after_a_part_was_taken_back(
    zonnehoek: Organisation, fatma: Person, daan: Person, as_in_a_request: None
) -> None:
    _rows_of(PERSON_OWNED[0], zonnehoek, fatma, daan)

    with seeing_as(fatma.pk):
        _takes_back(seeing=fatma)  # the database forgot what it was told in there first
        after_her_own = _owners(PERSON_OWNED[0])
        _takes_back(seeing=daan)
        after_another = _owners(PERSON_OWNED[0])

    assert (after_her_own, after_another, _owners(PERSON_OWNED[0])) == ({fatma.pk}, {fatma.pk}, set())


def _copy_of(row: models.Model, person: Person) -> models.Model:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**values, "id": None, "person_id": person.pk})


def test_who_reads_for_others_says_so_in_the_log(db: None) -> None:
    with (
        structlog.testing.capture_logs() as lines,
        reads_for([7, 3, 7], "a reason"),
        reads_for(EVERYBODY, "all"),
    ):
        pass

    assert [(line["event"], line["reason"], line["people"]) for line in lines] == [
        ("reads_for", "a reason", 2),
        ("reads_for", "all", "*"),
    ]
