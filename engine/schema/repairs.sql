-- What recipients miss of stored sends, and what was sent again of it.
CREATE TABLE repairs (
  send     BLOB NOT NULL REFERENCES sends (id),
  reader   BLOB NOT NULL,                   -- fingerprint of the recipient who asked
  asked    BLOB NOT NULL DEFAULT x'',       -- chunks to look at: ranges, u64 first and last each; empty: nothing is due
  again    BLOB NOT NULL DEFAULT x'',       -- chunks that were sent again for this reader: never once more
  at       REAL NOT NULL,                   -- of the newest record
  PRIMARY KEY (send, reader)
) STRICT, WITHOUT ROWID;
CREATE INDEX repairs_due ON repairs (send) WHERE asked != x'';

-- Chunks that were sent again and stand in no page yet.
CREATE TABLE repair_chunks (
  send      BLOB NOT NULL REFERENCES sends (id),
  seq       INTEGER NOT NULL,
  partition INTEGER NOT NULL,
  offset    INTEGER NOT NULL,
  plain     INTEGER NOT NULL,
  digest    BLOB NOT NULL,
  PRIMARY KEY (send, seq)
) STRICT, WITHOUT ROWID;
