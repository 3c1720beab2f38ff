"""The clock of a gathering, and who leads it. Pure functions on plain values."""

import datetime as dt

from organisations.enums import Role

LONGEST = 480


def seconds_in_step(*, counted: int, began_at: dt.datetime | None, is_paused: bool, now: dt.datetime) -> int:
    """How many whole seconds this step has taken; a pause does not count."""
    if is_paused or began_at is None:
        return counted
    return counted + max(0, int((now - began_at).total_seconds()))


def suggested_minutes(started_at: dt.datetime | None, now: dt.datetime, planned: int) -> int:
    """What to fill in as its length: whole minutes since the start.

    When that is more than twice what was planned, somebody forgot to end it: then what was planned.
    """
    if started_at is None:
        return planned
    minutes = int((now - started_at).total_seconds() // 60)
    return minutes if 1 <= minutes <= min(2 * planned, LONGEST) else planned


def may_lead(
    *, person_id: int, role: str, leader_id: int | None, takes_part: bool, is_left: bool = False
) -> bool:
    """May somebody lead, change or cancel it? Who made it, and a practice trainer who takes part.

    `is_left` says that who made it is gone before it ended: then everybody who takes part.
    """
    return person_id == leader_id or (takes_part and (role == Role.PRACTICE_TRAINER or is_left))
