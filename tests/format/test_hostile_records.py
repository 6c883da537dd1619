"""Records that were changed on their way, or made up: refused, or exactly what they were. Nothing else ever happens."""

import struct
import subprocess
import sys
import tracemalloc
from pathlib import Path

import hypothesis.strategies as st
import independent_reader as other
import pytest
import zstandard
from engine_reader import VECTORS, cases
from hypothesis import given, settings

from engine import keys, seal, wire
from engine.api import Cipher
from engine.errors import TowlineError

BLOCK = 8192
SIGNED = [bytes.fromhex(case["value"]) for case in cases("signed.json") if "refuse" not in case]
KEYS = [bytes.fromhex(case["key"]) for case in cases("signed.json") if "refuse" not in case]
KINDS = [case["kind"] for case in cases("signed.json") if "refuse" not in case]
BODIES = [(kind, value[wire.SIGNATURE :]) for kind, value in zip(KINDS, SIGNED, strict=True)]
TYPES = {"offer": wire.Offer, "card": wire.Card, "receipt": wire.Receipt, "missing": wire.Missing, "lost": wire.Lost}
FORMS = {
    "offer": other.OFFER,
    "card": other.CARD,
    "receipt": other.RECEIPT,
    "missing": other.MISSING,
    "lost": other.LOST,
}
CHECKS = {
    "offer": other.check_offer,
    "card": other.check_card,
    "receipt": other.check_claim,
    "missing": other.check_claim,
    "lost": other.check_claim,
}
TRANSFER = bytes(range(16))


def mutations(data):
    """Ways to change `data`: bytes replaced, cut out, put in, doubled."""
    at = st.integers(0, max(len(data) - 1, 0))
    few = st.binary(max_size=6)
    return st.one_of(
        st.builds(lambda i, x: data[:i] + x + data[i + len(x) :], at, few),
        st.builds(lambda i, x: data[:i] + x + data[i:], at, few),
        st.builds(lambda i, j: data[: min(i, j)] + data[max(i, j) :], at, at),
        st.builds(lambda i, bit: data[:i] + bytes([data[i] ^ 1 << bit]) + data[i + 1 :], at, st.integers(0, 7)),
        st.builds(lambda i, j: data[:i] + data[j:] + data[i:], at, at),
    )


def refuses(read):
    """Whether `read` refuses; anything but a result or a refusal fails the test."""
    try:
        read()
    except TowlineError as error:
        assert error.word in ("refused", "too-new")
        return True
    except other.Refused:
        return True
    return False


@given(st.sampled_from(BODIES).flatmap(lambda kb: st.tuples(st.just(kb[0]), mutations(kb[1]))))
@settings(max_examples=600, deadline=None)
def test_changed_body_is_refused_or_canonical_and_both_readers_agree(case):
    kind, body = case

    def independent():
        record = other.decode(FORMS[kind], body)
        CHECKS[kind](record)

    def engine():
        record = wire.decode(TYPES[kind], body)
        assert wire.encode(record) == body

    assert refuses(engine) == refuses(independent)


@given(st.integers(0, len(SIGNED) - 1).flatmap(lambda n: st.tuples(st.just(n), mutations(SIGNED[n]))))
@settings(max_examples=300, deadline=None)
def test_changed_signed_value_is_refused(case):
    n, value = case
    verify = {
        "offer": keys.verify_offer,
        "receipt": keys.verify_receipt,
        "missing": keys.verify_missing,
        "lost": keys.verify_lost,
    }
    if KINDS[n] == "card":
        refused = refuses(lambda: keys.verify_card(value))
    else:
        refused = refuses(lambda: verify[KINDS[n]](KEYS[n], value))
    assert refused == (value != SIGNED[n])


@given(st.binary(max_size=300), st.sampled_from([*TYPES.values(), wire.Sealed, wire.Entry, wire.Ref]))
@settings(max_examples=300, deadline=None)
def test_made_up_bytes_are_refused(data, kind):
    refuses(lambda: wire.decode(kind, data))
    refuses(lambda: wire.decode_rows(kind, data, 10))


PAGES = [bytes.fromhex(case["page"]) for case in cases("pages.json")]


@given(st.sampled_from(PAGES).flatmap(mutations), st.integers(1, 9))
@settings(max_examples=400, deadline=None)
def test_changed_page_is_refused_or_holds_what_its_reference_says(page, count):
    for kind in (wire.Segment, wire.Entry, wire.Sum, wire.Ref):
        try:
            rows = wire.decode_page(kind, wire.Ref(0, 0, len(page), bytes(32), 0, count), page)
        except TowlineError as error:
            assert error.word == "refused"
        else:
            assert wire.encode_rows(rows) == page


