from django.db import migrations

from people.walls.operations import SecureRows


class Migration(migrations.Migration):
    # PostgreSQL gives what is somebody's own to her, and to whoever says for whom he reads (people.sight).

    dependencies = [("modules", "0005_case_plays")]

    operations = [
        SecureRows("AnswerSlot", "person"),
        SecureRows("CasePlay", "person"),
        SecureRows("Submission", "person"),
        SecureRows("StepProgress", "person"),
        SecureRows("ModuleProgress", "person"),
    ]
