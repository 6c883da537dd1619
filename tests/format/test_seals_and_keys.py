"""What sealing, identities and rows promise for any input."""

import random

import hypothesis.strategies as st
import independent_reader as other
import pytest
from hypothesis import given, settings

from engine import keys, seal, wire
from engine.api import Cipher
from engine.errors import TowlineError
from engine.wire import CLOSED, LEFT_OUT, OPEN, VOID, Entry, Segment

TRANSFER = bytes(range(16))
DERIVED = keys.derive(bytes(32), bytes(32))
BLOCK = 950_000

u63 = st.integers(0, 2**63 - 1)
bytes32 = st.binary(min_size=32, max_size=32)
segments = st.builds(Segment, st.integers(0, 2**31 - 1), u63, st.integers(1, wire.MAX_BLOCK), bytes32)
component = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=60)
paths = st.lists(component.filter(lambda c: c not in (".", "..")), min_size=1, max_size=5).map("/".join)


@st.composite
def entries(draw):
    state, folder = draw(st.integers(OPEN, LEFT_OUT)), draw(st.booleans())
    digest = draw(bytes32) if state == CLOSED and not folder else b""
    length = 0 if folder else draw(u63)
    at, mtime = draw(st.integers(0, wire.MAX_BLOCK)), draw(st.integers(-(2**63), 2**63 - 1))
    return Entry(draw(paths), folder, state, draw(u63), at, length, digest, mtime, draw(st.integers(0, 0o7777)))


@given(st.lists(segments, max_size=20), st.lists(entries(), max_size=20))
@settings(deadline=None)
def test_rows_come_back_as_they_were_packed_in_both_readers(some, others):
    for kind, rows in ((Segment, some), (Entry, others)):
        data = wire.encode_rows(rows)
        assert wire.decode_rows(kind, data, 20) == rows
        assert other.pack(other.unpack(data)) == data


@given(
    st.text(max_size=300) | st.lists(st.sampled_from(["a", "..", ".", "", "\0", "é" * 128, "b" * 255])).map("/".join)
)
@settings(deadline=None)
def test_both_readers_agree_on_paths(path):
    row = [path, False, 0, 0, 0, 0, b"", 0, 0]
    try:
        wire.check_path(path)
        fine = True
    except TowlineError:
        fine = False
    try:
        other.check_entry(row)
        assert fine
    except other.Refused as error:
        assert error.word == "PATH"
        assert not fine


