"""Photos and sound with an assignment: whole, or in pieces that arrive one by one and are told how far it is."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F, Max, Sum
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from modules import storing
from modules.assignments import MAX_FILES, may_write
from modules.models import AssignmentFile, HandIn, ModulePage, UploadPiece
from modules.services.assignments.drafting import Locked, locked_hand_in
from modules.uploads import EMPTY, MAX_BYTES, TOO_BIG, Kind, Refused, clean, tidy_file_name
from people.models import Person

logger = structlog.get_logger(__name__)

ENOUGH = _("Er zitten al vijf bestanden bij. Haal er eerst een weg.")
NOT_CONFIRMED = _("Zet eerst het vinkje: er is geen bewoner herkenbaar op de foto.")
AWAY = _("Het bestand kon nu niet bewaard worden. Probeer het zo nog eens. De tekst staat er nog.")
TOO_MUCH = _("Er zijn te veel bestanden tegelijk onderweg. Wacht tot er een klaar is.")


class NotConfirmed(Refused):
    """The file is fine; the tick is missing."""

    def __init__(self) -> None:
        super().__init__(NOT_CONFIRMED)


class NotKept(Exception):
    """The place where files lie is away; nothing is kept, and it may be tried again."""


class BadPiece(Exception):
    """A piece arrived otherwise than it was sent; it may be sent again."""


class WrongOffset(Exception):
    """A piece that isn't the next one; `received` is how many bytes are here."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


@dataclass(frozen=True)
class Taken:
    """How far a file is; `file` once it is there."""

    received: int
    file: AssignmentFile | None = None


@transaction.atomic
def add_file(
    *, person: Person, module: ModulePage, upload: UUID, name: str, data: bytes, confirmed: bool
) -> AssignmentFile:
    """Check a file and keep it, cleaned. The same upload again gives the file that it became.

    `confirmed` says that nobody who lives here is recognisable in a photo. Raises NotConfirmed without it, Refused
    with a sentence for any other reason, Locked while somebody looks along, NotKept when files can't be kept now.
    """
    hand_in = locked_hand_in(person, module)
    found = hand_in.files.filter(upload=upload).first()
    if found is not None:
        return found
    _check_room(hand_in)
    cleaned = clean(data)
    if cleaned.kind == Kind.PHOTO and not confirmed:
        raise NotConfirmed
    try:
        stored = storing.keep(cleaned.content, cleaned.ending)
    except OSError as fault:
        raise NotKept from fault
    try:
        # What is added today is not taken for something of the last time that she wrote.
        hand_in.changed_at = timezone.now()
        hand_in.save(update_fields=["changed_at"])
        return AssignmentFile.objects.create(
            person=person,
            hand_in=hand_in,
            upload=upload,
            kind=cleaned.kind.value,
            name=tidy_file_name(name, cleaned.ending),
            content_type=cleaned.content_type,
            size=len(cleaned.content),
            stored=stored,
        )
    except BaseException:
        storing.drop(stored)
        raise


def take_piece(
    *,
    person: Person,
    module: ModulePage,
    upload: UUID,
    name: str,
    size: int,
    offset: int,
    content: bytes,
    digest: str,
    confirmed: bool,
) -> Taken:
    """Take the next piece of a file of `size` bytes; the last one makes the file.

    `digest` is the SHA-256 of the piece, in hexadecimal digits; empty where the sender can't make one. Raises
    WrongOffset for any piece but the next, BadPiece for one that doesn't fit, and what `add_file` raises.
    """
    if size > MAX_BYTES:
        raise Refused(TOO_BIG)
    if not content:
        raise Refused(EMPTY)
    if digest and not constant_time_compare(hashlib.sha256(content).hexdigest(), digest.lower()):
        raise BadPiece
    with transaction.atomic():
        hand_in = locked_hand_in(person, module)
        if found := hand_in.files.filter(upload=upload).first():
            return Taken(size, found)
        _check_room(hand_in)
        pieces = UploadPiece.objects.filter(person=person, upload=upload, hand_in=hand_in)
        received: int = pieces.aggregate(until=Max("until"))["until"] or 0
        if offset != received:
            raise WrongOffset(received)
        if offset + len(content) > size:
            raise BadPiece
        _check_underway(hand_in, upload, len(content))
        UploadPiece.objects.create(
            person=person,
            hand_in=hand_in,
            upload=upload,
            offset=offset,
            until=offset + len(content),
            content=content,
        )
        received = offset + len(content)
        if received < size:
            return Taken(received)
        data = b"".join(bytes(each) for each in pieces.order_by("offset").values_list("content", flat=True))
    return _finish(person, module, upload, name, data, confirmed)


def _finish(
    person: Person, module: ModulePage, upload: UUID, name: str, data: bytes, confirmed: bool
) -> Taken:
    """Make the file. What is refused is thrown away; what could not be kept waits for the last piece again."""
    pieces = UploadPiece.objects.filter(person=person, upload=upload)
    try:
        file = add_file(
            person=person, module=module, upload=upload, name=name, data=data, confirmed=confirmed
        )
    except Refused:
        pieces.delete()
        raise
    except NotKept:
        pieces.filter(until=len(data)).delete()
        raise
    pieces.delete()
    return Taken(len(data), file)


def _check_room(hand_in: HandIn) -> None:
    if not may_write(hand_in.state):
        raise Locked(hand_in)
    if hand_in.files.count() >= MAX_FILES:
        raise Refused(ENOUGH)


def _check_underway(hand_in: HandIn, upload: UUID, more: int) -> None:
    """All that she has underway, at whatever module, fits in five files; an upload belongs to one module."""
    hers = UploadPiece.objects.filter(person=hand_in.person_id)
    if hers.filter(upload=upload).exclude(hand_in=hand_in).exists():
        raise BadPiece
    underway = hers.aggregate(bytes=Sum(F("until") - F("offset")))["bytes"] or 0
    if underway + more > MAX_FILES * MAX_BYTES:
        raise Refused(TOO_MUCH)


@transaction.atomic
def remove_file(*, person: Person, module: ModulePage, key: UUID) -> None:
    """Take a file away; one that is gone already is no fault. Raises Locked while somebody looks along."""
    hand_in = locked_hand_in(person, module)
    if not may_write(hand_in.state):
        raise Locked(hand_in)
    files = hand_in.files.filter(key=key)
    storing.let_go(list(files.values_list("stored", flat=True)))
    files.delete()
