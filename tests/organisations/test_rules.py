"""Who sees what, and which counts may be shown."""

from hypothesis import given
from hypothesis import strategies as st

from organisations.enums import Role
from organisations.rules import (
    Sight,
    Subject,
    may_see_status,
    may_see_when_shared,
    showable_counts,
    sight_of,
)

COUNTS = st.integers(min_value=0, max_value=40)


def test_nobody_sees_answers_or_the_path() -> None:
    for subject in (Subject.SCAN_ANSWERS, Subject.MODULE_ANSWERS, Subject.LEARNING_PATH):
        assert [role for role in Role if sight_of(role, subject) is not Sight.NONE] == []


def test_a_trainer_sees_status_and_what_is_shared() -> None:
    assert may_see_status(Role.PRACTICE_TRAINER, Subject.PROGRESS)
    assert may_see_when_shared(Role.PRACTICE_TRAINER, Subject.SCAN_OUTCOME)
    assert not may_see_status(Role.PRACTICE_TRAINER, Subject.SCAN_OUTCOME)


def test_a_style_manager_sees_no_person() -> None:
    assert {sight_of(Role.STYLE_MANAGER, subject) for subject in Subject} == {Sight.NONE}


def test_examples_of_counts() -> None:
    assert showable_counts(14, [14, 9, 4]) == [None, 9, None]
    assert showable_counts(4, [4, 4, 4]) == [None, None, None]
    assert showable_counts(30, [20, 18, 12]) == [20, None, 12]
    assert showable_counts(12, [0, 6]) == [None, 6]


@given(COUNTS, st.lists(COUNTS, max_size=4))
def test_no_count_and_no_difference_lies_under_five(whole: int, parts: list[int]) -> None:
    shown = [part for part in showable_counts(whole, parts) if part is not None]
    assert not shown or whole >= 5
    visible = [whole, *shown]
    assert all(part >= 5 for part in shown)
    assert all(
        abs(one - other) >= 5 for index, one in enumerate(visible) for other in visible[index + 1 :] if shown
    )
