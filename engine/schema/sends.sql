-- What a send needs beyond its row in transfers, so that it can go on after any interruption.
CREATE TABLE sends (
  id          BLOB PRIMARY KEY REFERENCES transfers (id),
  offer       BLOB NOT NULL,                -- transfer id on the wire; a restart with smaller blocks gets a new one
  paths       TEXT NOT NULL,                -- JSON list: what a person gave
  without     TEXT NOT NULL DEFAULT '[]',   -- JSON list: paths below them that stay here
  include     TEXT NOT NULL DEFAULT '[]',   -- JSON lists: the patterns of its queue when it was added
  leave_out   TEXT NOT NULL DEFAULT '[]',
  pipe        TEXT NOT NULL DEFAULT '',     -- '-' or a named pipe, whose bytes cannot be read again
  recipients  TEXT NOT NULL,                -- JSON list of names as chosen
  cipher      TEXT NOT NULL,
  compression TEXT NOT NULL,
  wanted_block INTEGER,                     -- NULL: follow the link
  limit_rate  INTEGER,                      -- bytes/s, NULL: none
  tags        TEXT NOT NULL DEFAULT '{}',   -- JSON object
  keep_for    REAL,                         -- seconds, NULL: as long as the topic keeps it
  anyway      INTEGER NOT NULL DEFAULT 0,   -- a person said to send although it may outlast the retention
  scanned     INTEGER NOT NULL DEFAULT 0,
  -- set once when it starts on the wire
  transfer_key BLOB,                        -- sealed under the vault's master key
  block_size  INTEGER,
  cluster_id  TEXT,
  topic_id    BLOB,
  wrapped     BLOB,                         -- the offer's recipients, packed
  number      INTEGER,
  signer      BLOB,                         -- fingerprint of the identity that signs it, which was mine when it started
  created_ms  INTEGER,
  -- progress
  next_seq    INTEGER NOT NULL DEFAULT 0,   -- all chunks below it are acknowledged and journaled
  shipped_seq INTEGER NOT NULL DEFAULT 0,   -- chunks below it were handed to Kafka when last journaled
  next_row    INTEGER NOT NULL DEFAULT 0,   -- entry rows of the stream given so far
  first_ms    INTEGER NOT NULL DEFAULT 0,   -- broker time of the earliest append
  revision    INTEGER NOT NULL DEFAULT 0,   -- reserved before it is signed
  published   INTEGER NOT NULL DEFAULT 0,   -- highest revision that was acknowledged
  expires_ms  INTEGER NOT NULL DEFAULT 0,
  withdraw    INTEGER NOT NULL DEFAULT 0,
  lost        BLOB NOT NULL DEFAULT x'',    -- chunks that were told to be gone for ever: ranges first..last, u64 BE pairs
  share       INTEGER NOT NULL DEFAULT 0    -- `wrapped` names more people than the offer on the cluster
) STRICT;
CREATE INDEX sends_by_offer ON sends (offer);
CREATE INDEX sends_to_withdraw ON sends (id) WHERE withdraw = 1;
CREATE INDEX sends_to_share ON sends (id) WHERE share = 1;

CREATE TABLE send_entries (
  send     BLOB NOT NULL REFERENCES sends (id),
  n        INTEGER NOT NULL,                -- order of the scan, then of what was appended again
  path     TEXT NOT NULL,
  source   TEXT NOT NULL,                   -- on this computer
  folder   INTEGER NOT NULL,
  large    INTEGER NOT NULL,                -- larger than a block; sent after the small ones
  state    INTEGER NOT NULL,                -- 0 waiting, 1 open, 2 closed, 3 void, 4 left out
  size     INTEGER NOT NULL,
  row      INTEGER,                         -- number in the entry pages
  seq      INTEGER NOT NULL DEFAULT 0,
  at       INTEGER NOT NULL DEFAULT 0,
  done     INTEGER NOT NULL DEFAULT 0,      -- bytes of it that are acknowledged
  digest   BLOB NOT NULL DEFAULT x'',
  sha256   BLOB NOT NULL DEFAULT x'',
  mtime_ns INTEGER NOT NULL DEFAULT 0,
  ctime_ns INTEGER NOT NULL DEFAULT 0,
  device   TEXT NOT NULL DEFAULT '',        -- text: Windows has 64-bit unsigned and larger ids
  file_id  TEXT NOT NULL DEFAULT '',
  mode     INTEGER NOT NULL DEFAULT 0,
  racy     INTEGER NOT NULL DEFAULT 0,      -- modified shortly before it was read: looked at once more at the end
  tries    INTEGER NOT NULL DEFAULT 0,      -- how often it had changed
  why      TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (send, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX send_entries_todo ON send_entries (send, state, large, n);
CREATE INDEX send_entries_row ON send_entries (send, row);

-- Chunks of the open segment leaf, one row each; a full leaf is folded into send_leaves.
CREATE TABLE send_chunks (
  send      BLOB NOT NULL REFERENCES sends (id),
  seq       INTEGER NOT NULL,
  partition INTEGER NOT NULL,
  offset    INTEGER NOT NULL,
  plain     INTEGER NOT NULL,
  digest    BLOB NOT NULL,
  PRIMARY KEY (send, seq)
) STRICT, WITHOUT ROWID;

-- BLAKE3 of the pieces of the large entry that is open: 32 bytes each, one row a commit, gone when the entry closes.
CREATE TABLE send_pieces (
  send    BLOB NOT NULL REFERENCES sends (id),
  seq     INTEGER NOT NULL,                 -- of the first piece in it
  digests BLOB NOT NULL,
  PRIMARY KEY (send, seq)
) STRICT, WITHOUT ROWID;

-- Full leaves: where their page is, and its rows.
CREATE TABLE send_leaves (
  send      BLOB NOT NULL REFERENCES sends (id),
  tree      INTEGER NOT NULL,               -- kind of page: 2 segments, 3 entries
  first     INTEGER NOT NULL,
  count     INTEGER NOT NULL,
  partition INTEGER NOT NULL,
  offset    INTEGER NOT NULL,
  plain     INTEGER NOT NULL,               -- of the page
  digest    BLOB NOT NULL,
  stored    INTEGER NOT NULL,               -- plain bytes of the chunks that a segment leaf names
  rows      BLOB NOT NULL,                  -- the page before it was sealed
  PRIMARY KEY (send, tree, first)
) STRICT, WITHOUT ROWID;

-- What a link is remembered by: bytes/s it acknowledged, for the next bundle's block size.
CREATE TABLE link_rates (
  cluster TEXT PRIMARY KEY,
  rate    REAL NOT NULL
) STRICT;
