"""Values as JSON and back: what crosses the door.

Hides: how dataclasses, enums, lists and mappings are written, and how type hints read them back.
Promises: `from_json(to_json(x), hint) == x` for every shape in api.py; what is not declared is never made; nothing is
unpickled or looked up by name. Fields that this version does not know are dropped, missing ones take their default:
both sides may differ in age.
"""

from __future__ import annotations

import collections.abc
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from engine.errors import CAUSES, TowlineError


def to_json(value: object) -> object:
    """Plain JSON types; a dataclass becomes an object with its class name under "is"."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"is": type(value).__name__, **{f.name: to_json(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, Enum):
        return to_json(value.value)
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} does not cross the door")


def from_json(value: Any, hint: Any) -> Any:
    """The value that is declared as `hint`; raises ValueError if this is not one."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _from_union(value, inner)
    if hint is None or hint is type(None):
        return _checked(value, type(None))
    if origin is list:
        return [from_json(item, inner[0]) for item in _checked(value, list)]
    if origin is tuple:
        return _tuple_from(_checked(value, list), inner)
    if origin in (dict, collections.abc.Mapping):
        return {key: from_json(item, inner[1]) for key, item in _checked(value, dict).items()}
    if is_dataclass(hint):
        return _dataclass_from(_checked(value, dict), hint)
    if issubclass(hint, Enum):
        return hint(value)
    if hint is float:
        return float(_checked(value, float, int))
    return _checked(value, hint)


def _from_union(value: Any, kinds: tuple[Any, ...]) -> Any:
    if isinstance(value, dict) and "is" in value:
        kinds = tuple(kind for kind in kinds if getattr(kind, "__name__", "") == value["is"])
    for kind in kinds:
        with suppress(ValueError):
            return from_json(value, kind)
    raise ValueError(f"not one of {kinds}")


def _tuple_from(items: list[Any], kinds: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(from_json(item, kinds[0]) for item in items)
    return tuple(from_json(item, kind) for item, kind in zip(items, kinds, strict=True))


def _dataclass_from(given: dict[str, Any], kind: Any) -> Any:
    hints = hints_of(kind)
    known = {f.name: from_json(given[f.name], hints[f.name]) for f in fields(kind) if f.name in given}
    try:
        return kind(**known)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


def _checked(value: Any, *kinds: type) -> Any:
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise ValueError(f"{type(value).__name__} where {kinds[0].__name__} is expected")
    return value


@cache
def hints_of(thing: Any) -> dict[str, Any]:
    """Types of a dataclass's fields, or of a function's parameters and its `return`."""
    return get_type_hints(thing)


def is_callback(hint: Any) -> bool:
    return get_origin(hint) is collections.abc.Callable


def told_by(hint: Any) -> Any:
    """The type of the one argument of a callback."""
    return get_args(hint)[0][0]


def gives_future(function: Callable[..., Any]) -> bool:
    return get_origin(hints_of(function)["return"]) is Future


def returned_by(function: Callable[..., Any]) -> Any:
    """What a method gives in the end: its return type, or that of its future."""
    hint = hints_of(function)["return"]
    return get_args(hint)[0] if get_origin(hint) is Future else hint


def error_to_json(error: TowlineError) -> dict[str, object]:
    facts = {key: fact if isinstance(fact, str | int | float) else str(fact) for key, fact in error.facts.items()}
    return {"word": error.word, "facts": facts, "details": error.details}


def error_from_json(value: Any) -> TowlineError:
    """The error as it was raised on the other side; one that this version does not know is a bug with its details."""
    word, facts = value["word"], value["facts"]
    if word in CAUSES:
        with suppress(KeyError):  # a fact that only the other version's sentence has
            return TowlineError(word, details=value["details"], **facts)
    return TowlineError("bug", reason=f"the running Towline met '{word}'", details=str(value))
