"""Joins, admissions, stations and backups: the vectors, read by the engine and by the independent reader; changed ones refused."""

import re
from pathlib import Path

import hypothesis.strategies as st
import independent_fleet as other_fleet
import independent_reader as other
import pytest
from engine_reader import cases, identity, name_of, vectors, word
from hypothesis import given, settings
from test_hostile_records import mutations, refuses

from engine import fleet_seal, wire, wire_fleet
from engine.errors import TowlineError

CASES = cases("fleet.json")
GOOD = [case for case in CASES if "refuse" not in case]
FORMS = {
    "join": (wire_fleet.Join, other_fleet.JOIN, other_fleet.check_join),
    "admit": (wire_fleet.Admit, other_fleet.ADMIT, other_fleet.check_admit),
    "station": (wire_fleet.Station, other_fleet.STATION, other_fleet.check_station),
    "backup": (wire_fleet.Backup, other_fleet.STATION, other_fleet.check_station),
}


def me(name):
    return identity(name.capitalize(), vectors("fleet.json")["people"][name])


def plain(value):
    """As the vectors have it: bytes in hexadecimal."""
    if isinstance(value, bytes):
        return value.hex()
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def engine_gives(kind, key, value):
    if kind == "join":
        join, _ = fleet_seal.verify_join(key, value)
        fleet_seal.check_proof(join, bytes.fromhex(vectors("fleet.json")["join_key"]))
        return join.name
    if kind == "admit":
        given = fleet_seal.open_admit([me("ben")], fleet_seal.verify_admit(key, value))
        return None if given is None else plain([given.team, given.keys])
    if kind == "backup":
        kept = fleet_seal.open_backup([me("ann")], fleet_seal.verify_backup(key, value))
        return None if kept is None else plain([kept.made, kept.identities])
    status = fleet_seal.open_station([me("ann")], fleet_seal.verify_station(key, value))
    return None if status is None else [getattr(status, name) for name in status.__struct_fields__]


def other_gives(kind, key, value):
    whole = vectors("fleet.json")
    if kind == "join":
        return other_fleet.read_join(key, value, bytes.fromhex(whole["join_key"]))
    seeds = whole["people"]["ben" if kind == "admit" else "ann"]
    reader = other.Reader(*(bytes.fromhex(seeds[name]) for name in ("ed25519", "ml_kem", "x25519")), [])
    read = {"admit": other_fleet.read_admit, "station": other_fleet.read_station, "backup": other_fleet.read_backup}[
        kind
    ]
    return plain(read(key, value, reader.fingerprint(), reader.unwrap))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['name']}")
def test_record_of_a_fleet_is_read_or_refused_by_both(case):
    key, value = bytes.fromhex(case["key"]), bytes.fromhex(case["value"])
    expected = case.get("refuse") or case["gives"]
    try:
        assert engine_gives(case["kind"], key, value) == expected
    except TowlineError as error:
        assert word(error) == expected
    try:
        assert other_gives(case["kind"], key, value) == expected
    except other.Refused as error:
        assert error.word == expected


@given(st.sampled_from(GOOD).flatmap(lambda c: st.tuples(st.just(c), mutations(bytes.fromhex(c["value"])))))
@settings(max_examples=300, deadline=None)
def test_changed_record_of_a_fleet_is_refused(given):
    case, value = given
    key = bytes.fromhex(case["key"])
    refused = refuses(lambda: engine_gives(case["kind"], key, value))
    assert refused == (value != bytes.fromhex(case["value"]))
    assert refuses(lambda: other_gives(case["kind"], key, value)) == refused


@given(
    st.sampled_from(GOOD).flatmap(lambda c: st.tuples(st.just(c["kind"]), mutations(bytes.fromhex(c["value"])[64:])))
)
@settings(max_examples=300, deadline=None)
def test_changed_body_is_canonical_or_refused_by_both_alike(given):
    kind, body = given
    record, form, check = FORMS[kind]

    def engine():
        assert wire.encode(wire.decode(record, body)) == body

    def independent():
        check(other.decode(form, body))

    assert refuses(engine) == refuses(independent)


def test_keys_of_the_catalog_are_told_apart_by_their_length():
    lengths = {name_of(case): len(bytes.fromhex(case["key"])) for case in GOOD}
    assert set(lengths.values()) == {49, 81, 33}
    assert not set(lengths.values()) & {32, 48}


def test_independent_reader_of_fleets_imports_nothing_of_the_engine():
    imported = re.findall(r"^(?:from|import) (\w+)", Path(other_fleet.__file__).read_text("utf-8"), re.MULTILINE)
    assert "engine" not in imported
