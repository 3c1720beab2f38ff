"""Files that people bring in: photos and sound, checked by what is in them and written anew. Pure: bytes in, bytes out."""

from modules.uploads.checking import EMPTY, MAX_BYTES, TOO_BIG, Clean, Kind, Refused, clean, tidy_file_name

__all__ = ["EMPTY", "MAX_BYTES", "TOO_BIG", "Clean", "Kind", "Refused", "clean", "tidy_file_name"]
