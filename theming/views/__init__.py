"""The edge of theming: files for every page, and the editor."""
