from django.db import migrations

from people.walls.operations import SecureRows


class Migration(migrations.Migration):
    # PostgreSQL gives rows of an organisation to that organisation only.

    dependencies = [("cohorts", "0001_initial")]

    operations = [
        SecureRows("Cohort"),
        SecureRows("CohortTrainer"),
        SecureRows("Enrolment"),
    ]
