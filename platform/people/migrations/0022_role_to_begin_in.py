import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from people.walls.operations import SecureRows


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0021_looks_per_organisation'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChosenRole',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_key', models.SlugField(max_length=40, verbose_name='organisatie')),
                ('role', models.CharField(max_length=24, verbose_name='rol')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='persoon')),
            ],
            options={
                'verbose_name': 'rol om mee te beginnen',
                'verbose_name_plural': 'rollen om mee te beginnen',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('person', 'organisation_key'), name='one_role_to_begin_in')],
            },
        ),
        SecureRows("ChosenRole", "person"),
    ]
