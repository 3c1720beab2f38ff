"""From a step in the fixtures to the value of its block; the blocks themselves say what fits."""

import uuid
from typing import Any

from wagtail import blocks

from competences.fixtures import Check, Where, flag, identifier, list_of, mapping, one_of, text, whole
from modules.blocks import SHORT_FEATURES, CheckedStructBlock, StepBody
from modules.richtext import rich_text

NAMESPACE = uuid.UUID("5d1f0f0e-7b1c-5a53-9d0c-1c8c4a0f7a11")
BLOCK_KEY = "block"
STEP_BODY = StepBody()
STEP_TYPES = tuple(STEP_BODY.child_blocks)


def stable_id(path: str) -> str:
    """The id of a block: the same for the same step code and keys, whatever its place or text."""
    return str(uuid.uuid5(NAMESPACE, path))


# What a fixture must look like ----------------------------------------------------------------------


def check_for(block: blocks.Block) -> Check:
    """The check that a fixture's value fits a block."""
    if isinstance(block, blocks.RichTextBlock):
        return text(words="singular", paragraphs=block.features != SHORT_FEATURES)
    if isinstance(block, blocks.ListBlock):
        return list_of(item_check(block.child_block), minimum=block.meta.min_num or 0)
    if isinstance(block, blocks.StructBlock):
        return struct_check(block)
    if isinstance(block, blocks.ChoiceBlock):
        return one_of(value for value, _label in block.field.choices if value)
    if isinstance(block, blocks.BooleanBlock):
        return flag
    if isinstance(block, blocks.IntegerBlock):
        return whole(1)
    return text(longest=block.field.max_length or 0)


def item_check(block: blocks.Block) -> Check:
    """The check of a list's entry: a mapping with its key, or for a list of keys the key itself."""
    if isinstance(block, blocks.StructBlock):
        return struct_check(block, extra={"key": identifier})
    if isinstance(block, blocks.RichTextBlock):
        return mapping({"key": identifier, "text": check_for(block)})
    return identifier


def struct_check(block: blocks.StructBlock, extra: dict[str, Check] | None = None) -> Check:
    """A mapping with the block's fields; lists that may be empty and fields not required are optional."""
    # What editors bring in themselves is not in the fixtures.
    children = {
        name: child
        for name, child in block.child_blocks.items()
        if not isinstance(child, blocks.ChooserBlock)
    }
    fields = {name: check_for(child) for name, child in children.items()} | (extra or {})
    optional = {name for name, child in children.items() if not is_required(child)}
    return mapping(
        {name: check for name, check in fields.items() if name not in optional},
        {name: check for name, check in fields.items() if name in optional},
    )


def is_required(block: blocks.Block) -> bool:
    """Whether a fixture must say something for this block."""
    if isinstance(block, blocks.ListBlock):
        return bool(block.meta.default) or block.meta.min_num is not None
    if isinstance(block, blocks.StructBlock):
        return True
    return bool(block.required)


def check_step_body(step: dict[str, Any], where: Where) -> None:
    """Notes every fault in a step's block: its shape first, then its keys and inner references."""
    block = STEP_BODY.child_blocks.get(step["type"])
    if block is None:
        return
    before = len(where.faults)
    check_for(block)(step["block"], where)
    if len(where.faults) > before:
        return
    paths: set[str] = set()
    for path in paths_of(block, step["block"], step["code"]):
        if path in paths:
            where.at(path.partition("/")[2]).fault("this key occurs twice in the step")
        paths.add(path)
    value = block.to_python(raw_struct(block, step["block"], step["code"], rich=False))
    note_reference_faults(block, value, where)


def paths_of(block: blocks.Block, source: Any, path: str) -> list[str]:
    """The paths of all list entries below a block."""
    if isinstance(block, blocks.StructBlock):
        return [
            found
            for name, child in block.child_blocks.items()
            if name in source
            for found in paths_of(child, source[name], path)
        ]
    if not isinstance(block, blocks.ListBlock):
        return []
    found = []
    for entry in source:
        entry_path = f"{path}/{entry['key'] if isinstance(entry, dict) else entry}"
        found.append(entry_path)
        found.extend(paths_of(block.child_block, entry, entry_path))
    return found


def note_reference_faults(block: blocks.Block, value: Any, where: Where) -> None:
    """Notes references to keys that do not exist, with the same rule that the editor meets."""
    if isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks:
            note_reference_faults(block.child_block, child.value, where)
    if not isinstance(block, blocks.StructBlock):
        return
    if isinstance(block, CheckedStructBlock):
        for name, error in block.reference_errors(value).items():
            where.at(name).fault(" ".join(error.messages))
    for name, child in block.child_blocks.items():
        note_reference_faults(child, value[name], where)


# The value as Wagtail stores it ------------------------------------------------------------------------


def step_body(step: dict[str, Any]) -> list[dict[str, Any]]:
    """The raw value of StepPage.body for a valid step."""
    code, name = step["code"], step["type"]
    value = raw_struct(STEP_BODY.child_blocks[name], step["block"], code)
    return [{"type": name, "value": value, "id": stable_id(f"{code}/{BLOCK_KEY}")}]


def raw_value(block: blocks.Block, source: Any, path: str, *, rich: bool = True) -> Any:
    """A fixture's value as the block stores it; without `rich` texts stay as they are."""
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(source or "", block.features, path) if rich and source else (source or "")
    if isinstance(block, blocks.ListBlock):
        return [raw_item(block.child_block, entry, path, rich=rich) for entry in source or []]
    if isinstance(block, blocks.StructBlock):
        return raw_struct(block, source, path, rich=rich)
    if isinstance(block, blocks.CharBlock):
        return source or ""
    return source


def raw_item(block: blocks.Block, entry: Any, path: str, *, rich: bool) -> dict[str, Any]:
    """An entry of a list, with the id that follows from the keys above it."""
    entry_path = f"{path}/{entry['key'] if isinstance(entry, dict) else entry}"
    source = entry["text"] if isinstance(block, blocks.RichTextBlock) else entry
    value = raw_value(block, source, entry_path, rich=rich)
    return {"type": "item", "value": value, "id": stable_id(entry_path)}


def raw_struct(
    block: blocks.StructBlock, source: dict[str, Any], path: str, *, rich: bool = True
) -> dict[str, Any]:
    """The fields of a block; the paths of its texts name the field, those of its lists don't."""
    value: dict[str, Any] = {}
    for name, child in block.child_blocks.items():
        is_text = isinstance(child, blocks.RichTextBlock)
        value[name] = raw_value(child, source.get(name), f"{path}/{name}" if is_text else path, rich=rich)
    return value
