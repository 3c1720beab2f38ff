from django.db import migrations

from people.walls.operations import KeepTogether, OrganisationKey, SecureRows


class Migration(migrations.Migration):
    # Gatherings are their organisation's; hours and what somebody takes along are hers, wherever she works.

    dependencies = [("gatherings", "0001_initial")]

    operations = [
        SecureRows("Gathering"),
        SecureRows("Participation"),
        SecureRows("Attendance", "person"),
        SecureRows("Takeaway", "person"),
        OrganisationKey("Gathering"),
        KeepTogether("Participation", "gathering"),
    ]
