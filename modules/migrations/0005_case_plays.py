"""What people do in a branching case."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [('modules', '0004_case_without_json')]

    operations = [
        migrations.CreateModel(
            name='CaseScript',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case_key', models.CharField(blank=True, max_length=12, verbose_name='sleutel van de casus')),
                ('title', models.CharField(max_length=255, verbose_name='titel')),
                ('digest', models.CharField(max_length=64)),
                ('content', models.JSONField(verbose_name='inhoud')),
                ('finished_plays', models.PositiveIntegerField(default=0, verbose_name='uitgespeeld')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='scripts', to='modules.casepage')),
            ],
            options={
                'verbose_name': 'gespeelde versie van een casus',
                'verbose_name_plural': 'gespeelde versies van casussen',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='CasePlay',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choices', models.JSONField(default=list, verbose_name='keuzes')),
                ('ending', models.CharField(blank=True, max_length=40, verbose_name='einde')),
                ('counts', models.BooleanField(default=False, verbose_name='telt mee in het leerpad')),
                ('started_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='begonnen op')),
                ('finished_on', models.DateField(blank=True, null=True, verbose_name='uitgespeeld op')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='modules.casepage')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='persoon')),
                ('script', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plays', to='modules.casescript')),
            ],
            options={
                'verbose_name': 'gespeelde casus',
                'verbose_name_plural': 'gespeelde casussen',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='CaseTally',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.PositiveIntegerField(verbose_name='vijftal')),
                ('choice', models.CharField(max_length=40, verbose_name='keuze of einde')),
                ('plays', models.PositiveIntegerField(default=0, verbose_name='keer')),
                ('script', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='modules.casescript')),
            ],
            options={
                'verbose_name': 'telling van een keuze',
                'verbose_name_plural': 'tellingen van keuzes',
                'ordering': ('script', 'batch', 'choice'),
            },
        ),
        migrations.AddConstraint(
            model_name='casescript',
            constraint=models.UniqueConstraint(fields=('case', 'digest'), name='one_script_per_wording_of_a_case'),
        ),
        migrations.AddConstraint(
            model_name='caseplay',
            constraint=models.UniqueConstraint(condition=models.Q(('finished_on__isnull', True)), fields=('person', 'case'), name='one_open_play_per_case'),
        ),
        migrations.AddConstraint(
            model_name='casetally',
            constraint=models.UniqueConstraint(fields=('script', 'batch', 'choice'), name='one_tally_per_choice'),
        ),
    ]
