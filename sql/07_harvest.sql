-- SPDX-License-Identifier: GPL-2.0-or-later
-- Remember what was seen on Zenodo: communities, records (one a version) and their files, so that a sync reads
-- only what is new or has changed. The numbers are those of the DOIs, the checksums MD5 in hex.

CREATE TABLE zenodo_community (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    -- the newest change that a complete look at the community has seen
    swept_until TEXT NOT NULL
);

CREATE TABLE zenodo_record (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    record_id INTEGER NOT NULL UNIQUE,
    concept_id INTEGER NOT NULL,
    session_name TEXT NOT NULL,
    community TEXT NOT NULL,
    version_index INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    updated TEXT NOT NULL,
    -- open, restricted or embargoed
    access TEXT NOT NULL,
    -- of the whole deposit: harvested, failed, waiting, out_of_reach, deleted or left
    state TEXT NOT NULL
);

CREATE TABLE zenodo_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    record_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    size INTEGER NOT NULL,
    checksum TEXT NOT NULL,
    CONSTRAINT fk_zenodo_file_record FOREIGN KEY (record_id) REFERENCES zenodo_record (record_id)
);

-- The versions of a deposit, the deposit of a session, the files of a version.
CREATE INDEX idx_zenodo_record_concept_id ON zenodo_record (concept_id);
CREATE INDEX idx_zenodo_record_session_name ON zenodo_record (session_name);
CREATE UNIQUE INDEX idx_zenodo_file_record_id_key ON zenodo_file (record_id, key);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES
('zenodo_community', 'attributes', 'zenodo_community', 'Communities on Zenodo that this atlas follows'),
('zenodo_record', 'attributes', 'zenodo_record', 'Records on Zenodo that this atlas has seen'),
('zenodo_file', 'attributes', 'zenodo_file', 'Files of those records');
