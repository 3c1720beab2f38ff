from django.db import migrations

from people.walls.operations import KeepTogether, OrganisationKey, SecureRows


class Migration(migrations.Migration):
    # A contribution is its organisation's; what is said of one is of the same.

    dependencies = [("modules", "0015_discussion_of_cases")]

    operations = [
        SecureRows("Contribution"),
        SecureRows("Recognition"),
        SecureRows("Report"),
        OrganisationKey("Contribution"),
        KeepTogether("Recognition", "contribution"),
        KeepTogether("Report", "contribution"),
    ]
