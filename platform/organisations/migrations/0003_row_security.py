from django.db import migrations

from people.walls.operations import SecureRows


class Migration(migrations.Migration):
    # PostgreSQL gives rows of an organisation to that organisation only.

    dependencies = [("organisations", "0002_locations_of_teams")]

    operations = [
        SecureRows("Location"),
        SecureRows("Team"),
        SecureRows("Membership"),
        SecureRows("Invitation"),
    ]
