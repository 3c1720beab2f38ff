from typing import Any

from django.db import migrations

# A mistyped word finds its neighbour by trigrams. The extension is one of PostgreSQL's trusted ones, so the owner of
# the database may make it. Where the owner of the tables may not, or the server does not have it, the search works
# without: whoever may, runs `CREATE EXTENSION pg_trgm` later.
STATEMENT = """
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
        RAISE NOTICE 'pg_trgm is not there: the search finds no mistyped words';
END
$$
"""


def make_extension(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(STATEMENT)


class Migration(migrations.Migration):
    dependencies = [("modules", "0008_discussion_reach")]

    # Backwards the extension stays: something else may use it.
    operations = [migrations.RunPython(make_extension, migrations.RunPython.noop)]
