"""Telling trainers that something waits, without a mail for each assignment."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from cohorts.queries import trainers_of
from cohorts.reviewing.queries import owners_waiting
from cohorts.rules.reviews import may_mail
from modules.models import LookAlong
from modules.services.assignments.telling import tell
from organisations.models import Organisation
from people.models import OutgoingMail, Person

ABOUT = "cohorts.reviews"


def tell_trainers(look: LookAlong) -> None:
    """Mail each trainer of the owner's groups how many wait, unless she was told lately."""
    for trainer in trainers_of(look.owner):
        waiting = len(owners_waiting(trainer))
        if _is_news(trainer, look.organisation, waiting):
            _mail(trainer, look.organisation, waiting)


def _is_news(trainer: Person, organisation: Organisation, waiting: int) -> bool:
    last = OutgoingMail.objects.filter(
        to=trainer.email, organisation_key=organisation.key, about=ABOUT
    ).first()
    return may_mail(
        waited_before=waiting - 1,
        last_made=last.created_at if last else None,
        was_sent=last is None or last.sent_at is not None,
        now=timezone.now(),
    )


def _mail(trainer: Person, organisation: Organisation, waiting: int) -> None:
    subject = ngettext(
        "Er wacht %(number)d praktijkopdracht", "Er wachten %(number)d praktijkopdrachten", waiting
    ) % {"number": waiting}
    tell(
        organisation=organisation,
        person=trainer,
        subject=subject,
        template="cohorts/mail/waiting.txt",
        about=ABOUT,
        waiting=waiting,
        link=organisation.root_url + reverse("review_list"),
    )
