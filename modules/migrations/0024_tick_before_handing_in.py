"""Whether her own tick stood there before she handed in; the database fills it in for code that does not know it yet."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('modules', '0023_protect_pictures_before_films'),
    ]

    operations = [
        migrations.AddField(
            model_name='handin',
            name='was_ticked',
            field=models.BooleanField(db_default=False, default=False, verbose_name='was al aangevinkt'),
        ),
    ]
