"""How a branching case is played. Pure: the same choices always lead to the same place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from modules.casework.script import HIGHEST, LOWEST, Asks, Choice, Condition, Ending, Scene, Script


class NotOffered(ValueError):
    """A choice that isn't there, or isn't offered at this point."""


@dataclass(frozen=True)
class State:
    """Where somebody is: the scene or ending, the meters (0–100), the marks left, the choices made in order."""

    at: str
    meters: Mapping[str, int]
    marks: frozenset[str] = frozenset()
    made: tuple[tuple[str, str], ...] = ()


def first_state(script: Script) -> State:
    """The beginning."""
    return State(script.start, {meter.key: _clamped(meter.start) for meter in script.meters})


def is_offered(choice: Choice, state: State) -> bool:
    """Do all conditions of a choice hold?"""
    return all(_holds(condition, state) for condition in choice.conditions)


def _holds(condition: Condition, state: State) -> bool:
    if condition.test is Asks.CHOSEN:
        return condition.of in state.marks
    if condition.test is Asks.NOT_CHOSEN:
        return condition.of not in state.marks
    value = state.meters.get(condition.of, LOWEST)
    return value >= condition.value if condition.test is Asks.AT_LEAST else value <= condition.value


def offered_choices(scene: Scene, state: State) -> tuple[Choice, ...]:
    """What somebody can do here; everything when no condition holds, so that nobody is stuck."""
    return tuple(choice for choice in scene.choices if is_offered(choice, state)) or scene.choices


def choose(script: Script, state: State, choice_key: str) -> State:
    """The state after a choice; raises NotOffered when it can't be made here."""
    scene = script.scene(state.at)
    choice = scene.choice(choice_key) if scene else None
    if scene is None or choice is None or choice not in offered_choices(scene, state):
        raise NotOffered(f"{choice_key} is not offered at {state.at}.")
    meters = {key: _clamped(value + choice.effects.get(key, 0)) for key, value in state.meters.items()}
    marks = state.marks | {choice.mark} if choice.mark else state.marks
    return State(choice.goes_to, meters, marks, (*state.made, (scene.key, choice.key)))


def replay(script: Script, choice_keys: Sequence[str]) -> State:
    """The state after a whole row of choices; raises NotOffered at the first that can't be made."""
    state = first_state(script)
    for key in choice_keys:
        state = choose(script, state, key)
    return state


def ending_of(script: Script, state: State) -> Ending | None:
    """The ending that was reached, or None while there is still something to choose."""
    return script.ending(state.at)


def _clamped(value: int) -> int:
    return max(LOWEST, min(HIGHEST, value))
