"""The shape of what tells how this Towline is: figures that monitoring reads, and what the doctor found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FigureRow:
    """`name`: as Prometheus has it; one that ends in `_total` only grows while the engine runs. `labels`: which one."""

    name: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One line of `doctor`: `result` is ok, warn or fail; `todo`: what to do about it."""

    name: str
    result: str
    text: str
    todo: str = ""
