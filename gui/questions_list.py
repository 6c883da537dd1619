"""The list of what waits for a person: each line with its buttons, painted, quick with thousands of them.

Hides: painting buttons and which one the pointer is on. Promises: whatever a button does is in the menu that Enter opens.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from engine.api import QuestionRow
from gui import icons
from gui.look import EDGE, GAP, look, sized
from gui.questions_model import ANSWERS, LINE, Head, QuestionsModel, icon_of

TALL, HEAD = 58, 40  # px
BUTTON = 30  # px, height
WIDE = 600  # px of a line that has room for all its buttons
MORE = ""  # stands for the one button of a narrow line

Index = QModelIndex | QPersistentModelIndex


class QuestionCell(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, HEAD if isinstance(index.data(LINE), Head) else TALL)

    def buttons(self, rect: QRect, index: Index) -> list[tuple[str, str, QRect]]:
        """(choice, label, where) from left to right; in a narrow line one that opens the menu."""
        answers = index.data(ANSWERS)
        if answers and rect.width() < WIDE:
            answers = [(MORE, self.tr("Answer…"))]
        view = self.parent()
        assert isinstance(view, QuestionsList)
        metrics, right, found = view.fontMetrics(), rect.right() - EDGE, []
        for choice, label in reversed(answers):
            width = metrics.horizontalAdvance(label) + 28
            found.append((choice, label, QRect(right - width, rect.center().y() - BUTTON // 2 + 1, width, BUTTON)))
            right -= width + GAP
        return found[::-1]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, line, rect = self.parent(), index.data(LINE), option.rect
        assert isinstance(view, QuestionsList)
        colours = look()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head = isinstance(line, Head)
        if head:
            painter.fillRect(rect, QColor(colours.window))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, option.palette.color(QPalette.ColorRole.Highlight))
        if view.hasFocus() and view.currentIndex().row() == index.row():
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(colours.accent))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colours.line))
        buttons = self.buttons(rect, index)
        right = buttons[0][2].left() - EDGE if buttons else rect.right() - EDGE
        area = QRect(rect.left() + EDGE, rect.top(), right - rect.left() - EDGE, rect.height())
        if head:
            self._paint_head(painter, option, index, area, all_=bool(buttons))
        else:
            self._paint_question(painter, option, line, area)
        for choice, label, where in buttons:
            over = view.hovered == (index.row(), choice)
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.setBrush(QColor(colours.hover if over else colours.card))
            painter.drawRoundedRect(QRectF(where).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.setFont(option.font)
            painter.setPen(QColor(colours.text))
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, label)
        painter.restore()

    def _paint_head(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRect, *, all_: bool
    ) -> None:
        painter.setFont(sized(option.font, -1, strong=True))
        painter.setPen(QColor(look().faint))
        text = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        note = self.tr("For all of them:")
        room = area.width() - painter.fontMetrics().horizontalAdvance(text)
        if all_ and room > painter.fontMetrics().horizontalAdvance(note) + EDGE:
            painter.setFont(sized(option.font, -1))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)

    def _paint_question(self, painter: QPainter, option: QStyleOptionViewItem, line: QuestionRow, area: QRect) -> None:
        view = self.parent()
        assert isinstance(view, QuestionsList)
        still = view.questions.open(line)
        colour = look().state("waiting") if still else QColor(look().faint)
        name = icon_of(line.cause) if still else "check"
        icons.paint(painter, name, QRectF(area.left(), area.center().y() - 9, 19, 19), colour)
        text = area.adjusted(34, 8, 0, -8)
        upper, lower = QRect(text), QRect(text)
        upper.setHeight(text.height() // 2)
        lower.setTop(upper.bottom() + 1)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(sized(option.font, 0, strong=True))
        painter.setPen(option.palette.color(QPalette.ColorRole.Text) if still else QColor(look().faint))
        title = str(view.questions.data(view.questions.index(view.questions.place(line.id))))
        cut = QFontMetrics(painter.font()).elidedText(title, Qt.TextElideMode.ElideMiddle, upper.width())
        painter.drawText(upper, left, cut)
        painter.setFont(option.font)
        painter.setPen(QColor(look().faint))
        sentence = view.questions.second(line)
        cut = option.fontMetrics.elidedText(sentence, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, left, cut)


class QuestionsList(QListView):
    """`answered`: (row, choice): a button or an entry of its menu was chosen."""

    answered = Signal(int, str)

    def __init__(self, questions: QuestionsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questions = questions
        self.hovered: tuple[int, str] | None = None
        self._pressed: tuple[int, str] | None = None
        self.setModel(questions)
        self._cell = QuestionCell(self)
        self.setItemDelegate(self._cell)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def button_at(self, at: QPoint) -> tuple[int, str] | None:
        """(row, choice)"""
        index = self.indexAt(at)
        if index.isValid():
            for choice, _, where in self._cell.buttons(self.visualRect(index), index):
                if where.contains(at):
                    return index.row(), choice
        return None

    def button_rect(self, row: int, choice: str) -> QRect:
        """Where a button of a line is; empty if it has none."""
        index = self.questions.index(row)
        found = [where for c, _, where in self._cell.buttons(self.visualRect(index), index) if c == choice]
        return found[0] if found else QRect()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.button_at(event.position().toPoint()))
        if self._pressed is None:
            super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def _hover(self, button: tuple[int, str] | None) -> None:
        if button != self.hovered:
            self.hovered = button
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if button else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        button = self.button_at(event.position().toPoint())
        self._pressed = button if event.button() is Qt.MouseButton.LeftButton else None
        if self._pressed is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
        elif pressed == self.button_at(event.position().toPoint()):
            row, choice = pressed
            if choice == MORE:
                self.open_menu(row, self.button_rect(row, MORE).bottomLeft())
            else:
                self.answered.emit(row, choice)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second quick click is a click, and on a button none: the answer was given by the first."""
        if self.button_at(event.position().toPoint()) is None:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.open_menu(index.row(), self.visualRect(index).bottomLeft() + QPoint(34, -GAP))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid():
            self.open_menu(index.row(), event.pos())

    def open_menu(self, row: int, at: QPoint) -> None:
        """The answers of a line."""
        answers = self.questions.answers(self.questions.line(row))
        if answers:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for choice, label in answers:
                menu.addAction(label).triggered.connect(lambda _=False, choice=choice: self.answered.emit(row, choice))
            menu.popup(self.viewport().mapToGlobal(at))
            menu.setActiveAction(menu.actions()[0])

    def keyboardSearch(self, search: str) -> None:
        """Typing does not wander through thousands of questions."""
