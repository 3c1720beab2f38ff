"""What all verbs of a gathering stand on: its row, held, and what they refuse with."""

from gatherings.enums import ConfirmedBy
from gatherings.models import Attendance, Gathering, Takeaway


class StaleGathering(Exception):
    """Somebody else went on with it meanwhile; `gathering` is how it stands now."""

    def __init__(self, gathering: Gathering) -> None:
        super().__init__(f"Gathering {gathering.pk} has gone on.")
        self.gathering = gathering


class StaleTakeaway(Exception):
    """Something else was saved in another window; `current` is that."""

    def __init__(self, current: Takeaway) -> None:
        super().__init__(f"Takeaway {current.pk} was changed.")
        self.current = current


class NotNow(Exception):
    """That does not go with where the gathering stands."""


def held_row(gathering: Gathering) -> Gathering:
    """The row as it is now, held until the transaction ends."""
    return (
        Gathering.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=gathering.pk)
    )


def attendance_of(gathering: Gathering, person_id: int, by: ConfirmedBy, *, is_bringer: bool) -> Attendance:
    """What somebody was at, as she keeps it when the gathering goes. Not yet saved."""
    return Attendance(
        person_id=person_id,
        gathering=gathering,
        organisation=gathering.organisation,
        kind=gathering.kind,
        title=gathering.title,
        held_on=gathering.held_on,
        minutes=gathering.minutes_held or gathering.discussion.minutes,
        is_bringer=is_bringer,
        confirmed_by=by,
    )