@given(st.binary(max_size=60) | st.binary(min_size=43, max_size=43))
def test_made_up_header_is_refused_or_packs_to_the_same_bytes(data):
    try:
        header = wire.unpack_header(data)
    except TowlineError as error:
        assert error.word in ("refused", "too-new")
    else:
        assert wire.pack_header(header) == data


def sealed(cipher, plain, compression="auto"):
    derived = keys.derive(bytes(32), bytes(32))
    made = seal.Sealer(cipher, derived, compression).seal(wire.CHUNK, TRANSFER, 7, plain)
    return seal.Opener(cipher, derived, TRANSFER, BLOCK), made


@given(st.sampled_from(list(Cipher)[:3]), st.integers(0), st.integers(0, 7), st.booleans())
@settings(max_examples=300, deadline=None)
def test_each_bit_of_header_and_value_is_sealed(cipher, at, bit, compressible):
    plain = bytes(3000) if compressible else bytes(range(256))
    opener, made = sealed(cipher, plain)
    both = bytearray(made.header + made.value)
    at %= len(both)
    both[at] ^= 1 << bit
    header, value = bytes(both[: len(made.header)]), bytes(both[len(made.header) :])
    assert refuses(lambda: opener.open(wire.CHUNK, 7, header, value))
    assert seal.record_digest(header, value) != made.digest


FRAMES = [zstandard.ZstdCompressor(level=level).compress(b"frame " * 300) for level in (1, 19)]


@given(st.sampled_from(FRAMES).flatmap(mutations))
@settings(max_examples=600, deadline=None)
def test_changed_zstd_frame_is_refused_or_gives_the_stated_length(frame):
    """Suite 4 lets anything through to zstd."""
    opener, _ = sealed(Cipher.SIGNED_ONLY, b"x")
    header = wire.pack_header(wire.Header(wire.CHUNK, TRANSFER, 7, bytes(12), 1800, True))
    if not refuses(lambda: opener.open(wire.CHUNK, 7, header, frame)):
        assert len(opener.open(wire.CHUNK, 7, header, frame)) == 1800


@pytest.mark.parametrize("case", cases("records.json"), ids=lambda case: case["name"])
def test_header_and_value_of_any_record_are_safe_under_any_suite(case):
    for cipher in Cipher:
        opener = seal.Opener(cipher, keys.derive(bytes(32), bytes(32)), bytes.fromhex(case["transfer"]), BLOCK)
        for header in case["headers"]:
            refuses(lambda o=opener, h=header: o.open(case["kind"], 3, bytes.fromhex(h), bytes.fromhex(case["value"])))


def test_refused_records_use_no_memory_beyond_the_block_size():
    bombs = [case for case in cases("records.json") if case["name"].startswith("zstd")]
    opener = seal.Opener(Cipher.SIGNED_ONLY, keys.derive(bytes(32), bytes(32)), TRANSFER, BLOCK)
    values = [bytes.fromhex(case["value"])[:-16] for case in bombs]
    tracemalloc.start()
    for value in values:
        header = wire.pack_header(wire.Header(wire.CHUNK, TRANSFER, 7, bytes(12), BLOCK, True))
        refuses(lambda h=header, v=value: opener.open(wire.CHUNK, 7, h, v))
    huge = struct.pack(">BI", 0xDD, 2**32 - 1)
    for kind in (wire.Segment, wire.Entry, wire.Ref):
        refuses(lambda k=kind: wire.decode_rows(k, huge, wire.LEAF_ROWS))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_vectors_are_all_there():
    names = {path.name for path in VECTORS.glob("*.json")}
    assert names == {
        *("bundles.json", "bundles_refused.json", "fleet.json"),
        *("pages.json", "records.json", "revisions.json", "signed.json"),
    }


FIRST_DECODES = """
import sys, threading
from engine import wire
sys.setswitchinterval(1e-6)
page = wire.encode_rows([wire.Ref(0, n, 1, bytes(32), n, 1) for n in range(50)])
start = threading.Barrier(6)
def decode():
    start.wait()
    for kind in (wire.Segment, wire.Entry, wire.Sum, wire.Ref):
        try:
            wire.decode_rows(kind, page, 50)
        except wire.TowlineError:
            pass
threads = [threading.Thread(target=decode) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


def test_threads_that_decode_for_the_first_time_at_once_do_not_crash():
    for _ in range(12):
        subprocess.run([sys.executable, "-c", FIRST_DECODES], cwd=Path(__file__).parents[2], check=True)
