"""Kritische vrienden: somebody without an account reads a draft by a link, and says what she thinks of it."""
