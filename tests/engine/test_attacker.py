"""Somebody who may write to all topics, somebody who was accepted and means harm, and a recipient who does: whole engines.

What they do is refused with a sentence, nothing of it is in place, memory stays bounded, and honest transfers beside it
finish.
"""

from __future__ import annotations

import os
import struct
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard
from bundle_maker import BLOCK, Maker
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names

from engine import fleet_seal, journal_transfers, keys, seal, wire, wire_fleet
from engine.api import Choices, Cipher, Exists, Outcome, TransferRow
from engine.armour import armoured
from engine.cli_print import date
from engine.link_memory import MemoryBroker
from engine.myself import CARD_TEXT

TOPIC, CATALOG, RECEIPTS = "towline", "towline.catalog", "towline.receipts"
HUGE = 2**63 - 1


@pytest.fixture
def eve() -> keys.Identity:
    return keys.Identity.generate("Eve")


@pytest.fixture
def carl(tmp_path: Path, broker: MemoryBroker, anna: Profile, ben: Profile) -> Iterator[Profile]:
    profile = Profile(tmp_path, "Carl", broker)
    profile.engine.people_add(anna.engine.my_card(), "Anna", verified=True)
    profile.engine.people_add(ben.engine.my_card(), "Ben", verified=True)
    yield profile
    profile.engine.stop()


def card_of(profile: Profile) -> wire.Card:
    return keys.verify_card(profile.engine.people_book.my_card())


def accept(profile: Profile, who: keys.Identity, name: str = "Eve") -> None:
    signed = who.sign(wire.CARD, wire.encode(who.card(1)))
    profile.engine.people_add(armoured(CARD_TEXT, signed), name, verified=True)


def send(anna: Profile, source: Path, *to: str, **choices: object) -> str:
    sent = anna.engine.send([str(source)], "", Choices(to=to or ("Ben",), **choices)).result()  # type: ignore[arg-type]
    assert anna.ended(sent).outcome == Outcome.STORED
    return sent


def fetched(ben: Profile, offer: str, folder: Path) -> TransferRow:
    return ben.ended(ben.engine.fetch(offer, [], str(folder), Exists.BOTH).result())


def error_of(profile: Profile, row: TransferRow) -> str:
    with profile.engine.journal.read() as db:
        found = journal_transfers.get(db, journal_transfers.find(db, row.id))
    assert found is not None
    return str(found["error"])


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stored_offer(broker: MemoryBroker) -> tuple[bytes, bytes, wire.Offer]:
    """Key, value and content of the newest offer in the catalog."""
    found = [r for r in broker.records(CATALOG) if r.key is not None and len(r.key) == 48 and r.value]
    key, value = found[-1].key, found[-1].value
    assert key is not None and value is not None
    return key, value, wire.decode(wire.Offer, value[wire.SIGNATURE :])


def refusals(profile: Profile) -> list[str]:
    with profile.engine.journal.read() as db:
        return [row["reason"] for row in db.execute("SELECT reason FROM refusals")]


def read(profile: Profile) -> None:
    """To the end of the catalog, as of now."""
    profile.engine.offers("memory", 30)


# --- whoever may write ----------------------------------------------------------------------------------------------------


def forged_fleet(eve: keys.Identity, anna: wire.Card, ben: wire.Card, cluster_id: str) -> list[tuple[bytes, bytes]]:
    """Joins, admissions and stations in the name of others, and some that only carry nonsense."""
    now, invitation = int(time.time() * 1000), os.urandom(16)
    signed_card = eve.sign(wire.CARD, wire.encode(eve.card(1)))
    join = wire_fleet.Join(invitation, signed_card, cluster_id, "Anna", HUGE, now, bytes(32))
    made = [fleet_seal.make_join(eve, join, os.urandom(32))]
    given = wire_fleet.TeamKeys("plant", [(2**40, os.urandom(32))])
    theirs, his = keys.fingerprint(anna), keys.fingerprint(ben)
    for sender, signer in ((theirs, anna.signing_key), (theirs, eve.signing_key), (eve.fingerprint, eve.signing_key)):
        admit = wire_fleet.Admit(
            sender, signer, his, wire_fleet.NO_INVITATION, cluster_id, HUGE, wire_fleet.ADMITTED, b""
        )
        made.append(fleet_seal.make_admit(eve, admit, ben, given))
    status = wire_fleet.Status("9", "both", HUGE, HUGE, HUGE, HUGE, "x" * 200, HUGE)
    key, value = fleet_seal.make_station(eve, [ben], cluster_id, HUGE, status)
    made.append((key, value))
    made.append((wire_fleet.station_key(theirs), value))
    return made + [(key, value[:n]) for key, value in made for n in (0, 64, len(value) - 1)]


