"""Every step type, filled in by somebody without JavaScript."""

from collections.abc import Callable

import pytest

from modules.forms.activities import ACTIVITIES, plain
from modules.models import AnswerSlot, StepPage
from modules.queries import right_options
from modules.richtext import with_own_words
from organisations.models import Organisation
from tests.modules.pages import CHECK, COMPARE, NEXT, Screen

Open = Callable[..., Screen]
Find = Callable[[str], StepPage]

# The curriculum has a step of every type but listening: that one is in test_recordings.
TYPES = tuple(kind for kind in ACTIVITIES if kind != "audio")


@pytest.mark.parametrize("kind", TYPES)
def test_step_shows_place_time_and_a_way_on(screen: Open, step: Find, kind: str) -> None:
    page = screen(kind)
    found = step(kind)
    assert page.status == 200
    assert page.text("h1") == found.title
    assert f"{found.minutes} minuten" in page.text(".step__place")
    assert page.soup.select_one(".step")["data-step"] == found.code
    assert page.soup.select_one(".onward :is(button, a)") is not None


@pytest.mark.parametrize("kind", ["story", "reflection", "exercise", "template", "film"])
def test_texts_are_kept_and_shown_again(screen: Open, kind: str) -> None:
    page = screen(kind)
    [first, *_rest] = page.names()
    page.press(**{first: "Rustig, eerlijk\nen nieuwsgierig" if kind == "film" else "Rustig"})
    assert page.status == 200
    assert page.filled()[first].replace("\r\n", "\n").startswith("Rustig")
    assert page.text(".notice--success").startswith("Bewaard om")
    assert AnswerSlot.objects.get().asked["questions"][0]["text"]


def test_figure_and_date_have_their_limits(screen: Open, step: Find) -> None:
    page = screen("reflection")
    number = page.soup.select_one("#antwoord input[type=number]")["name"]
    page.press(**{number: "11"})
    assert (page.status, page.filled()[number]) == (422, "11")
    page.press(**{number: "10"})
    assert (page.status, AnswerSlot.objects.get().answers[number.removeprefix("a-")]) == (200, 10)
    page = screen("template")
    day = page.soup.select_one("#antwoord input[type=date]")["name"]
    assert page.press(**{day: "gisteren"}).status == 422
    assert page.press(**{day: "2027-03-15"}).status == 200
    assert page.soup.find("input", attrs={"name": day})["value"] == "2027-03-15"


@pytest.mark.parametrize(
    ("kind", "hidden"),
    [
        ("exercise", lambda value: [value["worked_example"]]),
        ("film", lambda value: [question["answer"] for question in value["questions"]]),
    ],
)
def test_what_to_compare_with_comes_after_ones_own_words(
    screen: Open, step: Find, zonnehoek: Organisation, kind: str, hidden: Callable
) -> None:
    texts = [str(with_own_words(zonnehoek, text)) for text in hidden(step(kind).body[0].value)]
    page = screen(kind)
    assert not any(text in page.html for text in texts)
    page.press(**{page.names()[0]: "Mijn eigen gedachte"})
    assert all(text in page.html for text in texts)


@pytest.mark.parametrize("kind", ["exercise", "film"])
def test_who_wrote_nothing_is_asked_to_before_comparing(screen: Open, kind: str) -> None:
    page = screen(kind)
    assert page.soup.select_one("#bewaar")["name"] == COMPARE[0]
    first = page.names()[0]

    page.press(COMPARE)

    field = page.soup.find(attrs={"name": first})
    told = page.soup.find(id=f"{field['id']}_error")
    assert (page.status, AnswerSlot.objects.count()) == (422, 0)
    assert told.get_text(strip=True) == "Schrijf eerst zelf iets. Vergelijken kan daarna."
    assert told["id"] in field["aria-describedby"].split()
    assert page.soup.select("#vergelijk") == []
    page.press(COMPARE, **{first: "Mijn eigen gedachte"})
    assert (page.status, len(page.soup.select("#vergelijk"))) == (200, 1)


@pytest.mark.parametrize("kind", ["exercise", "film"])
def test_what_was_typed_and_erased_reveals_nothing_and_stops_nobody(screen: Open, kind: str) -> None:
    page = screen(kind)
    first = page.names()[0]

    # What the script keeps by itself while somebody types.
    kept = page.client.post(f"{page.path}antwoord/", page.filled(), headers={"accept": "application/json"})
    page.open()
    assert (kept.status_code, page.soup.select("#vergelijk")) == (200, [])
    assert page.press(COMPARE).status == 422
    page.open()
    assert page.press(NEXT).status == 200
    again = screen(kind)
    assert again.press(COMPARE, **{first: "Toch iets"}).status == 200


