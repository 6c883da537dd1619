-- What was read from the catalogs and whom it is from: positions, people, cards, accepted offers, refusals.

-- One catalog as far as it was folded. A topic made anew has another id and is read from its beginning.
CREATE TABLE catalogs (
  cluster     TEXT PRIMARY KEY,             -- name in the settings
  cluster_id  TEXT NOT NULL,
  topic       TEXT NOT NULL,                -- the data topic
  topic_id    BLOB NOT NULL,                -- of the data topic as it is now; empty where the cluster tells none
  catalog_id  BLOB NOT NULL,                -- of the catalog topic
  next_offset INTEGER NOT NULL DEFAULT 0,   -- set back to 0 by whatever makes earlier records readable or trusted
  folded      INTEGER NOT NULL DEFAULT 0,   -- read to its end once: every number I ever signed there is known
  card_at     REAL NOT NULL DEFAULT 0,      -- when my card was put there last; 0: it is not there
  refused     INTEGER NOT NULL DEFAULT 0    -- records refused in all, also those no row tells of any more
) STRICT;

-- The accepted newest revision of each offer that I can open or signed myself. Outlives the catalog.
CREATE TABLE offers (
  sender      BLOB NOT NULL,                -- fingerprint, 32
  transfer    BLOB NOT NULL,                -- 16
  id          TEXT NOT NULL,                -- the transfer as text
  cluster     TEXT NOT NULL,
  cluster_id  TEXT NOT NULL,
  topic_id    BLOB NOT NULL,                -- as signed
  signing_key BLOB NOT NULL,
  number      INTEGER NOT NULL,
  revision    INTEGER NOT NULL,
  state       INTEGER NOT NULL,             -- as signed: 0 growing, 1 complete, 2 withdrawn
  suite       INTEGER NOT NULL,
  stored      INTEGER NOT NULL,
  created_ms  INTEGER NOT NULL,
  expires_ms  INTEGER NOT NULL,
  title       TEXT NOT NULL,
  tags        TEXT NOT NULL DEFAULT '{}',   -- JSON object
  entries     INTEGER NOT NULL,
  size        INTEGER NOT NULL,
  value       BLOB NOT NULL,                -- signature and body as read: what is published again
  sealed      BLOB,                         -- the opened sealed part, encoded; NULL if it cannot be opened here
  transfer_key BLOB NOT NULL,               -- sealed under the vault; empty if unknown
  mine        INTEGER NOT NULL DEFAULT 0,
  accepted    REAL NOT NULL,                -- when this revision was
  arrived     REAL NOT NULL DEFAULT 0,      -- when it first stood complete here, for fetch rules that start at a time
  lost        BLOB NOT NULL DEFAULT x'',    -- what its sender says is gone for ever: ranges first..last, u64 BE pairs
  seen_offset INTEGER NOT NULL DEFAULT -1,  -- where these very bytes were seen in the catalog last
  PRIMARY KEY (sender, transfer)
) STRICT;
CREATE INDEX offers_by_id ON offers (id);
CREATE INDEX offers_by_transfer ON offers (transfer);
CREATE INDEX offers_by_cluster ON offers (cluster, mine, accepted);

-- What a person did with an offer in the list of offers, also with a refused one.
CREATE TABLE offer_marks (
  transfer    BLOB PRIMARY KEY,             -- 16
  seen        INTEGER NOT NULL DEFAULT 0,
  hidden      INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Offers to somebody else: only so much that a reference to one is answered with the right sentence. Bounded.
CREATE TABLE offers_of_others (
  n        INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE
) STRICT;

-- The newest valid card of each fingerprint, accepted or not. Those of strangers are bounded.
CREATE TABLE cards (
  fingerprint BLOB PRIMARY KEY,
  value       BLOB NOT NULL,
  name        TEXT NOT NULL,                -- as they call themselves
  looks       TEXT NOT NULL,                -- the name as an eye reads it: equal for names that look alike
  revision    INTEGER NOT NULL,
  revoked     INTEGER NOT NULL,
  signing_key BLOB NOT NULL,
  previous    BLOB NOT NULL DEFAULT x'',    -- the signing key that this one took the place of, which confirmed it
  mine        INTEGER NOT NULL DEFAULT 0,   -- 1: my own, 2: of a key that I had before
  seen        REAL NOT NULL
) STRICT;

CREATE INDEX cards_by_previous ON cards (previous) WHERE previous != x'';

-- Whom I accepted or blocked, under my name for them.
CREATE TABLE people (
  fingerprint BLOB PRIMARY KEY REFERENCES cards,
  name        TEXT NOT NULL,
  name_key    TEXT NOT NULL,                -- the name, case folded
  looks       TEXT NOT NULL,
  trust       TEXT NOT NULL,                -- verified | invited | not-verified | blocked
  via         TEXT NOT NULL DEFAULT '',     -- the team whose invitation brought them
  since       REAL NOT NULL,                -- when the trust was given
  changed     REAL NOT NULL DEFAULT 0,      -- when this key took the place of another one of theirs; 0: it did not
  successor   BLOB                          -- the newer key of the same person, confirmed by this one
) STRICT;
CREATE UNIQUE INDEX people_by_name ON people (name_key) WHERE successor IS NULL;
CREATE INDEX people_by_looks ON people (looks);

-- Who was seen sealing to a key of a team: they have it.
CREATE TABLE team_members (
  team        TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  PRIMARY KEY (team, fingerprint)
) STRICT;

-- Catalog values that were ignored, one row a Kafka key; bounded, the total stands in `catalogs`.
CREATE TABLE refusals (
  cluster     TEXT NOT NULL,
  sender      BLOB NOT NULL,                -- first 32 bytes of the Kafka key
  transfer    BLOB NOT NULL,                -- the next 16
  count       INTEGER NOT NULL,
  reason      TEXT NOT NULL,                -- of the last one
  at          REAL NOT NULL,
  last_offset INTEGER NOT NULL,             -- counted up to here: reading again counts nothing twice
  PRIMARY KEY (cluster, sender, transfer)
) STRICT;
CREATE INDEX refusals_by_age ON refusals (cluster, at);

CREATE TABLE numbers (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;
