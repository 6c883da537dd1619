"""How a queue or one send is protected and paced: cipher, compression, block size, speed limit and how long it is kept.

Hides: which values there are and how a typed one is read. Promises: each choice comes with one line of reason, in the
list and below the field; None stands for what follows the link, the cluster or the computer. Shared by the send dialog
and the queue editor, like the window's own setting *ask before sending*.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from engine.api import Cipher
from engine.settings_keys import Wrong, size_of
from gui import words
from gui.bridge import Bridge
from gui.look import look, sized

REASON = Qt.ItemDataRole.UserRole + 11  # one line
BAD = Qt.ItemDataRole.UserRole + 12  # True where the reason is one against it

DAY = 86_400.0
BLOCKS = (64_000, 256_000, 512_000, 950_000)  # bytes
LIMITS = (250_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 50_000_000)  # bytes a second
DAYS = (1, 3, 7, 14, 30)
COUNTS = (1, 2, 4, 8)  # sends at a time
LINE = 46  # px, of a choice with its reason

CIPHERS = {
    Cipher.AES_256_GCM: "AES-256-GCM",
    Cipher.CHACHA20_POLY1305: "ChaCha20-Poly1305",
    Cipher.AES_256_GCM_SIV: "AES-256-GCM-SIV",
}

Index = QModelIndex | QPersistentModelIndex


# --- ask before sending --------------------------------------------------------------------------------------------------


def asks_before(view: QSettings, queue: str) -> bool:
    """Whether a drop on this queue opens the send dialog; it is sent at once unless a person chose otherwise."""
    return bool(view.value(_ask_key(queue), False, bool))


def set_asks_before(view: QSettings, queue: str, asks: bool) -> None:
    if asks:
        view.setValue(_ask_key(queue), True)
    else:
        view.remove(_ask_key(queue))


def _ask_key(queue: str) -> str:
    return f"queues/{quote(queue, safe='')}/ask"


# --- choices -------------------------------------------------------------------------------------------------------------


class Choice(QComboBox):
    """A list of values, each with its line of reason. `changed` also tells of a reason that became known."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_ReasonLines(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.currentIndexChanged.connect(lambda _: self.changed.emit())

    def offer(self, value: Any, text: str, reason: str, *, bad: bool = False) -> None:
        self.addItem(text, value)
        self.explain(self.count() - 1, reason)
        self.setItemData(self.count() - 1, bad, BAD)

    def explain(self, place: int, reason: str) -> None:
        self.setItemData(place, reason, REASON)
        self.setItemData(place, f"{self.itemText(place)}. {reason}", Qt.ItemDataRole.AccessibleTextRole)

    def place(self, value: Any) -> int:
        """Where a value stands, or -1. By equality: Qt compares what Python hands it as objects."""
        return next((place for place in range(self.count()) if self.itemData(place) == value), -1)

    def value(self) -> Any:
        return self.itemData(self.currentIndex())

    def choose(self, value: Any) -> None:
        """A value that is not in the list is added, as the settings may hold any."""
        if self.place(value) < 0:
            self.offer(value, self.text_of(value), self.tr("As it stands in the settings."))
        self.setCurrentIndex(self.place(value))

    def text_of(self, value: Any) -> str:
        return str(value)

    def reason(self) -> str:
        return str(self.itemData(self.currentIndex(), REASON) or "")

    def bad(self) -> bool:
        return bool(self.itemData(self.currentIndex(), BAD))

    def error(self) -> str:
        """What is wrong with a typed value, as a sentence; empty if nothing is."""
        return ""

    def showPopup(self) -> None:
        widest = max((self.fontMetrics().horizontalAdvance(self._widest(n)) for n in range(self.count())), default=0)
        self.view().setMinimumWidth(min(widest + 40, self.screen().availableGeometry().width() - 40))
        super().showPopup()

    def _widest(self, place: int) -> str:
        return max(self.itemText(place), str(self.itemData(place, REASON)), key=len)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page and never changes what was chosen


