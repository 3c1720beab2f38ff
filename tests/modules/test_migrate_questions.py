"""The questions of a case, from one text to blocks with a key and back."""

from importlib import import_module

migration = import_module("modules.migrations.0007_case_questions_as_blocks")

TEXT = (
    '<ul><li data-block-key="a1b2c">Wat doe <b>jij</b>?</li>'
    '<li data-block-key="d3e4f">Wat mag je <woord soort="client">bewoner</woord>?</li></ul>'
    '<p data-block-key="g5h6i">Zie <a href="https://voorbeeld.example">deze regel</a>.</p><p></p>'
)
QUESTIONS = ["Wat doe <b>jij</b>?", 'Wat mag je <woord soort="client">bewoner</woord>?', "Zie deze regel."]


def _texts(stream: list[dict[str, str]]) -> list[str]:
    return [each["value"].partition(">")[2].removesuffix("</p>") for each in stream]


def test_every_point_and_paragraph_becomes_a_question() -> None:
    stream = migration.stream_of(TEXT, 7)

    assert _texts(stream) == QUESTIONS
    assert len({each["id"] for each in stream}) == 3


def test_a_draft_and_the_live_page_give_the_same_question_the_same_key() -> None:
    draft = TEXT.replace("<ul>", '<ul><li data-block-key="new00">Nog een vraag?</li>')

    keys = {text: each["id"] for each, text in zip(migration.stream_of(TEXT, 7), QUESTIONS, strict=True)}
    of_draft = migration.stream_of(draft, 7)

    assert {text: each["id"] for each, text in zip(of_draft[1:], QUESTIONS, strict=True)} == keys
    assert migration.stream_of(TEXT, 8)[0]["id"] != keys[QUESTIONS[0]]


def test_the_same_question_twice_has_two_keys() -> None:
    first, second = migration.stream_of("<p>Waarom?</p><p>Waarom?</p>", 7)

    assert first["id"] != second["id"]


def test_the_way_back_gives_a_list_with_the_same_questions() -> None:
    back = migration.html_of(migration.stream_of(TEXT, 7))

    assert _texts(migration.stream_of(back, 7)) == QUESTIONS
    assert (back.startswith("<ul><li"), migration.html_of([])) == (True, "")
