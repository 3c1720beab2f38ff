from django.db import migrations

from people.walls.operations import SecureRows


class Migration(migrations.Migration):
    # What somebody hands in is hers; who was asked to look along is the organisation's.

    dependencies = [("modules", "0021_workplace_assignments")]

    operations = [
        SecureRows("HandIn", "person"),
        SecureRows("HandInDraft", "person"),
        SecureRows("HandInEvent", "person"),
        SecureRows("AssignmentFile", "person"),
        SecureRows("UploadPiece", "person"),
        SecureRows("LookAlong"),
    ]
