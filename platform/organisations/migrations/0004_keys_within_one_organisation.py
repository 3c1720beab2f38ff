from django.db import migrations

from people.walls.operations import KeepTogether, OrganisationKey


class Migration(migrations.Migration):
    # No row points to a row of another organisation, whatever the code does.

    dependencies = [("organisations", "0003_row_security")]

    operations = [
        OrganisationKey("Location"),
        OrganisationKey("Team"),
        OrganisationKey("Membership"),
        KeepTogether("Team", "location"),
        KeepTogether("Membership", "team"),
        KeepTogether("Invitation", "membership"),
    ]
