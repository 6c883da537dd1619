"""Every decoder of strangers' bytes under made-up and changed input: it gives a value, or refuses with a sentence.

`TOWLINE_FUZZ=50` tries fifty times as much as `make test` does.
"""

import dataclasses
import hashlib
import json
import os
import string
import struct
import time
import tomllib
import typing
import unicodedata

import hypothesis.strategies as st
import msgspec
import pytest
from engine_reader import cases
from hypothesis import HealthCheck, given, settings
from test_hostile_records import mutations

from engine import (
    cli_inspect,
    cli_print,
    cluster_import,
    door_json,
    events,
    fleet_seal,
    invitation,
    keys,
    names,
    recovery,
    rule_match,
    settings_draft,
    tags,
    wire,
    wire_fleet,
)
from engine.api import Changed, Event, Notice, OfferRow, TransferRow
from engine.armour import armoured, unarmoured
from engine.door import METHODS, EngineSurface
from engine.errors import TowlineError
from engine.people import parse_card_text

MORE = int(os.environ.get("TOWLINE_FUZZ", "1"))
WORDS = {"refused", "too-new", "usage", "wrong-passphrase"}
ANY_TEXT = st.text(st.characters(codec=None), max_size=200)  # with halves of surrogate pairs


def tries(count):
    return settings(max_examples=count * MORE // 2, deadline=None, suppress_health_check=list(HealthCheck))


def refused(read, *, words=WORDS):
    """The error, None if it was read. Whatever else is raised fails the test."""
    try:
        read()
    except TowlineError as error:
        assert error.word in words, error
        assert error.what
        assert error.todo or error.word in ("refused", "usage")
        return error
    return None


# --- records ---------------------------------------------------------------------------------------------------------------

U63 = st.integers(0, 2**63 - 1) | st.sampled_from([0, 1, 2**31 - 1, 2**31, 2**32, 10**9, 2**53 + 1, 2**62, 2**63 - 1])
TEXT = st.text(max_size=40) | st.sampled_from(["", "../x", "a/b", "/", "a\0b", "\u202e", "x" * 300])
BYTES = st.sampled_from([0, 1, 12, 16, 32, 64, 1168, 1184]).flatmap(lambda n: st.binary(min_size=n, max_size=n))
KINDS = (
    wire.Segment, wire.Entry, wire.Sum, wire.Ref, wire.Recipient, wire.Sealed, wire.Offer, wire.Card, wire.Receipt,
    wire.Missing, wire_fleet.Join, wire_fleet.TeamKeys, wire_fleet.Admit, wire_fleet.Status, wire_fleet.Station,
)  # fmt: skip
VALUES = st.recursive(
    U63 | TEXT | BYTES | st.booleans() | st.none() | st.integers(-(2**63), 2**64 - 1),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=12,
)
SIZES = {bytes: BYTES, int: U63, str: TEXT, bool: st.booleans()}


def field_value(hint):
    """Values that are nearly right for a field: the right type, mostly, in any size."""
    base = getattr(hint, "__origin__", hint)
    return SIZES.get(base, VALUES)


@st.composite
def nearly(draw, kind):
    """The bytes of a record of `kind` with the right number of fields, most of them of the right type."""
    hints = typing.get_type_hints(kind)
    values = [draw(field_value(hints[name])) for name in kind.__struct_fields__]
    if draw(st.integers(0, 9)) == 0 and values:
        values[draw(st.integers(0, len(values) - 1))] = draw(VALUES)
    return msgspec.msgpack.encode(values)


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), nearly(kind) | st.binary(max_size=200))))
@tries(700)
def test_record_of_any_kind_is_canonical_or_refused(case):
    kind, data = case

    def read():
        assert wire.encode(wire.decode(kind, data)) == data

    refused(read)


@given(st.sampled_from(KINDS), st.sampled_from([0xDC, 0xDD, 0xDE, 0xDF, 0xC6, 0xDB, 0xC9]), st.binary(max_size=8))
@tries(150)
def test_counts_of_thousands_of_millions_are_refused_before_memory_is_taken(kind, mark, rest):
    data = bytes([mark]) + struct.pack(">I", 2**32 - 1) + rest
    assert refused(lambda: wire.decode(kind, data))
    assert refused(lambda: wire.decode_rows(kind, data, wire.LEAF_ROWS))


@given(st.integers(1, 16_000), st.sampled_from([b"\x91", b"\x81\x01", b"\xdc\x00\x01"]))
@tries(40)
def test_deep_nesting_is_refused(depth, level):
    data = (level * depth)[:16_000] + b"\xc0"
    for kind in (wire.Offer, wire.Sealed, wire_fleet.Join):
        assert refused(lambda k=kind: wire.decode(k, data))


