from django.db import migrations

from people.walls.operations import KeepTogether, OrganisationKey, SecureRows


class Migration(migrations.Migration):
    # PostgreSQL gives an organisation's provider, and whose accounts are there, to that organisation only.

    dependencies = [("organisations", "0007_work_accounts")]

    operations = [
        SecureRows("IdentityProvider"),
        SecureRows("WorkAccount"),
        OrganisationKey("IdentityProvider"),
        KeepTogether("WorkAccount", "provider"),
    ]
