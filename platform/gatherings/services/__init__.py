"""What is done with a gathering. Verbs, each in one transaction."""

from gatherings.services.common import NotNow, StaleGathering, StaleTakeaway
from gatherings.services.going import (
    forget_old_attendance,
    forget_old_gatherings,
    leave_gatherings,
    let_go_of_case,
    move_participations,
)
from gatherings.services.keeping import confirm_attendance, save_takeaway, wipe_takeaways
from gatherings.services.leading import end_gathering, move, start_gathering
from gatherings.services.planning import (
    add_people,
    cancel_gathering,
    change_gathering,
    let_bring_in,
    plan_gathering,
    remove_person,
    restore_gathering,
)

__all__ = [
    "NotNow",
    "StaleGathering",
    "StaleTakeaway",
    "add_people",
    "cancel_gathering",
    "change_gathering",
    "confirm_attendance",
    "end_gathering",
    "forget_old_attendance",
    "forget_old_gatherings",
    "leave_gatherings",
    "let_bring_in",
    "let_go_of_case",
    "move",
    "move_participations",
    "plan_gathering",
    "remove_person",
    "restore_gathering",
    "save_takeaway",
    "start_gathering",
    "wipe_takeaways",
]
