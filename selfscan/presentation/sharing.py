"""With whom somebody shares her result and can, each with the form that asks for a last day."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisations.models import Organisation
from people.models import Person
from selfscan import queries
from selfscan.forms import ShareForm
from selfscan.models import ScanShare
from selfscan.services.sharing import own_trainers


@dataclass(frozen=True)
class ShareLine:
    """One person: the share while it holds, and the form to begin one or to change its last day.

    Who is no trainer of hers any more has no form: that share can be stopped only.
    """

    trainer: Person
    share: ScanShare | None
    form: ShareForm | None


def share_lines(person: Person, organisation: Organisation | None) -> list[ShareLine]:
    """Her own trainers here, then who sees the result still."""
    shares = queries.open_shares(person, organisation=organisation) if organisation else ()
    held = {share.with_person: share for share in shares}
    own = own_trainers(person)
    return [
        ShareLine(
            trainer,
            held.get(trainer),
            share_form(trainer, held.get(trainer)) if trainer in own else None,
        )
        for trainer in dict.fromkeys((*own, *held))
    ]


def share_form(trainer: Person, share: ScanShare | None, data: QueryDict | None = None) -> ShareForm:
    """The form of one line, with its own ids: there are as many on a page as there are trainers."""
    return ShareForm(data, share=share, auto_id=f"share-{trainer.pk}-%s")


def said_of_share(share: ScanShare | None) -> str:
    """Whether and until when it is shared, in words."""
    if share is None:
        return _("niet")
    if share.last_day is None:
        return _("zonder einddatum")
    return _("tot en met %(day)s") % {"day": date_format(share.last_day, "j F Y")}