def forged_catalog(broker: MemoryBroker, eve: keys.Identity) -> list[tuple[bytes | None, bytes | None]]:
    """What can be made of the newest offer by somebody without its key."""
    key, value, offer = stored_offer(broker)
    body = wire.encode(offer)
    mine = wire.replace(offer, signing_key=eve.signing_key)
    made: list[tuple[bytes | None, bytes | None]] = [
        (key, bytes(64) + body),
        (key, value[:64] + wire.encode(wire.replace(offer, revision=offer.revision + 1))),
        (key, eve.sign(wire.OFFER, wire.encode(wire.replace(offer, revision=offer.revision + 1)))),
        (key, eve.sign(wire.OFFER, wire.encode(wire.replace(mine, revision=2**32 - 1, state=wire.WITHDRAWN)))),
        (key, eve.sign(wire.CARD, body)),
        (key, value + b"\0"),
        (key, value[: len(value) // 2]),
        (key, os.urandom(100_000)),
        (key, bytes(64) + struct.pack(">BI", 0xDD, 10**9)),
        (key, b""),
        (key, None),
        (eve.fingerprint + offer.transfer, value),
        (wire.offer_key(eve.fingerprint, offer.transfer), eve.sign(wire.OFFER, wire.encode(wire.replace(mine, sender=eve.fingerprint)))),
        (b"", value), (None, value), (os.urandom(48), value), (os.urandom(300), value),
    ]  # fmt: skip
    return made


def flood(broker: MemoryBroker, anna: Profile, ben: Profile, eve: keys.Identity) -> None:
    """Everything at once, in all three topics."""
    for key, value in forged_catalog(broker, eve):
        broker.append(CATALOG, 0, value, key=key)
    for key, value in forged_fleet(eve, card_of(anna), card_of(ben), broker.cluster_id):
        broker.append(CATALOG, 0, value, key=key)
    for name in ("Anna", "Аnna", "ANNA ", "Anna\u200b", "A\u202ennA", "Anna\n", "x" * 255):
        twin = keys.Identity.generate(name)
        broker.append(CATALOG, 0, twin.sign(wire.CARD, wire.encode(twin.card(1))), key=twin.fingerprint)
        broker.append(CATALOG, 0, twin.sign(wire.CARD, wire.encode(twin.card(2))), key=keys.fingerprint(card_of(anna)))
    key, value, offer = stored_offer(broker)
    record = wire.Receipt(eve.fingerprint, eve.signing_key, offer.sender, offer.transfer, seal.piece_digest(value), [(0, HUGE)], HUGE)  # fmt: skip
    as_ben = wire.replace(record, reader=keys.fingerprint(card_of(ben)), signing_key=card_of(ben).signing_key)
    missing = wire.Missing(eve.fingerprint, eve.signing_key, offer.sender, offer.transfer, [(0, HUGE)], HUGE)
    for claim in (
        eve.sign(wire.RECEIPT, wire.encode(record)), eve.sign(wire.RECEIPT, wire.encode(as_ben)),
        eve.sign(wire.MISSING, wire.encode(missing)), eve.sign(wire.RECEIPT, wire.encode(missing)), os.urandom(200), b"",
    ):  # fmt: skip
        broker.append(RECEIPTS, key[0] % 16, claim, key=key)
    for stored in list(broker.records(TOPIC))[:20]:
        for header, junk in (
            (stored.header, os.urandom(50)), (stored.header, stored.value), (None, stored.value), (b"t", b""),
            (stored.header, None), (os.urandom(43), os.urandom(900)),
        ):  # fmt: skip
            broker.append(TOPIC, stored.partition, junk, header=header)


def test_honest_transfers_finish_in_a_flood_of_everything(
    anna: Profile, ben: Profile, broker: MemoryBroker, eve: keys.Identity, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", large=os.urandom(300_000), small=b"text", empty=b"")
    send(anna, source, block_size=8192, compression="off")
    read(ben)
    before = {row.name for row in ben.engine.people() if row.trust in ("verified", "not verified", "invited")}
    flood(broker, anna, ben, eve)
    sent = send(anna, files(tmp_path / "more", large=os.urandom(300_000), small=b"t" * 5000), block_size=8192)
    flood(broker, anna, ben, eve)
    for title, folder in (("docs", source), ("more", tmp_path / "more")):
        good = next(row for row in ben.engine.offers("memory", 30) if row.title == title)
        assert fetched(ben, good.id, tmp_path / "in").outcome == Outcome.PLACED
        assert content(tmp_path / "in" / title) == content(folder)
    anna.wait(sent, lambda row: anna.offer("more").received)
    assert anna.offer("more").received == ("Ben",)
    assert {row.name for row in ben.engine.people() if row.trust in ("verified", "not verified", "invited")} == before
    assert not ben.engine.teams()
    assert all(reason.strip() and not reason.endswith(".") for reason in refusals(ben))
    assert len(refusals(ben)) >= 10
    twins = [row for row in ben.engine.people() if row.trust == "published" and row.name[:1] != "x"]
    assert len(twins) == 12  # two floods
    assert all("looks like" in row.why for row in twins)


def test_a_look_alike_can_neither_be_chosen_nor_fetched_from(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    twin = keys.Identity.generate("Аnna")
    broker.append(CATALOG, 0, twin.sign(wire.CARD, wire.encode(twin.card(1))), key=twin.fingerprint)
    maker = Maker(broker, twin, [card_of(ben)], title="invoice")
    maker.add("invoice.pdf", b"not hers")
    publish(broker, maker, maker.offer())
    read(ben)
    (row,) = [row for row in ben.engine.offers("memory", 30) if not row.trusted]
    with pytest.raises(Exception, match=r".") as caught:
        ben.engine.fetch(row.id, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert getattr(caught.value, "what", "")
    assert not (tmp_path / "in").exists()
    (shown,) = [person for person in ben.engine.people() if person.trust == "published"]
    assert shown.why, shown


# --- somebody accepted, who means harm --------------------------------------------------------------------------------------


def publish(broker: MemoryBroker, maker: Maker, offer: wire.Offer) -> None:
    value = maker.sender.sign(wire.OFFER, wire.encode(offer))
    broker.append(CATALOG, 0, value, key=wire.offer_key(maker.sender.fingerprint, maker.transfer))


def thousands_of_millions(maker: Maker) -> wire.Offer:
    """Trees that say to hold 10^9 rows, of which nothing exists."""
    count = wire.INNER_REFS * wire.LEAF_ROWS
    ref = wire.Ref(0, HUGE, BLOCK, bytes(32), 0, count)
    many = [wire.replace(ref, first=n * count, offset=HUGE - n) for n in range(64)]
    return maker.offer(
        segments=many, entries=many, sums=[], inner=wire.SEGMENT_TREE | wire.ENTRY_TREE, chunks=64 * count,
        stored=64 * count * BLOCK, expires_ms=HUGE, created_ms=HUGE,
    )  # fmt: skip


def a_page_that_names_itself(maker: Maker) -> wire.Offer:
    """Inner pages all the way down: each holds references to the same place."""
    count = wire.INNER_REFS * wire.LEAF_ROWS
    inner = maker.page(wire.INNER_PAGE, [wire.Ref(0, 0, 1, bytes(32), 0, wire.LEAF_ROWS)], 0)
    deeper = maker.page(wire.INNER_PAGE, [wire.replace(inner, count=wire.LEAF_ROWS)], 0)
    again = maker.page(wire.INNER_PAGE, [wire.replace(deeper, count=wire.LEAF_ROWS)], 0)
    refs = [wire.replace(again, count=wire.LEAF_ROWS)]
    return maker.offer(segments=refs, entries=refs, inner=3, chunks=wire.LEAF_ROWS, stored=min(count, wire.LEAF_ROWS))


def bombs(maker: Maker, frame: bytes, plain: int) -> wire.Offer:
    """A chunk whose frame is not what its header says, sealed and signed as it should be."""
    header = wire.Header(wire.CHUNK, maker.transfer, 0, os.urandom(12), plain, True)
    packed = wire.pack_header(header)
    aead = seal._aead(maker.cipher, maker.keys.chunk)
    assert aead is not None
    value = aead.encrypt(header.nonce, frame, packed)
    offset = maker.broker.append(TOPIC, 0, value, header=packed)
    maker.segments = [wire.Segment(0, offset, plain, seal.record_digest(packed, value))]
    digest = seal.EntryDigest()
    digest.add(plain, seal.piece_digest(bytes(plain)))
    maker.entries = [wire.Entry("bomb", False, wire.CLOSED, 0, 0, plain, digest.value(), 0, 0o644)]
    return maker.offer()


def zeros(size: int) -> bytes:
    return zstandard.ZstdCompressor(level=19).compress(bytes(size))


def more_than_stated(maker: Maker) -> wire.Offer:
    """Eight megabytes in a frame of some hundred bytes, in a block of four kilobytes."""
    return bombs(maker, zeros(8_000_000), BLOCK)


def a_window_of_terabytes(maker: Maker) -> wire.Offer:
    return bombs(maker, bytes.fromhex("28b52ffd 00 f7 290000".replace(" ", "")) + b"hello", BLOCK)


def a_size_of_exabytes(maker: Maker) -> wire.Offer:
    return bombs(maker, bytes.fromhex("28b52ffd e0 ffffffffffffff7f 290000".replace(" ", "")) + b"hello", BLOCK)


def a_frame_of_blocks_that_repeat(maker: Maker) -> wire.Offer:
    """It states 4,096 bytes, and its blocks repeat one byte 128 KiB long, again and again."""
    repeated = (131_072 << 3 | 2).to_bytes(3, "little") + b"x"
    return bombs(maker, bytes.fromhex("28b52ffd 60 000f".replace(" ", "")) + repeated * 900, BLOCK)


def sizes_that_add_up_beyond_all_numbers(maker: Maker) -> wire.Offer:
    """Ten files of 2^62 bytes each, with times at both ends of what a number holds."""
    for n, when in enumerate((HUGE, -(2**63), 0) * 3):
        maker.entries.append(wire.Entry(f"f{n}", False, wire.CLOSED, 0, 0, 2**62, bytes(32), when, 0o7777))
    return maker.offer()


HARM: dict[str, Callable[[Maker], wire.Offer]] = {
    harm.__name__: harm
    for harm in (
        thousands_of_millions, a_page_that_names_itself, more_than_stated, a_window_of_terabytes, a_size_of_exabytes,
        a_frame_of_blocks_that_repeat, sizes_that_add_up_beyond_all_numbers,
    )
}  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_harm_by_somebody_accepted_ends_with_a_sentence_and_bounded_memory(
    anna: Profile, ben: Profile, broker: MemoryBroker, eve: keys.Identity, tmp_path: Path, harm: str
) -> None:
    accept(ben, eve)
    maker = Maker(broker, eve, [card_of(ben)], title="gift")
    publish(broker, maker, HARM[harm](maker))
    source = files(tmp_path / "docs", a=os.urandom(20_000))
    send(anna, source, block_size=8192)
    read(ben)
    tracemalloc.start()
    try:
        gift = ben.offer("gift")
        assert date(gift.sent) and date(gift.until)
        bad = ben.engine.fetch(gift.id, [], str(tmp_path / "gift"), Exists.BOTH).result()
        good = fetched(ben, ben.offer("docs").id, tmp_path / "in")
        row = ben.wait(bad, lambda row: row.outcome or row.state in ("asked", "waiting") or row.why)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert good.outcome == Outcome.PLACED
    assert content(tmp_path / "in" / "docs") == content(source)
    assert row.outcome not in (Outcome.PLACED, Outcome.STORED)
    assert row.why.strip(), row
    assert error_of(ben, row) != "bug", row.why
    assert peak < 40_000_000
    assert not (tmp_path / "gift").exists() or not content(tmp_path / "gift")
    assert ben.engine.offers("memory", 30) and ben.engine.entries(bad, limit=100) is not None


def test_times_at_the_ends_of_all_numbers_are_placed_or_said(
    ben: Profile, broker: MemoryBroker, eve: keys.Identity, tmp_path: Path
) -> None:
    accept(ben, eve)
    maker = Maker(broker, eve, [card_of(ben)], title="times")
    for n, when in enumerate((HUGE, -(2**63), 0, -1)):
        maker.add(f"f{n}", b"x" * n, mtime_ns=when, mode=0o7777)
    publish(broker, maker, maker.offer())
    row = fetched(ben, ben.offer("times").id, tmp_path / "in")
    assert error_of(ben, row) != "bug", row.why
    assert row.outcome == Outcome.PLACED
    assert content(tmp_path / "in") == {f"f{n}": b"x" * n for n in range(4)}
    assert not any((tmp_path / "in" / f"f{n}").stat().st_mode & 0o6000 for n in range(4))


# --- a malicious recipient ------------------------------------------------------------------------------------------------


def transfer_key_of(ben: Profile, offer: wire.Offer) -> bytes:
    opened = ben.engine.people_book.ring().open(offer)
    assert opened is not None
    return opened


def test_a_recipient_cannot_pass_a_bundle_on_as_its_senders(
    anna: Profile, ben: Profile, carl: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    send(anna, files(tmp_path / "docs", a=b"for Ben alone"))
    read(ben)
    key, _, offer = stored_offer(broker)
    me = ben.engine.people_book.me()
    opened, context = transfer_key_of(ben, offer), keys.offer_context(offer)
    to_carl = keys.wrap_for_person(card_of(carl), opened, context)
    more = wire.replace(offer, revision=offer.revision + 1, recipients=[*offer.recipients, to_carl])
    as_mine = wire.replace(more, sender=me.fingerprint, signing_key=me.signing_key)
    for forged_key, forged in (
        (key, me.sign(wire.OFFER, wire.encode(more))),
        (key, me.sign(wire.OFFER, wire.encode(wire.replace(more, signing_key=me.signing_key)))),
        (wire.offer_key(me.fingerprint, offer.transfer), me.sign(wire.OFFER, wire.encode(as_mine))),
    ):
        broker.append(CATALOG, 0, forged, key=forged_key)
    read(carl)
    assert [row for row in carl.engine.offers("memory", 30) if row.state == "complete" and row.sender == "Anna"] == []
    for row in carl.engine.offers("memory", 30):
        assert row.state == "refused" and row.why
    read(anna)
    assert anna.offer("docs").state == "complete"


def test_a_recipient_cannot_show_others_another_content_under_the_same_seals(
    anna: Profile, ben: Profile, carl: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    """The bytes of the sealed part exchanged by whoever knows the key: it is the signature that counts."""
    send(anna, files(tmp_path / "docs", a=b"the truth"), "Ben")
    read(ben)
    key, value, offer = stored_offer(broker)
    derived = keys.derive(transfer_key_of(ben, offer), keys.offer_context(offer))
    lie = wire.encode(wire.Sealed("lie", 0, 0, [], [], [], []))
    nonce, part = seal.seal_offer_part(
        Cipher.AES_256_GCM, derived, keys.offer_context(offer), lie, number=offer.number, revision=offer.revision
    )
    broker.append(CATALOG, 0, value[:64] + wire.encode(wire.replace(offer, nonce=nonce, sealed=part)), key=key)
    read(ben)
    assert ben.offer("docs").state == "complete"
    assert any("signature" in reason for reason in refusals(ben))


def test_a_team_key_gives_reading_and_no_authorship(
    anna: Profile, ben: Profile, carl: Profile, broker: MemoryBroker, eve: keys.Identity, tmp_path: Path
) -> None:
    """Eve got hold of the team's key: she can seal to the team, but only in her own name, which nobody accepted."""
    anna.engine.team_new("plant")
    text = anna.engine.team_export("plant")
    carl.engine.team_import(text)
    team = carl.engine.people_book.resolve("team:plant")
    maker = Maker(broker, eve, [card_of(carl)], title="orders")
    maker.add("orders.txt", b"do this")
    recipient = keys.wrap_for_team(team.key, maker.transfer_key, maker.context)  # type: ignore[union-attr]
    offer = maker.offer(recipients=[recipient])
    anna_card = card_of(anna)
    as_anna = wire.replace(offer, sender=keys.fingerprint(anna_card))
    for forged, sender in (
        (offer, eve.fingerprint),
        (as_anna, keys.fingerprint(anna_card)),
        (wire.replace(as_anna, signing_key=anna_card.signing_key), keys.fingerprint(anna_card)),
    ):
        broker.append(CATALOG, 0, eve.sign(wire.OFFER, wire.encode(forged)), key=wire.offer_key(sender, maker.transfer))
    read(carl)
    rows = carl.engine.offers("memory", 30)
    assert rows
    assert not any(row.trusted for row in rows)
    assert not any(row.state == "complete" and row.sender == "Anna" for row in rows)
