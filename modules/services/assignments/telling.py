"""Mail about assignments: that something is there, never what it says."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from modules.models import HandIn, LookAlong
from organisations.models import Organisation
from organisations.registry import dressed_mail
from organisations.services import sender_of
from people.models import OutgoingMail, Person
from people.services import queue_mail


def tell(
    *,
    organisation: Organisation,
    person: Person,
    subject: str,
    template: str,
    about: str = "",
    **context: object,
) -> OutgoingMail:
    """Queue a mail in the voice and the style of the organisation."""
    everything = {"organisation": organisation, "person": person, **context}
    text = render_to_string(template, everything).strip() + "\n"
    return queue_mail(
        to=person.email,
        subject=subject,
        text=text,
        html=dressed_mail(organisation, subject, text),
        sender=sender_of(organisation),
        organisation_key=organisation.key,
        about=about,
    )


def tell_viewer(look: LookAlong, organisation: Organisation) -> None:
    """That somebody is asked to look along."""
    if look.viewer is None:
        return
    tell(
        organisation=organisation,
        person=look.viewer,
        subject=_("%(name)s vraagt of je meekijkt") % {"name": look.owner.given_name}
        if organisation.address_form == "je"
        else _("%(name)s vraagt of u meekijkt") % {"name": look.owner.given_name},
        template="modules/mail/look_along.txt",
        look=look,
        link=organisation.root_url + reverse("look_along", args=[look.hand_in_id]),
    )


def tell_owner(work: HandIn, organisation: Organisation, by: Person, *, signed_off: bool) -> None:
    """That her trainer asks for more, or signed off."""
    if work.module is None:
        return
    names = {"name": by.given_name, "title": work.title}
    subject = (
        _("%(name)s tekende je praktijkopdracht af: %(title)s")
        if signed_off
        else _("%(name)s heeft een vraag over je praktijkopdracht: %(title)s")
    )
    if organisation.address_form == "u":
        subject = (
            _("%(name)s tekende uw praktijkopdracht af: %(title)s")
            if signed_off
            else _("%(name)s heeft een vraag over uw praktijkopdracht: %(title)s")
        )
    tell(
        organisation=organisation,
        person=work.person,
        subject=subject % names,
        template="modules/mail/answered.txt",
        work=work,
        by=by,
        signed_off=signed_off,
        link=organisation.root_url + reverse("assignment", args=[work.module.slug]),
    )
