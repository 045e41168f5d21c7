"""Commands of many words: each option is named once, and what was typed reaches the command as one mapping."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, get_args

Options = Mapping[str, Any]
"""`Annotated[str, typer.Option(...)]`, or bool for a flag, by the name of the option."""

Words = dict[str, str]
"""What was typed, by the name of its option, without what was left out; a flag is "yes"."""


def spoken(options: Options) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A command that hears these options in its argument `words`; its other parameters stay as they are."""

    def typed_as(command: Callable[..., None]) -> Callable[..., None]:
        def typed(**given: Any) -> None:
            said = {name: given.pop(name) for name in options}
            words = {name: "yes" if value is True else str(value) for name, value in said.items() if value}
            command(words=words, **given)

        keyword = inspect.Parameter.KEYWORD_ONLY
        spelled = [
            inspect.Parameter(name, keyword, default=get_args(kind)[0](), annotation=kind)
            for name, kind in options.items()
        ]
        own = inspect.signature(command).parameters.values()
        others = [parameter.replace(kind=keyword) for parameter in own if parameter.name != "words"]
        typed.__doc__, typed.__name__ = command.__doc__, command.__name__
        typed.__signature__ = inspect.Signature([*spelled, *others])  # type: ignore[attr-defined]
        return typed

    return typed_as
