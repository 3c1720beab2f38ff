"""The blocks of a step: one StructBlock per step type, every shape written down here.

How to read the shapes below
    short     RichTextBlock: one paragraph, bold, italic and the entity `woord`
    long      RichTextBlock: short + ordered and unordered lists, h3, links
    char      CharBlock: plain text without the four words (names, keys)
    [x, …]    ListOf a StructBlock with these fields; the id of each child is its identity
    [short]   ListOf that block; here too the id of each child is its identity
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
film               char title, recording?, int seconds, short place, people [char key, char name, short role],
                   lines [char speaker (a person's key), short text, short action?],
                   questions [short question, long answer]
                   value.conversation -> [Spoken(id, name, role, text, action)]
audio              char title, recording, questions [short question, long answer]
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

from modules.blocks.body import StepBody
from modules.blocks.film import FilmBlock, FilmValue, Spoken
from modules.blocks.parts import (
    LONG_FEATURES,
    SHORT_FEATURES,
    CheckedStructBlock,
    key_field,
    long_text,
    short_text,
)
from modules.blocks.placing import MatchBlock, SortBlock, TimelineBlock
from modules.blocks.preparing import ChecklistBlock, ConversationCardBlock
from modules.blocks.quiz import QuestionKind, QuizBlock
from modules.blocks.reading import ExplanationBlock, ScanMoment, SelfScanBlock
from modules.blocks.scenario import Quality, ScenarioBlock, ScenarioValue
from modules.blocks.slots import SlotBlock
from modules.blocks.sound import AudioBlock
from modules.blocks.writing import ExerciseBlock, FieldKind, ReflectionBlock, StoryBlock, TemplateBlock

__all__ = [
    "LONG_FEATURES",
    "SHORT_FEATURES",
    "AudioBlock",
    "CheckedStructBlock",
    "ChecklistBlock",
    "ConversationCardBlock",
    "ExerciseBlock",
    "ExplanationBlock",
    "FieldKind",
    "FilmBlock",
    "FilmValue",
    "MatchBlock",
    "Quality",
    "QuestionKind",
    "QuizBlock",
    "ReflectionBlock",
    "ScanMoment",
    "ScenarioBlock",
    "ScenarioValue",
    "SelfScanBlock",
    "SlotBlock",
    "SortBlock",
    "Spoken",
    "StepBody",
    "StoryBlock",
    "TemplateBlock",
    "TimelineBlock",
    "key_field",
    "long_text",
    "short_text",
]
