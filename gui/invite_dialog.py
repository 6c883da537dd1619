"""An invitation: how many computers may join a team until when, and what they get. It ends as a file that holds a secret."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from engine.api_fleet import InviteMade, InviteWish
from engine.errors import TowlineError
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.plain_text import label
from gui.settings_parts import Card, Choice, Dialog, ask_file, button, row, write_text

DAY = 86_400.0  # seconds


class InviteDialog(Dialog):
    """`made` comes with a sentence once the file is written."""

    made = Signal(str)

    def __init__(self, bridge: Bridge, team: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Invite computers to {team}").format(team=shown(team)), parent)
        self.setObjectName("invite")
        self.resize(540, 0)
        self._bridge = bridge
        self._team = team
        self._invitation: InviteMade | None = None
        names = list(bridge.settings.clusters)
        self.cluster = Choice([(shown(name), name) for name in names])
        self.cluster.setAccessibleName(self.tr("Cluster"))
        self.most = QLineEdit("10")
        self.most.setValidator(QIntValidator(1, 100_000, self.most))
        self.most.textChanged.connect(self._look)
        self.most.setAccessibleName(self.tr("How many may join"))
        self.lasts = Choice([
            (self.tr("1 day"), "1"), (self.tr("7 days"), "7"), (self.tr("14 days"), "14"), (self.tr("30 days"), "30"),
        ])  # fmt: skip
        self.lasts.choose("14")
        self.lasts.setAccessibleName(self.tr("Until"))
        self.role = Choice([
            (self.tr("They only send to me"), "send"), (self.tr("They send and receive"), "both"),
            (self.tr("They only receive"), "receive"),
        ])  # fmt: skip
        self.role.setAccessibleName(self.tr("What they do"))
        self.queue = QLineEdit("hq")
        self.queue.setMaxLength(64)
        self.queue.setAccessibleName(self.tr("Their queue"))
        self.key = QCheckBox(self.tr("Put the team's key into the file"))
        about = self.tr("Each computer makes its own key and is accepted by itself, while a Towline of yours runs.")
        card = Card()
        card.field(self.tr("Cluster"), self.cluster)
        card.field(self.tr("How many may join"), self.most)
        card.field(self.tr("For"), self.lasts)
        card.field(self.tr("What they do"), self.role)
        card.field(
            self.tr("Their queue"),
            self.queue,
            label(self.tr("It sends to you, or as your queue of that name."), "faint"),
        )
        self.column.addWidget(label(about))
        self.column.addWidget(card)
        self.column.addWidget(self._make_sign_in())
        self.column.addWidget(self.key)
        why = self.tr("Only where you are not always on: whoever has the file then reads all that is sent to the team.")
        hint = label(why, "faint")
        hint.setIndent(26)
        self.column.addWidget(hint)
        self.save = button(self.tr("Save as…"), self._ask, "primary")
        self._look()
        self.column.addLayout(row(None, button(self.tr("Cancel"), self.reject), self.save))
        if not names:
            self.strip.tell(self.tr("Add a cluster first: computers join through it."), "waiting")

    def _make_sign_in(self) -> QWidget:
        """Only where the cluster asks for one: a password for each computer, which stands there already."""
        self.user = QLineEdit()
        self.user.setPlaceholderText("{name}")
        self.password_file = QLineEdit()
        self.password_file.setPlaceholderText("/etc/towline/{name}.pw")
        hint = self.tr("{name} stands for the name of the computer. Without a file, all of them use your own sign-in.")
        self.sign_in = Card()
        self.sign_in.field(self.tr("They sign in as"), self.user)
        self.sign_in.field(self.tr("Password file there"), self.password_file, label(hint, "faint"))
        self.cluster.activated.connect(self._look)
        return self.sign_in

    def _look(self) -> None:
        cluster = self._bridge.settings.clusters.get(self.cluster.value())
        self.sign_in.setVisible(cluster is not None and cluster.mechanism not in ("", "AWS_MSK_IAM"))
        self.save.setEnabled(self.most.hasAcceptableInput() and bool(self.cluster.value()))

    def _ask(self) -> None:
        ask_file(self, self.windowTitle(), self.write, save_as=f"{self._team}.invite")

    def write(self, path: Path) -> None:
        """Makes the invitation and writes it there; nothing stays of one that could not be written."""
        queue = self.queue.text().strip()
        wish = InviteWish(
            team=self._team,
            cluster=self.cluster.value(),
            queues=(queue,) if queue and self.role.value() != "receive" else (),
            most=int(self.most.text()),
            lasts=float(self.lasts.value()) * DAY,
            user=self.user.text().strip() if not self.sign_in.isHidden() else "",
            password_file=self.password_file.text().strip() if not self.sign_in.isHidden() else "",
            role=self.role.value(),
            with_team_key=self.key.isChecked(),
        )
        engine = self._bridge.engine
        self.save.setEnabled(False)

        def work() -> InviteMade:
            made = engine.invite_new(wish).result()
            write_text(path, made.text)
            return made

        def failed(error: TowlineError) -> None:
            self._look()
            self.strip.complain(error)

        self._bridge.ask(self, work, lambda made: self._written(path, made), failed)

    def _written(self, path: Path, made: InviteMade) -> None:
        text = self.tr(
            "Wrote {file}: it lets %Ln computers join until {date}. It holds a secret, hand it over like a password.",
            "",
            made.row.most,
        )
        said = text.format(file=shown(path.name), date=words.moment(made.row.expires))
        self.made.emit(" ".join([said, words.told(*made.says)]).strip())
        self.accept()
