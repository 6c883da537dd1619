"""Joins, admissions, what stations say and what they give to be kept: Ben joins Ann's team, Ann admits him, Ben tells her how he is."""

import hashlib

from making import ANN, BEN, EVE, NOW, TEAM_KEY, noise

from engine import fleet_seal, keys, wire
from engine import wire_fleet as fleet
from engine.wire import Recipient

INVITATION = hashlib.sha256(b"an invitation").digest()[:16]
JOIN_SECRET = hashlib.sha256(b"a join key").digest()
CLUSTER = "5L6g3nShT-eMCtK--X86sw"
FOR_ANN = ANN.card(1)
STATUS = fleet.Status("1.0.0", "send", 3, 4_000_000, NOW - 60_000, NOW - 90_000, "unreachable", 5_000_000_000)
GIVEN = fleet.TeamKeys("plant7", [(1_790_000_000, TEAM_KEY), (1_780_000_000, bytes(32))])


def card_of(person):
    return person.sign(wire.CARD, wire.encode(person.card(1, made_ms=NOW)))


def fleet_cases():
    yield from join_cases()
    yield from admit_cases()
    yield from station_cases()
    yield from backup_cases()


def case(kind, name, pair, *, refuse=None, give=None, key=None):
    found = {"name": name, "kind": kind, "key": key or pair[0], "value": pair[1]}
    return {**found, "refuse": refuse} if refuse else {**found, "gives": give}


def join_cases():
    join = fleet.Join(INVITATION, card_of(BEN), CLUSTER, "press-07", NOW + 1000, NOW, bytes(32))

    def made(by=BEN, secret=JOIN_SECRET, **changes):
        return fleet_seal.make_join(by, wire.replace(join, **changes), secret)

    good = made()
    proved = wire.decode(fleet.Join, good[1][64:])

    def changed(**changes):
        return good[0], BEN.sign(fleet.JOIN, wire.encode(wire.replace(proved, **changes)))

    yield case("join", "a join", good, give="press-07")
    yield case("join", "a name of 255 bytes", made(name="n" * 255), give="n" * 255)
    yield case("join", "a name of 256 bytes", made(name="n" * 256), refuse="TEXT")
    yield case("join", "proof with another join key", made(secret=bytes(32)), refuse="PROOF")
    yield case("join", "another name than was proved", changed(name="press-08"), refuse="PROOF")
    yield case("join", "a later end than was proved", changed(expires_ms=NOW + 9_000), refuse="PROOF")
    yield case("join", "another cluster than was proved", changed(cluster_id="other"), refuse="PROOF")
    newer = BEN.sign(wire.CARD, wire.encode(BEN.card(2, made_ms=NOW)))
    yield case("join", "another card than was proved", changed(card=newer), refuse="PROOF")
    yield case("join", "signed by somebody else", (good[0], made(by=EVE)[1]), refuse="SIGNATURE")
    yield case("join", "a card that was changed", made(card=card_of(BEN)[:-1] + b"\1"), refuse="MALFORMED")
    yield case("join", "the card of somebody else", made(card=card_of(EVE)), refuse="SIGNATURE")
    yield case(
        "join", "under another invitation", good, key=fleet.join_key(bytes(16), BEN.fingerprint), refuse="KAFKA_KEY"
    )
    yield case("join", "a card over 4,096 bytes", changed(card=bytes(4097)), refuse="MALFORMED")
    yield case("join", "a proof of 31 bytes", changed(proof=bytes(31)), refuse="MALFORMED")


def admit_cases():
    admit = fleet.Admit(ANN.fingerprint, ANN.signing_key, BEN.fingerprint, INVITATION, CLUSTER, NOW, 0, b"")

    def made(given=GIVEN, by=ANN, **changes):
        return fleet_seal.make_admit(by, wire.replace(admit, **changes), BEN.card(1), given)

    good = made()
    sealed = wire.decode(fleet.Admit, good[1][64:])

    def changed(**changes):
        return good[0], ANN.sign(fleet.ADMIT, wire.encode(wire.replace(sealed, **changes)))

    yield case("admit", "an admission with two keys", good, give=["plant7", [[m, k] for m, k in GIVEN.keys]])
    yield case("admit", "an admission without keys", made(None), give=None)
    yield case("admit", "too late", made(None, verdict=1), give=None)
    yield case("admit", "for somebody else", made(reader=EVE.fingerprint), give=None)
    yield case("admit", "a verdict there is not", changed(verdict=4, sealed=b""), refuse="MALFORMED")
    yield case("admit", "keys for who is not admitted", changed(verdict=2), refuse="LENGTH")
    yield case("admit", "sealed part too short", changed(sealed=bytes(1136)), refuse="LENGTH")
    yield case("admit", "sealed for another invitation", (made(invitation=bytes(16))[0], ANN.sign(fleet.ADMIT, wire.encode(wire.replace(sealed, invitation=bytes(16))))), refuse="WRAP")  # fmt: skip
    yield case("admit", "sealed under another number", changed(number=NOW + 1), refuse="WRAP")
    yield case("admit", "signed by somebody else", (good[0], EVE.sign(fleet.ADMIT, good[1][64:])), refuse="SIGNATURE")
    yield case("admit", "under another reader", good, key=good[0][:-1] + b"x", refuse="KAFKA_KEY")
    older = fleet.TeamKeys("plant7", [*reversed(GIVEN.keys)])
    yield case("admit", "older keys first", made(older), refuse="ROWS")
    yield case("admit", "no key in it", made(fleet.TeamKeys("plant7", [])), refuse="MALFORMED")
    yield case("admit", "33 keys", made(fleet.TeamKeys("plant7", [GIVEN.keys[0]] * 33)), refuse="MALFORMED")
    yield case("admit", "team name of 256 bytes", made(fleet.TeamKeys("t" * 256, GIVEN.keys)), refuse="TEXT")


