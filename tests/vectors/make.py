"""Writes the vectors beside it: `python tests/vectors/make.py` from the top of the tree.

The files are the reference, not this script: encapsulations differ with each run, so it is run only when format 1 gets
new cases. Each case tells what it is and either what it gives or the word of FORMAT.md part 10 with which it is refused.
"""

import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from making import ANN, BEN, EVE, NOW, TEAM_KEY, TOPICS, plain, records, seeds_of  # noqa: E402
from making_bundles import accepted_bundles, refused_bundles  # noqa: E402
from making_fleet import fleet_cases, fleet_people  # noqa: E402
from making_records import page_cases, record_cases  # noqa: E402
from making_signed import revision_cases, signed_cases  # noqa: E402

from engine import keys, wire  # noqa: E402


def write(name, about, **more):
    text = json.dumps(plain({"about": about, **more}), indent=1, ensure_ascii=True)
    (HERE / name).write_text(text + "\n", "utf-8")
    print(name, len(text))


def main():
    os.chdir(HERE)
    people = [seeds_of(person) for person in (ANN, BEN, EVE)]
    card = ANN.sign(wire.CARD, wire.encode(ANN.card(3, made_ms=NOW)))
    shared = {"people": people, "team_keys": [TEAM_KEY], "card": card, "fingerprint": ANN.fingerprint}
    shared["fingerprint_text"] = keys.fingerprint_text(ANN.fingerprint)
    about = (
        "Whole bundles of Ann's as a reader finds them: her card, the catalog record (key, value), the records of the data"
        " topic [partition, offset, headers t, value], some of them replaced by those in 'instead'. Files are given by their SHA-256."
    )
    for name, cases in (("bundles.json", accepted_bundles()), ("bundles_refused.json", refused_bundles())):
        TOPICS.clear()
        made = list(cases)
        write(name, about, **shared, topics={n: records(topic) for n, topic in TOPICS.items()}, cases=made)
    write("records.json", "One record of the data topic each, part 3.", cases=list(record_cases()))
    write("pages.json", "Plain bytes of pages and the reference that names each, part 7.2.", cases=list(page_cases()))
    write("signed.json", "Values of the catalog and receipts topics, parts 6, 7, 9.", cases=list(signed_cases()))
    write(
        "revisions.json",
        "Bodies of two offers: whether the new one extends the old, part 7.3.",
        cases=list(revision_cases()),
    )
    about = (
        "Joins, admissions, stations, backups, part 12. 'gives': the name that joined with this join key; team and keys for Ben; what"
        " a station says to Ann, and the identities it gave her to keep. null: nothing that this reader can open."
    )
    write("fleet.json", about, **fleet_people(), cases=list(fleet_cases()))


if __name__ == "__main__":
    main()
