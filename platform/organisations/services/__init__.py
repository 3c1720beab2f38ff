"""What an organisation does with its people: invite, change, end. Verbs, each in one transaction."""

from organisations.services.addresses import AddressStays, correct_address
from organisations.services.invitations import (
    follow_refusal,
    invite,
    invite_again,
    mark_activated_here,
    sender_of,
)
from organisations.services.memberships import (
    ChangedMeanwhile,
    LastAdministrator,
    change_membership,
    end_membership,
    forget_chosen_roles,
    forget_ended_memberships,
    is_own_last_administration,
    join,
    open_memberships,
    team_named,
)

__all__ = [
    "AddressStays",
    "ChangedMeanwhile",
    "LastAdministrator",
    "change_membership",
    "correct_address",
    "end_membership",
    "follow_refusal",
    "forget_chosen_roles",
    "forget_ended_memberships",
    "invite",
    "invite_again",
    "is_own_last_administration",
    "join",
    "mark_activated_here",
    "open_memberships",
    "sender_of",
    "team_named",
]
