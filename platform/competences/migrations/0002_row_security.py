from django.db import migrations

from people.walls.operations import SecureRows


class Migration(migrations.Migration):
    # PostgreSQL gives what is somebody's own to her, and to whoever says for whom he reads (people.sight).

    dependencies = [("competences", "0001_initial")]

    operations = [
        SecureRows("Evidence", "person"),
    ]
