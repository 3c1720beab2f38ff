"""Mail about cases that were brought in: that there is something to read, never what."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from modules.models import BroughtCase
from organisations.models import Membership, Organisation, active_on
from organisations.registry import dressed_mail
from organisations.services import sender_of
from organisations.tenancy import use_organisation
from people.models import Person
from people.services import queue_mail


def tell_bringer(brought: BroughtCase, news: str) -> None:
    """Tell her that she was thanked, asked or published; nobody who no longer works there gets mail of it."""
    organisation = brought.organisation
    today = timezone.localdate()
    with use_organisation(organisation):
        if not Membership.objects.filter(active_on(today), person=brought.person_id).exists():
            return
    subjects = {
        "thanks": _("Bedankt voor de ingebrachte casus"),
        "question": _("Een vraag over de ingebrachte casus"),
        "published": _("De ingebrachte casus staat online"),
    }
    path = (
        reverse("case_detail", args=[brought.case.slug])
        if news == "published" and brought.case
        else reverse("brought_detail", args=[brought.pk])
    )
    context = {
        "organisation": organisation,
        "news": news,
        "given_name": brought.person.given_name if brought.person.name else "",
        "link": organisation.root_url + path,
    }
    _queue(organisation, brought.person, subjects[news], "modules/mail/brought.txt", context)


def tell_maker(author: Person, title: str) -> None:
    """Tell an author that her draft is gone, because it was taken back by who told it."""
    region = Organisation.objects.select_related("site").filter(kind="region").first()
    if region is None or not author.is_active:
        return
    context = {"organisation": region, "given_name": author.given_name, "title": title}
    _queue(region, author, _("Een casus is teruggetrokken"), "modules/mail/withdrawn.txt", context)


def _queue(
    organisation: Organisation, to: Person, subject: str, template: str, context: dict[str, object]
) -> None:
    text = render_to_string(template, context).strip() + "\n"
    queue_mail(
        to=to.email,
        subject=subject,
        text=text,
        html=dressed_mail(organisation, subject, text),
        sender=sender_of(organisation),
        organisation_key=organisation.key,
    )
