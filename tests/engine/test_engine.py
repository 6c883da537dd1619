"""Two people, two profiles, one memory broker: what the engine promises to whoever drives it."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names
from profiles import until

from engine.api import (
    Changed,
    Choices,
    Cipher,
    Cluster,
    Event,
    Exists,
    Notice,
    OfferRow,
    Outcome,
    Reach,
    TransferRow,
    Wanted,
)
from engine.api_link import Record
from engine.engine import Engine
from engine.errors import Exit, TowlineError
from engine.link_memory import MemoryBroker, MemoryLink, MemoryReader
from engine.settings import open_vault


def test_a_folder_goes_from_one_profile_to_another(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    content = {"a": os.urandom(3_000_000), "b": b"", "c": b"text"}
    source = files(tmp_path / "docs", **content)
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",), block_size=100_000)).result()
    assert anna.ended(sent).outcome == Outcome.STORED
    fetched = ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.ended(fetched).outcome == Outcome.PLACED
    assert {path.name: path.read_bytes() for path in (tmp_path / "in" / "docs").iterdir()} == content
    assert all(row.state == "in place" for row in ben.engine.verify(fetched).result())
    with pytest.raises(TowlineError, match="not fetched"):
        anna.engine.verify(sent).result()


def test_chosen_entries_are_fetched_alone(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1", b=b"2")
    anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",))).result())
    fetched = ben.engine.fetch(ben.offer("docs").id, ["*/b"], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.ended(fetched).outcome == Outcome.PLACED
    assert [path.name for path in (tmp_path / "in" / "docs").iterdir()] == ["b"]


def test_a_file_on_its_way_shows_how_much_of_it_is_stored(anna: Profile, tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(os.urandom(2_000_000))
    sent = anna.engine.send(
        [str(tmp_path / "large")], "", Choices(to=("me",), block_size=8192, limit=1_000_000)
    ).result()
    anna.wait(sent, lambda row: row.done > 100_000)
    anna.engine.pause([sent]).result()
    (entry,) = anna.engine.entries(sent)
    assert 0 < entry.done <= anna.engine.transfer(sent).done < entry.size
    anna.engine.limit([sent], 0).result()
    anna.engine.resume([sent]).result()
    anna.ended(sent)
    assert anna.engine.entries(sent)[0].done == 2_000_000


def test_a_file_on_its_way_shows_how_much_of_it_is_here(
    anna: Profile, ben: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "large").write_bytes(os.urandom(2_000_000))
    anna.ended(anna.engine.send([str(tmp_path / "large")], "", Choices(to=("Ben",), block_size=8192)).result())
    offer = ben.offer("large")
    poll, held, left = MemoryReader.poll, threading.Event(), iter(range(100))

    def some(reader: MemoryReader, timeout: float) -> Record | None:
        if not held.is_set() and next(left, None) is None:
            held.wait(timeout)
            return None
        return poll(reader, timeout)

    monkeypatch.setattr(MemoryReader, "poll", some)
    fetched = ben.engine.fetch(offer.id, [], str(tmp_path / "in"), Exists.BOTH).result()
    ben.wait(fetched, lambda row: row.done)
    (entry,) = ben.engine.entries(fetched)
    assert 0 < entry.done <= ben.engine.transfer(fetched).done < entry.size
    held.set()
    ben.ended(fetched)
    assert ben.engine.entries(fetched)[0].done == 2_000_000


def test_browsing_reads_names_without_fetching(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", **{f"f{n:04}": b"x" for n in range(300)})
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",), block_size=8192)).result()
    anna.ended(sent)
    id = ben.offer("docs").id
    rows = ben.engine.offer_entries(id, -1, 1000)
    assert [row.path for row in rows] == ["docs", *(f"docs/f{n:04}" for n in range(300))]
    assert [row.path for row in ben.engine.offer_entries(id, rows[9].number, 2)] == ["docs/f0009", "docs/f0010"]
    ben.engine.stop()
    ben.start()
    for partition, part in enumerate(anna.broker.look("memory", "towline")):
        anna.broker.expire("towline", partition, part.high)
    with pytest.raises(TowlineError, match="no longer on memory") as error:
        ben.engine.offer_entries(id, -1, 1000)
    assert error.value.exit_code == Exit.EXPIRED


def test_offers_come_in_pages_and_all_of_them_newest_first(
    anna: Profile, ben: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.lists.OFFERS_AT_ONCE", 2)
    for n in range(5):
        source = files(tmp_path / f"docs{n}", a=b"1")
        anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",))).result())
    rows = ben.engine.offers("memory", 30)
    assert [row.title for row in rows] == [f"docs{n}" for n in range(4, -1, -1)]
    paged, after = [], ""
    while page := ben.engine.offers(after=after, limit=2):
        paged.append(len(page))
        assert [row.id for row in page] == sorted(row.id for row in rows if row.id > after)[:2]
        after = page[-1].id
    assert paged == [2, 2, 1]


def test_what_is_sent_to_me_is_offered_to_me_and_can_be_fetched(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    for to in ("me", "Ben"):
        source = files(tmp_path / f"to {to}", a=b"1")
        anna.ended(anna.engine.send([str(source)], "", Choices(to=(to,))).result())
    assert {row.title: row.to_me for row in anna.engine.offers("memory", 30)} == {"to me": True, "to Ben": False}
    fetch = anna.engine.fetch(anna.offer("to me").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert anna.ended(fetch).outcome is Outcome.PLACED
    assert (tmp_path / "in" / "to me" / "a").read_bytes() == b"1"


def test_what_i_sent_to_myself_is_told_once_it_is_stored(
    anna: Profile, ben: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.catalog.Catalog._tell_changes", lambda *_: None)  # it may have read it before, or not
    told: list[OfferRow] = []

    def heard(event: Event) -> None:
        if isinstance(event, Changed) and isinstance(event.row, OfferRow):
            told.append(event.row)

    anna.engine.subscribe(heard)
    for to in ("me", "Ben"):
        source = files(tmp_path / f"to {to}", a=b"1")
        anna.ended(anna.engine.send([str(source)], "", Choices(to=(to,))).result())
    until(lambda: told)
    assert {(row.title, row.state) for row in told} == {("to me", "complete")}


def test_a_signed_receipt_comes_back(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    from engine import journal_receipts, journal_sends

    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",))).result()
    anna.ended(sent)
    ben.ended(ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result())

    def received(_: TransferRow) -> bool:
        with anna.engine.journal.read() as db:
            offer = journal_sends.get(db, bytes.fromhex(_hex(sent)))["offer"]
            return [row.name for row in journal_receipts.received_by(db, offer)] == ["Ben"]

    anna.wait(sent, received)


def _hex(id: str) -> str:
    from engine.api import transfer_bytes

    return transfer_bytes(id).hex()


def test_an_interrupted_send_goes_on_at_the_next_start(
    anna: Profile, ben: Profile, tmp_path: Path, broker: MemoryBroker
) -> None:
    data = os.urandom(5_000_000)
    source = files(tmp_path / "docs", a=data)
    broker.throttle(3_000_000)
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",), block_size=50_000)).result()
    anna.wait(sent, lambda row: row.done > 1_000_000)
    anna.engine.stop()
    broker.throttle(None)
    anna.start()
    row = anna.ended(sent)
    assert row.outcome == Outcome.STORED
    assert row.sent_twice <= 2_000_000
    fetched = ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    ben.ended(fetched)
    assert (tmp_path / "in" / "docs" / "a").read_bytes() == data


def test_withdrawn_offers_can_no_longer_be_fetched(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",))).result()
    offer = anna.ended(sent).offer
    anna.engine.withdraw(offer).result()
    assert anna.engine.transfer(sent).outcome == Outcome.WITHDRAWN
    assert ben.offer("docs").state == "withdrawn"
    fetched = ben.engine.fetch(offer, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.ended(fetched).outcome == Outcome.FAILED


def test_a_listener_that_fails_holds_up_nothing(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    def gone(_: Event) -> None:
        raise OSError("the terminal is gone")

    for profile in (anna, ben):
        profile.engine.subscribe(gone)
        profile.engine.tell(Notice("warning", "Something", "It is said."))
    sent = anna.engine.send([str(files(tmp_path / "docs", a=b"1"))], "", Choices(to=("Ben",))).result()
    assert anna.ended(sent).outcome == Outcome.STORED
    fetched = ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.ended(fetched).outcome == Outcome.PLACED


def test_a_cancelled_send_that_is_wanted_after_all_is_stored_as_a_new_bundle_and_stays(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.bundle.GROWING_BYTES", 100_000)
    monkeypatch.setattr("engine.bundle.GROWING_SECONDS", 0.0)
    source = files(tmp_path / "docs", large=os.urandom(2_000_000))
    broker.throttle(500_000)
    choices = Choices(to=("Ben",), block_size=50_000)
    id = anna.engine.send([str(source)], "", choices).result()
    anna.wait(id, lambda row: row.done > 200_000 and row.offer)
    broker.stop_answering()
    anna.engine.cancel([id]).result()
    anna.wait(id, lambda row: row.outcome == Outcome.CANCELLED)
    assert anna.engine.retry([id]).result() == 1
    broker.throttle(None)
    broker.answer()
    assert anna.ended(id).outcome == Outcome.STORED
    anna.ended(anna.engine.send([str(source / "large")], "", choices).result())  # whatever was due is done
    assert anna.engine.transfer(id).outcome == Outcome.STORED
    states = {row.state for row in ben.engine.offers("memory", 30) if row.title == "docs"}
    assert states == {"complete", "withdrawn"}
    fetch = ben.engine.fetch(anna.engine.transfer(id).offer, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.ended(fetch).outcome == Outcome.PLACED


def test_a_paused_send_waits_for_resume_and_first_changes_the_order(anna: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1", b=b"2")
    ids = [
        anna.engine.send([str(source / name)], "", Choices(to=("me",)), wanted=Wanted.PAUSE).result() for name in "ab"
    ]
    assert [anna.engine.transfer(id).state for id in ids] == ["paused", "paused"]
    assert anna.engine.first([ids[1]]).result() == 1
    assert [row.id for row in anna.engine.transfers(ended=False)] == [ids[1], ids[0]]
    assert anna.engine.resume(ids).result() == 2
    assert {anna.ended(id).outcome for id in ids} == {Outcome.STORED}


def test_a_broken_link_shows_in_the_rows_and_mends_by_itself(
    anna: Profile, tmp_path: Path, broker: MemoryBroker
) -> None:
    source = files(tmp_path / "docs", a=b"1")
    broker.refuse()
    sent = anna.engine.send([str(source)], "", Choices(to=("me",))).result()
    row = anna.wait(sent, lambda row: row.state == "retrying")
    assert row.why
    broker.answer()
    assert anna.ended(sent).outcome == Outcome.STORED
    assert anna.engine.transfer(sent).why == ""


class NotTaken(Profile):
    """Kafka's library does not take the settings of clusters at `nowhere`."""

    def link(self, cluster: Cluster) -> MemoryLink:
        if cluster.bootstrap == ("nowhere:1",):
            raise TowlineError("settings", where=f"Cluster {cluster.name}", what="no such file.", todo="")
        return super().link(cluster)


