from django.db import migrations

from people.walls.operations import SecureRows


class Migration(migrations.Migration):
    # What an organisation decides is shown to its own people only.

    dependencies = [("selfscan", "0004_mandatory_modules")]

    operations = [SecureRows("MandatoryModule")]
