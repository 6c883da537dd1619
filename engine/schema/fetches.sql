-- What a fetch needs beyond its row in transfers, so that it can go on after any interruption.
CREATE TABLE fetches (
  id       BLOB PRIMARY KEY REFERENCES transfers (id),
  offer    BLOB NOT NULL,                   -- transfer id on the wire
  sender   BLOB NOT NULL,                   -- fingerprint
  globs    TEXT NOT NULL,                   -- JSON list: which entries a person chose; empty: all
  numbers  TEXT NOT NULL DEFAULT '[]',      -- JSON list: or which entries, by their number
  folder   TEXT NOT NULL,                   -- where to
  new_folder TEXT NOT NULL DEFAULT '',      -- where to from the next time on that it takes part
  policy   TEXT NOT NULL,                   -- both | replace | newer | skip | ask
  block_size INTEGER NOT NULL,              -- of the offer
  limit_rate INTEGER,                       -- bytes/s, NULL: none
  look     INTEGER NOT NULL DEFAULT 0,      -- bytes that may be read to look for its records without asking
  revision INTEGER NOT NULL DEFAULT 0,      -- of the offer whose entry rows are all in fetch_entries
  next_row INTEGER NOT NULL DEFAULT 0,      -- entry rows below it were taken and can no longer change
  lost_rows INTEGER NOT NULL DEFAULT 0,     -- entry rows on pages that are gone
  refused_rows INTEGER NOT NULL DEFAULT 0,  -- entry rows on pages that were refused
  refused_why TEXT NOT NULL DEFAULT '',     -- why the last one was
  receipt  INTEGER NOT NULL DEFAULT 0,      -- 0 none, 1 due, 2 on its way, 3 on the cluster
  missing  INTEGER NOT NULL DEFAULT 0,      -- the same: that chunks of it are no longer on the cluster
  asked_revision INTEGER NOT NULL DEFAULT 0, -- of the offer by which they were missed
  rule     TEXT NOT NULL DEFAULT '',        -- the fetch rule that began it
  inside   TEXT NOT NULL DEFAULT '',        -- folder in `folder` that everything goes to
  number   INTEGER NOT NULL DEFAULT 0,      -- of the offer: which version of its files this is
  family   BLOB NOT NULL                    -- the first fetch of one rule and offer; each of the others has another folder
) STRICT;
CREATE INDEX fetches_of_offer ON fetches (offer);
CREATE INDEX fetches_of_family ON fetches (family);
CREATE INDEX fetches_receipt_due ON fetches (id) WHERE receipt = 1;
CREATE INDEX fetches_missing_due ON fetches (id) WHERE missing = 1;
CREATE INDEX fetches_of_rule ON fetches (rule) WHERE rule != '';

CREATE TABLE fetch_entries (
  fetch     BLOB NOT NULL REFERENCES fetches (id),
  number    INTEGER NOT NULL,               -- row in the offer's entry pages
  path      TEXT NOT NULL,                  -- as the sender has it
  folder    INTEGER NOT NULL,
  size      INTEGER NOT NULL,
  seq       INTEGER NOT NULL,               -- first chunk
  last      INTEGER NOT NULL,               -- last chunk; below seq if it has none
  at        INTEGER NOT NULL,               -- where it starts in its first chunk
  digest    BLOB NOT NULL,
  mtime_ns  INTEGER NOT NULL,
  mode      INTEGER NOT NULL,
  state     INTEGER NOT NULL,               -- journal_fetches.OPEN ...
  why       TEXT NOT NULL DEFAULT '',
  sha256    BLOB NOT NULL DEFAULT x'',      -- as the sender read it
  placed_as TEXT NOT NULL DEFAULT '',       -- path in the fetch's folder; journaled before it is placed there
  root      TEXT NOT NULL DEFAULT '',       -- the folder it is placed in, if it is no longer the fetch's
  part_id   TEXT NOT NULL DEFAULT '',       -- file id of its .part, then of the placed file
  asked     REAL NOT NULL DEFAULT 0,        -- since when it waits for a person
  answer    TEXT NOT NULL DEFAULT '',       -- both | replace | skip: what a person chose for this one
  PRIMARY KEY (fetch, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX fetch_entries_state ON fetch_entries (fetch, state, number);
CREATE INDEX fetch_entries_wanted ON fetch_entries (fetch, seq) WHERE state IN (0, 2);
CREATE INDEX fetch_entries_large ON fetch_entries (fetch, last) WHERE state IN (0, 2) AND last > seq;
CREATE INDEX fetch_entries_asks ON fetch_entries (fetch, number) WHERE state = 8;
CREATE INDEX fetch_entries_file ON fetch_entries (fetch, part_id) WHERE part_id != '';

-- Pieces of large entries that are durable in their .part: which, and their BLAKE3. Gone when the entry is in place.
CREATE TABLE fetch_pieces (
  fetch   BLOB NOT NULL,
  number  INTEGER NOT NULL,
  part    INTEGER NOT NULL,                 -- pieces 256 x part and on
  have    BLOB NOT NULL,                    -- 32 bytes, a bit a piece, lowest first
  digests BLOB NOT NULL,                    -- 256 x 32 bytes
  PRIMARY KEY (fetch, number, part)
) STRICT, WITHOUT ROWID;
