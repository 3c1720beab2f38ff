"""The pages on which a style is looked at."""

from theming.specimens import specimen, specimens


def _labels() -> list[str]:
    return [str(each.label) for each in specimens()]


def test_the_path_comes_first_and_the_mail_last() -> None:
    assert _labels() == [
        "Leerpad",
        "Stap om te oefenen",
        "Inloggen",
        "Module",
        "Praktijkopdracht",
        "Stap met vragen",
        "Bijeenkomst leiden",
        "Gesprek over een casus",
        "Casus inbrengen",
        "Mail",
    ]


def test_an_unknown_page_is_none() -> None:
    assert specimen("iets") is None
