"""`/groepen/`: a trainer's groups, their board, adding people; `/cijfers/` of the region."""

from cohorts.views.adding import cohort_add
from cohorts.views.addresses import cohort_address
from cohorts.views.boards import cohort_board, cohort_export, my_people
from cohorts.views.groups import cohort_create, cohort_edit, cohort_list, figures
from cohorts.views.people import cohort_leave, cohort_person, cohort_resend
from cohorts.views.start_cards import cohort_start_cards
from cohorts.views.trainers import cohort_trainers, group_admin, group_trainers

__all__ = [
    "cohort_add",
    "cohort_address",
    "cohort_board",
    "cohort_create",
    "cohort_edit",
    "cohort_export",
    "cohort_leave",
    "cohort_list",
    "cohort_person",
    "cohort_resend",
    "cohort_start_cards",
    "cohort_trainers",
    "figures",
    "group_admin",
    "group_trainers",
    "my_people",
]
