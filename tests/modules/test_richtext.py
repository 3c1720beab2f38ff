"""The four words: stored as entities, shown as each organisation's own, kept by the editor."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.template import Context, Template
from wagtail.blocks import ListBlock, RichTextBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from modules.blocks import LONG_FEATURES, SHORT_FEATURES
from modules.models import CaseIndexPage, CasePage, ModulePage, StepPage
from modules.richtext import UnknownWordError, converter_for, normalised, rich_text
from organisations.models import Organisation
from organisations.tenancy import use_organisation

pytestmark = pytest.mark.django_db


def show(source: Any, template: str = "{{ source|woorden }}") -> str:
    """What a template makes of a text."""
    return Template("{% load modules_text %}" + template).render(Context({"source": source}))


def keyless(html: str) -> str:
    """A stored text without the editor's paragraph keys."""
    return show(html)


def test_notation_becomes_what_the_editor_stores() -> None:
    html = rich_text(
        "Eerst **dit** en *dat*.\n\n- een & twee\n- 'drie'\n\n1. vier", LONG_FEATURES, "M00-1/text"
    )
    assert keyless(html) == (
        "<p>Eerst <b>dit</b> en <i>dat</i>.</p>"
        "<ul><li>een &amp; twee</li><li>'drie'</li></ul>"
        "<ol><li>vier</li></ol>"
    )


def test_paragraph_keys_are_always_the_same() -> None:
    once = rich_text("Een.\n\nTwee.", LONG_FEATURES, "M00-1/text")
    assert once == rich_text("Een.\n\nTwee.", LONG_FEATURES, "M00-1/text")
    assert once.count("data-block-key") == 2
    assert once != rich_text("Een.\n\nTwee.", LONG_FEATURES, "M00-2/text")


def test_marker_becomes_an_entity_that_keeps_its_capital() -> None:
    html = rich_text("{{Bewoner}} en {{team}}".replace("{{team}}", "{{teamleider}}"), SHORT_FEATURES, "x")
    assert '<woord soort="client">Bewoner</woord>' in html
    assert '<woord soort="team_leader">teamleider</woord>' in html


def test_unknown_marker_is_refused() -> None:
    with pytest.raises(UnknownWordError):
        rich_text("{{patient}}", SHORT_FEATURES, "x")


def test_words_outside_entities_are_never_replaced(zonnehoek: Organisation) -> None:
    source = RichText('<p>Een teamleider is geen <woord soort="team_leader">teamleider</woord>.</p>')
    assert show(source) == "<p>Een teamleider is geen huiscoach.</p>"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("maasbries", "<p>Bewoner of cliënt, een collega-in-opleiding, praktijkopleider, teammanager.</p>"),
        ("zonnehoek", "<p>Bewoner, een leermaatje, leercoach, huiscoach.</p>"),
        ("amelberga", "<p>Gast, een leerling, praktijkopleider, afdelingshoofd.</p>"),
        ("buurtlicht", "<p>Cliënt, een collega-in-opleiding, opleidingscoach, teamcoach.</p>"),
        ("zilverlinde", "<p>Bewoner, een collega-in-opleiding, opleidingsadviseur, locatiemanager.</p>"),
        ("kompashuis", "<p>Huisgenoot, een mede-lerende, leerbegeleider, huisleider.</p>"),
        ("vlierborg", "<p>Cliënt, een student, praktijkopleider, teamleider.</p>"),
    ],
)
def test_each_organisation_reads_its_own_words(
    house: Callable[[str], Organisation], key: str, expected: str
) -> None:
    html = rich_text(
        "{{Bewoner}}, een {{collega-in-opleiding}}, {{praktijkopleider}}, {{teamleider}}.",
        SHORT_FEATURES,
        "x",
    )
    with use_organisation(house(key)):
        assert show(RichText(html)) == expected
        assert show(html) == expected


def test_without_an_organisation_the_neutral_words_stand() -> None:
    assert show(RichText('<p><woord soort="client">Bewoner</woord></p>')) == "<p>Bewoner</p>"


def test_bold_around_a_word_stays(zonnehoek: Organisation) -> None:
    html = rich_text("**Je {{teamleider}}** beslist.", SHORT_FEATURES, "x")
    assert show(html) == "<p><b>Je</b> <b>huiscoach</b> beslist.</p>"


def test_own_word_is_escaped(zonnehoek: Organisation) -> None:
    zonnehoek.words = {"client": {"singular": "<b>bewoner</b>"}}
    assert show(RichText('<p><woord soort="client">bewoner</woord></p>')) == (
        "<p>&lt;b&gt;bewoner&lt;/b&gt;</p>"
    )


def test_short_form_has_no_paragraph(zonnehoek: Organisation) -> None:
    source = RichText(
        '<p data-block-key="abcde">Vraag je <woord soort="trainer">praktijkopleider</woord>.</p>'
    )
    assert show(source, "<label>{{ source|woorden_kort }}</label>") == ("<label>Vraag je leercoach.</label>")


def test_plain_text_knows_forms_and_is_escaped(zonnehoek: Organisation) -> None:
    text = "{{Collega-in-opleiding|lidwoord}} & twee {{bewoner|meervoud}}, {{patient}} <b>"
    assert show(text, "{{ source|woorden_tekst }}") == (
        "Het leermaatje &amp; twee bewoners, {{patient}} &lt;b&gt;"
    )


def test_entity_survives_the_editor() -> None:
    stored = normalised(
        '<p data-block-key="abcde">Je <woord soort="client">bewoner</woord>.</p>', SHORT_FEATURES
    )
    state = json.loads(converter_for(tuple(SHORT_FEATURES)).from_database_format(stored))
    assert state["entityMap"] == {
        "0": {"type": "WOORD", "mutability": "IMMUTABLE", "data": {"soort": "client"}}
    }
    assert normalised(stored, SHORT_FEATURES) == stored


def test_entity_of_an_unknown_kind_becomes_plain_text() -> None:
    html = '<p data-block-key="abcde">Een <woord soort="boss">baas</woord>.</p>'
    assert normalised(html, SHORT_FEATURES) == '<p data-block-key="abcde">Een baas.</p>'


Stored = Iterator[tuple[str, str, list[str]]]


def texts_of_block(place: str, block: Any, value: Any) -> Stored:
    """Every rich text in a block."""
    if isinstance(block, RichTextBlock):
        yield place, value.source, block.features
    elif isinstance(block, ListBlock):
        for child in value.bound_blocks:
            yield from texts_of_block(place, block.child_block, child.value)
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from texts_of_block(f"{place}/{name}", child, value[name])


def stored_texts() -> Stored:
    """Every rich text that was loaded: where it is, what it says, its features."""
    pages = [
        page for model in (CaseIndexPage, CasePage, ModulePage, StepPage) for page in model.objects.all()
    ]
    for page in pages:
        for field in page._meta.get_fields():
            if isinstance(field, RichTextField):
                yield f"{page.slug}/{field.name}", getattr(page, field.name), field.features
            elif isinstance(field, StreamField):
                for child in getattr(page, field.name):
                    yield from texts_of_block(page.slug, child.block, child.value)


def test_save_in_the_editor_stores_every_loaded_text_unchanged() -> None:
    texts = [found for found in stored_texts() if found[1]]
    assert len(texts) > 1500
    assert [place for place, text, features in texts if normalised(text, features) != text] == []


def test_no_marker_is_left_in_rich_text_and_words_are_there() -> None:
    texts = [text for _place, text, _features in stored_texts()]
    assert [text for text in texts if "{{" in text] == []
    assert sum(text.count("<woord ") for text in texts) > 140
