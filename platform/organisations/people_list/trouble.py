"""What goes wrong with a list."""


class Unreadable(ValueError):
    """A file, or a cell of it, cannot be read; the text says what to do, for whoever chose the file."""
