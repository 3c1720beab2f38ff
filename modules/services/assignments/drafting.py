"""Her own text, and whom she wants to look along: a slot, as every answer is (source: TRUST, Faults)."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from modules.assignments import may_write
from modules.models import HandIn, HandInDraft, ModulePage
from people.models import Person


@dataclass(frozen=True)
class Looks:
    """Who is to look along: the trainers of her groups, a colleague-in-training, a team leader, by their keys."""

    asks_trainer: bool = False
    learner_id: int | None = None
    team_leader_id: int | None = None

    def __bool__(self) -> bool:
        return bool(self.asks_trainer or self.learner_id or self.team_leader_id)


class StaleDraft(Exception):
    """A draft was made on an older revision; it is kept, and `hand_in` is how it stands."""

    def __init__(self, hand_in: HandIn) -> None:
        super().__init__(f"The draft is at revision {hand_in.revision}.")
        self.hand_in = hand_in


class Locked(Exception):
    """It lies with somebody else, or is signed off; `hand_in` is how it stands."""

    def __init__(self, hand_in: HandIn) -> None:
        super().__init__(hand_in.state)
        self.hand_in = hand_in


def locked_hand_in(person: Person, module: ModulePage) -> HandIn:
    """Her work on this module, made where it is missing; nobody else changes it before the transaction ends."""
    HandIn.objects.get_or_create(
        person=person,
        module=module,
        defaults={"module_key": module.key, "title": module.assignment_title},
    )
    return HandIn.objects.select_for_update(of=("self",)).get(person=person, module=module)


def save_draft(
    *, person: Person, module: ModulePage, uuid: UUID, based_on: int, text: str, looks: Looks
) -> HandIn:
    """Keep a draft, and make it hers when it was made on the current revision.

    The same UUID and text again change nothing. Raises StaleDraft for one on an older revision, which is kept all
    the same, or for another text under the same UUID (an old page, sent anew), and Locked while somebody looks along.
    """
    payload = {"text": text, **asdict(looks)}
    with transaction.atomic():
        hand_in = locked_hand_in(person, module)
        earlier = HandInDraft.objects.filter(person=person, uuid=uuid).first()
        if earlier is not None and earlier.revision is not None and earlier.payload == payload:
            return hand_in
        if not may_write(hand_in.state):
            raise Locked(hand_in)
        is_current = earlier is None and based_on == hand_in.revision
        if earlier is None:
            HandInDraft.objects.create(
                person=person,
                hand_in=hand_in,
                uuid=uuid,
                based_on=based_on,
                revision=based_on + 1 if is_current else None,
                payload=payload,
            )
        if is_current:
            _write(hand_in, text, looks)
    if not is_current:
        raise StaleDraft(hand_in)
    return hand_in


def _write(hand_in: HandIn, text: str, looks: Looks) -> None:
    hand_in.text, hand_in.asks_trainer = text, looks.asks_trainer
    hand_in.learner_id, hand_in.team_leader_id = looks.learner_id, looks.team_leader_id
    hand_in.revision += 1
    hand_in.saved_at = hand_in.changed_at = timezone.now()
    hand_in.save(
        update_fields=["text", "asks_trainer", "learner", "team_leader", "revision", "saved_at", "changed_at"]
    )
