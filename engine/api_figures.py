"""The shape of the engine's figures: what monitoring reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FigureRow:
    """`name`: as Prometheus has it; one that ends in `_total` only grows while the engine runs. `labels`: which one."""

    name: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)
