"""What people did on a page, when an editor takes the page away."""

from typing import Any

from django.db import models

from organisations.models import OrganisationOwned
from organisations.tenancy import all_organisations
from people.models import PersonOwned
from people.sight import EVERYBODY, reads_for


def let_go_of_page(*, instance: models.Model, **kwargs: Any) -> None:
    """Before a page goes: everybody's progress on it goes; answers and organisations' texts no longer point to it.

    Django would do the same, but is given nobody's rows while an editor works; called by its signal, since
    Wagtail deletes pages past the `delete` of their own class.
    """
    with reads_for(EVERYBODY, "a page that goes"), all_organisations("a page that goes"):
        for relation in instance._meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ManyToOneRel) or not issubclass(
                relation.related_model, PersonOwned | OrganisationOwned
            ):
                continue
            rows = relation.related_model._base_manager.filter(**{relation.field.name: instance.pk})
            if relation.on_delete is models.SET_NULL:
                rows.update(**{relation.field.name: None})
            else:
                rows.delete()