@pytest.mark.parametrize("kind", ["exercise", "film"])
def test_who_empties_her_answer_is_asked_to_write_before_comparing(screen: Open, kind: str) -> None:
    page = screen(kind)
    first = page.names()[0]
    page.press(COMPARE, **{first: "Mijn eigen gedachte"})

    page.press(COMPARE, **{first: ""})

    field = page.soup.find(attrs={"name": first})
    told = page.soup.find(id=f"{field['id']}_error")
    assert (page.status, field.get_text(strip=True)) == (422, "")
    assert told.get_text(strip=True) == "Schrijf eerst zelf iets. Vergelijken kan daarna."
    assert told["id"] in field["aria-describedby"].split()
    assert [slot.answers[first.removeprefix("a-")] for slot in AnswerSlot.objects.all()] == [
        "Mijn eigen gedachte"
    ]


def right_places(step: StepPage, page: Screen) -> dict[str, str]:
    """The right place of every item in the form that is open, by field name."""
    value = step.body[0].value
    if step.step_type == "match":
        options = page.form.select_one("select").select("option")
        by_text = {" ".join(option.get_text().split()): option["value"] for option in options}
        return {f"a-{pair.id}": by_text[plain(pair.value["right"])] for pair in value["pairs"].bound_blocks}
    field = "category" if step.step_type == "sort" else "slots"
    right = {f"a-{item.id}": item.value[field] for item in value["items"].bound_blocks}
    return {name: place if isinstance(place, str) else place[0] for name, place in right.items()}


def option_texts(step: StepPage) -> dict[str, str]:
    """The text of every place by its key, as the form has them."""
    options = ACTIVITIES[step.step_type](step).options
    return {option.key: plain(option.text) for option in options}


@pytest.mark.parametrize("kind", ["sort", "match", "timeline"])
def test_missed_items_come_again_until_all_is_right(screen: Open, step: Find, kind: str) -> None:
    page = screen(kind)
    right = right_places(step(kind), page)
    names = page.names()
    assert sorted(names) == sorted(right)
    wrong = {name: next(p for p in right.values() if p != right[name]) for name in names[:2]}
    if kind == "timeline":
        wrong = dict.fromkeys(names[:2], right[names[-1]])
    page.press(CHECK, **right | wrong)
    assert page.names() == names[:2]
    assert page.text("#uitkomst-kop") == f"{len(names) - 2} van de {len(names)} goed"
    # Each item is there once: what is right in the list, what was missed in the form, with what was chosen.
    assert (len(page.soup.select(".result--right")), len(page.soup.select(".result"))) == (
        len(names) - 2,
        len(names) - 2,
    )
    assert len(page.soup.select("#antwoord .missed")) == 2
    page.press(CHECK, **{name: right[name] for name in names[:2]})
    page.open()
    assert (page.form, page.text("#uitkomst-kop")) == (None, "Alles staat goed")
    texts = option_texts(step(kind))
    shown = [" ".join(each.get_text(" ").split()) for each in page.soup.select(".result")]
    assert [text.partition("Eerst gekozen: ")[0] == text for text in shown] == [False] * 2 + [True] * (
        len(names) - 2
    )
    for name, text in zip(names, shown, strict=True):
        assert texts[right[name]] in text
        if name in wrong:
            assert f"Eerst gekozen: {texts[wrong[name]]}" in text
    assert page.soup.select_one("a[href='?opnieuw=1#werk']") is not None
    page.open("?opnieuw=1")
    assert page.names() == names
    assert page.soup.select_one("#antwoord a.link-row")["href"] == page.path + "#uitkomst"


@pytest.mark.parametrize("kind", ["sort", "match", "timeline"])
def test_check_wants_every_item_and_keeps_what_was_chosen(screen: Open, step: Find, kind: str) -> None:
    page = screen(kind)
    [name, *others] = page.names()
    place = right_places(step(kind), page)[name]
    page.press(CHECK, **{name: place})
    assert page.status == 422
    assert page.soup.select("#antwoord .field__error").__len__() == len(others)
    ask, here = {
        "sort": ("Kies bij elk kaartje een groep.", "Kies hier nog een groep."),
        "match": ("Kies bij elke zin wat erbij hoort.", "Kies hier nog wat erbij hoort."),
        "timeline": ("Kies bij elk onderwerp een moment.", "Kies hier nog een moment."),
    }[kind]
    assert page.text("[role=alert]") == (
        f"{ask} Bij {len(others)} missen nog keuzes. Wat al gekozen is, staat er nog. Ga naar de eerste"
    )
    assert page.text("#antwoord .field__error") == here
    assert page.soup.select_one("[role=alert] a")["href"] == f"#veld-{others[0]}"
    assert page.soup.find(id=f"veld-{others[0]}") is not None
    chosen = page.filled()[name]
    assert chosen in (place, [place])
    assert not AnswerSlot.objects.exists()