class CipherChoice(Choice):
    """The fastest of this computer first, once it is measured. A queue that names none keeps naming none (None)."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._named = True
        reasons = {
            Cipher.AES_256_GCM: self.tr("Fast on computers with AES instructions."),
            Cipher.CHACHA20_POLY1305: self.tr("For computers without AES instructions."),
            Cipher.AES_256_GCM_SIV: self.tr("Tolerates nonce faults; slower."),
        }
        for cipher, reason in reasons.items():
            self.offer(cipher, CIPHERS[cipher], reason)
        open_reason = self.tr("Not encrypted: anyone who can read the topic can read the files.")
        self.offer(Cipher.SIGNED_ONLY, self.tr("Signed only"), open_reason, bad=True)
        self.activated.connect(self._chosen)
        bridge.ask(self, lambda: _fastest(bridge.profile), self._measured)

    def value(self) -> Cipher | None:
        chosen = super().value()
        return Cipher(chosen) if self._named and chosen is not None else None

    def effective(self) -> Cipher:
        """What it will be, also where none is named."""
        return Cipher(super().value())

    def choose(self, value: Cipher | None) -> None:
        self._named = value is not None
        super().choose(value or self.itemData(0))

    def _chosen(self) -> None:
        self._named = True
        self.changed.emit()

    def _measured(self, fastest: Cipher) -> None:
        place = self.place(fastest)
        chosen, named = super().value(), self._named
        text = self.itemText(place)
        self.blockSignals(True)
        self.removeItem(place)
        self.insertItem(0, text, fastest)
        self.explain(0, self.tr("Fastest on this computer."))
        self.setItemData(0, False, BAD)
        self.setCurrentIndex(self.place(chosen) if named else 0)
        self.blockSignals(False)
        self.changed.emit()


class CompressionChoice(Choice):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = {
            "auto": self.tr("Only where it saves something; harder on slow links."),
            "off": self.tr("For photos, videos and archives, which are compressed already."),
            "1": self.tr("Level 1: for fast links."),
            "6": self.tr("Level 6: a little slower, a little smaller."),
            "19": self.tr("Level 19: as small as possible; much slower."),
        }
        names = {
            "auto": self.tr("Automatic"),
            "off": self.tr("Off"),
            "1": self.tr("Fast"),
            "6": self.tr("Balanced"),
            "19": self.tr("Small"),
        }
        for value, text in names.items():
            self.offer(value, text, self._plain[value])

    def text_of(self, value: Any) -> str:
        return self.tr("Level {level}").format(level=value)

    def choose(self, value: Any) -> None:
        super().choose(str(value or "auto"))

    def measured(self, saves: Mapping[str, float]) -> None:
        """`saves`: level → part of the bytes saved on a sample, 0..1. Automatic begins with level 1."""
        for value, level in (("auto", "1"), ("1", "1"), ("6", "6"), ("19", "19")):
            if level in saves:
                saving = self.tr("Saves about {part}, measured on a sample.").format(part=words.percent(saves[level]))
                slow = f"{self._plain[value]} {saving}" if value == "19" else saving
                self.explain(self.place(value), slow)
        self.changed.emit()


class BlockChoice(Choice):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer(None, self.tr("Automatic"), self.tr("Follows the speed of the link, 64 to 950 kB."))
        shaky = self.tr("For slow or shaky links: an interruption costs little.")
        quick = self.tr("For fast links: fewer and larger records.")
        for size in BLOCKS:
            self.offer(size, words.size(size), shaky if size < 500_000 else quick)

    def text_of(self, value: Any) -> str:
        return words.size(value)

    def fixed(self, yes: bool) -> None:
        """One send cannot follow the link where its queue has a size."""
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        model.item(0).setEnabled(not yes)
        follows = self.tr("Follows the speed of the link, 64 to 950 kB.")
        self.explain(0, self.tr("This queue has a fixed size: change it there.") if yes else follows)


class ParallelChoice(Choice):
    """How many sends of a queue go at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer(0, self.tr("As many as go well"), self.tr("Small ones go past large ones."))
        for count in COUNTS:
            self.offer(count, words.number(count), self._others() if count > 1 else self._one())

    def text_of(self, value: Any) -> str:
        return words.number(value)

    def _one(self) -> str:
        return self.tr("One after the other, in the order of the list.")

    def _others(self) -> str:
        return self.tr("The others of this queue wait for their turn.")


