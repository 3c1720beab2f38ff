"""Answers in slots: nothing lost, nothing twice, the stale one is told."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modules.models import AnswerSlot, ModuleProgress, StepPage, Submission
from modules.services import StaleAnswer, save_answer, wipe_answers
from people.models import Person

ASKED = {"questions": [{"key": "q", "text": "Wat doe je?"}], "options": []}


@pytest.fixture
def save(daan: Person, step: Callable[[str], StepPage]) -> Callable[..., Any]:
    """Save a text in one slot of the first story."""
    page = step("story")

    def do(text: str, based_on: int, uuid: UUID | None = None, person: Person = daan) -> Any:
        return save_answer(
            person=person,
            page=page,
            block_id=page.body[0].id,
            question_key="fields",
            round_number=1,
            uuid=uuid or uuid4(),
            based_on=based_on,
            payload={"answers": {"q": text}},
            asked=ASKED,
        )

    return do


def test_first_answer_makes_the_slot(save: Callable[..., Any]) -> None:
    assert save("een", 0).revision == 1
    slot = AnswerSlot.objects.get()
    assert (slot.revision, slot.answers, slot.asked) == (1, {"q": "een"}, ASKED)


def test_answer_on_the_current_revision_wins(save: Callable[..., Any]) -> None:
    save("een", 0)
    assert save("twee", 1).revision == 2
    assert AnswerSlot.objects.get().answers == {"q": "twee"}


def test_same_uuid_gets_the_first_outcome_again(save: Callable[..., Any]) -> None:
    uuid = uuid4()
    save("een", 0, uuid)
    save("twee", 1)
    again = save("een", 0, uuid)
    assert (again.revision, again.again, again.payload) == (1, True, {"answers": {"q": "een"}})
    assert (AnswerSlot.objects.get().answers, Submission.objects.count()) == ({"q": "twee"}, 2)


def test_same_uuid_on_the_current_revision_changes_nothing(save: Callable[..., Any]) -> None:
    uuid = uuid4()
    save("een", 0, uuid)
    assert save("anders", 1, uuid).payload == {"answers": {"q": "een"}}
    assert (AnswerSlot.objects.get().revision, Submission.objects.count()) == (1, 1)


@pytest.mark.parametrize("based_on", [0, 1, 7])
def test_stale_answer_is_kept_and_told(save: Callable[..., Any], based_on: int) -> None:
    save("een", 0)
    save("twee", 1)
    with pytest.raises(StaleAnswer) as stale:
        save("laat", based_on)
    assert (stale.value.revision, stale.value.payload) == (2, {"answers": {"q": "twee"}})
    kept = Submission.objects.order_by("pk").last()
    assert (kept.revision, kept.payload) == (None, {"answers": {"q": "laat"}})
    assert AnswerSlot.objects.get().answers == {"q": "twee"}


def test_one_more_press_after_a_stale_one_wins(save: Callable[..., Any]) -> None:
    save("een", 0)
    with pytest.raises(StaleAnswer) as stale:
        save("laat", 0)
    assert save("laat", stale.value.revision).revision == 2


def test_answer_after_wiping_is_told_to_begin_anew(save: Callable[..., Any], daan: Person) -> None:
    save("een", 0)
    wipe_answers(person=daan)
    with pytest.raises(StaleAnswer) as stale:
        save("twee", 1)
    assert (stale.value.revision, save("twee", 0).revision) == (0, 1)


def test_two_people_have_their_own_slot_and_may_use_the_same_uuid(
    save: Callable[..., Any], member: Callable[..., Person], zonnehoek: Any
) -> None:
    uuid = uuid4()
    save("een", 0, uuid)
    assert save("ander", 0, uuid, member(zonnehoek)).revision == 1
    assert AnswerSlot.objects.count() == 2


def test_first_answer_marks_the_module_as_begun(save: Callable[..., Any], daan: Person) -> None:
    save("een", 0)
    progress = ModuleProgress.objects.get(person=daan)
    assert (progress.module.key, progress.last_step.code, progress.steps_done) == ("M01", "M01-1", 0)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), max_size=12))
def test_any_order_of_sending_keeps_everything_and_loses_nothing(
    save: Callable[..., Any], sent: list[tuple[int, int]]
) -> None:
    """Each pair is (which client's message, on which revision); a message that is sent twice counts once."""
    Submission.objects.all().delete()
    AnswerSlot.objects.all().delete()
    uuids = [uuid4() for _ in range(5)]
    head, head_text, accepted = 0, None, {}
    for client, based_on in sent:
        text, first = f"{client}", client not in accepted
        should_fail = accepted.get(client) is None if not first else based_on != head
        if should_fail:
            with pytest.raises(StaleAnswer) as stale:
                save(text, based_on, uuids[client])
            accepted.setdefault(client, None)
            assert stale.value.revision == head
        elif first:
            head, head_text = save(text, based_on, uuids[client]).revision, text
            assert head == based_on + 1
            accepted[client] = head
        else:
            outcome = save(text, based_on, uuids[client])
            assert (outcome.again, outcome.revision) == (True, accepted[client])
    assert Submission.objects.count() == len(accepted)
    slot = AnswerSlot.objects.first()
    assert (slot.revision if slot else 0, slot.answers["q"] if slot else None) == (head, head_text)


def test_wiping_takes_one_module_or_everything(
    save: Callable[..., Any], daan: Person, module: Callable[[str], Any]
) -> None:
    save("een", 0)
    assert wipe_answers(person=daan, module=module("M02")) == 0
    assert (AnswerSlot.objects.count(), wipe_answers(person=daan, module=module("M01"))) == (1, 1)
    assert (AnswerSlot.objects.count(), Submission.objects.count()) == (0, 0)
