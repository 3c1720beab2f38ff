from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0008_row_security_of_work_accounts'),
    ]

    operations = [
        migrations.AddField(
            model_name='identityprovider',
            name='trusts_unmarked',
            field=models.BooleanField(default=False, verbose_name='vermeldt niet of een adres bevestigd is'),
        ),
    ]
