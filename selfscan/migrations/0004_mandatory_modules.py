import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0009_trust_of_unmarked_addresses'),
        ('selfscan', '0003_row_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='MandatoryModule',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('module_key', models.CharField(max_length=8, verbose_name='module')),
                ('decided_by', models.CharField(max_length=120, verbose_name='wie dit besloot')),
                ('reason', models.CharField(max_length=200, verbose_name='waarom')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='sinds')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='organisatie')),
            ],
            options={
                'verbose_name': 'verplichte module van een organisatie',
                'verbose_name_plural': 'verplichte modules van een organisatie',
                'ordering': ('module_key',),
                'constraints': [models.UniqueConstraint(fields=('organisation', 'module_key'), name='one_decision_per_module')],
            },
        ),
    ]
