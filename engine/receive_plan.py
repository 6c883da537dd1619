"""What to read next: wanted records of all fetches merged per partition, and the trees of signed pages. No I/O.

Hides: the order of reading, when to read through a gap and when to jump, which page holds a row.
Promises: memory does not grow with a bundle: a tree remembers a few pages, wanted records are added by the window.
"""

from __future__ import annotations

import fnmatch
import re
from bisect import bisect_left, insort
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypeVar

from engine import wire
from engine.errors import TowlineError
from engine.wire import Reason, refused

BEYOND = 30.0  # seconds that what is wanted beyond the end of a partition may still be coming
READ_THROUGH = 8  # records; a jump costs about as much as reading this many
PAGES_KEPT = 6  # of one tree


# --- wanted records ----------------------------------------------------------------------------------------------------


class Owner(Protocol):
    """Who wants a record: one fetch."""

    @property
    def small(self) -> bool:
        """Whether its records go before those of others."""


class Want(NamedTuple):
    """One record that a fetch wants. `digest`: of its header and value, as signed. `kind`, `seq`: of its chunk header."""

    owner: Owner
    kind: int
    seq: int
    plain: int
    digest: bytes
    ref: wire.Ref | None = None  # of a page


@dataclass(slots=True)
class _Partition:
    wants: dict[int, list[Want]] = field(default_factory=dict)
    offsets: list[int] = field(default_factory=list)  # of all wants, sorted
    urgent: list[int] = field(default_factory=list)  # of pages and small fetches, sorted
    cursor: int | None = None  # the offset the reader gives next; None: it does not read here
    beyond: float | None = None  # since when something at its end or later is wanted
    passed: set[int] = field(default_factory=set)  # wanted offsets that the reader went by once
    idle: bool = False  # it gives what nobody wants yet

    def next(self) -> int:
        """The next offset to read, going round: forward from where the reader stands, then from the lowest."""
        pool = self.urgent or self.offsets
        i = bisect_left(pool, self.cursor or 0)
        return pool[i] if i < len(pool) else pool[0]

    def remove(self, offset: int) -> list[Want]:
        for pool in (self.offsets, self.urgent):
            i = bisect_left(pool, offset)
            if i < len(pool) and pool[i] == offset:
                del pool[i]
        self.passed.discard(offset)
        return self.wants.pop(offset, [])


