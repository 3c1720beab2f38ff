from django.db import migrations

from people.walls.operations import KeepTogether, OrganisationKey


class Migration(migrations.Migration):
    # No row points to a row of another organisation, whatever the code does.

    dependencies = [("cohorts", "0002_row_security")]

    operations = [
        OrganisationKey("Cohort"),
        KeepTogether("CohortTrainer", "cohort"),
        KeepTogether("Enrolment", "cohort"),
    ]
