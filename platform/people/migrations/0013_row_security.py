from django.db import migrations

from people.walls.operations import SecureRows


class Migration(migrations.Migration):
    # PostgreSQL gives what is somebody's own to her, and to whoever says for whom he reads (people.sight).

    dependencies = [("people", "0012_verbs_of_work_accounts")]

    operations = [
        SecureRows("Device", "person"),
    ]
