"""A case holds its meters, scenes and endings as blocks, so that an author fills them in."""

import modules.blocks.casework
import wagtail.fields
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [('modules', '0002_case_picture')]

    operations = [
        migrations.AddField(
            model_name='casepage',
            name='endings',
            field=wagtail.fields.StreamField([('ending', 9)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Alleen voor de auteur.', 'label': 'Naam', 'max_length': 40}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('strong', 'Sterk'), ('good', 'Goed'), ('missed', 'Gemist'), ('unsafe', 'Onveilig')], 'label': 'Soort einde'}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Titel', 'max_length': 80}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'woord', 'ol', 'ul', 'h3', 'link'], 'label': 'Hoe het afloopt'}), 4: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'woord'], 'label': 'Kernpunt'}), 5: ('wagtail.blocks.ChoiceBlock', [], {'choices': modules.blocks.casework.indicator_choices, 'label': 'Indicator'}), 6: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('1', '1 beginnend'), ('2', '2 groeiend'), ('3', '3 vakbekwaam'), ('4', '4 voorbeeld')], 'label': 'Gedrag'}), 7: ('wagtail.blocks.StructBlock', [[('indicator', 5), ('proficiency_level', 6)]], {}), 8: ('wagtail.blocks.ListBlock', (7,), {'collapsed': True, 'default': [], 'help_text': 'Telt mee in het leerpad van wie de casus de eerste keer speelt.', 'label': 'Wat dit einde laat zien'}), 9: ('wagtail.blocks.StructBlock', [[('name', 0), ('kind', 1), ('title', 2), ('text', 3), ('key_point', 4), ('levels', 8)]], {})}, verbose_name='eindes'),
        ),
        migrations.AddField(
            model_name='casepage',
            name='meters',
            field=wagtail.fields.StreamField([('meter', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Bijvoorbeeld: vertrouwen van Sem.', 'label': 'Naam', 'max_length': 40}), 1: ('wagtail.blocks.IntegerBlock', (), {'default': 50, 'help_text': 'Van 0 tot 100.', 'label': 'Begint op', 'max_value': 100, 'min_value': 0}), 2: ('wagtail.blocks.StructBlock', [[('name', 0), ('start', 1)]], {})}, verbose_name='meters'),
        ),
        migrations.AddField(
            model_name='casepage',
            name='scenes',
            field=wagtail.fields.StreamField([('scene', 18)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Alleen voor de auteur. De eerste scène is het begin.', 'label': 'Naam', 'max_length': 40}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'Bijvoorbeeld: twee weken later.', 'label': 'Tijdsprong', 'max_length': 40, 'required': False}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'woord', 'ol', 'ul', 'h3', 'link'], 'label': 'Wat er gebeurt'}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'woord'], 'label': 'Wat iemand kan doen'}), 4: ('wagtail.blocks.CharBlock', (), {'help_text': 'De naam van een scène of een einde.', 'label': 'Gaat naar', 'max_length': 40}), 5: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'woord'], 'help_text': 'Wat er dan gebeurt, of wat je hiervan leert.', 'label': 'Terugkoppeling', 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Meter', 'max_length': 40}), 7: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'Bijvoorbeeld 10 of -20.', 'label': 'Erbij of eraf', 'max_value': 100, 'min_value': -100}), 8: ('wagtail.blocks.StructBlock', [[('meter', 6), ('change', 7)]], {}), 9: ('wagtail.blocks.ListBlock', (8,), {'collapsed': True, 'default': [], 'label': 'Gevolgen voor de meters'}), 10: ('wagtail.blocks.CharBlock', (), {'help_text': 'Leeg, of een woord waar een latere keuze naar vraagt.', 'label': 'Kenmerk', 'max_length': 40, 'required': False}), 11: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('at_least', 'meter is minstens'), ('at_most', 'meter is hoogstens'), ('chosen', 'dit kenmerk is gekozen'), ('not_chosen', 'dit kenmerk is niet gekozen')], 'label': 'Alleen als'}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Meter of kenmerk', 'max_length': 40}), 13: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'Bij een meter.', 'label': 'Getal', 'max_value': 100, 'min_value': 0, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('test', 11), ('of', 12), ('value', 13)]], {}), 15: ('wagtail.blocks.ListBlock', (14,), {'collapsed': True, 'default': [], 'label': 'Alleen te kiezen als'}), 16: ('wagtail.blocks.StructBlock', [[('text', 3), ('goes_to', 4), ('feedback', 5), ('effects', 9), ('mark', 10), ('conditions', 15)]], {}), 17: ('wagtail.blocks.ListBlock', (16,), {'label': 'Keuzes', 'min_num': 0}), 18: ('wagtail.blocks.StructBlock', [[('name', 0), ('later', 1), ('text', 2), ('choices', 17)]], {})}, help_text='Laat leeg voor een casus om te bespreken. De eerste scène is het begin.', verbose_name='scènes'),
        ),
    ]
