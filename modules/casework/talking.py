"""Who may read and do what in the discussion of a case. Pure."""

from modules.enums import ContributionState, ReportOutcome
from modules.models.pages import DiscussionReach
from organisations.enums import Role

MAX_TEXT = 2_000  # characters of an answer or a reply
MAX_REASON = 300
# Answers and replies of one person in one hour, and reports; enough for a whole case with a group around a table.
PER_HOUR = 30

# Who guides a talk reads without answering first; who answers and who guides may reply.
GUIDES = frozenset({Role.PRACTICE_TRAINER})


def may_answer(role: str) -> bool:
    """May somebody in this role answer the questions of a case?"""
    return role == Role.SUPERVISOR


def may_read_others(role: str, *, has_answered: bool) -> bool:
    """May somebody in this role read what others answered to a question: after her own answer, or as a guide?"""
    return role in GUIDES or (may_answer(role) and has_answered)


def may_moderate(role: str, *, is_here: bool) -> bool:
    """May somebody in this role hide a contribution? Only that of her own organisation."""
    return role in GUIDES and is_here


def is_read_by_others(state: str) -> bool:
    """Does this contribution stand there for everybody who may read the question?"""
    return state == ContributionState.VISIBLE


def may_change(state: str, *, is_own: bool, has_replies: bool) -> bool:
    """May its writer change it? Not when others replied to what it says; one that is hidden she may."""
    if not is_own or state == ContributionState.WITHDRAWN:
        return False
    return state in {ContributionState.HIDDEN, ContributionState.OFFERED} or not has_replies


def reach_of_reply(parent: str, page: str) -> str:
    """Who reads a reply: nobody more than the answer it stands under, nor than the case reaches now."""
    both = {parent, page}
    return DiscussionReach.REGION if both == {DiscussionReach.REGION} else DiscussionReach.ORGANISATION


def outcome_of_report(state: str, *, is_looked_at: bool) -> ReportOutcome:
    """What became of a report about a contribution in this state; never why, that is for its writer."""
    if state == ContributionState.WITHDRAWN:
        return ReportOutcome.WITHDRAWN
    if not is_looked_at:
        return ReportOutcome.WAITING
    return ReportOutcome.STAYS if is_read_by_others(state) else ReportOutcome.HIDDEN
