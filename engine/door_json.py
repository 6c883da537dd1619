"""Values as JSON and back: what crosses the door.

Hides: how dataclasses, enums, lists and mappings are written, and how type hints read them back.
Promises: `from_json(to_json(x), hint) == x` for every shape in api.py; what is not declared is never made; nothing is
unpickled or looked up by name. Fields that this version does not know are dropped, missing ones take their default:
both sides may differ in age.

Rows cross as columns: `{"rows": "TransferRow", "count": 2, "columns": {"id": […, …], "queue": {"all": ""}, …}}`. A column is
checked at once and not value by value, so 100,000 rows take a second and not forty.
"""

from __future__ import annotations

import collections.abc
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from itertools import repeat
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from engine.errors import CAUSES, TowlineError

MAX_ROWS = 10_000_000  # at once: a column of equal values says in a few bytes how many there are
PLAIN = frozenset({str, int, float, bool, NoneType})  # what JSON has itself


def to_json(value: object) -> object:
    """Plain JSON types; a dataclass becomes an object with its class name under "is"."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"is": type(value).__name__, **{f.name: to_json(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, Enum):
        return to_json(value.value)
    if isinstance(value, list | tuple):
        return _list_to_json(value)
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} does not cross the door")


def _list_to_json(items: Sequence[object]) -> object:
    kinds = set(map(type, items))
    if kinds <= PLAIN:
        return list(items)
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind is not None and is_dataclass(kind) and fields(kind):
        names = [f.name for f in fields(kind)]
        rows = map(attrgetter(*names), items)
        columns = zip(*rows, strict=True) if names[1:] else [tuple(rows)]
        written = {name: _column_to_json(column) for name, column in zip(names, columns, strict=True)}
        return {"rows": kind.__name__, "count": len(items), "columns": written}
    return [to_json(item) for item in items]


def _column_to_json(column: tuple[Any, ...]) -> object:
    """One value for all of them where they are equal."""
    first = column[0]
    if column.count(first) == len(column) and set(map(type, column)) == {type(first)}:
        return {"all": to_json(first)}
    if isinstance(first, Enum) and set(map(type, column)) == {type(first)}:
        return [item.value for item in column]
    return _list_to_json(column)


def from_json(value: Any, hint: Any) -> Any:
    """The value that is declared as `hint`; raises ValueError if this is not one."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _from_union(value, inner)
    if hint is None or hint is type(None):
        return _checked(value, type(None))
    if origin is list:
        return _list_from(value, inner[0])
    if origin is tuple:
        return _tuple_from(value, inner)
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


def _tuple_from(value: Any, kinds: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_list_from(value, kinds[0]))
    return tuple(from_json(item, kind) for item, kind in zip(_checked(value, list), kinds, strict=True))


def _list_from(value: Any, hint: Any) -> list[Any]:
    if isinstance(value, dict):
        return _rows_from(value, hint)
    items: list[Any] = _checked(value, list)
    if hint in PLAIN and set(map(type, items)) <= {hint}:
        return items
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = {member.value: member for member in hint}
        with suppress(KeyError, TypeError):  # then it is said below which one is wrong
            return [members[item] for item in items]
    return [from_json(item, hint) for item in items]


def _rows_from(value: dict[str, Any], hint: Any) -> list[Any]:
    """Rows that came as columns."""
    kind = _kind_named(value.get("rows"), hint)
    count, given = _checked(value.get("count"), int), _checked(value.get("columns"), dict)
    if not 0 <= count <= MAX_ROWS:
        raise ValueError(f"{count} rows at once")
    hints = hints_of(kind)
    try:
        columns = [
            _column_from(given[f.name], hints[f.name], count) if f.name in given else _default(f, count)
            for f in fields(kind)
        ]
        return _made(kind, columns, count)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


def _made(kind: Any, columns: Sequence[Iterable[Any]], count: int) -> list[Any]:
    """Rows of these columns, which may be generated: of rows with slots column by column, in a third of the time that
    making each of them takes. Raises ValueError if one is too short or too long."""
    if "__slots__" not in vars(kind) or hasattr(kind, "__post_init__"):
        return [kind(*row) for row in zip(*columns, strict=True)]
    rows = [kind.__new__(kind) for _ in range(count)]
    for field, column in zip(fields(kind), columns, strict=True):
        if isinstance(column, Sized) and len(column) != count:
            raise ValueError(f"{len(column)} values of {field.name} for {count} rows")
        put = getattr(kind, field.name).__set__  # of a slot: what is frozen afterwards is not yet
        deque(map(put, rows, column), maxlen=0)  # runs through it
    return rows


def _kind_named(name: Any, hint: Any) -> Any:
    """The dataclass of that name among those that are declared."""
    kinds = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    for kind in kinds:
        if is_dataclass(kind) and getattr(kind, "__name__", "") == name:
            return kind
    raise ValueError(f"no rows of {name!r} are expected")


def _column_from(value: Any, hint: Any, count: int) -> Iterable[Any]:
    if isinstance(value, dict) and value.keys() == {"all"}:
        return repeat(from_json(value["all"], hint), count)
    return _list_from(value, hint)


def _default(field: Field[Any], count: int) -> Iterable[Any]:
    if field.default_factory is not MISSING:
        return [field.default_factory() for _ in range(count)]
    if field.default is MISSING:
        raise ValueError(f"no {field.name}")
    return repeat(field.default, count)


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
