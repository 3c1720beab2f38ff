"""Gatherings: planning, who takes part, leading, and what each keeps of it."""

from gatherings.views.guides import discussion_guide
from gatherings.views.leading import gathering_end, gathering_lead, gathering_move, gathering_start
from gatherings.views.own import gathering_confirm, gathering_takeaway
from gatherings.views.planning import (
    gathering_cancel,
    gathering_create,
    gathering_detail,
    gathering_edit,
    gathering_list,
    gathering_people,
    gathering_restore,
)

__all__ = [
    "discussion_guide",
    "gathering_cancel",
    "gathering_confirm",
    "gathering_create",
    "gathering_detail",
    "gathering_edit",
    "gathering_end",
    "gathering_lead",
    "gathering_list",
    "gathering_move",
    "gathering_people",
    "gathering_restore",
    "gathering_start",
    "gathering_takeaway",
]
