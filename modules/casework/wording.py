"""What a fault of a branching case is called on screen, with its place."""

from django.utils.translation import gettext as _

from modules.casework.checker import Fault, Found


def fault_sentence(found: Found) -> str:
    """One sentence for an author: where, what, and what helps."""
    return f"{_place(found)}: {_what(found)}" if found.place else _what(found)


def long_sentence(sentence: str) -> str:
    """What is said of a sentence that is too long."""
    return _("deze zin heeft meer dan twintig woorden: “%(about)s”") % {"about": sentence}


def _place(found: Found) -> str:
    if found.choice:
        return _("‘%(name)s’, keuze %(number)s") % {"name": found.place, "number": found.choice}
    return _("‘%(name)s’") % {"name": found.place}


def _what(found: Found) -> str:
    if found.fault is Fault.LONG_SENTENCE:
        return long_sentence(found.about)
    sentences = {
        Fault.NO_SCENES: _("Er is nog geen scène."),
        Fault.NO_ENDINGS: _("Er is nog geen einde."),
        Fault.NO_KIND: _("kies wat voor einde dit is."),
        Fault.TWICE: _("deze naam komt twee keer voor. Geef elke scène en elk einde een eigen naam."),
        Fault.METER_TWICE: _("De meter ‘%(about)s’ komt twee keer voor. Geef elke meter een eigen naam."),
        Fault.NO_CHOICES: _("hier is niets te kiezen. Voeg een keuze toe, of maak er een einde van."),
        Fault.NOWHERE: _("gaat naar ‘%(about)s’, en die is er niet."),
        Fault.UNREACHABLE: _("hier komt niemand. Laat een keuze hierheen gaan, of haal het weg."),
        Fault.NO_WAY_OUT: _("vanaf hier is er geen einde te bereiken. De keuzes gaan rond."),
        Fault.UNKNOWN_METER: _("de meter ‘%(about)s’ is er niet."),
        Fault.UNKNOWN_MARK: _("vraagt naar het kenmerk ‘%(about)s’, en geen keuze heeft dat."),
        Fault.MARK_IS_METER: _("het kenmerk ‘%(about)s’ heet net als een meter. Kies een ander woord."),
        Fault.NO_FEEDBACK: _("vertel wat er dan gebeurt, of wat iemand hiervan leert."),
        Fault.ALL_CONDITIONAL: _("elke keuze heeft een voorwaarde. Laat er één altijd kiesbaar."),
    }
    return sentences[found.fault] % {"about": found.about or _("(leeg)")}
