"""What an organisation decides for everybody there. Verbs, each in one transaction."""

from __future__ import annotations

from django.db import transaction

from organisations.models import Organisation
from people.audit import record
from people.enums import Verb
from people.rules import is_overtaken, mark_of
from selfscan.models import MandatoryModule

NOT_DECIDED = mark_of(())
"""The mark of a module about which nothing is decided."""


class DecisionChanged(Exception):
    """Somebody else decided about this module after the form was made; `current` is what stands now, if anything."""

    def __init__(self, module: str, current: MandatoryModule | None) -> None:
        super().__init__(f"The decision about {module} was changed.")
        self.current = current


@transaction.atomic
def make_mandatory(
    *, organisation: Organisation, module: str, decided_by: str, reason: str, based_on: str = ""
) -> MandatoryModule:
    """From now on everybody here does this module; said once more, it is another reason or another who.

    With the mark of what it is based on, raises DecisionChanged where that is not what stands there now.
    """
    # Held by the organisation: about a first decision there is no row yet to hold.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    row = MandatoryModule.objects.filter(module_key=module).first()
    now = row.mark if row else NOT_DECIDED
    if is_overtaken(based_on=based_on, now=now, wanted=mark_of((decided_by, reason))):
        raise DecisionChanged(module, row)
    row, is_new = MandatoryModule.objects.update_or_create(
        organisation=organisation,
        module_key=module,
        defaults={"decided_by": decided_by, "reason": reason},
    )
    record(Verb.CHANGED_MANDATORY, about=row, module=module, change="made" if is_new else "changed")
    return row


@transaction.atomic
def end_mandatory(*, module: str, based_on: str = "") -> None:
    """From now on this module follows the advice again, and what somebody chose before. Twice is once.

    With the mark of what it is based on, raises DecisionChanged where another decision stands there now.
    """
    row = MandatoryModule.objects.select_for_update().filter(module_key=module).first()
    if row is not None:
        if is_overtaken(based_on=based_on, now=row.mark, wanted=NOT_DECIDED):
            raise DecisionChanged(module, row)
        record(Verb.CHANGED_MANDATORY, about=row, module=module, change="ended")
        row.delete()
