"""A row of any model, with the least that it needs: for tests that hold for every table, also those to come."""

import datetime as dt
import itertools
import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from organisations.models import Organisation
from people.models import Person
from tests.factories import make_person

_numbers = itertools.count(1)

# What a check constraint asks and a type doesn't tell.
ALSO: dict[str, dict[str, Any]] = {
    "competences.Evidence": {"competence": None},
    "modules.Contribution": {"person": None},
}


def make_row(
    model: type[models.Model], organisation: Organisation, person: Person | None = None
) -> models.Model:
    """One row of this organisation, about this person or a new one, with everything that it points to."""
    person = person or make_person()
    also = ALSO.get(model._meta.label, {})
    values = {
        field.name: _related(field, organisation, person) if field.is_relation else _plain(field)
        for field in model._meta.concrete_fields
        if field.name in also or (not field.has_default() and not field.null and not field.primary_key)
    }
    # Past save(), which may refuse: the database is what is tested.
    (row,) = model._base_manager.bulk_create([model(**values)])
    return row


def row_of(model: type[models.Model], organisation: Organisation) -> models.Model:
    """A row of this organisation that is there, or a new one; call it within the organisation."""
    return model._base_manager.first() or make_row(model, organisation)


def _related(field: Any, organisation: Organisation, person: Person) -> models.Model:
    target = field.related_model
    if target is Organisation:
        return organisation
    if target is Person:
        return person
    if getattr(target, "ownership", None) == "shared" and (found := target._default_manager.first()):
        return found
    return make_row(target, organisation, person)


def _plain(field: Any) -> Any:
    number = next(_numbers)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.EmailField):
        return f"kanarie{number}@rij.example"
    if isinstance(field, models.CharField | models.TextField):
        return f"k{number}"[: field.max_length or 80]
    values = {
        "IntegerField": 1,
        "DecimalField": 1,
        "BooleanField": False,
        "DateField": timezone.localdate(),
        "DateTimeField": timezone.now(),
        "TimeField": dt.time(12),
        "UUIDField": uuid.uuid4(),
        "JSONField": {},
        "BinaryField": b"k",
    }
    kind = field.get_internal_type()
    return values["IntegerField" if kind.endswith("IntegerField") else kind]