@pytest.mark.parametrize("kind", ["sort", "match", "timeline"])
def test_page_before_checking_tells_nothing(
    screen: Open, step: Find, zonnehoek: Organisation, kind: str
) -> None:
    page = screen(kind)
    value = step(kind).body[0].value
    rows = value["pairs" if kind == "match" else "items"]
    explanations = [str(with_own_words(zonnehoek, row["explanation"])) for row in rows]
    assert explanations
    assert not any(text in page.html for text in explanations)
    if kind == "match":
        options = [
            option["value"] for option in page.form.select_one("select").select("option") if option["value"]
        ]
        lefts = [name.removeprefix("a-") for name in page.names()]
        assert set(options).isdisjoint(lefts)
        shown = [
            " ".join(option.get_text().split()) for option in page.form.select_one("select").select("option")
        ]
        assert shown[1:] != [plain(pair["right"]) for pair in value["pairs"]]


def test_checklist_keeps_points_and_own_points(screen: Open) -> None:
    page = screen("checklist")
    points = [box["value"] for box in page.form.select("input[name=points]")]
    page.press(points=points[1:3], own="Sleutel van de fietsenstalling\n\nKoekjes")
    assert page.filled()["points"] == points[1:3]
    assert page.filled()["own"].splitlines() == ["Sleutel van de fietsenstalling", "Koekjes"]
    assert AnswerSlot.objects.get().answers["own"] == ["Sleutel van de fietsenstalling", "Koekjes"]


def test_conversation_card_keeps_chosen_questions_and_own_words(screen: Open) -> None:
    page = screen("conversation_card")
    assert "Schrijf geen namen of gegevens van" in page.form.get_text()
    keys = [box["value"] for box in page.form.select("input[name=chosen]")]
    page.press(chosen=keys[:2], **{f"a-{keys[0]}": "Hoe kwam je hier?"})
    assert page.filled()["chosen"] == keys[:2]
    assert page.filled()[f"a-{keys[0]}"] == "Hoe kwam je hier?"


def quiz_answers(step: StepPage) -> dict[str, list[str]]:
    """The right options of every question of a quiz."""
    return {
        child.id: sorted(right_options(child.value)) for child in step.body[0].value["questions"].bound_blocks
    }


def wrong_answer(step: StepPage, key: str) -> list[str]:
    """A wrong option of a question."""
    question = next(c.value for c in step.body[0].value["questions"].bound_blocks if c.id == key)
    return [next(option.id for option in question["options"].bound_blocks if not option.value["correct"])]


def test_quiz_asks_only_missed_questions_again(screen: Open, step: Find) -> None:
    quiz = step("quiz")
    right = quiz_answers(quiz)
    missed = list(right)[1]
    page = screen(quiz)
    for key in right:
        assert page.filled()["question_key"] == key
        page.press(answer=wrong_answer(quiz, key) if key == missed else right[key])
    assert page.filled()["question_key"] == missed
    assert page.text("#antwoord .progress-line") == "Nog 1 vraag opnieuw"
    page.press(answer=wrong_answer(quiz, missed))
    assert page.filled()["question_key"] == missed
    page.press(answer=right[missed])
    assert (page.form, page.text(".notice--ok")) == (None, "Alle vragen zijn goed.")


@pytest.mark.parametrize("kind", ["quiz", "scenario"])
def test_question_without_an_answer_says_so_at_the_options(screen: Open, kind: str) -> None:
    page = screen(kind)
    page.press()
    assert (page.status, page.text("[role=alert]")) == (422, "Er is nog niets gekozen. Ga erheen")
    assert page.text("#antwoord .field__error") == "Kies eerst een antwoord."
    note = page.soup.select_one("#antwoord .field__errors")
    assert page.soup.select_one("#veld-answer")["aria-describedby"] == note["id"]