class Wants:
    """The wanted records of one topic over all fetches, in the order in which they are best read.

    Per partition in offset order, going round, so that large fetches take turns; pages and small fetches first.
    """

    def __init__(self) -> None:
        self._partitions: dict[int, _Partition] = {}
        self._count = 0
        self._changed = False  # the reader may stand at the wrong place

    def __len__(self) -> int:
        return self._count

    def add(self, partition: int, offset: int, want: Want) -> None:
        part = self._partitions.setdefault(partition, _Partition())
        wants = part.wants.setdefault(offset, [])
        wants.append(want)
        if len(wants) == 1:
            insort(part.offsets, offset)
        if want.kind != wire.CHUNK or want.owner.small:
            i = bisect_left(part.urgent, offset)
            if i == len(part.urgent) or part.urgent[i] != offset:
                part.urgent.insert(i, offset)
        self._count += 1
        self._changed = True

    def take(self, partition: int, offset: int) -> tuple[list[Want], list[Want]]:
        """A record came: who wants it, and who wanted a record that is not there.

        What the reader goes by is asked for once more before it counts as not there: no bundle is called incomplete
        because a reader once stood at the wrong place.
        """
        part = self._partitions.get(partition)
        if part is None:
            return [], []
        missed: list[Want] = []
        if part.cursor is not None and offset > part.cursor:
            i, j = bisect_left(part.offsets, part.cursor), bisect_left(part.offsets, offset)
            for passed in part.offsets[i:j]:
                if passed in part.passed:
                    missed += part.remove(passed)
                else:
                    part.passed.add(passed)
                    self._changed = True
        part.cursor = offset + 1
        found = part.remove(offset)
        self._count -= len(found) + len(missed)
        part.idle = not found and not part.offsets
        if not part.offsets:
            self._changed |= part.idle  # read on, it would only give what has to be read again when it is wanted
        elif not 0 <= part.next() - part.cursor < READ_THROUGH:
            self._changed = True
        return found, missed

    def gone(self, partition: int, low: int, high: int, now: float) -> list[Want]:
        """The reader stopped here: takes out what is not there.

        That is what is below `low` at once. What is at `high` or beyond may only not be seen yet, by a broker that came
        back or leads anew: it is gone once that lasted BEYOND seconds. `now`: monotonic seconds.
        """
        part = self._partitions.get(partition)
        if part is None:
            return []
        part.cursor = None
        self._changed = True
        if not part.offsets or part.offsets[-1] < high:
            part.beyond = None
        elif part.beyond is None:
            part.beyond = now
        late = part.beyond is not None and now - part.beyond >= BEYOND
        lost: list[Want] = []
        for offset in [o for o in part.offsets if o < low or (late and o >= high)]:
            lost += part.remove(offset)
        self._count -= len(lost)
        return lost

    def any_outside(self, partition: int, low: int, high: int) -> bool:
        """Whether anything is wanted below `low` or from `high` on."""
        part = self._partitions.get(partition)
        return part is not None and any(not low <= offset < high for offset in part.offsets)

    def drop(self, owner: Owner, *, pages: bool = False) -> None:
        """Its records are no longer wanted; `pages`: only those of pages."""
        for part in self._partitions.values():
            for offset in list(part.offsets):
                wants = part.wants[offset]
                kept = [want for want in wants if want.owner is not owner or (pages and want.ref is None)]
                self._count -= len(part.wants[offset]) - len(kept)
                if kept:
                    part.wants[offset] = kept
                else:
                    part.remove(offset)

    def restart(self) -> None:
        """The reader is a new one: it stands nowhere."""
        for part in self._partitions.values():
            part.cursor = None
        self._changed = True

    def positions(self) -> dict[int, int] | None:
        """Where the reader is to go on, of every partition that is wanted; None if it stands right."""
        if not self._changed:
            return None
        self._changed = False
        right = True
        targets = {}
        for partition, part in self._partitions.items():
            if not part.offsets:
                right = right and (part.cursor is None or not part.idle)
                continue
            target = part.next()
            near = part.cursor is not None and 0 <= target - part.cursor < READ_THROUGH
            targets[partition] = part.cursor if near and part.cursor is not None else target
            right = right and near
        if right:
            return None
        for partition, part in self._partitions.items():
            part.cursor = targets.get(partition)
            part.idle = False
        return targets


# --- trees of pages ----------------------------------------------------------------------------------------------------

RowT = TypeVar("RowT", wire.Segment, wire.Entry, wire.Sum)


class Leaf(NamedTuple, Generic[RowT]):
    """Rows `first` and on."""

    first: int
    rows: Sequence[RowT]

    @property
    def end(self) -> int:
        return self.first + len(self.rows)


class Needed(NamedTuple):
    """The page to read before the row can be found. `kind`: of its chunk header."""

    ref: wire.Ref
    kind: int


class Lost(NamedTuple):
    """Rows first..end-1 cannot be known. `gone`: the page is no longer on the cluster; else it was refused."""

    first: int
    end: int
    gone: bool
    why: str


