"""The vectors, read by the engine and by the independent reader: both must give the same, or refuse for the same reason."""

import hashlib
import re
from pathlib import Path

import independent_reader as other
import pytest
from engine_reader import EngineReader, cases, identity, name_of, topic_of, vectors, word

from engine import keys, seal, wire
from engine.errors import TowlineError

BUNDLES = [(file, case) for file in ("bundles.json", "bundles_refused.json") for case in cases(file)]
TYPES = {"Segment": wire.Segment, "Entry": wire.Entry, "Sum": wire.Sum, "Ref": wire.Ref}
SIGNED = {
    "receipt": keys.verify_receipt, "missing": keys.verify_missing, "offer": keys.verify_offer, "lost": keys.verify_lost,
}  # fmt: skip


def engine_result(read):
    """What `read` gives, or the word it refuses with."""
    try:
        return read()
    except TowlineError as error:
        return word(error)


def other_result(read):
    try:
        return read()
    except other.Refused as error:
        return error.word


def expected(case):
    if "refuse" in case:
        return case["refuse"]
    return (case["title"], case["entries"]) if case["entries"] is not None else None


def digests(result):
    if not isinstance(result, tuple):
        return result
    title, files = result
    return title, {p: None if data is None else hashlib.sha256(data).hexdigest() for p, data in files.items()}


@pytest.mark.parametrize(("file", "case"), BUNDLES, ids=[case["name"] for _, case in BUNDLES])
def test_bundle_is_read_or_refused_by_the_engine(file, case):
    whole = vectors(file)
    seeds = next(p for p in whole["people"] if p["name"] == case["reader"])
    teams = {str(n): bytes.fromhex(key) for n, key in enumerate(whole["team_keys"])}
    ring = keys.Ring(identity(case["reader"], seeds), teams)

    def read():
        reader = EngineReader(ring, bytes.fromhex(whole["card"]), topic_of(case, whole))
        return reader.read(bytes.fromhex(case["key"]), bytes.fromhex(case["value"]))

    assert digests(engine_result(read)) == expected(case)


@pytest.mark.parametrize(("file", "case"), BUNDLES, ids=[case["name"] for _, case in BUNDLES])
def test_independent_reader_agrees_on_bundles(file, case):
    whole = vectors(file)
    seeds = next(p for p in whole["people"] if p["name"] == case["reader"])
    secrets = [bytes.fromhex(seeds[name]) for name in ("ed25519", "ml_kem", "x25519")]
    reader = other.Reader(*secrets, [bytes.fromhex(key) for key in whole["team_keys"]])
    card, key, value = (bytes.fromhex(text) for text in (whole["card"], case["key"], case["value"]))
    topic = topic_of(case, whole)
    result = other_result(lambda: other.read_bundle(reader, card, key, value, lambda *at: topic[at]))
    assert digests(result) == expected(case)


@pytest.mark.parametrize("case", cases("records.json"), ids=name_of)
def test_record_is_opened_or_refused_by_both(case):
    raw = {
        k: bytes.fromhex(v)
        for k, v in case.items()
        if k in ("transfer_key", "signing_key", "transfer", "value", "digest")
    }
    headers, value = [bytes.fromhex(h) for h in case["headers"]], raw["value"]
    context = keys.context(case["suite"], raw["signing_key"], raw["transfer"], case["block_size"])
    expected = case.get("refuse") or bytes.fromhex(case["plain"])

    def engine():
        header = headers[0] if len(headers) == 1 else None
        if header is not None and seal.record_digest(header, value) != raw["digest"]:
            raise wire.refused(wire.Reason.DIGEST)
        cipher = seal.cipher_of(case["suite"])
        opener = seal.Opener(cipher, keys.derive(raw["transfer_key"], context), raw["transfer"], case["block_size"])
        return bytes(opener.open(case["kind"], case["seq"], header, value))

    opener = other.Opener(case["suite"], raw["transfer_key"], context, raw["transfer"], case["block_size"])
    assert engine_result(engine) == expected
    assert other_result(lambda: opener.open(case["kind"], case["seq"], raw["digest"], headers, value)) == expected


def test_higher_format_asks_for_a_newer_towline():
    header = b"\x02" + bytes(42)
    with pytest.raises(TowlineError) as caught:
        wire.unpack_header(header)
    assert caught.value.word == "too-new"


@pytest.mark.parametrize("case", cases("pages.json"), ids=name_of)
def test_page_is_read_or_refused(case):
    ref = wire.Ref(*case["ref"][:3], bytes.fromhex(case["ref"][3]), *case["ref"][4:])
    page = bytes.fromhex(case["page"])
    if "refuse" in case:
        with pytest.raises(TowlineError) as caught:
            wire.decode_page(TYPES[case["type"]], ref, page)
        assert word(caught.value) == case["refuse"]
    else:
        rows = wire.decode_page(TYPES[case["type"]], ref, page)
        assert wire.encode_rows(rows) == page
        assert other.pack(other.unpack(page)) == page


@pytest.mark.parametrize("case", cases("signed.json"), ids=name_of)
def test_signed_value_is_accepted_or_refused_by_both(case):
    key, value, kind = bytes.fromhex(case["key"]), bytes.fromhex(case["value"]), case["kind"]
    refuse = case.get("refuse")

    def engine():
        if kind == "card":
            assert keys.fingerprint(keys.verify_card(value)) == key
        else:
            SIGNED[kind](key, value)

    def independent():
        if kind == "card":
            other.read_card(value)
        else:
            forms = {"offer": other.OFFER, "receipt": other.RECEIPT, "missing": other.MISSING, "lost": other.LOST}
            body = other.signed(kind.encode(), forms[kind], 4 if kind == "offer" else 1, value)
            named = {"offer": lambda: body[3] + body[5], "lost": lambda: b"\5" + body[0] + body[2]}
            other.need(key == named.get(kind, lambda: body[2] + body[3])(), "KAFKA_KEY")

    assert engine_result(engine) == refuse
    if refuse != "PUBLIC_KEYS":  # it never seals to anybody
        assert other_result(independent) == refuse


@pytest.mark.parametrize("case", cases("revisions.json"), ids=name_of)
def test_revision_extends_or_is_refused(case):
    old, new = (wire.decode(wire.Offer, bytes.fromhex(case[name])) for name in ("old", "new"))
    reason = wire.extends(old, new)
    assert (wire.Reason(reason).name if reason else "") == case["refuse"]


def test_fingerprint_is_shown_as_in_the_vectors():
    whole = vectors("bundles.json")
    card = keys.verify_card(bytes.fromhex(whole["card"]))
    assert keys.fingerprint(card).hex() == whole["fingerprint"]
    assert keys.fingerprint_text(keys.fingerprint(card)) == whole["fingerprint_text"]
    assert re.fullmatch(r"\d{5}( \d{5}){7}", whole["fingerprint_text"])


def test_every_reason_is_in_the_specification_and_met_by_a_vector():
    text = (Path(__file__).parents[2] / "docs" / "FORMAT.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| `([A-Z_]+)` \| (.+) \|$", text, re.MULTILINE))
    assert listed == {reason.name: reason.value for reason in wire.Reason}
    files = ("bundles_refused.json", "records.json", "pages.json", "signed.json", "revisions.json", "fleet.json")
    met = {case["refuse"] for file in files for case in cases(file) if case.get("refuse")}
    assert met == set(listed)


def test_independent_reader_imports_nothing_of_the_engine():
    assert "engine" not in re.findall(r"^(?:from|import) (\w+)", Path(other.__file__).read_text("utf-8"), re.MULTILINE)
