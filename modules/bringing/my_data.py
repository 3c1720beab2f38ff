"""What the page "Mijn gegevens" tells, wipes and erases of cases that somebody brought in."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from modules.bringing.queries import brought_by
from modules.bringing.services import forget_brought_cases, forget_ended, wipe_brought_cases
from modules.bringing.words import STAGE_WORDS
from modules.models import BroughtCase
from people.models import Person
from people.registry import Kept, Value, register_kept, register_personal_data
from people.retention import register_sweep


def register() -> None:
    """Have people wipe what they brought in; keep it no longer than its term."""
    register_sweep("brought_cases", forget_ended)
    register_personal_data(
        "brought-cases",
        lambda person: BroughtCase.objects.filter(person=person).count(),
        wipe_brought_cases,
        label=_("ingebrachte casussen"),
        consequence=_("Een casus die al online staat, blijft te lezen. Er staat geen naam bij."),
    )
    register_kept(
        Kept(
            name="brought-cases",
            title=_("Casussen die ik inbracht"),
            models=("modules.BroughtCase", "modules.CaseQuestion"),
            fields={
                "title": _("Titel"),
                "happened": _("Wat gebeurde er?"),
                "dilemma": _("Wat maakte het lastig?"),
                "question": _("Mijn vraag"),
                "organisation": _("Organisatie"),
                "gives_name": _("Met mijn naam"),
                "brought_at": _("Ingebracht op"),
                "stage": _("Hoe het ermee staat"),
                "thanks": _("Dank van de casusauteurs"),
                "questions": _("Vragen en antwoorden"),
                "reason": _("Waarom niet gebruikt"),
                "published_at": _("Online sinds"),
                "withdrawn_at": _("Teruggetrokken op"),
            },
            export=_brought,
            erase=forget_brought_cases,
            position=25,
        )
    )


def _brought(person: Person) -> Iterator[Mapping[str, Value]]:
    for told in brought_by(person):
        brought = told.brought
        yield {
            "title": brought.title,
            "happened": brought.happened,
            "dilemma": brought.dilemma,
            "question": brought.question,
            "organisation": brought.organisation.name,
            "gives_name": brought.gives_name,
            "brought_at": brought.brought_at,
            "stage": str(STAGE_WORDS[told.stage]),
            "thanks": brought.thanks,
            "questions": [f"{each.text} → {each.answer}" for each in told.questions],
            "reason": brought.reason,
            "published_at": brought.published_at,
            "withdrawn_at": brought.withdrawn_at,
        }
