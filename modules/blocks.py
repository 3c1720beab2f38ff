"""The blocks of a step: one StructBlock per step type, every shape written down here.

How to read the shapes below
    short     RichTextBlock: one paragraph, bold, italic and the entity `woord`
    long      RichTextBlock: short + ordered and unordered lists, h3, links
    char      CharBlock: plain text without the four words (names, keys)
    [x, …]    ListBlock of a StructBlock with these fields; the id of each child is its identity
    [short]   ListBlock of that block; here too the id of each child is its identity
    ?         may be empty

The value of `StepPage.body` is a stream of exactly one child: `page.body[0].block_type` is the name of
the step type, `page.body[0].value` its StructValue and `page.body[0].id` the block id of an answer slot.
The children of a list come with their ids from `value["items"].bound_blocks` (ListChild: `.id`, `.value`);
such an id is the question key of an answer slot. Never use a position or a text as a key: editors move
and rewrite both. Render rich text with the filters of `modules_text`: `|woorden` gives paragraphs,
`|woorden_kort` gives the same text without the surrounding <p> (for labels, legends, buttons), and
`|woorden_tekst` fills plain text with markers (competences). All page fields are rich text as well.

FIELD = short label, short hint?, char kind (short|long|number|date)

story              long text, short question, fields [FIELD]
explanation        sections [short heading, long text, short example_title?, long example_text?],
                   terms? [short term, short meaning]
film               char title, int seconds, short place, people [char key, char name, short role],
                   lines [char speaker (a person's key), short text, short action?],
                   questions [short question, long answer]
                   value.conversation -> [Spoken(id, name, role, text, action)]
sort               categories [char key, short name],
                   items [short text, char category (a category's key), short explanation]
match              pairs [short left, short right, short explanation]
timeline           slots [char key, short name],
                   items [short text, slots [char] (keys of all slots that are right), short explanation]
checklist          groups [short name, points [short text]], bool allow_own
conversation_card  long situation, short opening, questions [short question, short why],
                   pitfalls [short], long closing
exercise           long task, examples? [long weak, long strong, long why], fields [FIELD],
                   long worked_example
reflection         long question, starters [short], fields [FIELD]
template           long purpose, fields [FIELD + long example?]
scenario           char case_key?, char start (a node's key),
                   nodes [char key, long text, choices [short text, char next? (a node's key; empty = the
                   end), long feedback, char quality (strong|good|weak|unsafe)]],
                   endings {long strong, long good, long weak}
                   value.node(key) -> StructValue or None; value.ending(qualities) -> "strong"|"good"|"weak"
quiz               questions [char kind (one|several|true_false), long question,
                   options [short text, bool correct, short feedback], long explanation,
                   char indicator? ("I6.4")]
self_scan          long text, char moment (first|again)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import RichText

SHORT_FEATURES = ["bold", "italic", "woord"]
LONG_FEATURES = [*SHORT_FEATURES, "ol", "ul", "h3", "link"]


class FieldKind(models.TextChoices):
    """What someone fills in: a line, a text, a figure from 1 to 10, a date."""

    SHORT = "short", _("Eén regel")
    LONG = "long", _("Meer regels")
    NUMBER = "number", _("Cijfer van 1 tot en met 10")
    DATE = "date", _("Datum")


class Quality(models.TextChoices):
    """How good a choice in a scenario is. One unsafe choice always leads to the weak ending."""

    STRONG = "strong", _("Sterk")
    GOOD = "good", _("Goed")
    WEAK = "weak", _("Zwak")
    UNSAFE = "unsafe", _("Onveilig")


class QuestionKind(models.TextChoices):
    """One right option, several right options, or a statement that is true or not."""

    ONE = "one", _("Eén antwoord")
    SEVERAL = "several", _("Meer antwoorden")
    TRUE_FALSE = "true_false", _("Waar of niet waar")


class ScanMoment(models.TextChoices):
    """Why a self-scan step is there: the first scan, or the scan at the end."""

    FIRST = "first", _("De eerste zelfscan")
    AGAIN = "again", _("De zelfscan opnieuw")


def short_text(label: Any, **options: Any) -> blocks.RichTextBlock:
    """A text of one paragraph."""
    return blocks.RichTextBlock(features=SHORT_FEATURES, label=label, **options)


def long_text(label: Any, **options: Any) -> blocks.RichTextBlock:
    """A text with paragraphs and lists."""
    return blocks.RichTextBlock(features=LONG_FEATURES, label=label, **options)


def key_field(label: Any = None, **options: Any) -> blocks.CharBlock:
    """A short key that other parts of the same step point at."""
    label = label or _("Sleutel")
    options.setdefault("help_text", _("Een kort woord. Andere delen van deze stap verwijzen ernaar."))
    return blocks.CharBlock(max_length=40, label=label, **options)


def refuse_unknown(
    targets: Iterable[str], references: Iterable[str], field: str, message: Any
) -> dict[str, ValidationError]:
    """The error for `field` when a reference points at a key that no target has, or nothing."""
    known = set(targets)
    unknown = sorted({reference for reference in references if reference not in known})
    if not unknown:
        return {}
    return {field: ValidationError(message % {"keys": ", ".join(unknown)})}


class CheckedStructBlock(blocks.StructBlock):
    """A StructBlock whose inner references are checked when an editor saves."""

    def clean(self, value: Any) -> Any:
        """Returns the cleaned value; a reference to a key that does not exist is an error at its field."""
        cleaned = super().clean(value)
        errors = self.reference_errors(cleaned)
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """Errors by field name."""
        raise NotImplementedError


class FieldBlock(blocks.StructBlock):
    """Something to fill in."""

    label = short_text(_("Vraag of label"))
    hint = short_text(_("Hulp bij het invullen"), required=False)
    kind = blocks.ChoiceBlock(choices=FieldKind.choices, default=FieldKind.SHORT, label=_("Soort"))

    class Meta:
        label = _("Invulveld")
        icon = "edit"


class TemplateFieldBlock(FieldBlock):
    """Something to fill in, with the text of the example."""

    example = long_text(_("Voorbeeld"), required=False)


def fields_list(**options: Any) -> blocks.ListBlock:
    """The fields that someone fills in."""
    return blocks.ListBlock(FieldBlock(), label=_("Invulvelden"), **options)


class StoryBlock(blocks.StructBlock):
    """Verhaal: a story, a question, a place for one's own words."""

    text = long_text(_("Verhaal"))
    question = short_text(_("Vraag"))
    fields = fields_list()

    class Meta:
        label = _("Verhaal")
        icon = "openquote"
        template = "modules/blocks/story.html"