class LimitChoice(Choice):
    """Any rate may be typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.offer(None, self.tr("No limit"), self.tr("As fast as the link and the cluster allow."))
        for rate in LIMITS:
            self.offer(rate, words.rate(rate), self._slower())
        self.typed = QLineEdit()
        self.setLineEdit(self.typed)
        self.typed.setStyleSheet("border: 0; padding: 0; background: transparent; min-height: 18px;")
        self.editTextChanged.connect(lambda _: self.changed.emit())
        self.typed.installEventFilter(self)

    def value(self) -> int | None:
        """Bytes a second; None without a limit, and for what cannot be read (see `error`)."""
        try:
            return self._typed()
        except Wrong:
            return None

    def text_of(self, value: Any) -> str:
        return words.rate(value)

    def reason(self) -> str:
        return super().reason() if self.value() is None else self._slower()

    def error(self) -> str:
        try:
            self._typed()
        except Wrong as error:
            return words.told(error.what, error.todo)
        return ""

    def _typed(self) -> int | None:
        text = self.currentText().strip()
        place = self.findText(text, Qt.MatchFlag.MatchFixedString)
        if place >= 0:
            value = self.itemData(place)
            return None if value is None else int(value)
        if not text:
            return None
        rate = size_of(text.replace(",", "."))
        if not rate:
            raise Wrong(self.tr("Nothing would be sent at this speed."), self.tr("Choose a larger one, or no limit."))
        return rate

    def _slower(self) -> str:
        return self.tr("Never faster than this; leaves room for others on the line.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was typed is shown as it was understood once the field is left."""
        if event.type() is QEvent.Type.FocusOut and not self.error():
            self.choose(self.value())
        return super().eventFilter(watched, event)


class KeepChoice(Choice):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer(None, self.tr("As the cluster keeps it"), self.tr("The cluster decides; 7 days are usual."))
        for days in DAYS:
            self.offer(days * DAY, self._days(days), self.tr("Offered so long, unless the cluster drops it sooner."))

    def text_of(self, value: Any) -> str:
        return words.span(value) if value < DAY or value % DAY else self._days(int(value // DAY))

    def kept(self, seconds: float) -> None:
        """How long the cluster keeps what is sent, as seen at the last send."""
        days = self._days(max(1, round(seconds / DAY)))
        self.explain(0, self.tr("About {days} at the last send.").format(days=days))
        self.changed.emit()

    def _days(self, days: int) -> str:
        return self.tr("%n days", "", days)


class _ReasonLines(QStyledItemDelegate):
    """In the opened list: the value, and below it its reason."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(option.rect, QColor(look().selection))
        area: QRect = option.rect.adjusted(10, 5, -10, -5)
        half = area.height() // 2
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(sized(option.font, 0))
        painter.setPen(QColor(look().text))
        painter.drawText(area.adjusted(0, 0, 0, -half), left, str(index.data() or ""))
        painter.setFont(sized(option.font, -1))
        painter.setPen(QColor(look().failed if index.data(BAD) else look().faint))
        painter.drawText(area.adjusted(0, half, 0, 0), left, str(index.data(REASON) or ""))
        painter.restore()


def _fastest(profile: Path) -> Cipher:
    """What the engine takes where none is named: timed once per profile, else timed now."""
    from engine.seal import fastest_cipher  # only here: its libraries take a tenth of a second to load

    known = profile / "cipher"
    return Cipher(known.read_text("utf-8").strip()) if known.exists() else fastest_cipher()
