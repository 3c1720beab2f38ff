from django.db import migrations

from people.walls.operations import SecureRows


class Migration(migrations.Migration):
    # What somebody brings in is hers; who writes cases says that she reads it (modules.bringing.queries).

    dependencies = [("modules", "0017_brought_cases")]

    operations = [
        SecureRows("BroughtCase", "person"),
        SecureRows("CaseQuestion", "person"),
    ]