class SectionBlock(blocks.StructBlock):
    """One part of an explanation, with an example when there is one."""

    heading = short_text(_("Kop"))
    text = long_text(_("Tekst"))
    example_title = short_text(_("Titel van het voorbeeld"), required=False)
    example_text = long_text(_("Voorbeeld"), required=False)

    class Meta:
        label = _("Onderdeel")


class TermBlock(blocks.StructBlock):
    """A word and what it means."""

    term = short_text(_("Begrip"))
    meaning = short_text(_("Betekenis"))

    class Meta:
        label = _("Begrip")


class ExplanationBlock(blocks.StructBlock):
    """Uitleg: parts with a heading, and words explained."""

    sections = blocks.ListBlock(SectionBlock(), label=_("Onderdelen"))
    terms = blocks.ListBlock(TermBlock(), default=[], label=_("Begrippen"))

    class Meta:
        label = _("Uitleg")
        icon = "doc-full"
        template = "modules/blocks/explanation.html"


class PersonBlock(blocks.StructBlock):
    """Someone in a film."""

    key = key_field()
    name = blocks.CharBlock(max_length=80, label=_("Naam"))
    role = short_text(_("Rol"))

    class Meta:
        label = _("Persoon")


class LineBlock(blocks.StructBlock):
    """What someone says in a film."""

    speaker = key_field(_("Wie"), help_text=_("De sleutel van een van de personen."))
    text = short_text(_("Tekst"))
    action = short_text(_("Handeling"), required=False)

    class Meta:
        label = _("Regel")


class WatchQuestionBlock(blocks.StructBlock):
    """A question to think about, with an answer to compare with."""

    question = short_text(_("Vraag"))
    answer = long_text(_("Antwoord"))

    class Meta:
        label = _("Kijkvraag")


@dataclass(frozen=True)
class Spoken:
    """One line of a film with the person who says it."""

    id: str
    name: str
    role: RichText
    text: RichText
    action: RichText


class FilmValue(blocks.StructValue):
    """The value of a film block."""

    @property
    def conversation(self) -> list[Spoken]:
        """The lines in order, each with the name and role of its speaker."""
        people = {person["key"]: person for person in self["people"]}
        return [
            Spoken(
                id=line.id,
                name=people[line.value["speaker"]]["name"],
                role=people[line.value["speaker"]]["role"],
                text=line.value["text"],
                action=line.value["action"],
            )
            for line in self["lines"].bound_blocks
            if line.value["speaker"] in people
        ]


