"""What somebody's own pages tell from this floor: hours with her evidence, what she takes along, where she takes part."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from gatherings.models import Attendance, Participation
from gatherings.queries import attendance_of, takeaways_of
from gatherings.services import (
    forget_old_attendance,
    forget_old_gatherings,
    leave_gatherings,
    wipe_takeaways,
)
from modules.page_parts import register_page_part
from people.models import Person
from people.registry import Kept, Value, register_kept, register_personal_data
from people.retention import register_sweep


def register() -> None:
    """Put gatherings into the page with evidence, into export and erasure, and under their terms."""
    register_page_part("evidence", "gatherings/_evidence.html", describe_hours)
    register_sweep("gatherings", forget_old_gatherings)
    register_sweep("attendance", forget_old_attendance)
    register_personal_data(
        "takeaways",
        lambda person: takeaways_of(person).count(),
        wipe_takeaways,
        label=_("dingen die ik meenam uit bijeenkomsten"),
        consequence=_("De uren van de bijeenkomsten blijven staan."),
    )
    register_kept(
        Kept(
            name="attendance",
            title=_("Mijn aanwezigheid en uren"),
            models=("gatherings.Attendance",),
            fields={
                "kind": _("Soort"),
                "title": _("Onderwerp"),
                "held_on": _("Datum"),
                "minutes": _("Minuten"),
                "is_bringer": _("Ik bracht de casus in"),
                "organisation": _("Bij"),
                "confirmed_by": _("Bevestigd door"),
                "confirmed_at": _("Bevestigd op"),
            },
            export=_attendance,
            erase=lambda person: Attendance.objects.filter(person=person).delete(),
            position=26,
        )
    )
    register_kept(
        Kept(
            name="takeaways",
            title=_("Wat ik meenam uit bijeenkomsten"),
            models=("gatherings.Takeaway",),
            fields={
                "title": _("Onderwerp"),
                "held_on": _("Datum"),
                "text": _("Wat ik meenam"),
                "is_shared": _("Gedeeld met wie meedeed"),
                "saved_at": _("Bewaard op"),
            },
            export=_takeaways,
            erase=lambda person: takeaways_of(person).delete(),
            position=27,
        )
    )
    register_kept(
        Kept(
            name="gatherings",
            title=_("Bijeenkomsten waaraan ik meedoe"),
            models=("gatherings.Participation", "gatherings.Gathering"),
            fields={
                "title": _("Onderwerp"),
                "held_on": _("Datum"),
                "leads": _("Ik leid"),
                "is_bringer": _("Ik breng de casus in"),
            },
            export=_participations,
            erase=leave_gatherings,
            position=28,
        )
    )


def describe_hours(person: Person) -> dict[str, Any]:
    """The gatherings at which somebody was, with their minutes and the sum."""
    rows = attendance_of(person)
    return {"rows": rows, "minutes": sum(row.minutes for row in rows)}


def _attendance(person: Person) -> Iterator[Mapping[str, Value]]:
    for row in attendance_of(person):
        yield {
            "kind": str(row.get_kind_display()),
            "title": row.title,
            "held_on": row.held_on,
            "minutes": row.minutes,
            "is_bringer": row.is_bringer,
            "organisation": row.organisation.name,
            "confirmed_by": str(row.get_confirmed_by_display()),
            "confirmed_at": row.confirmed_at,
        }


def _takeaways(person: Person) -> Iterator[Mapping[str, Value]]:
    for row in takeaways_of(person):
        yield {
            "title": row.title,
            "held_on": row.held_on,
            "text": row.text,
            "is_shared": row.is_shared,
            "saved_at": row.saved_at,
        }


def _participations(person: Person) -> Iterator[Mapping[str, Value]]:
    for row in Participation.objects.filter(person=person).select_related("gathering"):
        yield {
            "title": row.gathering.title,
            "held_on": row.gathering.held_on,
            "leads": row.gathering.leader_id == person.pk,
            "is_bringer": row.is_bringer,
        }