class Tree(Generic[RowT]):
    """One tree of an offer: finds the leaf with a row, page by page."""

    def __init__(
        self, row_type: type[RowT], kind: int, refs: Sequence[wire.Ref], *, inner: bool, rows: Sequence[RowT]
    ) -> None:
        """`rows`: those that stand in the offer itself; `refs` is empty then."""
        self._type: type[RowT] = row_type
        self._kind = kind
        self._refs = refs
        self._inner = inner
        self._inline: Sequence[RowT] = rows
        self._leaves: OrderedDict[bytes, Leaf[RowT]] = OrderedDict()
        self._inners: OrderedDict[bytes, Sequence[wire.Ref]] = OrderedDict()
        self._lost: dict[bytes, tuple[bool, str]] = {}
        self._before: Sequence[Leaf[RowT]] = ()
        self._extends: Callable[[Sequence[RowT], Sequence[RowT]], bool] = _anything
        self.end = refs[-1].first + refs[-1].count if refs else len(rows)  # one after the last row

    @property
    def leaves(self) -> int:
        """How many leaves there are at most, estimated without reading."""
        return sum(-(-ref.count // wire.LEAF_ROWS) for ref in self._refs)

    def leaf(self, number: int) -> Leaf[RowT] | Needed | Lost:
        """The leaf that holds row `number` < end, or what stands in the way of it."""
        if not self._refs:
            return Leaf(0, self._inline)
        ref = _holding(self._refs, number)
        if self._inner:
            if ref.digest in self._lost:
                return Lost(ref.first, ref.first + ref.count, *self._lost[ref.digest])
            if ref.digest not in self._inners:
                return Needed(ref, wire.INNER_PAGE)
            self._inners.move_to_end(ref.digest)
            ref = _holding(self._inners[ref.digest], number)
        if ref.digest in self._lost:
            return Lost(ref.first, ref.first + ref.count, *self._lost[ref.digest])
        if ref.digest not in self._leaves:
            return Needed(ref, self._kind)
        self._leaves.move_to_end(ref.digest)
        return self._leaves[ref.digest]

    def put(self, needed: Needed, plain: memoryview) -> None:
        """The opened page. Raises refused, and then the page is lost."""
        ref = needed.ref
        try:
            if needed.kind == wire.INNER_PAGE:
                _remember(self._inners, ref.digest, wire.decode_page(wire.Ref, ref, plain))
            else:
                rows = wire.decode_page(self._type, ref, plain)
                self._check(Leaf(ref.first, rows))
                _remember(self._leaves, ref.digest, Leaf(ref.first, rows))
        except TowlineError as error:
            self.lose(ref, gone=False, why=str(error.facts.get("reason", error.what)))
            raise

    def go_on_from(
        self, before: Sequence[Leaf[RowT]], extends: Callable[[Sequence[RowT], Sequence[RowT]], bool]
    ) -> None:
        """Rows that were `held` of the accepted revision: from now on, pages that do not go on from them are refused.

        `extends`: whether rows go on from old ones with the same numbers. Raises refused for rows in the offer itself.
        """
        self._before, self._extends = before, extends
        self._check(Leaf(0, self._inline))

    def held(self) -> list[Leaf[RowT]]:
        """The rows that are known: of this revision, or else of those before it."""
        known: dict[int, Leaf[RowT]] = {leaf.first: leaf for leaf in self._before}
        known.update({leaf.first: leaf for leaf in self._leaves.values()})
        if self._inline:
            known[0] = Leaf(0, self._inline)
        return list(known.values())[-PAGES_KEPT:]

    def _check(self, new: Leaf[RowT]) -> None:
        for old in self._before:
            begin, end = max(old.first, new.first), min(old.end, new.end)
            if begin < end and not self._extends(
                old.rows[begin - old.first : end - old.first], new.rows[begin - new.first : end - new.first]
            ):
                raise refused(Reason.ROWS_GONE)

    def lose(self, ref: wire.Ref, *, gone: bool, why: str) -> None:
        self._lost[ref.digest] = (gone, why)


def _anything(_old: object, _new: object) -> bool:
    return True


PageT = TypeVar("PageT")


def _remember(pages: OrderedDict[bytes, PageT], digest: bytes, page: PageT) -> None:
    pages[digest] = page
    if len(pages) > PAGES_KEPT:
        pages.popitem(last=False)


def _holding(refs: Sequence[wire.Ref], number: int) -> wire.Ref:
    """References follow each other without gaps: the format's check."""
    return refs[bisect_left(refs, number + 1, key=lambda ref: ref.first) - 1]


# --- chosen entries ----------------------------------------------------------------------------------------------------


class Choice:
    """Which entries a person chose: by globs over whole paths, or by number. Nothing chosen: all.

    A chosen folder brings everything below it, as rows come in the order of the offer: a folder before what is in it. A
    path chosen by number stays chosen when its sender gives it a new row, because the file changed while it was sent.
    `known`: paths of numbers whose rows were taken before.
    """

    def __init__(self, globs: Sequence[str], numbers: Iterable[int] = (), known: Iterable[str] = ()) -> None:
        globs = [glob.rstrip("/") for glob in globs]
        self._numbers = frozenset(numbers)
        self.all = not globs and not self._numbers
        self._plain = {glob for glob in globs if not re.search(r"[*?\[]", glob)}
        patterns = [fnmatch.translate(glob)[:-2] for glob in globs if glob not in self._plain]
        self._pattern = re.compile("|".join(f"(?:{p})(?:/|\\Z)" for p in patterns)) if patterns else None
        self._plain.update(known)

    def takes(self, number: int, path: str) -> bool:
        """Whether the entry of this row is chosen."""
        if number in self._numbers:
            self._plain.add(path)
        return path in self

    def __contains__(self, path: str) -> bool:
        if self.all or (self._pattern and self._pattern.match(path)):
            return True
        return bool(self._plain) and any(beginning in self._plain for beginning in _beginnings(path))


def _beginnings(path: str) -> Iterator[str]:
    """`a/b/c` → `a`, `a/b`, `a/b/c`."""
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)
    yield path
