/** The schema, step by step; `user_version` counts the steps that a file has had. A released step never changes. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE queue (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

  -- A message of a standard queue is a group of its own, so both kinds of queue hand out groups.
  -- busy_until 0: the group waits for a receiver. Otherwise messages of it are in flight until then.
  CREATE TABLE message_group (
    id INTEGER PRIMARY KEY,
    queue INTEGER NOT NULL,
    name TEXT,
    head INTEGER NOT NULL,
    busy_until INTEGER NOT NULL DEFAULT 0,
    in_flight INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  -- A receive reads the beginning of these two and never walks over a group that it may not take.
  CREATE INDEX message_group_waiting ON message_group (queue, head) WHERE busy_until = 0;
  CREATE INDEX message_group_busy ON message_group (queue, busy_until, in_flight) WHERE busy_until > 0;

  CREATE TABLE message (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    queue INTEGER NOT NULL,
    message_group INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    deduplication_id TEXT,
    sent_at INTEGER NOT NULL,
    first_received_at INTEGER,
    receives INTEGER NOT NULL DEFAULT 0,
    visible_at INTEGER NOT NULL DEFAULT 0,
    source_queue INTEGER
  ) STRICT;
  CREATE INDEX message_of_group ON message (queue, message_group);

  -- Apart from the message, so that a receive rewrites a hundred bytes and not the whole body.
  CREATE TABLE message_content (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, attributes TEXT) STRICT;

  -- Append only, and no index over names or keys, which are digests: one would write a page for every message. They are
  -- looked up in memory.
  CREATE TABLE deduplication (seq INTEGER PRIMARY KEY, key BLOB NOT NULL, until INTEGER NOT NULL) STRICT;

  CREATE TABLE ledger (key TEXT PRIMARY KEY, v INTEGER NOT NULL, expires INTEGER NOT NULL, state TEXT NOT NULL)
    STRICT, WITHOUT ROWID;

  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    connection TEXT NOT NULL,
    type TEXT NOT NULL,
    subject TEXT,
    received_time TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    detail TEXT,
    report TEXT
  ) STRICT;
  `,
  `
  -- until: when the claim has left its window.
  CREATE TABLE claim (
    value TEXT NOT NULL,
    subject TEXT NOT NULL,
    time INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (value, subject)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX claim_until ON claim (until);

  CREATE TABLE suppression (key TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE inbox (
    type TEXT NOT NULL,
    connection TEXT NOT NULL,
    key TEXT NOT NULL,
    count INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    examples TEXT NOT NULL,
    PRIMARY KEY (type, connection, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX inbox_last ON inbox (last);
  `,
  `
  ALTER TABLE journal ADD COLUMN via TEXT;
  ALTER TABLE journal ADD COLUMN envelope TEXT;

  -- What an event is found by: an identity's kind, scope and value, a refused value's masked form, or kind '' and the id
  -- of a customer. Events of one key come by seq.
  CREATE TABLE journal_key (
    seq INTEGER NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    PRIMARY KEY (seq, key, kind, scope)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX journal_key_key ON journal_key (key, seq);

  CREATE TABLE refusal_count (
    connection TEXT NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    count INTEGER NOT NULL,
    example TEXT NOT NULL,
    PRIMARY KEY (connection, kind, field, reason)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Contacts that a customer has on the word of whoever typed them.
  CREATE TABLE typed_link (key TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- Ids are unique within their source. A row from before envelopes were kept has no source.
  CREATE TABLE journal_by_source (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    connection TEXT NOT NULL,
    type TEXT NOT NULL,
    subject TEXT,
    received_time TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    detail TEXT,
    report TEXT,
    via TEXT,
    envelope TEXT,
    UNIQUE (id, source)
  ) STRICT;
  INSERT INTO journal_by_source
    SELECT seq, id, coalesce(envelope ->> 'source', ''), connection, type, subject, received_time, state, reason,
      detail, report, via, envelope
    FROM journal;
  DROP TABLE journal;
  ALTER TABLE journal_by_source RENAME TO journal;

  -- Two events of one id, from two sources, have shared a row: the envelope of the first, the report of the last, the keys
  -- of both. It is known by an identity among its keys that its report does not name, and nobody is found by it any more.
  DELETE FROM journal_key WHERE seq IN (
    SELECT journal.seq FROM journal JOIN journal_key USING (seq)
    WHERE kind <> '' AND instr(key, '*') = 0
      AND json_array_length(report, '$.identities') > 0 AND instr(report, json_quote(key)) = 0
  );
  `,
  `
  -- What delivery remembers, by key. An item without an expiry stays.
  CREATE TABLE item (key TEXT PRIMARY KEY, v INTEGER NOT NULL, expires INTEGER, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- What belongs to the state as a whole, by name.
  CREATE TABLE kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- What was done about a dead letter or a quarantined request, by a key that stays the same when it comes again.
  CREATE TABLE past (
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    reason TEXT NOT NULL,
    plan TEXT NOT NULL,
    asker TEXT,
    why TEXT,
    PRIMARY KEY (key, at, what)
  ) STRICT, WITHOUT ROWID;

  -- Events of a person who was erased: the outcome stays, and nothing that comes later is written beside it.
  ALTER TABLE journal ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;

  -- Who has seen values in clear.
  CREATE TABLE reveal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    asker TEXT NOT NULL,
    why TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL
  ) STRICT;

  -- What waits and what is dead is asked for first.
  CREATE INDEX journal_open ON journal (state, reason, seq) WHERE state IN ('later', 'refused');
  CREATE INDEX journal_connection ON journal (connection, seq);

  -- Returned by whoever received it, to come again when it is visible.
  ALTER TABLE message ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX message_returned ON message (queue, visible_at) WHERE returned = 1;

  -- Requests that became no event. minute: Unix time in minutes.
  CREATE TABLE request_count (
    connection TEXT NOT NULL,
    minute INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (minute, connection, outcome, reason)
  ) STRICT, WITHOUT ROWID;

  -- When a letter was last exported; it goes with the letter.
  CREATE TABLE letter_export (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;

  -- A plan: exactly these items. outcome NULL: not yet.
  CREATE TABLE plan (
    id TEXT PRIMARY KEY,
    list TEXT NOT NULL,
    action TEXT NOT NULL,
    created INTEGER NOT NULL,
    asker TEXT,
    why TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE plan_item (
    plan TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    outcome TEXT,
    PRIMARY KEY (plan, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX plan_item_open ON plan_item (plan, position) WHERE outcome IS NULL;
  CREATE INDEX plan_item_item ON plan_item (plan, item);
  `,
  `
  -- What became of an event, one thing after another; tries in a row that ended alike are one row.
  CREATE TABLE event_step (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    tries INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX event_step_event ON event_step (id, source, seq);

  -- What was counted, by minute (Unix time in minutes). bucket: of a duration, four a doubling.
  CREATE TABLE minute_figure (
    minute INTEGER NOT NULL,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (minute, name, label, bucket)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Replays and backfills. position: rows or events that were dealt with; it goes on behind them.
  CREATE TABLE job (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    request TEXT NOT NULL,
    state TEXT NOT NULL,
    created INTEGER NOT NULL,
    started INTEGER,
    ended INTEGER,
    plan TEXT,
    digest TEXT,
    position INTEGER NOT NULL DEFAULT 0,
    accepted INTEGER NOT NULL DEFAULT 0,
    problem TEXT
  ) STRICT;
  -- The events of the journal that a replay is about.
  CREATE TABLE job_item (
    job TEXT NOT NULL,
    place INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (job, place)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- How a case was decided, as JSON; NULL while it is open.
  ALTER TABLE inbox ADD COLUMN decided TEXT;
  `,
  `
  -- The newest requests as they came, and the events that each has brought (rows of the journal). They go when one of their events is forgotten.
  CREATE TABLE brought_request (
    number INTEGER PRIMARY KEY,
    method TEXT NOT NULL,
    headers TEXT NOT NULL,
    query TEXT NOT NULL,
    body BLOB NOT NULL
  ) STRICT;
  CREATE TABLE brought_event (seq INTEGER PRIMARY KEY, request INTEGER NOT NULL) STRICT;
  CREATE INDEX brought_event_request ON brought_event (request);
  `,
  `
  -- What is still to be forgotten after a delivery: written with its outcome, gone once everything is forgotten. whom: as it was decided, before
  -- anything was changed.
  CREATE TABLE erase_task (number INTEGER PRIMARY KEY, event TEXT NOT NULL, delivery TEXT NOT NULL, whom TEXT) STRICT;
  `,
  `
  -- A page of what is rare, in the order of the list.
  CREATE INDEX journal_state ON journal (state, seq) WHERE state IN ('later', 'refused');
  CREATE INDEX journal_reason ON journal (reason, seq) WHERE reason IS NOT NULL;
  CREATE INDEX journal_type ON journal (type, seq);
  `,
];
