"""What people chose in tests and scenarios: how often wrong at first, and what nobody ever took. Without persons."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from modules import rules as module_rules
from modules.friends.parts import Part
from modules.health.rules import MANY_WRONG, Finding, Kind, Rate, never_chosen, rate
from modules.models import AnswerSlot, StepPage
from modules.queries.progress import right_options
from people.sight import EVERYBODY, reads_for

SCENARIO = "scenario"


@dataclass(frozen=True)
class QuestionRate:
    """A question of a test with how often it was wrong at first."""

    page: int
    title: str
    part: str
    question: str
    rate: Rate


@dataclass(frozen=True)
class Asked:
    """A question of a test, or a point of a scenario, with the keys of its options in order.

    `right` is empty for a scenario, where nothing is right or wrong.
    """

    step: StepPage
    block: str
    key: str
    path: str
    text: str
    options: tuple[str, ...]
    right: frozenset[str] = frozenset()

    @property
    def place(self) -> tuple[int, str, str]:
        """Where its answers are."""
        return self.step.pk, self.block, self.key


Answers = Mapping[tuple[int, str, str], list[tuple[frozenset[str], list[str]]]]


def asked_in(step: StepPage, parts: Iterable[Part]) -> Iterator[Asked]:
    """What a test or a scenario lets people choose."""
    lists = {module_rules.QUIZ: ("questions", "question", "options"), SCENARIO: ("nodes", "text", "choices")}
    if step.step_type not in lists:
        return
    outer, text, inner = lists[step.step_type]
    block, texts = step.body[0], {part.path: part.text for part in parts}
    for child in block.value[outer].bound_blocks:
        path = f"body.{block.id}.{outer}.{child.id}.{text}"
        options = tuple(option.id for option in child.value[inner].bound_blocks)
        right = right_options(child.value) if step.step_type == module_rules.QUIZ else frozenset[str]()
        yield Asked(step, str(block.id), child.id, path, texts.get(path, ""), options, right)


def answers_to(asked: Iterable[Asked]) -> Answers:
    """What was chosen at first, with the options of then, in the order of answering; one query, without persons."""
    found: dict[tuple[int, str, str], list[tuple[frozenset[str], list[str]]]] = {
        each.place: [] for each in asked
    }
    with reads_for(EVERYBODY, "how often an option of a test or a scenario is chosen, without persons"):
        rows = AnswerSlot.objects.filter(page__in={place[0] for place in found}, round=1).order_by("pk")
        for page, block, key, payload, then in rows.values_list(
            "page", "block_id", "question_key", "payload", "asked"
        ):
            place = (page, str(block), key)
            if place in found:
                offered = frozenset(option["key"] for option in then.get("options", []))
                found[place].append((offered, payload.get("answers", {}).get(key) or []))
    return found


def question_rates(asked: Iterable[Asked], answers: Answers) -> list[QuestionRate]:
    """Every question of every test that may be told about."""
    told = []
    for each in asked:
        if each.right:
            given = [module_rules.chosen_right(ticked, each.right) for _, ticked in answers[each.place]]
            if (found := rate(given)) is not None:
                told.append(QuestionRate(each.step.pk, each.step.title, each.path, each.text, found))
    return told


def never_taken(asked: Iterable[Asked], answers: Answers) -> Iterator[Finding]:
    """Options of tests and choices of scenarios that nobody took while they stood there."""
    for each in asked:
        options = frozenset(each.options)
        given = [ticked for offered, ticked in answers[each.place] if offered == options]
        found = never_chosen(each.options, given)
        about = (
            _("Antwoord %(number)d is nooit gekozen door %(people)d mensen.")
            if each.right
            else _("Keuze %(number)d is nooit gekozen door %(people)d mensen.")
        )
        for number in found.numbers if found else ():
            told = about % {"number": number, "people": found.people if found else 0}
            yield Finding(Kind.NEVER_CHOSEN, each.step.pk, each.step.title, each.path, each.text, told)


def often_wrong(questions: Iterable[QuestionRate]) -> Iterator[Finding]:
    """Questions that many had wrong at first."""
    for each in questions:
        if each.rate.percentage >= MANY_WRONG:
            about = _("%(percentage)d%% van %(people)d mensen had dit eerst fout.")
            told = about % {"percentage": each.rate.percentage, "people": each.rate.people}
            yield Finding(Kind.OFTEN_WRONG, each.page, each.title, each.part, each.question, told)