class FilmBlock(CheckedStructBlock):
    """Film: a readable conversation as long as there is no video; later its subtitles."""

    title = blocks.CharBlock(max_length=120, label=_("Titel"))
    seconds = blocks.IntegerBlock(min_value=1, label=_("Duur in seconden"))
    place = short_text(_("Plaats"))
    people = blocks.ListBlock(PersonBlock(), label=_("Personen"))
    lines = blocks.ListBlock(LineBlock(), label=_("Regels"))
    questions = blocks.ListBlock(WatchQuestionBlock(), label=_("Kijkvragen"))

    class Meta:
        label = _("Film")
        icon = "media"
        template = "modules/blocks/film.html"
        value_class = FilmValue

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """Every line belongs to one of the people."""
        return refuse_unknown(
            (person["key"] for person in value["people"]),
            (line["speaker"] for line in value["lines"]),
            "lines",
            _("Deze personen staan niet in de lijst: %(keys)s."),
        )


class CategoryBlock(blocks.StructBlock):
    """A pile to sort on, or a slot of a timeline."""

    key = key_field()
    name = short_text(_("Naam"))

    class Meta:
        label = _("Groep")


class SortItemBlock(blocks.StructBlock):
    """Something to sort."""

    text = short_text(_("Tekst"))
    category = key_field(_("Hoort bij"), help_text=_("De sleutel van een van de groepen."))
    explanation = short_text(_("Uitleg"))

    class Meta:
        label = _("Kaartje")


class SortBlock(CheckedStructBlock):
    """Sorteren: every item belongs to one category."""

    categories = blocks.ListBlock(CategoryBlock(), label=_("Groepen"))
    items = blocks.ListBlock(SortItemBlock(), label=_("Kaartjes"))

    class Meta:
        label = _("Sorteren")
        icon = "list-ul"
        template = "modules/blocks/sort.html"

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """Every item belongs to one of the categories."""
        return refuse_unknown(
            (category["key"] for category in value["categories"]),
            (item["category"] for item in value["items"]),
            "items",
            _("Deze groepen staan niet in de lijst: %(keys)s."),
        )


class PairBlock(blocks.StructBlock):
    """Two things that belong together."""

    left = short_text(_("Links"))
    right = short_text(_("Rechts"))
    explanation = short_text(_("Uitleg"))

    class Meta:
        label = _("Paar")


class MatchBlock(blocks.StructBlock):
    """Koppelen: for every left side choose the right side."""

    pairs = blocks.ListBlock(PairBlock(), label=_("Paren"))

    class Meta:
        label = _("Koppelen")
        icon = "link"
        template = "modules/blocks/match.html"


class TimelineItemBlock(blocks.StructBlock):
    """Something that has one or more right places in time."""

    text = short_text(_("Tekst"))
    slots = blocks.ListBlock(key_field(_("Vak"), help_text=""), label=_("Passende vakken"))
    explanation = short_text(_("Uitleg"))

    class Meta:
        label = _("Onderwerp")


class TimelineBlock(CheckedStructBlock):
    """Tijdlijn: for every item choose a slot; more than one may be right."""

    slots = blocks.ListBlock(CategoryBlock(), label=_("Vakken"))
    items = blocks.ListBlock(TimelineItemBlock(), label=_("Onderwerpen"))

    class Meta:
        label = _("Tijdlijn")
        icon = "date"
        template = "modules/blocks/timeline.html"

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """Every item fits in slots that exist."""
        return refuse_unknown(
            (slot["key"] for slot in value["slots"]),
            (slot for item in value["items"] for slot in item["slots"]),
            "items",
            _("Deze vakken staan niet in de lijst: %(keys)s."),
        )


class PointBlock(blocks.StructBlock):
    """A point of a checklist."""

    text = short_text(_("Tekst"))

    class Meta:
        label = _("Punt")


class PointGroupBlock(blocks.StructBlock):
    """Points that belong together."""

    name = short_text(_("Naam"))
    points = blocks.ListBlock(PointBlock(), label=_("Punten"))

    class Meta:
        label = _("Groep")


class ChecklistBlock(blocks.StructBlock):
    """Checklist: choose points, add one's own, print the list."""

    groups = blocks.ListBlock(PointGroupBlock(), label=_("Groepen"))
    allow_own = blocks.BooleanBlock(required=False, default=True, label=_("Eigen punten toevoegen mag"))

    class Meta:
        label = _("Checklist")
        icon = "tasks"
        template = "modules/blocks/checklist.html"


