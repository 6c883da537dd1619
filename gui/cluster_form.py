"""The form of one cluster: what a person types, the test of it, and saving it.

Hides: which fields belong to which security, what an administrator decided, where passwords are kept. Promises: what was
typed stays until it is saved or given up, also when something fails; only what was changed is written; a stored password
is never shown, and stays unless another one is typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine import settings_edit
from engine.api import Cluster
from engine.errors import TowlineError
from engine.link_settings import is_pem
from engine.names import shown
from engine.settings import Settings
from engine.settings_keys import SECTIONS
from gui.bridge import Bridge
from gui.cluster_import_dialog import ClusterImportDialog
from gui.cluster_test_view import ClusterTestView, Test, cluster_test
from gui.locked import place_if_locked
from gui.look import EDGE
from gui.plain_text import label
from gui.settings_parts import Card, Choice, News, ask_file, button, only_once, row, scroll
from gui.words import tr

SECRETS = ("password", "key_password", "client_secret")
BY_PASSWORD = ("user", "password")
BY_TOKEN = ("token_url", "client", "client_secret", "scope", "token_ca")
BY_AWS = ("region",)
NEEDED = {"OAUTHBEARER": BY_TOKEN, "AWS_MSK_IAM": BY_AWS}  # keys of a way to sign in; all others: BY_PASSWORD
SIGN_IN = ("mechanism", *BY_PASSWORD, *BY_TOKEN, *BY_AWS)  # keys that mean nothing without a sign-in
TLS = ("ca", "check_host_name", "certificate", "key", "key_password")  # … without TLS
PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Preset:
    """What is known of a service before anybody typed anything. `servers`: what they look like."""

    name: str
    values: Mapping[str, str]
    servers: str


PRESETS = (
    Preset("Apache Kafka", {"security": "plaintext"}, "k1.example.net:9092, k2.example.net:9092"),
    Preset("Confluent Cloud", {"security": "sasl_ssl", "mechanism": "PLAIN"}, "pkc-1.eu-central-1.aws.confluent.cloud:9092"),
    Preset("Amazon MSK", {"security": "sasl_ssl", "mechanism": "SCRAM-SHA-512"}, "b-1.name.kafka.eu-central-1.amazonaws.com:9096"),
    Preset("Azure Event Hubs", {"security": "sasl_ssl", "mechanism": "PLAIN", "user": "$ConnectionString"}, "name.servicebus.windows.net:9093"),
    Preset("Aiven", {"security": "ssl"}, "name-project.aivencloud.com:12345"),
    Preset("Redpanda", {"security": "sasl_ssl", "mechanism": "SCRAM-SHA-256"}, "seed-1.cluster.example.net:9092"),
)  # fmt: skip


class ClusterForm(QWidget):
    """`name` "" is a new cluster. `state_changed`: whether something is unsaved, or its name."""

    state_changed = Signal()
    saved = Signal(str)
    removed = Signal(str)
    practice_wanted = Signal()

    def __init__(
        self, bridge: Bridge, name: str = "", test: Test = cluster_test, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.name = name
        self._fields: dict[str, QWidget] = {}
        self._rows: dict[str, list[QWidget]] = {}  # what stands in the line of a key
        self._loaded: dict[str, object] = {}
        self._tested: dict[str, object] | None = None
        self._under_test: dict[str, object] = {}
        self._filling = False
        self.strip = News()
        self.test_view = ClusterTestView(bridge, test)
        self.test_view.finished.connect(self._test_ended)
        self._body = QVBoxLayout()
        self._body.setSpacing(EDGE)
        self._build()
        self._area = scroll(self._body, EDGE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area, 1)
        outer.addWidget(self.strip)
        outer.addLayout(self._footer())
        self.load()
        bridge.settings_changed.connect(self._settings_changed)

    # --- what stands in it ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        connection = self._connection_card()
        self._sign_in, self._tls = self._sign_in_card(), self._tls_card()
        for each in (connection, self._sign_in, self._tls, self._topics_card(), self._more_card(), self.test_view):
            self._body.addWidget(each)
        self._body.addStretch(1)

    def _connection_card(self) -> Card:
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("as you call it, for example prod-eu"))
        self._name.textChanged.connect(self._edited)
        self._service = Choice([(preset.name, preset.name) for preset in PRESETS])
        self._service.addItem(self.tr("Practice cluster"), PRACTICE)
        self._service.activated.connect(self._preset_chosen)
        self._note = label("", "faint")
        self._servers = self._text("bootstrap")
        self._security = self._choice(
            "security",
            [
                (self.tr("None"), "plaintext"),
                (self.tr("TLS"), "ssl"),
                (self.tr("Sign-in without TLS (SASL)"), "sasl_plaintext"),
                (self.tr("Sign-in with TLS (SASL)"), "sasl_ssl"),
            ],
        )
        self._security_note = label("", "faint")
        connection = Card()
        self._import = button(self.tr("Import…"), self.ask_import)
        self._import.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if not self.name:
            connection.field(self.tr("Service"), row(self._service, self._import), self._note)
            self._service.setAccessibleName(self.tr("Service"))
        connection.field(self.tr("Name"), self._name)
        self._place(connection, self.tr("Bootstrap servers"), "bootstrap")
        self._place(connection, self.tr("Security"), "security", self._security_note)
        return connection

    def _sign_in_card(self) -> Card:
        card = Card(self.tr("Sign-in"))
        self._choice(
            "mechanism",
            [
                ("SCRAM-SHA-512", "SCRAM-SHA-512"),
                ("SCRAM-SHA-256", "SCRAM-SHA-256"),
                ("PLAIN", "PLAIN"),
                (self.tr("OAUTHBEARER: by a token (OIDC)"), "OAUTHBEARER"),
                (self.tr("AWS IAM (Amazon MSK)"), "AWS_MSK_IAM"),
            ],
        )
        for key in (*BY_PASSWORD, "token_url", "client", "client_secret", "scope", *BY_AWS):
            self._text(key)
        self._secret("password")
        self._secret("client_secret")
        self._path("token_ca", self.tr("the ones this computer trusts"))
        self._line("token_url").setPlaceholderText("https://idp.example.net/oauth2/token")
        self._line("scope").setPlaceholderText(self.tr("none"))
        self._line("region").setPlaceholderText(self.tr("as the servers' names tell"))
        by_aws = label(self.tr("With the AWS credentials of this computer; needs towline[msk]."), "faint")
        self._place(card, self.tr("Mechanism"), "mechanism")
        self._place(card, self.tr("User"), "user")
        self._place(card, self.tr("Password"), "password")
        self._place(card, self.tr("Token server"), "token_url")
        self._place(card, self.tr("Client"), "client")
        self._place(card, self.tr("Client secret"), "client_secret")
        self._place(card, self.tr("Scope"), "scope")
        self._place(card, self.tr("CA of the token server"), "token_ca")
        self._place(card, self.tr("AWS region"), "region", by_aws)
        return card

    def _tls_card(self) -> Card:
        card = Card(self.tr("Certificates"))
        self._path("ca", self.tr("the ones this computer trusts"))
        check = QCheckBox(self.tr("Must be the certificate's"))
        check.toggled.connect(self._edited)
        self._fields["check_host_name"] = check
        self._path("certificate", self.tr("none"))
        self._path("key", self.tr("none"))
        self._text("key_password").setEchoMode(QLineEdit.EchoMode.Password)
        self._place(card, self.tr("Trusted CA"), "ca")
        self._place(card, self.tr("Host name"), "check_host_name")
        self._place(card, self.tr("Your certificate"), "certificate")
        self._place(card, self.tr("Your private key"), "key")
        self._place(card, self.tr("Its password"), "key_password")
        return card

    def _topics_card(self) -> Card:
        card = Card(self.tr("Topics"))
        self._text("topic")
        self._topics_note = label("", "faint")
        self._place(card, self.tr("Topic"), "topic", self._topics_note)
        return card

    def _more_card(self) -> Card:
        card = Card(self.tr("More"))
        self._text("group_prefix")
        extra = QPlainTextEdit()
        extra.setFixedHeight(84)
        extra.setTabChangesFocus(True)
        extra.setPlaceholderText("linger.ms=5")
        extra.setAccessibleName(self.tr("Additional properties"))
        extra.textChanged.connect(self._edited)
        self._fields["extra"] = extra
        self._place(card, self.tr("Group id prefix"), "group_prefix")
        hint = label(self.tr("One a line, with librdkafka's names: KEY=VALUE."), "faint")
        self._place(card, self.tr("Additional properties"), "extra", hint)
        proxy = self.tr("Kafka knows no HTTP proxy: this computer must reach the brokers directly or through a VPN.")
        card.add(label(proxy, "faint"))
        return card

    def _footer(self) -> QVBoxLayout:
        self._remove = button(self.tr("Remove…"), self._ask_remove, "danger")
        self._give_up = button(self.tr("Discard changes"), self.give_up)
        self.test = button(self.tr("Test"), self.run_test)
        self.save = button(self.tr("Save"), self.run_save, "primary")
        self._hint = label("", "faint")
        footer = QVBoxLayout()
        footer.setContentsMargins(0, 6, EDGE, 0)
        footer.addWidget(self._hint)
        footer.addLayout(row(self._remove, None, self._give_up, self.test, self.save))
        return footer

    def _text(self, key: str) -> QLineEdit:
        field = QLineEdit()
        field.textChanged.connect(self._edited)
        self._fields[key] = field
        return field

    def _line(self, key: str) -> QLineEdit:
        field = self._fields[key]
        assert isinstance(field, QLineEdit)
        return field

    def _secret(self, key: str) -> None:
        self._line(key).setEchoMode(QLineEdit.EchoMode.Password)

    def _choice(self, key: str, options: list[tuple[str, str]]) -> Choice:
        field = Choice(options)
        field.currentIndexChanged.connect(self._edited)
        self._fields[key] = field
        return field

    def _path(self, key: str, empty: str) -> None:
        field = _PathField(empty, self.tr("Choose…"), self.tr("Text from the import (PEM)"))
        field.changed.connect(self._edited)
        self._fields[key] = field

    def _place(self, card: Card, name: str, key: str, hint: QWidget | None = None) -> None:
        """The field in its card, greyed with the reason where an administrator decided."""
        field = self._fields[key]
        below = QVBoxLayout()
        below.setSpacing(4)
        below.addWidget(field)
        line = [field]
        if hint is not None:
            below.addWidget(hint)
            line.append(hint)
        if locked := self._locked(key):
            field.setEnabled(False)
            if isinstance(field, _PathField):
                field.line.setClearButtonEnabled(False)
            line.append(label(self.tr("Set in {place}").format(place=shown(locked)), "faint"))
            below.addWidget(line[-1])
        field.setAccessibleName(name)
        self._rows[key] = [card.field(name, below), *line]

    def _locked(self, key: str) -> str:
        """Where the key was set, if not in this profile."""
        return place_if_locked(self._bridge, f"cluster.{self.name}.{key}") if self.name else ""

    # --- values ---------------------------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        return self.values() != self._loaded or (not self.name and bool(self._name.text().strip()))

    @property
    def title(self) -> str:
        return self._name.text().strip()

    def values(self) -> dict[str, object]:
        """What stands in the form, as keys of towline.toml; None where it says nothing. A stored secret is None."""
        security = self._security.value()
        found: dict[str, object] = {}
        for key, field in self._fields.items():
            away = not self._in_use(key) if key in SIGN_IN else key in TLS and "ssl" not in security
            found[key] = None if away else _value(field)
        return found

    def _in_use(self, key: str) -> bool:
        """Whether a key of the sign-in belongs to the way that is chosen."""
        if "sasl" not in self._security.value():
            return False
        mechanism = _value(self._fields["mechanism"])
        return key == "mechanism" or key in NEEDED.get(str(mechanism), BY_PASSWORD)

    def load(self) -> None:
        """Shows what is saved; what was typed is gone."""
        self._filling = True
        cluster = self._bridge.settings.clusters.get(self.name) or Cluster(self.name, ())
        self._name.setText(self.name)
        self._name.setReadOnly(bool(self.name))
        if self.name:
            self._name.setToolTip(self.tr("The name stays: queues and references use it."))
        for key in self._fields:
            saved = getattr(cluster, key)
            self._put(key, "" if key in SECRETS else saved)
            if key in SECRETS:
                kept = self.tr("kept in the vault; type to change it") if saved else ""
                self._fields[key].setProperty("placeholderText", kept)
        self._filling = False
        self._preset_chosen() if not self.name else None
        self._loaded = self.values()
        self._tested = None
        self._edited()

    def fill(self, values: Mapping[str, object]) -> None:
        """Takes what an import found; the rest stays as it is."""
        for key, value in values.items():
            if key in self._fields and self._fields[key].isEnabled():
                self._put(key, value)

    def _put(self, key: str, value: object) -> None:
        field = self._fields[key]
        match field:
            case QLineEdit():
                field.setText(", ".join(value) if isinstance(value, (tuple, list)) else str(value))
            case Choice():
                if value:
                    field.choose(str(value))
            case QCheckBox():
                field.setChecked(bool(value))
            case _PathField():
                field.put(str(value))
            case QPlainTextEdit() if isinstance(value, Mapping):
                field.setPlainText("\n".join(f"{name}={text}" for name, text in value.items()))

    def cluster(self, known: Settings) -> Cluster:
        """What stands in the form, with the secrets that are stored, if `known` has them. Raises TowlineError."""
        values = self.values()
        saved = known.clusters.get(self.name)
        for key in SECRETS:
            if values[key] is None and saved is not None and self._kept(key):
                values[key] = getattr(saved, key)
        return settings_edit.cluster_of(self.name or self.title, _checked_extra(values))

    def _kept(self, key: str) -> bool:
        """Whether a stored secret still counts: its part of the form is in use."""
        return self._in_use(key) if key in SIGN_IN else "ssl" in self._security.value()

    # --- what a person does ---------------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        if self._filling:
            return
        security = self._security.value()
        self._sign_in.setVisible("sasl" in security)
        self._tls.setVisible("ssl" in security)
        for key in (*BY_PASSWORD, *BY_TOKEN, *BY_AWS):
            for widget in self._rows[key]:
                widget.setVisible(self._in_use(key) or "sasl" not in security)
        notes = {
            "plaintext": self.tr("Files stay encrypted end to end; who listens on the way sees sizes and times."),
            "sasl_plaintext": self.tr("The password can be read on the way. Use TLS unless the network is yours."),
        }
        self._security_note.setText(notes.get(security, ""))
        self._security_note.setVisible(security in notes)
        topic = str(_value(self._fields["topic"]) or "towline")
        both = self.tr("Beside it: {catalog} (what is offered) and {receipts} (who received it).")
        self._topics_note.setText(both.format(catalog=f"{topic}.catalog", receipts=f"{topic}.receipts"))
        good = self._tested is not None and self._tested == self.values()
        unsaved = self.unsaved
        self.save.setText(self.tr("Save") if good or not unsaved else self.tr("Save anyway"))
        self.save.setEnabled(unsaved)
        self._hint.setText(self.tr("Not tested as it stands here. Saved anyway, Towline keeps trying."))
        self._hint.setVisible(unsaved and not good)
        self._give_up.setVisible(unsaved and bool(self.name))
        self._remove.setVisible(bool(self.name))
        self._remove.setEnabled(not self._locked("bootstrap"))
        self.state_changed.emit()

    def _preset_chosen(self) -> None:
        chosen = self._service.value()
        if chosen == PRACTICE:
            self._service.setCurrentIndex(0)
            self.practice_wanted.emit()
            return
        preset = next(preset for preset in PRESETS if preset.name == chosen)
        for key, value in preset.values.items():
            if key != "user" or not _value(self._fields["user"]):
                self._put(key, value)
        self._servers.setPlaceholderText(preset.servers)
        self._note.setText(self._note_of(chosen))

    def _note_of(self, service: str) -> str:
        """Where the rest is found."""
        notes = {
            "Apache Kafka": self.tr("Whoever runs it knows the bootstrap servers and how to sign in."),
            "Confluent Cloud": self.tr("The user is the API key, the password its secret."),
            "Amazon MSK": self.tr(
                "Sign in by SCRAM, by certificate or by AWS IAM (port 9098). For SCRAM, user and password stand in Secrets Manager."
            ),
            "Azure Event Hubs": self.tr("The password is the whole connection string."),
            "Aiven": self.tr("The page of the service has ca.pem, service.cert and service.key: choose them below."),
            "Redpanda": self.tr("The user is made in the console, under Security."),
        }
        return notes[service]

    def ask_import(self, path: Path | None = None) -> None:
        if only_once(self, "import") is None:
            dialog = ClusterImportDialog(self._bridge, self)
            dialog.taken.connect(self._imported)
            dialog.show()
            if path is not None:
                dialog.choose(path)

    def _imported(self, values: Mapping[str, object]) -> None:
        self.fill(values)
        if not self.title:
            self._name.setFocus()
        self.strip.tell(self.tr("Taken into the form. Test it, then save it."))

    def run_test(self) -> None:
        """Tests what stands in the form."""
        if self.name:
            self._bridge.ask(self, self._bridge.secrets, self._test_with, self.strip.complain)
        else:
            self._test_with(self._bridge.settings)

    def _test_with(self, known: Settings) -> None:
        try:
            cluster = (
                self.cluster(known) if self.title else settings_edit.cluster_of("new", _checked_extra(self.values()))
            )
        except TowlineError as error:
            self.strip.complain(error)
            return
        self.strip.clear()
        self._under_test = self.values()
        self.test_view.run(cluster)
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.test_view))  # once it has its place

    def _test_ended(self, good: bool) -> None:
        self._tested = self._under_test if good else None
        self._edited()

    def run_save(self) -> None:
        name, values = self.name or self.title, self.values()
        try:
            self._check_new(name)
            self.cluster(self._bridge.settings)
            changed = _checked_extra({key: v for key, v in values.items() if v != self._loaded.get(key)})
        except TowlineError as error:
            self.strip.complain(error)
            return
        if not self.name:
            defaults = {key: facts.default for key, facts in SECTIONS["cluster"].items()}
            changed = {key: v for key, v in _checked_extra(values).items() if v is not None and v != defaults[key]}
            changed.pop("check_host_name") if changed.get("check_host_name") is True else None
        for key in SECRETS:  # nothing typed: what is stored stays, unless its part is no longer in use
            if changed.get(key, "") is None and self._kept(key):
                del changed[key]
        profile, secrets = self._bridge.profile, self._bridge.secrets
        self.save.setEnabled(False)
        self._bridge.edit(
            self,
            lambda: settings_edit.set_cluster(profile, name, changed, secrets()),
            lambda _: self._was_saved(name),
            self._not_saved,
        )

    def _check_new(self, name: str) -> None:
        if not self.name and name in self._bridge.settings.clusters:
            what = self.tr("There is a cluster named '{name}' already.").format(name=name)
            raise TowlineError("usage", what=what, todo=self.tr("Choose another name."))
        if not name:
            what = self.tr("The cluster has no name yet.")
            raise TowlineError("usage", what=what, todo=self.tr("Say how you call it."))

    def _was_saved(self, name: str) -> None:
        good = self._tested == self.values()
        self.name = name
        self.load()
        if good:
            self._tested = self.values()
        self.strip.tell(self.tr("Saved."))
        self.saved.emit(name)

    def _not_saved(self, error: TowlineError) -> None:
        self.save.setEnabled(True)
        self.strip.complain(error)

    def give_up(self) -> None:
        """What is saved is shown again."""
        self.strip.clear()
        self.test_view.clear()
        self.load()

    def _settings_changed(self) -> None:
        if self.name in self._bridge.settings.clusters and not self.unsaved:
            self.load()

    def _ask_remove(self) -> None:
        text = self.tr(
            "Remove {cluster} from this computer? Its password is forgotten; nothing on the cluster changes."
        )
        self.strip.ask(
            text.format(cluster=shown(self.name)),
            (self.tr("Keep it"), lambda: None, ""),
            (self.tr("Remove it"), self._run_remove, "danger"),
        )

    def _run_remove(self) -> None:
        profile, name, secrets = self._bridge.profile, self.name, self._bridge.secrets
        self._bridge.edit(
            self,
            lambda: settings_edit.remove_cluster(profile, name, secrets()),
            lambda _: self.removed.emit(name),
            self.strip.complain,
        )


def _value(field: QWidget) -> object:
    match field:
        case QLineEdit():
            return field.text().strip() or None
        case Choice():
            return field.value()
        case QCheckBox():
            return field.isChecked()
        case _PathField():
            return field.text() or None
        case QPlainTextEdit():
            return field.toPlainText().strip() or None
    raise TypeError(field)


def _checked_extra(values: Mapping[str, object]) -> dict[str, object]:
    """The additional properties as a table. Raises TowlineError for a line that is none."""
    found = dict(values)
    lines = [line for line in str(found.get("extra") or "").splitlines() if line.strip()]
    table = {}
    for line in lines:
        key, equals, text = line.partition("=")
        if not equals or not key.strip():
            what = tr("'{line}' is not KEY=VALUE.").format(line=shown(line))
            raise TowlineError("usage", what=what, todo=tr("Write it like linger.ms=5."))
        table[key.strip()] = text.strip()
    if "extra" in found:
        found["extra"] = table or None
    return found


class _PathField(QWidget):
    """The path of a file, or PEM text that an import brought, which is not shown."""

    changed = Signal()

    def __init__(self, empty: str, choose: str, pem: str) -> None:
        super().__init__()
        self._pem = ""
        self._pem_word = pem
        self.line = QLineEdit()
        self.line.setPlaceholderText(empty)
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._typed)
        self._choose: QPushButton = button(choose, self._ask)
        self.setLayout(row(self.line, self._choose))
        self.setFocusProxy(self.line)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)
        self._choose.setAccessibleName(f"{self._choose.text()} {name}")

    def text(self) -> str:
        return self._pem or self.line.text().strip()

    def put(self, text: str) -> None:
        self._pem = ""
        self.line.setText("" if is_pem(text) else text)
        if is_pem(text):
            self.line.setText(self._pem_word)
            self._pem = text
            self.changed.emit()

    def _typed(self) -> None:
        self._pem = ""
        self.changed.emit()

    def _ask(self) -> None:
        ask_file(self, self.accessibleName(), self._chosen)

    def _chosen(self, path: Path) -> None:
        self.line.setText(str(path))