def test_a_cluster_whose_settings_are_not_taken_keeps_no_other_from_new_ones(
    broker: MemoryBroker, tmp_path: Path
) -> None:
    profile = NotTaken(tmp_path, "Anna", broker, reach=Reach.ALL)
    file = profile.folder / "towline.toml"
    good = file.read_text()
    connected = lambda: {row.cluster for row in profile.engine.links()}  # noqa: E731
    try:
        file.write_text(f'{good}[cluster.second]\nbootstrap = ["memory:2"]\n')
        profile.engine.apply()
        assert connected() == {"memory", "second"}
        file.write_text(f'{good}[cluster.second]\nbootstrap = ["memory:3"]\n'.replace("memory:1", "nowhere:1"))
        with pytest.raises(TowlineError, match="no such file"):
            profile.engine.apply()
        assert connected() == {"second"}
        file.write_text(f'{good}[cluster.second]\nbootstrap = ["memory:3"]\n')
        profile.engine.apply()
        assert connected() == {"memory", "second"}
    finally:
        profile.engine.stop()


def test_a_stranger_s_offer_is_not_fetched(anna: Profile, ben: Profile, tmp_path: Path, broker: MemoryBroker) -> None:
    carl = Profile(tmp_path, "Carl", broker)
    try:
        carl.engine.people_add(ben.engine.my_card(), "Ben", verified=True)
        source = files(tmp_path / "spam", a=b"1")
        carl.ended(carl.engine.send([str(source)], "", Choices(to=("Ben",))).result())
        offer = ben.offer("spam")
        assert not offer.trusted
        with pytest.raises(TowlineError) as caught:
            ben.engine.fetch(offer.id, [], str(tmp_path / "in"), Exists.BOTH).result()
        assert caught.value.word == "unknown-sender"
    finally:
        carl.engine.stop()


