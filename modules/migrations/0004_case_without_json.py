"""The branching of a case was JSON that nobody could edit; the loader writes it into the blocks."""

from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [('modules', '0003_case_scenes')]

    operations = [
        migrations.RemoveField(
            model_name='casepage',
            name='branching',
        ),
        migrations.RemoveField(
            model_name='casepage',
            name='form',
        ),
    ]
