"""A form as a browser without JavaScript sends it."""

from typing import Any

from bs4 import Tag


def filled(form: Tag) -> dict[str, Any]:
    """What would be sent as the form stands: hidden fields, texts, what is ticked or selected; no files, no button."""
    data: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(field["name"]), field.get("type", "")
        if kind in ("radio", "checkbox"):
            if field.has_attr("checked"):
                data.setdefault(name, []).append(field["value"])
        elif field.name == "select":
            chosen = field.select_one("option[selected]")
            data[name] = chosen["value"] if chosen else ""
        elif kind != "file":
            data[name] = field.get("value", "") if field.name == "input" else field.text.lstrip("\n")
    data.pop("csrfmiddlewaretoken", None)
    return data