@pytest.mark.parametrize(
    ("own", "sentences"),
    [
        ("Sleutel\n" + "x" * 312, ["Punt 2 is te lang: 312 tekens. Er passen er 300."]),
        ("\n".join(["Punt"] * 43), ["Dit zijn 43 punten. Er passen er 40."]),
        (
            "\n".join(["Punt"] * 40 + ["x" * 301]),
            ["Dit zijn 41 punten. Er passen er 40.", "Punt 41 is te lang: 301 tekens. Er passen er 300."],
        ),
    ],
)
def test_own_points_that_do_not_fit_say_why_at_the_field(
    screen: Open, own: str, sentences: list[str]
) -> None:
    page = screen("checklist")
    page.press(own=own)
    assert page.status == 422
    assert [each.get_text() for each in page.soup.select("#veld-own .field__error")] == sentences
    assert page.filled()["own"].splitlines() == own.splitlines()
    described = page.soup.select_one("#veld-own textarea")["aria-describedby"].split()
    assert described == ["hulp-own", page.soup.select_one("#veld-own .field__errors")["id"]]
    answer = page.client.post(page.path + "antwoord/", page.filled(), headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["errors"]) == (422, {"own": sentences})


def test_forty_own_points_of_three_hundred_characters_fit(screen: Open) -> None:
    page = screen("checklist")
    page.press(own="\r\n".join(["x" * 300] * 40))
    assert (page.status, AnswerSlot.objects.get().answers["own"]) == (200, ["x" * 300] * 40)


def test_quiz_tells_nothing_before_answering_and_no_right_answer_after_a_wrong_one(
    screen: Open, step: Find, zonnehoek: Organisation
) -> None:
    quiz = step("quiz")
    children = quiz.body[0].value["questions"].bound_blocks
    feedback = [
        str(with_own_words(zonnehoek, option["feedback"])).removeprefix("<p>").removesuffix("</p>")
        for child in children
        for option in child.value["options"]
    ]
    explanations = [str(with_own_words(zonnehoek, child.value["explanation"])) for child in children]
    page = screen(quiz)
    assert not any(text in page.html for text in [*feedback, *explanations])
    assert "correct" not in page.html
    first = children[0]
    wrong = wrong_answer(quiz, first.id)
    page.press(answer=wrong)
    shown = [text for text in feedback if text in page.html]
    chosen = next(
        option.value["feedback"] for option in first.value["options"].bound_blocks if option.id in wrong
    )
    assert shown == [str(with_own_words(zonnehoek, chosen)).removeprefix("<p>").removesuffix("</p>")]
    assert not any(text in page.html for text in explanations)


def test_scenario_goes_point_by_point_to_an_ending(screen: Open, step: Find) -> None:
    page = screen("scenario")
    steps = 0
    while page.form is not None:
        page.press(answer=page.form.select("input[name=answer]")[0]["value"])
        steps += 1
        assert (page.status, len(page.soup.select(".route__part"))) == (200, steps)
    assert page.text("#einde") == "Zo liep het af"
    page.open("?opnieuw=1")
    assert (page.form is not None, page.soup.select(".route__part")) == (True, [])
    page.press(answer=page.form.select("input[name=answer]")[1]["value"])
    assert len(page.soup.select(".route__part")) == 1


def test_scenario_with_one_unsafe_choice_ends_weakly(
    screen: Open, step: Find, zonnehoek: Organisation
) -> None:
    scenario = step("scenario")
    value = scenario.body[0].value
    unsafe = {
        choice.id
        for node in value["nodes"]
        for choice in node["choices"].bound_blocks
        if choice.value["quality"] == "unsafe"
    }
    page = screen(scenario)
    went_wrong = False
    while page.form is not None:
        options = [option["value"] for option in page.form.select("input[name=answer]")]
        bad = [option for option in options if option in unsafe and not went_wrong]
        went_wrong = went_wrong or bool(bad)
        page.press(answer=(bad or options)[0])
    assert went_wrong
    assert str(with_own_words(zonnehoek, value["endings"]["weak"])) in page.html


def test_scenario_shows_no_feedback_or_ending_before_choosing(
    screen: Open, step: Find, zonnehoek: Organisation
) -> None:
    value = step("scenario").body[0].value
    hidden = [choice["feedback"] for node in value["nodes"] for choice in node["choices"]]
    hidden += [value["endings"][name] for name in ("strong", "good", "weak")]
    page = screen("scenario")
    assert not any(str(with_own_words(zonnehoek, text)) in page.html for text in hidden)
    assert "unsafe" not in page.html


def test_explanation_has_nothing_to_fill_in(screen: Open) -> None:
    page = screen("explanation")
    assert page.form is None
    assert page.soup.select_one(".onward form button.button") is not None


def test_self_scan_leads_to_the_scan(screen: Open) -> None:
    assert screen("self_scan").soup.select_one('a[href="/zelfscan/"]') is not None
