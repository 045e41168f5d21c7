"""Commands that start at once: what is typed is text or a flag, which typer need not load pydantic to read.

Replaced is click's own step from what was typed to a value (`Parameter.process_value`), one parameter at a time.
"""

from collections.abc import Callable
from typing import Any

from typer.core import TyperCommand, TyperGroup

Reader = Callable[[Any, Any], Any]


class LightHelp:
    """A command or group that loads nothing for a --help that nobody has typed."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None and not getattr(option, "is_light", False):
            option.process_value, option.is_light = _if_typed(option.process_value), True
        return option


class LightCommand(LightHelp, TyperCommand):
    """For commands whose parameters are all texts or flags: what was typed is what the function gets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for param in self.params:
            if not getattr(param, "is_flag", False):
                param.process_value = _as_typed(param.process_value, param.required)  # type: ignore


class LightGroup(LightHelp, TyperGroup):
    """A program whose commands may be light."""


def _as_typed(usual: Reader, required: bool) -> Reader:
    def value_of(ctx: Any, typed: Any) -> Any:
        if isinstance(typed, str):
            return typed
        return usual(ctx, typed) if required else ""  # a missing argument is typer's to complain of

    return value_of


def _if_typed(usual: Reader) -> Reader:
    return lambda ctx, typed: usual(ctx, typed) if typed else False
