-- Fetch rules: since when each is followed, what it took, and which version of which file it put where.

-- A rule as it was first met. Removed only when a person removes the rule.
CREATE TABLE rules (
  name  TEXT PRIMARY KEY,
  since TEXT NOT NULL,                      -- as the settings said when it began: another value is a new beginning
  began REAL NOT NULL,
  roots TEXT NOT NULL DEFAULT '[]'          -- JSON list: folders that were there or were made for it
) STRICT;

-- What rules took. Outlives the transfer and the offer.
CREATE TABLE rule_marks (
  sender   BLOB NOT NULL,                   -- fingerprint
  transfer BLOB NOT NULL,                   -- on the wire
  rule     TEXT NOT NULL,
  action   TEXT NOT NULL,                   -- fetch | tell | ignore
  size     INTEGER NOT NULL,
  at       REAL NOT NULL,
  PRIMARY KEY (sender, transfer, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_marks_of ON rule_marks (rule, at);

-- The newest version that a rule put (or is about to put) under a name, of rules that replace or have a quota.
CREATE TABLE rule_files (
  rule     TEXT NOT NULL,
  root     TEXT NOT NULL,                   -- the rule's folder
  name     TEXT NOT NULL,                   -- path in it, equal for paths that this volume takes for the same one
  path     TEXT NOT NULL,                   -- path in it
  sender   BLOB NOT NULL,
  number   INTEGER NOT NULL,                -- of the offer: rises with each of a sender
  size     INTEGER NOT NULL,
  digest   BLOB NOT NULL,
  block    INTEGER NOT NULL,                -- size of the blocks that the digest was made with
  old_size INTEGER NOT NULL DEFAULT 0,      -- of the version before, which stands there until this one does
  old_digest BLOB NOT NULL DEFAULT x'',
  old_block INTEGER NOT NULL DEFAULT 0,     -- 0: there was none
  gone     INTEGER NOT NULL DEFAULT 0,      -- somebody took it away: it no longer counts for the quota
  PRIMARY KEY (rule, root, name)
) STRICT, WITHOUT ROWID;
