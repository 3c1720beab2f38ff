"""What somebody can read of a page before she answers anything: this, and nothing else, can be found.

Named field by field. What is not named here is not found: right answers, feedback, explanations and worked
examples that a step keeps until somebody answered, later points of a scenario, the insights and scenes of a case, and
the note for who guides the talk. A new kind of step finds nothing until it is named.
"""

import html
import re
from collections.abc import Iterator
from typing import Any, Final

from wagtail.rich_text import RichText

from modules.finding.stems import stems_of
from modules.plain import without_tags

WORD_ELEMENT: Final = re.compile(r'<woord soort="([a-z_]+)">.*?</woord>', re.DOTALL)
BETWEEN_BLOCKS: Final = re.compile(r"</(?:p|li|h3)>|<br\s*/?>")

# Per kind of step: a field, a list of texts, or (a list, its fields).
FIELDS_TO_FILL: Final = ("fields", ("label", "hint"))
OF_STEP: Final[dict[str, tuple[Any, ...]]] = {
    "story": ("text", "question", FIELDS_TO_FILL),
    "explanation": (
        ("sections", ("heading", "text", "example_title", "example_text")),
        ("terms", ("term", "meaning")),
    ),
    "film": (
        "title",
        "place",
        ("people", ("name", "role")),
        ("lines", ("text", "action")),
        ("questions", ("question",)),
    ),
    "audio": ("title", ("questions", ("question",))),
    "sort": (("categories", ("name",)), ("items", ("text",))),
    "match": (("pairs", ("left", "right")),),
    "timeline": (("slots", ("name",)), ("items", ("text",))),
    "checklist": (("groups", ("name", ("points", ("text",)))),),
    "conversation_card": (
        "situation",
        "opening",
        ("questions", ("question", "why")),
        "pitfalls",
        "closing",
    ),
    "exercise": ("task", ("examples", ("weak", "strong", "why")), FIELDS_TO_FILL),
    "reflection": ("question", "starters", FIELDS_TO_FILL),
    "template": ("purpose", ("fields", ("label", "hint", "example"))),
    "quiz": (("questions", ("question", ("options", ("text",)))),),
    "self_scan": ("text",),
}
# Here the key points would tell what to choose; they show after answering.
KEY_POINTS_COME_LATER: Final = frozenset({"sort", "match", "timeline", "quiz", "scenario"})


def texts_of_step(page: Any) -> list[str]:
    """The readable texts of a step, as they are stored (rich text with the entity `woord`)."""
    kind = page.step_type
    texts = [page.intro]
    if kind:
        value = page.body[0].value
        texts += _opening_of(value) if kind == "scenario" else _texts(value, OF_STEP.get(kind, ()))
    if kind not in KEY_POINTS_COME_LATER:
        texts.append(page.key_points)
    return [text for text in texts if text]


def texts_of_module(page: Any) -> list[str]:
    """The readable texts of a module."""
    texts = (page.summary, page.learning_outcomes, page.assignment_title, page.assignment_text)
    return [text for text in texts if text]


def texts_of_case(page: Any) -> list[str]:
    """The readable texts of a case."""
    questions = (_source(question.value) for question in page.questions)
    return [text for text in (page.setting, page.situation, page.dilemma, *questions) if text]


def _texts(value: Any, fields: tuple[Any, ...]) -> list[str]:
    return [text for name in fields for text in _texts_of_field(value, name)]


def _texts_of_field(value: Any, name: Any) -> Iterator[str]:
    inner: tuple[Any, ...] = ()
    if isinstance(name, tuple):
        name, inner = name
    found = value[name]
    if inner:
        for child in found:
            yield from _texts(child, inner)
    elif isinstance(found, RichText | str):
        yield _source(found)
    else:
        yield from (_source(child) for child in found)


def _source(text: Any) -> str:
    return text.source if isinstance(text, RichText) else str(text or "")


def _opening_of(scenario: Any) -> list[str]:
    """The first point of a scenario with its choices: the rest depends on what somebody chooses."""
    opening = scenario.node(scenario["start"])
    if opening is None:
        return []
    return [_source(opening["text"]), *(_source(choice["text"]) for choice in opening["choices"])]


def plain(text: str) -> str:
    """Stored rich text as plain text on one line."""
    spaced = BETWEEN_BLOCKS.sub(r" \g<0>", text)
    return " ".join(html.unescape(without_tags(spaced)).split())


def token_of(term: str) -> str:
    """What stands in the index for one of the four words, which every organisation has its own word for."""
    return f"woord{term.replace('_', '')}"


def index_text(title: str, texts: list[str]) -> str:
    """The stems of a page, for the index: of each of the four words its token, so that any house finds its own."""
    with_tokens = (WORD_ELEMENT.sub(lambda found: f" {token_of(found.group(1))} ", text) for text in texts)
    return " ".join(word for text in (title, *with_tokens) for word in stems_of(plain(text)))


def readable_text(texts: list[str]) -> str:
    """The same texts for who searches in the editors' admin, in the neutral words."""
    return " ".join(plain(text) for text in texts)
