"""What "Mijn gegevens" counts, wipes, exports and erases of workplace assignments."""

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modules.models import AssignmentFile, HandIn, HandInDraft, LookAlong, UploadPiece
from modules.services.assignments import forget_assignments, wipe_assignments
from modules.services.assignments.forgetting import take_away, take_away_files
from organisations.tenancy import all_organisations, current_organisation
from organisations.words import role_name
from people.models import Person
from people.registry import Kept, Value, register_kept, register_personal_data
from people.retention import register_sweep


def register() -> None:
    """Have people wipe, download and erase their assignments; keep photos and sound no longer than their term."""
    register_sweep("assignment_files", forget_assignments)
    register_personal_data(
        "assignments",
        lambda person: HandIn.objects.filter(person=person).count(),
        lambda person: wipe_assignments(person=person),
        label=_("praktijkopdrachten, met foto’s en geluid"),
        consequence=_("Wat is afgetekend, blijft afgetekend. Niemand kan de opdracht daarna nog lezen."),
    )
    register_kept(
        Kept(
            name="assignments",
            title=_("Mijn praktijkopdrachten"),
            models=("modules.HandIn", "modules.HandInEvent"),
            fields={
                "assignment": _("Opdracht"),
                "state": _("Stand"),
                "text": _("Tekst"),
                "looks": _("Wie meekijkt"),
                "saved_at": _("Bewaard op"),
                "handed_in_at": _("Ingeleverd op"),
                "signed_off_on": _("Afgetekend op"),
                "signed_off_by": _("Afgetekend door"),
                "history": _("Wat ermee gebeurde"),
                "files": _("Foto’s en geluid, met het adres om ze te downloaden"),
            },
            export=_hand_ins,
            erase=take_away,
            position=25,
        )
    )
    register_kept(
        Kept(
            name="assignment-drafts",
            title=_("Alles wat ik bij praktijkopdrachten opschreef, ook eerdere versies"),
            models=("modules.HandInDraft",),
            fields={
                "assignment": _("Opdracht"),
                "text": _("Tekst"),
                "counted": _("Werd dit de tekst"),
                "sent_at": _("Verstuurd op"),
            },
            export=_drafts,
            erase=lambda person: HandInDraft.objects.filter(person=person).delete(),
            position=26,
        )
    )
    register_kept(
        Kept(
            name="assignment-files",
            title=_("Mijn foto’s en geluid bij praktijkopdrachten"),
            models=("modules.AssignmentFile",),
            fields={
                "assignment": _("Opdracht"),
                "name": _("Naam"),
                "kind": _("Soort"),
                "size": _("Bytes"),
                "added_at": _("Toegevoegd op"),
                "address": _("Adres om het bestand te downloaden, na inloggen"),
            },
            export=_files,
            erase=take_away_files,
            position=27,
        )
    )
    register_kept(
        Kept(
            name="assignment-pieces",
            title=_("Bestanden die nog onderweg zijn"),
            models=("modules.UploadPiece",),
            fields={"sent_at": _("Verstuurd op"), "size": _("Bytes")},
            export=_pieces,
            erase=lambda person: UploadPiece.objects.filter(person=person).delete(),
            position=28,
        )
    )
    register_kept(
        Kept(
            name="asked-to-look",
            title=_("Waar ik mag meekijken"),
            models=("modules.LookAlong",),
            fields={
                "owner": _("Van wie"),
                "assignment": _("Opdracht"),
                "stand": _("Stand"),
                "since": _("Sinds"),
            },
            export=_looks,
            erase=_erase_looks,
            position=29,
        )
    )


def _hand_ins(person: Person) -> Iterator[Mapping[str, Value]]:
    rows = HandIn.objects.filter(person=person).select_related("learner", "team_leader", "signed_off_by")
    for row in rows.prefetch_related("events__by", "files"):
        yield {
            "assignment": f"{row.module_key} {row.title}",
            "state": str(row.get_state_display()),
            "text": row.text,
            "looks": _lookers(row),
            "saved_at": row.saved_at,
            "handed_in_at": row.handed_in_at,
            "signed_off_on": row.signed_off_on,
            "signed_off_by": str(row.signed_off_by or ""),
            "history": [
                " · ".join(
                    part
                    for part in (
                        f"{event.at:%Y-%m-%d}",
                        str(event.get_kind_display()),
                        str(event.by or gettext("iemand van wie het account weg is")),
                        event.text,
                    )
                    if part
                )
                for event in row.events.all()
            ],
            "files": [f"{file.name}: {_address(file)}" for file in row.files.all()],
        }


def _lookers(row: HandIn) -> list[str]:
    organisation = current_organisation()
    trainer = [role_name(organisation, "practice_trainer")] if row.asks_trainer else []
    return trainer + [str(each) for each in (row.learner, row.team_leader) if each]


def _drafts(person: Person) -> Iterator[Mapping[str, Value]]:
    for row in HandInDraft.objects.filter(person=person).select_related("hand_in"):
        yield {
            "assignment": f"{row.hand_in.module_key} {row.hand_in.title}",
            "text": str(row.payload.get("text", "")),
            "counted": row.revision is not None,
            "sent_at": row.sent_at,
        }


def _files(person: Person) -> Iterator[Mapping[str, Value]]:
    for file in AssignmentFile.objects.filter(person=person).select_related("hand_in"):
        yield {
            "assignment": f"{file.hand_in.module_key} {file.hand_in.title}",
            "name": file.name,
            "kind": str(file.get_kind_display()),
            "size": file.size,
            "added_at": file.added_at,
            "address": _address(file),
        }


def _address(file: AssignmentFile) -> str:
    organisation = current_organisation()
    root = organisation.root_url if organisation else ""
    return root + reverse("assignment_file", args=[file.hand_in_id, file.key])


def _pieces(person: Person) -> Iterator[Mapping[str, Value]]:
    for piece in UploadPiece.objects.filter(person=person).defer("content"):
        yield {"sent_at": piece.sent_at, "size": piece.until - piece.offset}


def _looks(person: Person) -> Iterator[Mapping[str, Value]]:
    """Of this organisation only: what others ask is told where they asked it."""
    for look in LookAlong.objects.filter(viewer=person).select_related("owner"):
        yield {
            "owner": str(look.owner),
            "assignment": f"{look.module_key} {look.title}",
            "stand": str(look.get_stand_display()),
            "since": look.since,
        }


def _erase_looks(person: Person) -> None:
    with all_organisations("where an erased account was asked to look along"):
        LookAlong.objects.filter(viewer=person).delete()