RECORDS = [case for name in ("signed.json", "fleet.json") for case in cases(name) if case["value"]]
SIGNED = [bytes.fromhex(case["value"]) for case in RECORDS]
KEYS = [bytes.fromhex(case["key"]) for case in RECORDS]
READERS = (
    keys.verify_offer, keys.verify_receipt, keys.verify_missing, keys.verify_lost,
    fleet_seal.verify_join, fleet_seal.verify_admit, fleet_seal.verify_station, fleet_seal.verify_backup,
)  # fmt: skip


@given(st.sampled_from(SIGNED).flatmap(mutations) | st.sampled_from(SIGNED), st.sampled_from(KEYS) | BYTES)
@tries(150)
def test_signed_value_read_as_every_kind_gives_a_value_or_a_reason(value, key):
    for read in READERS:
        refused(lambda r=read: r(key, value))
    refused(lambda: keys.verify_card(value))


@given(nearly(wire.Offer) | nearly(wire.Card) | st.sampled_from(SIGNED).flatmap(mutations) | st.binary(max_size=60))
@tries(250)
def test_inspecting_any_record_gives_facts_or_a_reason(data):
    refused(lambda: cli_inspect._facts(bytes(64) + data))
    refused(lambda: cli_inspect._facts(data))


EXTREMES = [0, 1, 2**31, 2**53, 2**63 - 1]


def as_on_windows(at=None):
    if at is not None and at > 32_536_850_399:
        raise OSError(22, "Invalid argument")
    return LOCALTIME(at)


LOCALTIME = time.localtime


@pytest.mark.parametrize("at", EXTREMES)
def test_every_time_that_a_record_can_hold_is_shown_on_every_system(at, monkeypatch):
    monkeypatch.setattr(time, "localtime", as_on_windows)
    assert cli_print.date(at / 1000) or at == 0
    assert rule_match.inside("{date}", sender="Ann", queue="", sent=at / 1000)


# --- texts that are handed over ------------------------------------------------------------------------------------------

CARD = next(bytes.fromhex(c["value"]) for c in cases("signed.json") if c["kind"] == "card" and "refuse" not in c)
INVITATION = invitation.Invitation(
    bytes(16), bytes(32), "plant", "hq", "cluster", 2**40, 3, (("Ann", armoured("towline-card:", CARD)),), ("Ann",),
    '[cluster.hq]\nbootstrap = ["k:9092"]\n', "",
)  # fmt: skip
FORMS = ("towline-card:", "towline-team:", invitation.KIND, recovery.KIND)


@given(st.sampled_from(FORMS), ANY_TEXT | st.text(string.ascii_letters + "-_= \n", max_size=80))
@tries(300)
def test_armour_gives_what_was_armoured_or_refuses(kind, text):
    def read():
        data = unarmoured(kind + text, kind, "word")
        assert armoured(kind, data) == "".join((kind + text).split())

    refused(read)


@given(st.sampled_from(FORMS), st.binary(min_size=1, max_size=90))
@tries(100)
def test_armour_survives_broken_lines(kind, data):
    word = armoured(kind, data)
    assert unarmoured("\n ".join(word), kind, "word") == data


@given(mutations(CARD) | st.binary(max_size=100), ANY_TEXT)
@tries(150)
def test_card_as_text_is_read_or_refused(data, text):
    for given_text in (armoured("towline-card:", data or b"\0"), text, "towline-card:" + text):
        card = None
        if not refused(lambda t=given_text: parse_card_text(t)):
            card = parse_card_text(given_text)
            refused(lambda c=card: keys.verify_card(c))


def checked_word(kind, body):
    return armoured(kind, body + hashlib.sha256(body).digest()[:4])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def invitations(draw):
    """An invitation whose check is right, with one member that is not."""
    plain = json.loads(unarmoured("".join(invitation.text_of(INVITATION).split("\n")[1:]), invitation.KIND, "")[1:-4])
    if draw(st.booleans()):
        plain[draw(st.sampled_from(sorted(plain)))] = draw(JSON)
    else:
        plain = draw(JSON)
    return json.dumps(plain).encode()


@given(invitations() | st.binary(max_size=60) | st.just(b"[" * 50_000) | st.just(b'{"a":' + b"9" * 5000 + b"}"))
@tries(300)
def test_invitation_with_a_right_check_is_read_or_refused(body):
    text = checked_word(invitation.KIND, b"\x01" + body)

    def read():
        found = invitation.read(text)
        again = invitation.read(invitation.text_of(found))
        assert again == found

    refused(read)


@pytest.mark.parametrize("kind", [invitation.KIND, recovery.KIND])
@pytest.mark.parametrize("body", [b"", b"\0", b"\x01", b"\x02", b"\x01" + bytes(20), b"\xff" * 40])
def test_short_files_with_a_right_check_are_refused(kind, body):
    read = invitation.read if kind == invitation.KIND else lambda text: recovery.read(text, "x")
    assert refused(lambda: read(checked_word(kind, body)))


