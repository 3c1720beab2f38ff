"""What the page "Mijn gegevens" counts, wipes, exports and erases of the discussion of cases.

What somebody wrote is her own: it is told and wiped for all organisations at once.
"""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from modules.models import Contribution, DiscussionReach, Recognition, Report
from modules.services import erase_contributions, forget_contributions, wipe_contributions
from organisations.tenancy import all_organisations
from people.models import Person
from people.registry import Kept, Value, register_kept, register_personal_data
from people.retention import register_sweep

OWN = "somebody's own contributions to cases"


def register() -> None:
    """Have people see, wipe and take along what they wrote about cases."""
    register_sweep("case_talk", forget_contributions)
    register_personal_data(
        "case-talk",
        count_contributions,
        lambda person: wipe_contributions(person=person),
        label=_("bijdragen aan gesprekken over casussen"),
        consequence=_("Reacties van anderen blijven staan, onder een lege plek."),
    )
    register_kept(
        Kept(
            name="case-talk",
            title=_("Wat ik schreef in gesprekken over casussen"),
            models=("modules.Contribution",),
            fields={
                "organisation": _("Organisatie"),
                "case": _("Casus"),
                "question": _("Vraag"),
                "kind": _("Soort"),
                "text": _("Wat ik schreef"),
                "reach": _("Te lezen voor"),
                "shows_name": _("Mijn naam te zien in andere organisaties"),
                "state": _("Stand"),
                "hidden_reason": _("Waarom het verborgen is"),
                "created_at": _("Geschreven op"),
                "changed_at": _("Veranderd op"),
            },
            export=_contributions,
            erase=erase_contributions,
            position=25,
        )
    )
    register_kept(
        Kept(
            name="case-recognitions",
            title=_("Wat ik herkenbaar vond"),
            models=("modules.Recognition",),
            fields={"case": _("Casus"), "question": _("Vraag"), "made_at": _("Op")},
            export=_recognitions,
            erase=lambda person: None,  # goes with the contributions
            position=26,
        )
    )
    register_kept(
        Kept(
            name="case-reports",
            title=_("Wat ik meldde over bijdragen van anderen"),
            models=("modules.Report",),
            fields={
                "case": _("Casus"),
                "question": _("Vraag"),
                "reason": _("Wat ik meldde"),
                "made_at": _("Gemeld op"),
                "closed_at": _("Bekeken op"),
            },
            export=_reports,
            erase=lambda person: None,  # goes with the contributions
            position=27,
        )
    )


def count_contributions(person: Person) -> int:
    """How many answers and replies are kept of somebody, in all organisations."""
    with all_organisations(OWN):
        return Contribution.objects.filter(person=person).count()


def _contributions(person: Person) -> Iterator[Mapping[str, Value]]:
    with all_organisations(OWN):
        rows = list(Contribution.objects.filter(person=person).select_related("organisation").order_by("pk"))
    for row in rows:
        yield {
            "organisation": row.organisation.name,
            "case": row.case_title,
            "question": row.question_text,
            "kind": str(_("reactie") if row.parent_key else _("antwoord")),
            "text": row.text,
            "reach": str(DiscussionReach(row.reach).label),
            "shows_name": row.shows_name,
            "state": row.get_state_display(),
            "hidden_reason": row.hidden_reason,
            "created_at": row.created_at,
            "changed_at": row.changed_at,
        }


def _recognitions(person: Person) -> Iterator[Mapping[str, Value]]:
    with all_organisations(OWN):
        rows = list(Recognition.objects.filter(person=person).select_related("contribution").order_by("pk"))
    for row in rows:
        yield {
            "case": row.contribution.case_title,
            "question": row.contribution.question_text,
            "made_at": row.made_at,
        }


def _reports(person: Person) -> Iterator[Mapping[str, Value]]:
    with all_organisations(OWN):
        rows = list(Report.objects.filter(person=person).select_related("contribution").order_by("pk"))
    for row in rows:
        yield {
            "case": row.contribution.case_title,
            "question": row.contribution.question_text,
            "reason": row.reason,
            "made_at": row.made_at,
            "closed_at": row.closed_at,
        }