class CardQuestionBlock(blocks.StructBlock):
    """A question for a conversation, and why it helps."""

    question = short_text(_("Vraag"))
    why = short_text(_("Waarom"))

    class Meta:
        label = _("Vraag")


class ConversationCardBlock(blocks.StructBlock):
    """Gesprekskaart: prepare a conversation; choose questions and write them in one's own words."""

    situation = long_text(_("Situatie"))
    opening = short_text(_("Openingszin"))
    questions = blocks.ListBlock(CardQuestionBlock(), label=_("Vragen"))
    pitfalls = blocks.ListBlock(short_text(_("Valkuil")), label=_("Valkuilen"))
    closing = long_text(_("Afsluiting"))

    class Meta:
        label = _("Gesprekskaart")
        icon = "comment"
        template = "modules/blocks/conversation_card.html"


class ExampleBlock(blocks.StructBlock):
    """The same thing said weakly and strongly."""

    weak = long_text(_("Zwak"))
    strong = long_text(_("Sterk"))
    why = long_text(_("Waarom"))

    class Meta:
        label = _("Voorbeeld")


class ExerciseBlock(blocks.StructBlock):
    """Oefening: a task, examples, fields, and a worked example to compare with afterwards."""

    task = long_text(_("Opdracht"))
    examples = blocks.ListBlock(ExampleBlock(), default=[], label=_("Voorbeelden"))
    fields = fields_list()
    worked_example = long_text(_("Voorbeelduitwerking"))

    class Meta:
        label = _("Oefening")
        icon = "edit"
        template = "modules/blocks/exercise.html"


class ReflectionBlock(blocks.StructBlock):
    """Reflectie: a question, sentences to begin with, fields."""

    question = long_text(_("Vraag"))
    starters = blocks.ListBlock(short_text(_("Hulpzin")), default=[], label=_("Hulpzinnen"))
    fields = fields_list()

    class Meta:
        label = _("Reflectie")
        icon = "help"
        template = "modules/blocks/reflection.html"


class TemplateBlock(blocks.StructBlock):
    """Sjabloon: a sheet to fill in, with an example at every field."""

    purpose = long_text(_("Doel"))
    fields = blocks.ListBlock(TemplateFieldBlock(), label=_("Invulvelden"))

    class Meta:
        label = _("Sjabloon")
        icon = "form"
        template = "modules/blocks/template.html"


class ChoiceOptionBlock(blocks.StructBlock):
    """A choice in a scenario."""

    text = short_text(_("Keuze"))
    next = key_field(
        _("Gaat naar"), required=False, help_text=_("De sleutel van het volgende punt. Leeg: het einde.")
    )
    feedback = long_text(_("Terugkoppeling"))
    quality = blocks.ChoiceBlock(choices=Quality.choices, label=_("Kwaliteit"))

    class Meta:
        label = _("Keuze")


class NodeBlock(blocks.StructBlock):
    """A point in a scenario where someone chooses."""

    key = key_field()
    text = long_text(_("Tekst"))
    choices = blocks.ListBlock(ChoiceOptionBlock(), label=_("Keuzes"))

    class Meta:
        label = _("Punt")


class EndingsBlock(blocks.StructBlock):
    """How a scenario can end."""

    strong = long_text(_("Sterk einde"))
    good = long_text(_("Goed einde"))
    weak = long_text(_("Zwak einde"))

    class Meta:
        label = _("Einde")


class ScenarioValue(blocks.StructValue):
    """The value of a scenario block."""

    def node(self, key: str) -> blocks.StructValue | None:
        """The node with this key, or None."""
        return next((node for node in self["nodes"] if node["key"] == key), None)

    @staticmethod
    def ending(qualities: Iterable[str]) -> str:
        """The ending that a route of choices leads to: "strong", "good" or "weak".

        One unsafe choice gives the weak ending, whatever else was chosen. Otherwise more weak than strong
        choices give the weak ending, strong choices only (one good one allowed) the strong ending, and
        everything else the good one.
        """
        route = list(qualities)
        count = {quality: route.count(quality) for quality in Quality}
        if count[Quality.UNSAFE] or count[Quality.WEAK] > count[Quality.STRONG]:
            return "weak"
        if route and not count[Quality.WEAK] and count[Quality.GOOD] <= 1:
            return "strong"
        return "good"


