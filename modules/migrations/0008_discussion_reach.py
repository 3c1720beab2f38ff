"""The author says who reads each other's answers to the questions of a case."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("modules", "0007_case_questions_as_blocks")]

    operations = [
        migrations.AddField(
            "casepage",
            "discussion_reach",
            models.CharField(
                choices=[
                    ("none", "geen gesprek"),
                    ("organisation", "binnen de eigen organisatie"),
                    ("region", "met alle organisaties van de regio"),
                ],
                default="organisation",
                help_text="Wie elkaars antwoorden op de vragen leest. Naar andere organisaties gaan geen namen mee.",
                max_length=12,
                verbose_name="gesprek over deze casus",
            ),
        ),
    ]
