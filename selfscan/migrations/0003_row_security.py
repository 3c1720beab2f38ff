from django.db import migrations

from people.walls.operations import SecureRows


class Migration(migrations.Migration):
    # PostgreSQL gives what is somebody's own to her, and to whoever says for whom he reads (people.sight).

    dependencies = [("selfscan", "0002_case_played")]

    operations = [
        SecureRows("ScanRun", "person"),
        SecureRows("ScanAnswer", "person"),
        SecureRows("PathVersion", "person"),
        SecureRows("PathPreference", "person"),
        SecureRows("TraineeMoment", "person"),
        SecureRows("ScanShare", "person"),
    ]