def point_on_a_circle(scenario: Any) -> str:
    """The key of a point that a route can come back to, or an empty string."""
    following = {
        node["key"]: [choice["next"] for choice in node["choices"] if choice["next"]]
        for node in scenario["nodes"]
    }
    routes: list[tuple[str, ...]] = [(scenario["start"],)]
    while routes:
        route = routes.pop()
        for key in following[route[-1]]:
            if key in route:
                return str(key)
            routes.append((*route, key))
    return ""


class ScenarioBlock(CheckedStructBlock):
    """Scenario: choose what to do at every node; an ending that follows from the choices."""

    case_key = key_field(
        _("Casus"), required=False, help_text=_("De sleutel van de casus die erbij hoort, zoals K01.")
    )
    start = key_field(_("Begin"), help_text=_("De sleutel van het eerste punt."))
    nodes = blocks.ListBlock(NodeBlock(), label=_("Punten"))
    endings = EndingsBlock()

    class Meta:
        label = _("Scenario")
        icon = "site"
        template = "modules/blocks/scenario.html"
        value_class = ScenarioValue

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """The start and every next point exist, and every route ends."""
        keys = [node["key"] for node in value["nodes"]]
        message = _("Deze punten staan niet in de lijst: %(keys)s.")
        following = [
            choice["next"] for node in value["nodes"] for choice in node["choices"] if choice["next"]
        ]
        errors = refuse_unknown(keys, [value["start"]], "start", message)
        errors |= refuse_unknown(keys, following, "nodes", message)
        if not errors and (circle := point_on_a_circle(value)):
            errors["nodes"] = ValidationError(
                _("Een route komt terug bij %(key)s en eindigt dan niet."), params={"key": circle}
            )
        return errors


class OptionBlock(blocks.StructBlock):
    """An option of a quiz question."""

    text = short_text(_("Antwoord"))
    correct = blocks.BooleanBlock(required=False, label=_("Goed"))
    feedback = short_text(_("Terugkoppeling"))

    class Meta:
        label = _("Antwoord")


class QuestionBlock(CheckedStructBlock):
    """A quiz question."""

    kind = blocks.ChoiceBlock(choices=QuestionKind.choices, default=QuestionKind.ONE, label=_("Soort"))
    question = long_text(_("Vraag"))
    options = blocks.ListBlock(OptionBlock(), min_num=2, label=_("Antwoorden"))
    explanation = long_text(_("Uitleg"))
    indicator = blocks.CharBlock(required=False, max_length=10, label=_("Indicator"))

    class Meta:
        label = _("Vraag")

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """As many right options as the kind asks for: one, or for "several" at least two."""
        right = sum(bool(option["correct"]) for option in value["options"])
        if value["kind"] == QuestionKind.SEVERAL and right < 2:
            return {"options": ValidationError(_("Kies minstens twee goede antwoorden."))}
        if value["kind"] != QuestionKind.SEVERAL and right != 1:
            return {"options": ValidationError(_("Kies precies één goed antwoord."))}
        return {}


class QuizBlock(blocks.StructBlock):
    """Toets: questions with feedback at every option; only missed questions come back."""

    questions = blocks.ListBlock(QuestionBlock(), label=_("Vragen"))

    class Meta:
        label = _("Toets")
        icon = "circle-check"
        template = "modules/blocks/quiz.html"


class SelfScanBlock(blocks.StructBlock):
    """Zelfscan: what the scan is, and the way to it. The step ticks itself when the scan is done."""

    text = long_text(_("Tekst"))
    moment = blocks.ChoiceBlock(choices=ScanMoment.choices, default=ScanMoment.FIRST, label=_("Welke scan"))

    class Meta:
        label = _("Zelfscan")
        icon = "user"
        template = "modules/blocks/self_scan.html"


class StepBody(blocks.StreamBlock):
    """What someone does in a step: exactly one block."""

    story = StoryBlock()
    explanation = ExplanationBlock()
    film = FilmBlock()
    sort = SortBlock()
    match = MatchBlock()
    timeline = TimelineBlock()
    checklist = ChecklistBlock()
    conversation_card = ConversationCardBlock()
    exercise = ExerciseBlock()
    reflection = ReflectionBlock()
    template = TemplateBlock()
    scenario = ScenarioBlock()
    quiz = QuizBlock()
    self_scan = SelfScanBlock()

    class Meta:
        min_num = 1
        max_num = 1
        label = _("Stap")
