from django.db import migrations

from people.walls.operations import KeepTogether, OrganisationKey, SecureRows


class Migration(migrations.Migration):
    # PostgreSQL gives an organisation's own texts to that organisation, and no version to another's text.

    dependencies = [("modules", "0012_local_texts")]

    operations = [
        SecureRows("LocalText"),
        SecureRows("LocalTextVersion"),
        OrganisationKey("LocalText"),
        KeepTogether("LocalTextVersion", "local_text"),
    ]
