-- SPDX-License-Identifier: GPL-2.0-or-later
-- Keep what GBIF answered about the taxa of the labels, so that an export of the annotations works offline.

CREATE TABLE taxon (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    gbif_key INTEGER NOT NULL UNIQUE,
    scientific_name TEXT NOT NULL,
    authorship TEXT,
    taxon_rank TEXT,
    kingdom TEXT,
    phylum TEXT,
    class_name TEXT,
    order_name TEXT,
    family TEXT,
    genus TEXT,
    taxonomic_status TEXT
);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES
('taxon', 'attributes', 'taxon', 'Answers of the GBIF backbone taxonomy to the keys of multilabel_label');