@given(mutations(struct.pack(">QQ", 1, 2) + struct.pack(">H", 140) + b"\x01" + bytes(range(128)) + b"Ann........"))
@tries(300)
def test_content_of_a_recovery_file_is_read_or_refused(plain):
    """As sealed by somebody who knows the passphrase: opening is tried elsewhere, it takes half a second."""
    try:
        recovery._parsed(plain)
    except (struct.error, ValueError):
        pass  # `read` says that the file is not whole


# --- settings of others --------------------------------------------------------------------------------------------------

PROPERTY = st.sampled_from([
    "bootstrap.servers", "security.protocol", "sasl.mechanism", "sasl.jaas.config", "ssl.truststore.location", "ssl.key.pem",
    "ssl.keystore.location", "ssl.keystore.type", "plugin.library.paths", "sasl.kerberos.kinit.cmd", "acks", "x.y",
])  # fmt: skip


@given(st.lists(st.tuples(PROPERTY, ANY_TEXT), max_size=6), ANY_TEXT)
@tries(300)
def test_properties_of_another_program_never_bring_what_runs_code(pairs, rest):
    found = cluster_import.import_properties("\n".join(f"{key}={value}" for key, value in pairs) + "\n" + rest)
    extra = found.values.get("extra", {})
    assert not {"plugin.library.paths", "sasl.kerberos.kinit.cmd", "ssl.engine.location"} & set(extra)
    assert all(
        row.result in (cluster_import.TAKEN, cluster_import.NOT_NEEDED, cluster_import.CANNOT) for row in found.rows
    )


@pytest.mark.parametrize(
    "text",
    [
        "sasl.jaas.config=x.PlainLoginModule required " + "a" * 100_000,
        "ssl.key.pem=" + "-----BEGIN A-----" * 60_000,
        "x" * 1_000_000,
        "\\\n" * 200_000,
        "a" + " " * 200_000 + "b",
    ],
    ids=["jaas", "pem", "one word", "joined lines", "blanks"],
)
@pytest.mark.timeout(30)
def test_long_properties_cost_no_more_than_their_length(text):
    cluster_import.import_properties(text)


def test_a_path_from_another_program_cannot_end_a_command_that_is_shown():
    (row,) = cluster_import.import_properties("ssl.truststore.location=/x; rm -rf ~ #\x1b[2J.jks").rows
    assert "'/x; rm -rf ~ #␛[2J.jks'" in row.text
    assert "\x1b" not in row.text


RUNS = [
    '[rule.x]\nfrom = ["Eve"]\nexec = "sh -c evil"\n',
    '[cluster.hq]\nbootstrap = ["k:1"]\n[cluster.hq.extra]\n"plugin.library.paths" = "/tmp/evil.so"\n',
    '[cluster.hq]\nbootstrap = ["k:1"]\nextra = { "sasl.kerberos.kinit.cmd" = "evil" }\n',
    '[cluster.hq]\nbootstrap = ["k:1"]\nextra = "linger.ms=5, sasl.kerberos.kinit.cmd=evil"\n',
]


@pytest.mark.parametrize("text", RUNS)
def test_settings_of_an_invitation_never_bring_a_program(text):
    error = refused(lambda: settings_draft.tables_of(text, "pc"))
    assert error and "run a program" in error.what


@pytest.mark.parametrize(
    "text", ['[vault]\nkind = "file"\n', '[agent]\nmetrics_file = "/home/me/.profile"\n', '[agent]\nstate = "/x"\n']
)
def test_settings_of_an_invitation_leave_the_computers_own_alone(text):
    error = refused(lambda: settings_draft.tables_of(text, "pc"))
    assert error and "no invitation may bring it" in error.what


@given(ANY_TEXT | st.lists(st.sampled_from(['[cluster.a]', '[queue.a]', '"', "x = 1", "to = [1]", "extra = 3", "[[rule]]", "[rule.a.b]", "rule = 4"])).map("\n".join))  # fmt: skip
@tries(300)
def test_settings_of_an_invitation_are_tables_or_refused(text):
    def read():
        tables = settings_draft.tables_of(text, "pc{name}")
        assert all(isinstance(values, dict) for values in tables.values())
        tomllib.loads(text)

    refused(read)


@given(st.lists(ANY_TEXT, max_size=20))
@tries(200)
def test_tags_as_typed_fit_or_are_refused(words):
    def read():
        assert tags.fit(sorted(tags.parse(words).items()))

    refused(read)


# --- events ----------------------------------------------------------------------------------------------------------------