def test_a_team_reads_what_is_sent_to_it(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    anna.engine.team_new("plant")
    ben.engine.team_import(anna.engine.team_export("plant"))
    source = files(tmp_path / "docs", a=b"1")
    chosen = Choices(to=("team:plant",), cipher=Cipher.AES_256_GCM_SIV, compression="off")
    anna.ended(anna.engine.send([str(source)], "", chosen).result())
    fetched = ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.ended(fetched).outcome == Outcome.PLACED


def test_a_bundle_that_is_not_encrypted_is_only_fetched_when_asked_for(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", a=b"1")
    anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",), cipher=Cipher.SIGNED_ONLY)).result())
    offer = ben.offer("docs").id
    with pytest.raises(TowlineError) as caught:
        ben.engine.fetch(offer, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert caught.value.word == "signed-only"
    fetched = ben.engine.fetch(offer, [], str(tmp_path / "in"), Exists.BOTH, signed_only=True).result()
    assert ben.ended(fetched).outcome == Outcome.PLACED


def test_a_second_engine_on_a_profile_is_refused(anna: Profile) -> None:
    other = Engine(anna.folder, anna.settings, open_vault=open_vault, make_link=anna.link)
    with pytest.raises(TowlineError) as caught:
        other.start()
    assert caught.value.word == "profile-in-use"


def test_a_damaged_journal_is_moved_aside_and_offers_come_back(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1")
    first = anna.ended(anna.engine.send([str(source)], "", Choices(to=("me",))).result())
    anna.engine.stop()
    (anna.folder / "journal.sqlite").write_bytes(b"not a database" * 1000)
    anna.start()
    assert list(anna.folder.glob("journal.sqlite.damaged-*"))
    assert anna.offer("docs").id == first.offer
    again = anna.ended(anna.engine.send([str(source)], "", Choices(to=("me",))).result())
    assert again.outcome == Outcome.STORED


def test_listeners_hear_how_a_transfer_ended(anna: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.ended(anna.engine.send([str(source)], "", Choices(to=("me",))).result())

    def told(_: TransferRow) -> list[TransferRow]:
        rows = [event.row for event in anna.events if isinstance(event, Changed)]
        return [row for row in rows if isinstance(row, TransferRow) and row.outcome == Outcome.STORED]

    anna.wait(sent.id, told)


@pytest.mark.parametrize("to", ["Nobody", "team:nobody"])
def test_a_send_to_nobody_known_is_refused_at_once(anna: Profile, tmp_path: Path, to: str) -> None:
    source = files(tmp_path / "docs", a=b"1")
    with pytest.raises(TowlineError) as caught:
        anna.engine.send([str(source)], "", Choices(to=(to,))).result()
    assert caught.value.word in ("no-such-queue", "no-such-team")
    assert anna.engine.transfers() == []