def station_cases():
    def made(status=STATUS, readers=(FOR_ANN,), by=BEN):
        return fleet_seal.make_station(by, readers, CLUSTER, NOW, status)

    good = made()
    station = wire.decode(fleet.Station, good[1][64:])

    def changed(**changes):
        return good[0], BEN.sign(fleet.STATION, wire.encode(wire.replace(station, **changes)))

    told = [*(getattr(STATUS, name) for name in STATUS.__struct_fields__)]
    yield case("station", "a station", good, give=told)
    yield case("station", "for two", made(readers=(EVE.card(1), ANN.card(1))), give=told)
    yield case("station", "for somebody else", made(readers=(EVE.card(1),)), give=None)
    yield case("station", "free space unknown", made(wire.replace(STATUS, free=-1)), give=[*told[:-1], -1])
    yield case("station", "free space below that", made(wire.replace(STATUS, free=-2)), refuse="MALFORMED")
    yield case("station", "for nobody", changed(recipients=[]), refuse="MALFORMED")
    yield case("station", "for one twice", changed(recipients=station.recipients * 2), refuse="RECIPIENTS")
    yield case("station", "for nine", changed(recipients=station.recipients * 9), refuse="MALFORMED")
    team = Recipient(True, bytes(16), bytes(60))
    yield case("station", "for a team", changed(recipients=[team]), refuse="RECIPIENTS")
    yield case("station", "under another number", changed(number=NOW + 1), refuse="WRAP")
    yield case("station", "changed seal", changed(sealed=noise(len(station.sealed))), refuse="SEAL")
    yield case(
        "station", "signed by somebody else", (good[0], EVE.sign(fleet.STATION, good[1][64:])), refuse="SIGNATURE"
    )
    yield case("station", "under another key", good, key=fleet.station_key(EVE.fingerprint), refuse="KAFKA_KEY")
    yield case("station", "an error of 256 bytes", made(wire.replace(STATUS, error="e" * 256)), refuse="TEXT")


def backup_cases():
    kept = fleet.Identities(1_790_000_000, [BEN.to_bytes(), EVE.to_bytes()])

    def made(given=kept, readers=(FOR_ANN,), by=BEN):
        return fleet_seal.make_backup(by, readers, CLUSTER, NOW, given)

    good = made()
    backup = wire.decode(fleet.Backup, good[1][64:])

    def changed(**changes):
        return good[0], BEN.sign(fleet.BACKUP, wire.encode(wire.replace(backup, **changes)))

    def of(identities):
        return made(fleet.Identities(kept.made, identities))

    told = [kept.made, kept.identities]
    yield case("backup", "an identity and an older one", good, give=told)
    yield case("backup", "for two", made(readers=(EVE.card(1), FOR_ANN)), give=told)
    yield case("backup", "for somebody else", made(readers=(EVE.card(1),)), give=None)
    yield case("backup", "no identity", of([]), refuse="MALFORMED")
    yield case("backup", "nine identities", of([BEN.to_bytes()] * 9), refuse="MALFORMED")
    yield case("backup", "an identity of 128 bytes", of([bytes(128)]), refuse="MALFORMED")
    yield case("backup", "an identity of 513 bytes", of([bytes(513)]), refuse="MALFORMED")
    yield case("backup", "for nobody", changed(recipients=[]), refuse="MALFORMED")
    yield case("backup", "for one twice", changed(recipients=backup.recipients * 2), refuse="RECIPIENTS")
    yield case("backup", "for a team", changed(recipients=[Recipient(True, bytes(16), bytes(60))]), refuse="RECIPIENTS")
    yield case("backup", "under another number", changed(number=NOW + 1), refuse="WRAP")
    yield case("backup", "changed seal", changed(sealed=noise(len(backup.sealed))), refuse="SEAL")
    yield case("backup", "signed by somebody else", (good[0], EVE.sign(fleet.BACKUP, good[1][64:])), refuse="SIGNATURE")
    yield case("backup", "under the key of a station", good, key=fleet.station_key(BEN.fingerprint), refuse="KAFKA_KEY")
    as_station = BEN.sign(fleet.STATION, good[1][64:])
    yield case("station", "a backup signed as one", (fleet.station_key(BEN.fingerprint), as_station), refuse="WRAP")


def fleet_people():
    people = {"ann": ANN, "ben": BEN}
    seeds = {name: {"ml_kem": p.to_bytes()[33:97], "x25519": p.to_bytes()[97:129]} for name, p in people.items()}
    prints = {
        name: {"fingerprint": p.fingerprint, "name": p.name, "ed25519": p.to_bytes()[1:33]}
        for name, p in people.items()
    }
    both = {name: {**prints[name], **seeds[name]} for name in people}
    assert keys.fingerprint(BEN.card(1)) == BEN.fingerprint
    return {"people": both, "join_key": JOIN_SECRET}