ABOUT = events.About("tl:c/t/ABC", "ABC", 'a "q" {id}\n{tag:x}', "hq", "prod", "Ann", 2**63 - 1, 10**9, 2e9, "towline.x", {"x": "{title}"})  # fmt: skip
TEMPLATES = (
    JSON.map(json.dumps) | ANY_TEXT | st.sampled_from(['{"a": NaN}', '{"a": "\\ud800"}', '{"id": {"b": "{id}"}}'])
)


@given(TEMPLATES)
@tries(300)
def test_template_that_was_taken_makes_an_event_that_is_json(text):
    try:
        events.check_template(text)
    except events.NoTemplate as error:
        assert error.what and error.todo
        return
    body, headers = events.from_template(text, ABOUT, "e1")
    made = json.loads(body, parse_constant=pytest.fail)
    assert made["dataref"] == ABOUT.reference
    assert all(isinstance(value, bytes) for _, value in headers)


@given(JSON.map(json.dumps).map(str.encode) | st.binary(max_size=80) | JSON.map(lambda x: json.dumps({"specversion": "1.0", "data": x}).encode()))  # fmt: skip
@tries(250)
def test_callers_own_event_keeps_its_bytes_or_gets_the_reference(body):
    out, headers = events.with_reference(body, [], "tl:c/t/ABC", "e1")
    assert out == body or json.loads(out)["dataref"] == "tl:c/t/ABC"
    assert (events.REFERENCE_HEADER, b"tl:c/t/ABC") in headers


# --- the door --------------------------------------------------------------------------------------------------------------


@given(st.sampled_from(sorted(METHODS)), JSON)
@tries(400)
def test_request_at_the_door_has_the_declared_types_or_is_refused(method, value):
    hints = {n: h for n, h in door_json.hints_of(getattr(EngineSurface, method)).items() if n != "return"}
    for hint in hints.values():
        if door_json.is_callback(hint):
            continue
        try:
            door_json.from_json(value, hint)
        except (KeyError, TypeError, ValueError, AttributeError):
            pass  # the door says: it is of another version


@given(JSON, st.sampled_from([TransferRow, OfferRow, Event, list[Event], list[OfferRow], Changed]))
@tries(250)
def test_answer_of_the_door_has_the_declared_types_or_is_refused(value, hint):
    try:
        door_json.from_json(value, hint)
    except (TypeError, ValueError):
        pass


@pytest.mark.parametrize("count", [10**9, 2**70, -1, True, 1.0, "9"])
def test_rows_that_say_to_be_thousands_of_millions_are_refused(count):
    columns = {"level": {"all": "warning"}, "title": {"all": ""}, "text": {"all": ""}}
    rows = {"rows": "Notice", "count": count, "columns": columns}
    assert {f.name for f in dataclasses.fields(Notice)} >= set(columns)
    with pytest.raises(ValueError, match=r"rows at once|expected"):
        door_json.from_json(rows, list[Event])


# --- paths -----------------------------------------------------------------------------------------------------------------

ODD = st.sampled_from([
    "..", ".", "/", "\\", ":", "\0", " ", "~1", "CON", "nul", "com¹", "$DATA", ".towline-parts", "\u200b", "\u202e", "a", "\u0301", "ß", "ı", "\ud800", "x" * 254,
])  # fmt: skip
PATHS = st.lists(ODD | ANY_TEXT, max_size=8).map("".join)


@given(PATHS, st.sampled_from(["posix", "windows", "macos"]), st.integers(40, 255))
@tries(250)
def test_path_of_a_stranger_stays_inside_and_names_no_device(path, system, longest):
    error = refused(lambda: wire.check_path(path))
    if refused(lambda: names.local_path(path, system, longest)):
        assert error, "what the format takes can be kept"
        return
    local = names.local_path(path, system, longest)
    components = local.split("/")
    assert len(components) == len(path.split("/"))
    for component in components:
        assert component not in ("", ".", "..")
        assert "\0" not in component
        assert not component.casefold().startswith(names.PARTS)
        size = len(component.encode("utf-16-le")) // 2 if system == "windows" else len(component.encode())
        assert size <= max(longest, 255 if error else longest)
        if system == "windows":
            assert not set(component) & set('<>:"|?*\\')
            assert component[-1] not in ". "
            assert component.partition(".")[0].rstrip().upper() not in names._DEVICES
    assert names.local_path(local, system, longest) == local
    assert names.fold_key(names.fold_key(path, True), True) == names.fold_key(path, True)


@given(ANY_TEXT)
@tries(300)
def test_shown_text_controls_no_terminal(text):
    seen = names.shown(text)
    assert not {unicodedata.category(c) for c in seen} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not set(seen) & set("\x1b\r\n\u202e\u200b\u2066")
    seen.encode()
