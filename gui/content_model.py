"""What is in an offer: a tree of folders with tick boxes, as a table of the rows that are unfolded.

Hides: building a tree from pages of paths, counting ticks, what is shown while a filter stands. Promises: a page of 1,000
entries costs a few milliseconds however many are there; what is not loaded yet follows the tick of its folder; while a
filter stands the files that match are listed flat, with their whole paths, a slice at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from engine.api import EntryRow
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.cells import FAINT
from gui.plain_text import tip
from gui.sorting import Order, Sorting, arranged, natural
from gui.tree_table import DEPTH, FOLD, ICON

NAME, SIZE, MODIFIED, NOTE = range(4)
SLICE = 2_000  # files that a filter looks at before the window has its turn
AT_ONCE = 1_000  # rows that are sorted without another thread
MOST_PLACES = 8  # folders of one page that get their rows one by one; above that all are laid out anew

Index = QModelIndex | QPersistentModelIndex
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Node:
    """A file or folder. `wish`: the tick, of a folder the one that new children get. Of folders: `files`, `ticked` and
    `ticked_size` count everything below that is loaded."""

    __slots__ = (
        "children", "depth", "files", "modified", "name", "number", "open", "parent", "path", "size", "state", "ticked",
        "ticked_size", "why", "wish",
    )  # fmt: skip

    def __init__(self, parent: Node | None, name: str, path: str) -> None:
        self.parent = parent
        self.name = name
        self.path = path
        self.depth: int = parent.depth + 1 if parent else -1
        self.wish: bool = parent.wish if parent else False
        self.number = -1
        self.children: list[Node] | None = None  # of a file
        self.open = False
        self.files = self.ticked = self.ticked_size = 0
        self.size = 0
        self.modified = 0.0
        self.state = self.why = ""


class ContentModel(QAbstractTableModel):
    ticks_changed = Signal()
    matched = Signal()  # more of what the filter lets through is shown, or all of it

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._sorting: Sorting[Node] = Sorting(bridge, self)
        self._slice = QTimer(self, interval=0)
        self._slice.timeout.connect(self._look_further)
        self._column, self._descending = NAME, False
        self._text = ""
        self._start()

    def _start(self) -> None:
        self._sorting.forget()
        self._slice.stop()
        self.root = Node(None, "", "")
        self.root.children = []
        self.root.open = True
        self._folders: dict[str, Node] = {"": self.root}
        self._files: list[Node] = []  # in the order they came
        self._shown: list[Node] = []
        self._looked = 0  # files that the filter has seen
        self.last = -1  # number of the newest entry
        self.whole = False  # everything is loaded

    # --- what is loaded ---------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        self.beginResetModel()
        self._start()
        self._text = ""
        self.endResetModel()

    def add(self, entries: Sequence[EntryRow], *, whole: bool) -> None:
        """The next page. `whole`: it was the last one."""
        self.whole = whole
        before = len(self._files)
        new: dict[int, list[Node]] = {}  # by id of the folder they stand in
        for entry in entries:
            self.last = max(self.last, entry.number)
            for node in self._node(entry):
                assert node.parent is not None
                new.setdefault(id(node.parent), []).append(node)
        changed = {id(node.parent): node.parent for nodes in new.values() for node in nodes if node.parent}
        self._count(self._files[before:])
        if self._text:
            self._slice.start()
        elif whole and len(self.root.children or []) < AT_ONCE and len(self._files) < AT_ONCE:
            self._unfold_only_folder()
            self._sort_small()
        else:
            seen = [folder for folder in changed.values() if self._is_unfolded(folder)]
            if len(seen) <= MOST_PLACES:
                for folder in seen:
                    self._insert(folder, new[id(folder)])
            else:
                self._lay_out()
            self._unfold_only_folder()
            if whole:
                self.sort_now()
        if before and seen_folders(changed.values()):
            self._tell_all()
        self.ticks_changed.emit()

    def _node(self, entry: EntryRow) -> list[Node]:
        """Nodes that are new by this entry: itself, and folders that nobody named before."""
        if entry.folder:
            known = self._folders.get(entry.path)
            made = [] if known else self._folder(entry.path)
            folder = self._folders[entry.path]
            folder.number, folder.modified = entry.number, entry.mtime_ns / 1e9
            return made
        above, _, name = entry.path.rpartition("/")
        made = [] if above in self._folders else self._folder(above)
        parent = self._folders[above]
        node = Node(parent, shown(name), entry.path)
        node.number, node.size, node.modified = entry.number, entry.size, entry.mtime_ns / 1e9
        node.state, node.why = entry.state, entry.why
        assert parent.children is not None
        parent.children.append(node)
        self._files.append(node)
        made.append(node)
        return made

    def _folder(self, path: str) -> list[Node]:
        """Makes a folder and those above it."""
        made: list[Node] = []
        parent = self.root
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            here = "/".join(parts[:end])
            if here not in self._folders:
                node = Node(parent, shown(parts[end - 1]), here)
                node.children = []
                assert parent.children is not None
                parent.children.append(node)
                self._folders[here] = node
                made.append(node)
            parent = self._folders[here]
        return made

    def _count(self, files: Iterable[Node]) -> None:
        """Adds files to the counts of the folders above them."""
        sums: dict[Node, list[int]] = {}
        for node in files:
            assert node.parent is not None
            total = sums.setdefault(node.parent, [0, 0, 0, 0])
            total[0] += 1
            total[1] += node.size
            if node.wish:
                total[2] += 1
                total[3] += node.size
        for folder, (count, size, ticked, ticked_size) in sums.items():
            above: Node | None = folder
            while above is not None:
                above.files += count
                above.size += size
                above.ticked += ticked
                above.ticked_size += ticked_size
                above = above.parent

    # --- ticks ------------------------------------------------------------------------------------------------------------

    def tick(self, rows: list[tuple[int, int]]) -> None:
        """Turns the ticks of runs of rows: all get what the first one has not."""
        if rows and self._shown:
            first = self._shown[rows[0][0]]
            nodes = [node for start, end in rows for node in self._shown[start : end + 1]]
            if len(nodes) == len(self._shown) and not self._text:
                nodes = [self.root]
            self._tick(nodes, self._tick_of(first) is not Qt.CheckState.Checked)

    def tick_all(self, ticked: bool) -> None:
        """Everything, loaded or not; while a filter stands, what it lets through."""
        if self._text:
            self._tick(self._shown, ticked)
        else:
            self._tick([self.root], ticked)

    def _tick(self, nodes: Iterable[Node], ticked: bool) -> None:
        turned: dict[Node, list[int]] = {}  # folder → files and bytes that changed in it
        waiting: list[Iterable[Node]] = [nodes]
        while waiting:
            folder: Node | None = None
            total = [0, 0]
            for node in waiting.pop():
                if node.children is not None:
                    node.wish = ticked
                    waiting.append(node.children)
                elif node.wish is not ticked:
                    node.wish = ticked
                    if node.parent is not folder:
                        folder = node.parent
                        assert folder is not None
                        total = turned.setdefault(folder, [0, 0])
                    total[0] += 1
                    total[1] += node.size
        sign = 1 if ticked else -1
        for changed, (count, size) in turned.items():
            above: Node | None = changed
            while above is not None:
                above.ticked += sign * count
                above.ticked_size += sign * size
                above = above.parent
        self._tell_all()
        self.ticks_changed.emit()

    @staticmethod
    def _tick_of(node: Node) -> Qt.CheckState:
        if node.children is None or not node.files:
            whole, any_ = node.wish, node.wish
        else:
            whole, any_ = node.ticked == node.files, node.ticked > 0
        if whole:
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if any_ else Qt.CheckState.Unchecked

    @property
    def ticked(self) -> tuple[int, int]:
        """Files that are ticked, and their bytes, as far as loaded."""
        return self.root.ticked, self.root.ticked_size

    @property
    def any_ticked(self) -> bool:
        return bool(self.root.ticked) or any(folder.wish for folder in self._folders.values() if self._decides(folder))

    @property
    def shown_ticked(self) -> bool:
        """All files that the filter lets through."""
        return bool(self._shown) and all(node.wish for node in self._shown)

    @property
    def all_ticked(self) -> bool:
        """Everything, with what is not loaded yet."""
        if self.root.ticked != self.root.files:
            return False
        return all(folder.wish for folder in self._folders.values() if self._decides(folder))

    def _decides(self, folder: Node) -> bool:
        """Whether the tick of a folder itself says something: for what may still come, or because nothing is in it."""
        if not self.whole:
            return True
        return not folder.files and (folder.number >= 0 or folder is self.root)

    @property
    def open_ended(self) -> bool:
        """Whether something that is not loaded yet may be among what is ticked."""
        return not self.whole and any(folder.wish for folder in self._folders.values())

    def numbers(self) -> tuple[int, ...]:
        """Of all entries that are ticked; of folders those that are ticked with all they hold."""
        found = [node.number for node in self._files if node.wish]
        for folder in self._folders.values():
            if folder.number >= 0 and self._tick_of(folder) is Qt.CheckState.Checked:
                found.append(folder.number)
        return tuple(sorted(found))

    def wishes(self) -> dict[str, bool]:
        """Path of each folder that is known → whether what comes into it is ticked."""
        return {path: folder.wish for path, folder in self._folders.items()}

    # --- folding ----------------------------------------------------------------------------------------------------------

    def turn(self, row: int, unfolded: bool) -> None:
        node = self._shown[row]
        if node.children is None or node.open is unfolded:
            return
        if unfolded:
            node.open = True
            below = self._below(node)
            if below:
                self.beginInsertRows(QModelIndex(), row + 1, row + len(below))
                self._shown[row + 1 : row + 1] = below
                self.endInsertRows()
        else:
            end = self._end(row)
            if end > row:
                self.beginRemoveRows(QModelIndex(), row + 1, end)
                node.open = False
                del self._shown[row + 1 : end + 1]
                self.endRemoveRows()
            node.open = False
        self.dataChanged.emit(self.index(row, NAME), self.index(row, NAME))

    def parent_row(self, row: int) -> int:
        parent = self._shown[row].parent
        return self._shown.index(parent) if parent is not None and parent is not self.root and not self._text else -1

    def _below(self, folder: Node) -> list[Node]:
        """All that is unfolded in a folder, in order."""
        children = folder.children or []
        found: list[Node] = []
        start = 0
        for place in [place for place, node in enumerate(children) if node.open]:
            found += children[start : place + 1]
            found += self._below(children[place])
            start = place + 1
        return found + children[start:]

    def _end(self, row: int) -> int:
        """The last row that stands below the folder of `row`."""
        depth, end = self._shown[row].depth, row
        while end + 1 < len(self._shown) and self._shown[end + 1].depth > depth:
            end += 1
        return end

    @staticmethod
    def _is_unfolded(folder: Node) -> bool:
        above: Node | None = folder
        while above is not None:
            if not above.open:
                return False
            above = above.parent
        return True

    def _insert(self, folder: Node, nodes: list[Node]) -> None:
        """Rows for new children of an unfolded folder, at its end; they are not unfolded themselves."""
        at = len(self._shown) if folder is self.root else self._end(self._shown.index(folder)) + 1
        self.beginInsertRows(QModelIndex(), at, at + len(nodes) - 1)
        self._shown[at:at] = nodes
        self.endInsertRows()

    def _lay_out(self) -> None:
        self.beginResetModel()
        self._shown = self._below(self.root)
        self.endResetModel()

    def _unfold_only_folder(self) -> None:
        """A bundle that is one folder is shown with that folder unfolded."""
        top = self.root.children or []
        if len(top) == 1 and top[0].children is not None and not top[0].open and self._shown in ([], top):
            if self._shown:
                self.turn(0, True)
            else:
                top[0].open = True

    # --- order ------------------------------------------------------------------------------------------------------------

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._descending = column, order is Qt.SortOrder.DescendingOrder
        self.sort_now()

    def sort_now(self) -> None:
        """Sorts each folder; long ones beside the window."""
        if len(self._files) + len(self._folders) <= AT_ONCE:
            self._sort_small()
            return
        nodes = [node for folder in self._folders.values() for node in folder.children or []]
        self._sorting.ask(nodes, self._order(), self._sorted)

    def _sort_small(self) -> None:
        nodes = [node for folder in self._folders.values() for node in folder.children or []]
        found = arranged(nodes, self._order(), lambda: True)
        assert found is not None
        self._sorted(found)

    def _order(self) -> Order[Node]:
        keys = {
            NAME: lambda node: natural(node.name),
            SIZE: lambda node: node.size,
            MODIFIED: lambda node: node.modified,
            NOTE: lambda node: node.state,
        }
        return Order(keys[self._column], self._descending, first=lambda node: node.children is None)

    def _sorted(self, nodes: list[Node]) -> None:
        """All nodes in order: each folder's come out in that order, what came meanwhile behind them."""
        folders = list(self._folders.values())
        if sum(len(folder.children or []) for folder in folders) > len(nodes):
            known = set(map(id, nodes))
            late = [node for folder in folders for node in folder.children or [] if id(node) not in known]
            nodes = nodes + late
        if len(folders) == 1:
            self.root.children = nodes
        else:
            sorted_: dict[Node, list[Node]] = {folder: [] for folder in folders}
            for node in nodes:
                sorted_[node.parent].append(node)  # type: ignore[index]  # only the root has none
            for folder, children in sorted_.items():
                folder.children = children
        if self._text:
            return  # what matches stands as it was found
        self._lay_out()

    # --- filter -----------------------------------------------------------------------------------------------------------

    def filter(self, text: str) -> None:
        text = text.strip().casefold()
        if text == self._text:
            return
        self._text, self._looked = text, 0
        self.beginResetModel()
        self._shown = [] if text else self._below(self.root)
        self.endResetModel()
        if text:
            self._slice.start()
            self._look_further()
        else:
            self._slice.stop()
            self.matched.emit()

    @property
    def filtered(self) -> bool:
        return bool(self._text)

    @property
    def looking(self) -> bool:
        """Whether the filter has not seen all that is loaded."""
        return self._slice.isActive()

    def _look_further(self) -> None:
        part = self._files[self._looked : self._looked + SLICE]
        self._looked += len(part)
        found = [node for node in part if self._text in node.path.casefold()]
        if found:
            at = len(self._shown)
            self.beginInsertRows(QModelIndex(), at, at + len(found) - 1)
            self._shown += found
            self.endInsertRows()
        if self._looked >= len(self._files):
            self._slice.stop()
        self.matched.emit()

    # --- as a table -------------------------------------------------------------------------------------------------------

    def node(self, row: int) -> Node:
        return self._shown[row]

    def row_of(self, node: Node) -> int:
        """-1 if it is not among what is unfolded."""
        try:
            return self._shown.index(node)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 4

    def _tell_all(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, NAME), self.index(len(self._shown) - 1, NOTE))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node, column = self._shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(node, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column == SIZE else LEFT
        if column == NAME:
            return self._of_name(node, role)
        if role == FAINT:
            return True
        if role == Qt.ItemDataRole.ToolTipRole and column == NOTE:
            return tip(shown(words.told(node.why))) or None
        return None

    def _of_name(self, node: Node, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.CheckStateRole:
                return self._tick_of(node) if self._bridge.may("fetch") else None
            case Qt.ItemDataRole.ToolTipRole:
                return tip(shown(node.path))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._said(node)
        if role == ICON:
            return "file" if node.children is None else "folder"
        if role == DEPTH:
            return 0 if self._text else node.depth
        if role == FOLD and node.children is not None and not self._text:
            return "open" if node.open else "closed"
        if role == FAINT:
            return node.state == "left out"
        return None

    def _words(self, node: Node, column: int) -> str:
        if column == NAME:
            return shown(node.path) if self._text else node.name
        if column == SIZE:
            return words.size(node.size) if node.children is None or node.files else ""
        if column == MODIFIED:
            return words.moment(node.modified) if node.modified else ""
        if node.children is not None:
            return self.tr("%n files", "", node.files)
        known = {"still arriving": self.tr("Still arriving"), "left out": self.tr("Left out by the sender")}
        return known.get(node.state, "")

    def _said(self, node: Node) -> str:
        tick = {
            Qt.CheckState.Checked: self.tr("ticked"),
            Qt.CheckState.PartiallyChecked: self.tr("partly ticked"),
            Qt.CheckState.Unchecked: self.tr("not ticked"),
        }[self._tick_of(node)]
        what = self.tr("file") if node.children is None else self.tr("folder")
        return self.tr("{name}, {what}, {tick}").format(name=self._words(node, NAME), what=what, tick=tick)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks, for tools that help people who cannot see."""
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole or index.column() != NAME:
            return False
        self._tick([self._shown[index.row()]], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        free = index.column() == NAME and self._bridge.may("fetch")
        return flags | Qt.ItemFlag.ItemIsUserCheckable if free else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section == SIZE else LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return [self.tr("Name"), self.tr("Size"), self.tr("Modified"), self.tr("Note")][section]


def numbers_after(page: Callable[[int], list[EntryRow]], after: int, wishes: dict[str, bool]) -> Iterator[int]:
    """Of the entries after one, those that are ticked because the nearest folder that was known is. `page`: reads the
    entries after a number; none is the end."""
    while entries := page(after):
        for entry in entries:
            above = entry.path
            while above not in wishes:
                above = above.rpartition("/")[0]
            if wishes[above]:
                yield entry.number
        after = entries[-1].number


def seen_folders(folders: Iterable[Node]) -> bool:
    """Whether one of these has a row of its own whose counts changed."""
    return any(folder.parent is not None for folder in folders)
