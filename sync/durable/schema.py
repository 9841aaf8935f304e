"""The tables of the desk's database, version by version.

A version that was delivered is never edited; what changes is added as the next one.
Empty text stands for "not yet", so that no question needs NULL.
"""

_FIRST = (
    """
    CREATE TABLE submission (
        place INTEGER PRIMARY KEY,
        token TEXT NOT NULL UNIQUE,
        track_code TEXT NOT NULL UNIQUE,
        received_at TEXT NOT NULL,
        address TEXT NOT NULL,
        digest TEXT NOT NULL,
        code TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX submission_waiting ON submission (place) WHERE code = ''",
    "CREATE INDEX submission_received ON submission (received_at)",
    "CREATE INDEX submission_address ON submission (address, received_at)",
    "CREATE INDEX submission_digest ON submission (digest, received_at)",
    """
    CREATE TABLE submission_contact (
        contact TEXT NOT NULL,
        received_at TEXT NOT NULL,
        token TEXT NOT NULL,
        PRIMARY KEY (contact, received_at, token)
    ) STRICT
    """,
    """
    CREATE TABLE letter (
        place INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        template TEXT NOT NULL,
        to_name TEXT NOT NULL,
        to_address TEXT NOT NULL,
        mailbox TEXT NOT NULL,
        role TEXT NOT NULL,
        ref TEXT NOT NULL,
        clock TEXT NOT NULL,
        step TEXT NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL,
        urgent INTEGER NOT NULL,
        droppable INTEGER NOT NULL,
        not_before TEXT NOT NULL,
        message_id TEXT NOT NULL,
        state TEXT NOT NULL,
        queued_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        claimable_at TEXT NOT NULL,
        sent_at TEXT NOT NULL,
        owner TEXT NOT NULL,
        tries INTEGER NOT NULL,
        error TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX letter_state ON letter (state, claimable_at)",
    "CREATE INDEX letter_changed ON letter (changed_at)",
    "CREATE INDEX letter_mailbox ON letter (mailbox, sent_at)",
    """
    CREATE TABLE job_run (
        job TEXT NOT NULL,
        slot TEXT NOT NULL,
        owner TEXT NOT NULL,
        until TEXT NOT NULL,
        done TEXT NOT NULL,
        error TEXT NOT NULL,
        PRIMARY KEY (job, slot)
    ) STRICT
    """,
    """
    CREATE TABLE heartbeat (
        job TEXT NOT NULL PRIMARY KEY,
        beat_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE number (
        series TEXT NOT NULL,
        year INTEGER NOT NULL,
        highest INTEGER NOT NULL,
        PRIMARY KEY (series, year)
    ) STRICT
    """,
    """
    CREATE TABLE seen (
        tab TEXT NOT NULL,
        code TEXT NOT NULL,
        version INTEGER NOT NULL,
        cells TEXT NOT NULL,
        unchanged INTEGER NOT NULL,
        changed_at TEXT NOT NULL,
        missing_since TEXT NOT NULL,
        PRIMARY KEY (tab, code)
    ) STRICT
    """,
    "CREATE INDEX seen_version ON seen (tab, version)",
    """
    CREATE TABLE snapshot (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL,
        kept_at TEXT NOT NULL
    ) STRICT
    """,
)

_JOURNAL = (
    """
    CREATE TABLE entry (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        what TEXT NOT NULL,
        tab TEXT NOT NULL,
        code TEXT NOT NULL,
        field TEXT NOT NULL,
        via TEXT NOT NULL,
        who TEXT NOT NULL,
        why TEXT NOT NULL,
        cells TEXT NOT NULL,
        seal TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX entry_at ON entry (at)",
    "CREATE INDEX entry_row ON entry (code, tab)",
    """
    CREATE TABLE chain (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        seq INTEGER NOT NULL,
        seal TEXT NOT NULL
    ) STRICT
    """,
    "INSERT INTO chain (only, seq, seal) VALUES (1, 0, '')",
    "CREATE INDEX seen_code ON seen (code)",
    "CREATE TABLE track (code TEXT NOT NULL PRIMARY KEY) STRICT",
    """
    INSERT INTO track (code)
    SELECT DISTINCT json_extract(cells, '$.track_code') FROM seen
    WHERE tab = 'f01' AND json_type(cells, '$.track_code') = 'text'
    """,
    # a code that a row of the sheet has is taken for what customers send as well
    """
    CREATE TRIGGER submission_code_is_free BEFORE INSERT ON submission
    WHEN EXISTS (SELECT 1 FROM track WHERE code = NEW.track_code)
    BEGIN SELECT RAISE(IGNORE); END
    """,
)

_PARCELS = (
    """
    CREATE TABLE parcel (
        place INTEGER PRIMARY KEY,
        token TEXT NOT NULL UNIQUE,
        track_code TEXT NOT NULL,
        about TEXT NOT NULL,
        at TEXT NOT NULL,
        via TEXT NOT NULL,
        who TEXT NOT NULL,
        address TEXT NOT NULL,
        digest TEXT NOT NULL,
        code TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
    # a tab of a parcel that is still to be delivered
    """
    CREATE TABLE delivery (
        place INTEGER NOT NULL,
        tab TEXT NOT NULL,
        PRIMARY KEY (place, tab)
    ) STRICT
    """,
    # a form becomes the row of a case, and rows of consent
    """
    INSERT INTO parcel
        (place, token, track_code, about, at, via, who, address, digest, code, body)
    SELECT place, token, track_code, '', received_at, 'Biểu mẫu', '', address, digest,
        code, json_object(
            'at', json_extract(body, '$.received_at'),
            'rows', json_patch(
                json_object('f01', json_array(json_set(
                    json_remove(json_extract(body, '$.fields'), '$.kind'),
                    '$.kind_sent', kind,
                    iif(suspect = '', '$.kind', '$.note'),
                    iif(suspect = '', kind, 'Xin kiểm tra: ' || suspect || '.')
                ))),
                iif(consents = '[]', '{}', json_object('consent', json(consents)))
            ),
            'edits', json_array(),
            'contacts', json(json_extract(body, '$.contacts')),
            'pin', json_extract(body, '$.pin')
        )
    FROM (
        SELECT *,
            json_extract(body, '$.suspect') AS suspect,
            json_extract(body, '$.consents') AS consents,
            coalesce(
                nullif(json_extract(body, '$.fields.kind'), ''),
                json_extract(body, '$.fields.kind_sent'),
                ''
            ) AS kind
        FROM submission
    )
    """,
    """
    INSERT INTO delivery (place, tab)
    SELECT place, key FROM parcel, json_each(parcel.body, '$.rows') WHERE code = ''
    """,
    # consents of cases that were written while their tab was damaged
    """
    INSERT INTO delivery (place, tab)
    SELECT place, 'consent' FROM parcel
    WHERE code <> '' AND track_code IN (
        SELECT key FROM json_each(
            (SELECT value FROM snapshot WHERE name = 'consents owed')
        )
    )
    """,
    "DELETE FROM snapshot WHERE name = 'consents owed'",
    "DROP TABLE submission",
    "ALTER TABLE submission_contact RENAME TO parcel_contact",
    "ALTER TABLE parcel_contact RENAME COLUMN received_at TO at",
    """
    CREATE VIEW parcel_left AS SELECT parcel.*, (
        SELECT json_group_array(tab) FROM delivery WHERE delivery.place = parcel.place
    ) AS left
    FROM parcel
    """,
    "CREATE UNIQUE INDEX parcel_track ON parcel (track_code) WHERE track_code <> ''",
    "CREATE INDEX delivery_tab ON delivery (tab)",
    "CREATE INDEX parcel_at ON parcel (at)",
    "CREATE INDEX parcel_address ON parcel (address, at)",
    "CREATE INDEX parcel_digest ON parcel (digest, at)",
    # a code that a row of the sheet has is taken for what customers send as well
    """
    CREATE TRIGGER parcel_code_is_free BEFORE INSERT ON parcel
    WHEN EXISTS (SELECT 1 FROM track WHERE code = NEW.track_code)
    BEGIN SELECT RAISE(IGNORE); END
    """,
)

VERSIONS: tuple[tuple[str, ...], ...] = (_FIRST, _JOURNAL, _PARCELS)