@given(st.sampled_from(list(Cipher)), st.sampled_from(["off", "auto", "1", "9"]), st.booleans(), st.data())
@settings(max_examples=150, deadline=None)
def test_blocks_come_back_whatever_cipher_and_compression(cipher, compression, slow, data):
    sealer, opener = seal.Sealer(cipher, DERIVED, compression), seal.Opener(cipher, DERIVED, TRANSFER, 100_000)
    for seq in range(3):
        size = data.draw(st.integers(1, 100_000))
        plain = random.Random(seq).randbytes(size) if data.draw(st.booleans()) else b"text " * (size // 5 + 1)
        plain = plain[:100_000]
        made = sealer.seal(wire.CHUNK, TRANSFER, seq, memoryview(bytearray(plain)), slow=slow)
        assert opener.open(wire.CHUNK, seq, made.header, made.value) == plain
        assert made.digest == seal.record_digest(made.header, made.value)
        assert len(made.value) <= len(plain) + wire.TAG


def test_sealing_the_same_block_again_takes_another_nonce():
    sealer = seal.Sealer(Cipher.AES_256_GCM, DERIVED, "off")
    nonces = {wire.unpack_header(sealer.seal(wire.CHUNK, TRANSFER, 0, b"x").header).nonce for _ in range(1000)}
    assert len(nonces) == 1000


def test_chunks_and_pages_have_keys_of_their_own():
    assert len({DERIVED.chunk, DERIVED.page, DERIVED.commitment}) == 3
    assert "chunk" not in repr(DERIVED)


def test_what_does_not_get_smaller_by_three_per_cent_stays_uncompressed():
    sealer = seal.Sealer(Cipher.AES_256_GCM, DERIVED, "auto")
    noise = random.Random(1).randbytes(100_000)
    for plain, expected in (
        (noise, False),
        (noise[:97_500] + bytes(2_500), False),
        (noise[:90_000] + bytes(10_000), True),
    ):
        made = sealer.seal(wire.CHUNK, TRANSFER, 0, plain)
        assert wire.unpack_header(made.header).compressed is expected


def test_compression_comes_back_at_once_after_many_incompressible_blocks():
    sealer, noise = seal.Sealer(Cipher.AES_256_GCM, DERIVED, "auto"), random.Random(2).randbytes(BLOCK)
    for seq in range(20):
        assert not wire.unpack_header(sealer.seal(wire.CHUNK, TRANSFER, seq, noise).header).compressed
    made = sealer.seal(wire.CHUNK, TRANSFER, 20, noise[: BLOCK // 2] + bytes(BLOCK // 2))
    assert wire.unpack_header(made.header).compressed


def test_fastest_cipher_is_one_of_the_two_usual_ones():
    assert seal.fastest_cipher() in (Cipher.AES_256_GCM, Cipher.CHACHA20_POLY1305)


def test_suite_numbers_are_those_of_the_format():
    numbers = {seal.suite_number(cipher): cipher.value for cipher in Cipher}
    assert numbers == {1: "aes-256-gcm", 2: "chacha20-poly1305", 3: "aes-256-gcm-siv", 4: "signed-only"}
    assert all(seal.cipher_of(seal.suite_number(cipher)) is cipher for cipher in Cipher)


def test_identity_comes_back_from_its_bytes_and_shows_no_secret():
    ann = keys.Identity.generate("Ann Ω")
    again = keys.Identity.from_bytes(ann.to_bytes())
    assert (again.name, again.fingerprint) == ("Ann Ω", ann.fingerprint)
    assert "Ann" not in repr(ann)
    with pytest.raises(ValueError, match="not an identity"):
        keys.Identity.from_bytes(b"\x02" + bytes(200))


def test_ring_opens_for_persons_and_teams_and_nobody_else():
    ann, ben, eve, team = (keys.Identity.generate(n) for n in ("Ann", "Ben", "Eve", "Team"))
    team_key, secret = bytes(range(32)), bytes(range(1, 33))
    context = keys.context(1, ann.signing_key, TRANSFER, BLOCK)
    recipients = [keys.wrap_for_person(ben.card(1), secret, context), keys.wrap_for_team(team_key, secret, context)]
    empty = wire.encode(wire.Sealed("", 0, 0, [], [], [], []))
    derived = keys.derive(secret, context)
    nonce, sealed = seal.seal_offer_part(Cipher.AES_256_GCM, derived, context, empty, number=1, revision=1)
    offer = wire.Offer(
        *(1, 1, wire.COMPLETE, ann.fingerprint, ann.signing_key, TRANSFER, "c", b"", 1, BLOCK, derived.commitment),
        *(0, 0, 0, 0, recipients, [], [], [], 0, nonce, sealed),
    )
    assert keys.Ring(ben, {}).open(offer) == secret
    assert keys.Ring(team, {"ours": team_key, "old": bytes(32)}).open(offer) == secret
    assert keys.Ring(eve, {"other": bytes(32)}).open(offer) is None
    assert keys.Ring(ann, {}).open(offer) is None


def row(state, length=5, **changes):
    entry = Entry("a", False, state, 3, 0, length, bytes(32) if state == CLOSED else b"", 0, 0)
    return wire.replace(entry, **changes)


def test_open_entries_may_end_in_any_way_and_closed_ones_never_change():
    for state in (OPEN, CLOSED, VOID, LEFT_OUT):
        assert wire.entries_extend([row(OPEN)], [row(state, 9), row(CLOSED)])
    for old in (CLOSED, VOID, LEFT_OUT):
        assert wire.entries_extend([row(old)], [row(old)])
        assert not wire.entries_extend([row(old)], [row(old, 6)])
    assert not wire.entries_extend([row(CLOSED)], [row(VOID)])
    assert not wire.entries_extend([row(CLOSED)], [])
    for changes in ({"path": "b"}, {"seq": 4}, {"at": 1}, {"folder": True}):
        assert not wire.entries_extend([row(OPEN)], [row(OPEN, **changes)])


def test_repaired_chunks_may_be_elsewhere_but_keep_their_lengths():
    old = [Segment(0, n, 100, bytes(32)) for n in range(3)]
    moved = [Segment(1, n + 50, 100, b"\1" * 32) for n in range(4)]
    assert wire.segments_extend(old, moved)
    assert not wire.segments_extend(moved, old)
    assert not wire.segments_extend(old, [wire.replace(s, plain=99) for s in moved])
