"""A known word for a mistyped one: PostgreSQL compares them by trigrams; SQLite cannot."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.search.models import IndexEntry

from modules.finding.stems import folded
from modules.models import CasePage, ModulePage, StepPage

SHORTEST = 4  # letters; of shorter words everything looks alike
# The share of trigrams that a word and its mistyped neighbour have in common; one wrong letter in eight leaves 0.5.
LIKENESS = 0.45
MOST_WORDS = 5  # each is compared with every word that there is

# The words of published pages only: a draft's own word is no hint. The index has them as they are written.
STATEMENT = f"""
    WITH known AS (
        SELECT DISTINCT regexp_split_to_table(lower(entry.title_text || ' ' || entry.body_text), '\\W+') AS word
        FROM {IndexEntry._meta.db_table} AS entry
        JOIN wagtailcore_page AS page
          ON entry.object_id = page.id::text AND entry.content_type_id = page.content_type_id
        WHERE page.live AND page.content_type_id = ANY(%s)
    )
    SELECT word FROM known
    WHERE length(word) >= %s AND similarity(word, %s) >= %s
    ORDER BY similarity(word, %s) DESC, word
    LIMIT 1
"""  # noqa: S608  # the one name is Wagtail's own


def can_compare() -> bool:
    """Does the database compare words? Where its owner may not make extensions, it doesn't."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def known_words(text: str) -> str:
    """The text with every word that the published pages don't have replaced by the one that looks most like it.

    A text of more than five words stays as it is.
    """
    words = text.split()
    if len(words) > MOST_WORDS or not can_compare():
        return text
    return " ".join(_known_word(word) for word in words)


def _known_word(written: str) -> str:
    if len(written) < SHORTEST:
        return written
    types = [each.pk for each in ContentType.objects.get_for_models(CasePage, ModulePage, StepPage).values()]
    word = folded(written)
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [types, SHORTEST, word, LIKENESS, word])
        row = cursor.fetchone()
    return str(row[0]) if row else written
