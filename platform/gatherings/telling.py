"""Mail about a gathering to who is asked: that it is there, moves, does not go on, or does after all."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gatherings.enums import News
from gatherings.models import Gathering
from gatherings.queries import candidates
from modules.services.assignments.telling import tell
from people.models import Person


def tell_people(gathering: Gathering, news: News, *, to: Iterable[int], by: Person | None = None) -> int:
    """Mail those of these people who work here, but not who did it herself, nor about a day that has been.

    Returns how many mails.
    """
    if gathering.held_on < timezone.localdate():
        return 0
    organisation = gathering.organisation
    here = candidates(timezone.localdate()).filter(person__in=set(to)).values("person")
    people = [each for each in Person.objects.filter(pk__in=here).order_by("pk") if each != by]
    for person in people:
        tell(
            organisation=organisation,
            person=person,
            subject=_subject(news) % {"title": gathering.title},
            template="gatherings/mail/news.txt",
            about=f"{Gathering._meta.label}:{gathering.pk}",
            news=news.value,
            gathering=gathering,
            minutes=gathering.discussion.minutes,
            leads=gathering.leader_id == person.pk,
            link=organisation.root_url + reverse("gathering_detail", args=[gathering.pk]),
        )
    return len(people)


def tell_everybody(gathering: Gathering, news: News, *, by: Person | None = None) -> int:
    """Mail all who take part, who leads included, but not who did it herself."""
    return tell_people(
        gathering, news, to=gathering.participations.values_list("person_id", flat=True), by=by
    )


def _subject(news: News) -> str:
    match news:
        case News.ASKED:
            return _("Doe mee aan een bijeenkomst: %(title)s")
        case News.MOVED:
            return _("Andere dag of tijd: %(title)s")
        case News.CANCELLED:
            return _("Gaat niet door: %(title)s")
        case News.RESTORED:
            return _("Gaat toch door: %(title)s")
