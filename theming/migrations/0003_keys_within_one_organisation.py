from django.db import migrations

from people.walls.operations import KeepTogether, OrganisationKey


class Migration(migrations.Migration):
    # No row points to a row of another organisation, whatever the code does.

    dependencies = [("theming", "0002_row_security")]

    operations = [
        OrganisationKey("ThemeBuild"),
        KeepTogether("Theme", "build"),
    ]
