-- SPDX-License-Identifier: GPL-2.0-or-later
-- Make the atlas a valid GeoPackage: its geometries, keys, spatial indexes, extents and registrations,
-- column types that readers know, and the earlier names of labels as a table. Every row and id is kept.

-- What hangs on the tables that are rebuilt.
DROP VIEW IF EXISTS vw_deposit_linestring_with_platform;
DROP TRIGGER IF EXISTS rtree_deposit_footprint_insert;
DROP TRIGGER IF EXISTS rtree_deposit_footprint_update1;
DROP TRIGGER IF EXISTS rtree_deposit_footprint_update2;
DROP TRIGGER IF EXISTS rtree_deposit_footprint_update3;
DROP TRIGGER IF EXISTS rtree_deposit_footprint_update4;
DROP TRIGGER IF EXISTS rtree_deposit_footprint_update5;
DROP TRIGGER IF EXISTS rtree_deposit_footprint_update6;
DROP TRIGGER IF EXISTS rtree_deposit_footprint_update7;
DROP TRIGGER IF EXISTS rtree_deposit_footprint_delete;
DROP TRIGGER IF EXISTS rtree_deposit_linestring_footprint_linestring_insert;
DROP TRIGGER IF EXISTS rtree_deposit_linestring_footprint_linestring_update1;
DROP TRIGGER IF EXISTS rtree_deposit_linestring_footprint_linestring_update2;
DROP TRIGGER IF EXISTS rtree_deposit_linestring_footprint_linestring_update3;
DROP TRIGGER IF EXISTS rtree_deposit_linestring_footprint_linestring_update4;
DROP TRIGGER IF EXISTS rtree_deposit_linestring_footprint_linestring_update5;
DROP TRIGGER IF EXISTS rtree_deposit_linestring_footprint_linestring_update6;
DROP TRIGGER IF EXISTS rtree_deposit_linestring_footprint_linestring_update7;
DROP TRIGGER IF EXISTS rtree_deposit_linestring_footprint_linestring_delete;
DROP TRIGGER IF EXISTS rtree_frame_GPSPosition_insert;
DROP TRIGGER IF EXISTS rtree_frame_GPSPosition_update1;
DROP TRIGGER IF EXISTS rtree_frame_GPSPosition_update2;
DROP TRIGGER IF EXISTS rtree_frame_GPSPosition_update3;
DROP TRIGGER IF EXISTS rtree_frame_GPSPosition_update4;
DROP TRIGGER IF EXISTS rtree_frame_GPSPosition_update5;
DROP TRIGGER IF EXISTS rtree_frame_GPSPosition_update6;
DROP TRIGGER IF EXISTS rtree_frame_GPSPosition_update7;
DROP TRIGGER IF EXISTS rtree_frame_GPSPosition_delete;
DROP TRIGGER IF EXISTS trigger_insert_feature_count_deposit;
DROP TRIGGER IF EXISTS trigger_delete_feature_count_deposit;
DROP TRIGGER IF EXISTS trigger_insert_feature_count_deposit_linestring;
DROP TRIGGER IF EXISTS trigger_delete_feature_count_deposit_linestring;
DROP TRIGGER IF EXISTS trigger_insert_feature_count_frame;
DROP TRIGGER IF EXISTS trigger_delete_feature_count_frame;
DROP TRIGGER IF EXISTS gpkg_contents_deposit_footprint_update;
DROP TRIGGER IF EXISTS gpkg_contents_deposit_footprint_linestring_update;
DROP TRIGGER IF EXISTS gpkg_contents_frame_GPSPosition_update;

DROP TABLE IF EXISTS rtree_deposit_footprint;
DROP TABLE IF EXISTS rtree_deposit_linestring_footprint_linestring;
DROP TABLE IF EXISTS rtree_frame_GPSPosition;

-- SpatiaLite blobs become GeoPackage blobs (EPSG:4326, little-endian, lines and polygons with their envelope).
-- The inner part of both is the same WKB.
UPDATE deposit SET footprint = CAST(
    X'47500003E6100000' || substr(footprint, 7, 8) || substr(footprint, 23, 8) || substr(footprint, 15, 8) || substr(footprint, 31, 8) || X'01' || substr(footprint, 40, length(footprint) - 40) AS BLOB)
WHERE hex(substr(footprint, 1, 2)) = '0001' AND hex(substr(footprint, 39, 1)) = '7C';

UPDATE deposit_linestring SET footprint_linestring = CAST(
    X'47500003E6100000' || substr(footprint_linestring, 7, 8) || substr(footprint_linestring, 23, 8) || substr(footprint_linestring, 15, 8) || substr(footprint_linestring, 31, 8) || X'01' || substr(footprint_linestring, 40, length(footprint_linestring) - 40) AS BLOB)
WHERE hex(substr(footprint_linestring, 1, 2)) = '0001' AND hex(substr(footprint_linestring, 39, 1)) = '7C';

UPDATE frame SET GPSPosition = CAST(
    X'47500001E6100000' || X'01' || substr(GPSPosition, 40, length(GPSPosition) - 40) AS BLOB)
WHERE hex(substr(GPSPosition, 1, 2)) = '0001' AND hex(substr(GPSPosition, 39, 1)) = '7C';

-- Some runs wrote 8-byte little-endian integers as blobs.
UPDATE frame SET GPSFix = (instr('0123456789ABCDEF', substr(hex(GPSFix), 1, 1)) - 1) * 16
    + instr('0123456789ABCDEF', substr(hex(GPSFix), 2, 1)) - 1
WHERE typeof(GPSFix) = 'blob' AND length(GPSFix) = 8 AND substr(GPSFix, 2) = zeroblob(7);

-- The deposit gets a row id of its own; the DOI stays the key that others refer to.
CREATE TABLE deposit_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    doi TEXT NOT NULL UNIQUE,
    session_name TEXT NOT NULL,
    footprint POLYGON,
    have_processed_data INTEGER NOT NULL,
    have_raw_data INTEGER NOT NULL,
    session_date TEXT GENERATED ALWAYS AS (
        substr(session_name, 1, 4) || '-' || substr(session_name, 5, 2) || '-' || substr(session_name, 7, 2)
    ) VIRTUAL,
    alpha3_country_code TEXT GENERATED ALWAYS AS (substr(session_name, 10, 3)) VIRTUAL,
    location TEXT GENERATED ALWAYS AS (
        upper(substr(session_name, 14, instr(substr(session_name, 14), '_') - 1))
    ) VIRTUAL,
    platform_type TEXT GENERATED ALWAYS AS (
        upper(substr(
            substr(session_name, 14 + instr(substr(session_name, 14), '_')),
            1,
            min(
                instr(substr(session_name, 14 + instr(substr(session_name, 14), '_')) || '-', '-'),
                instr(substr(session_name, 14 + instr(substr(session_name, 14), '_')) || '_', '_')
            ) - 1
        ))
    ) VIRTUAL
);

INSERT INTO deposit_new (doi, session_name, footprint, have_processed_data, have_raw_data)
SELECT doi, session_name, footprint, have_processed_data, have_raw_data FROM deposit ORDER BY rowid;

DROP TABLE deposit;

ALTER TABLE deposit_new RENAME TO deposit;

CREATE TABLE version_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    doi TEXT NOT NULL UNIQUE,
    deposit_doi TEXT NOT NULL,
    CONSTRAINT fk_deposit_version FOREIGN KEY (deposit_doi) REFERENCES deposit (doi)
);

INSERT INTO version_new (doi, deposit_doi)
SELECT doi, deposit_doi FROM version ORDER BY rowid;

DROP TABLE version;

ALTER TABLE version_new RENAME TO version;

CREATE TABLE deposit_linestring_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    deposit_doi TEXT NOT NULL,
    footprint_linestring LINESTRING,
    CONSTRAINT fk_deposit_deposit_linestring FOREIGN KEY (deposit_doi) REFERENCES deposit (doi)
);

INSERT INTO deposit_linestring_new (id, deposit_doi, footprint_linestring)
SELECT id, deposit_doi, footprint_linestring FROM deposit_linestring ORDER BY rowid;

DROP TABLE deposit_linestring;

ALTER TABLE deposit_linestring_new RENAME TO deposit_linestring;

CREATE TABLE frame_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version_doi TEXT NOT NULL,
    OriginalFileName TEXT NOT NULL,
    filename TEXT NOT NULL,
    relative_file_path TEXT,
    GPSPosition POINT,
    GPSAltitude REAL,
    GPSPitch REAL,
    GPSRoll REAL,
    GPSTrack REAL,
    GPSDatetime DATETIME,
    GPSFix INTEGER,
    CONSTRAINT fk_frame_version FOREIGN KEY (version_doi) REFERENCES version (doi)
);

INSERT INTO frame_new (id, version_doi, OriginalFileName, filename, relative_file_path, GPSPosition, GPSAltitude, GPSPitch,
    GPSRoll, GPSTrack, GPSDatetime, GPSFix)
SELECT id, version_doi, OriginalFileName, filename, relative_file_path, GPSPosition, GPSAltitude, GPSPitch,
    GPSRoll, GPSTrack, GPSDatetime, GPSFix FROM frame ORDER BY rowid;

DROP TABLE frame;

ALTER TABLE frame_new RENAME TO frame;

CREATE TABLE multilabel_label_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL,
    creation_date DATE NOT NULL,
    description TEXT,
    id_gbif INTEGER,
    code_gcrmn TEXT
);

INSERT INTO multilabel_label_new (id, name, creation_date, description, id_gbif, code_gcrmn)
SELECT id, trim(name), date(creation_date), description, id_gbif, code_gcrmn FROM multilabel_label ORDER BY rowid;

DROP TABLE multilabel_label;

ALTER TABLE multilabel_label_new RENAME TO multilabel_label;

CREATE TABLE multilabel_model_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL,
    link TEXT NOT NULL,
    doi TEXT,
    creation_date DATE NOT NULL
);

INSERT INTO multilabel_model_new (id, name, link, doi, creation_date)
SELECT id, name, link, doi, date(creation_date) FROM multilabel_model ORDER BY rowid;

DROP TABLE multilabel_model;

ALTER TABLE multilabel_model_new RENAME TO multilabel_model;

CREATE TABLE multilabel_class_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL,
    threshold REAL NOT NULL,
    ml_label_id INTEGER NOT NULL,
    ml_model_id INTEGER NOT NULL,
    CONSTRAINT fk_ml_class_ml_label FOREIGN KEY (ml_label_id) REFERENCES multilabel_label (id),
    CONSTRAINT fk_ml_class_ml_model FOREIGN KEY (ml_model_id) REFERENCES multilabel_model (id)
);

INSERT INTO multilabel_class_new (id, name, threshold, ml_label_id, ml_model_id)
SELECT id, name, threshold, ml_label_id, ml_model_id FROM multilabel_class ORDER BY rowid;

DROP TABLE multilabel_class;

ALTER TABLE multilabel_class_new RENAME TO multilabel_class;

CREATE TABLE layer_styles_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT,
    f_table_schema TEXT,
    f_table_name TEXT,
    f_geometry_column TEXT,
    styleName TEXT,
    styleQML TEXT,
    styleSLD TEXT,
    useAsDefault BOOLEAN,
    description TEXT,
    owner TEXT,
    ui TEXT,
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
);

INSERT INTO layer_styles_new (id, f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD,
    useAsDefault, description, owner, ui)
SELECT id, f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD,
    useAsDefault, description, owner, ui FROM layer_styles ORDER BY rowid;

DROP TABLE layer_styles;

ALTER TABLE layer_styles_new RENAME TO layer_styles;

-- Names under which a label was known before; files of sessions and annotators still use them.
CREATE TABLE multilabel_label_alias (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL,
    ml_label_id INTEGER NOT NULL,
    CONSTRAINT fk_ml_alias_ml_label FOREIGN KEY (ml_label_id) REFERENCES multilabel_label (id)
);

CREATE TEMP TABLE earlier_name (ml_label_id INTEGER, name TEXT);

INSERT INTO earlier_name (ml_label_id, name) VALUES
(1, 'Acanthasters'),
(2, 'Acropore_branched'),
(3, 'Acropore_digitised'),
(4, 'Acropore_sub_massive'),
(5, 'Acropore_tabular'),
(8, 'Algae_assembly'),
(9, 'Algae_drawn_up'),
(10, 'Algae_limestone'),
(11, 'Algae_sodding'),
(11, 'Algae_Turf'),
(12, 'Anemone'),
(13, 'Ascidia'),
(18, 'Clam'),
(24, 'Gorgon'),
(26, 'Heterocentrus_trigonarius'),
(27, 'Homo_sapiens'),
(30, 'Millepore'),
(31, 'No_acropore_branched'),
(32, 'No_acropore_encrusting'),
(33, 'No_acropore_foliaceous'),
(34, 'No_acropore_massive'),
(35, 'No_acropore_solitary'),
(36, 'No_acropore_sub_massive'),
(42, 'Sea_urchins'),
(43, 'Sichopus_chloronotus'),
(45, 'Sponge'),
(156, 'Halophila_stipulacea '),
(9, 'Algae_Halimeda'),
(9, 'Halimeda');

INSERT INTO multilabel_label_alias (name, ml_label_id)
SELECT e.name, e.ml_label_id FROM earlier_name e JOIN multilabel_label l ON l.id = e.ml_label_id
WHERE trim(e.name) <> l.name;

DROP TABLE earlier_name;

-- The queries that the indexes serve: a frame by its name, the frames of a session, the predictions of a
-- frame, the annotations of a frame or of a session, the deposit of a version.
CREATE INDEX idx_deposit_session_name ON deposit (session_name);
CREATE INDEX idx_version_deposit_doi ON version (deposit_doi);
CREATE INDEX idx_deposit_linestring_deposit_doi ON deposit_linestring (deposit_doi);
CREATE INDEX idx_filename_version_doi ON frame (filename, version_doi);
CREATE INDEX idx_frame_version_doi ON frame (version_doi);
CREATE INDEX IF NOT EXISTS idx_multilabel_prediction_frame_id_version ON multilabel_prediction (frame_id, version_doi);
CREATE INDEX idx_multilabel_annotation_frame_id ON multilabel_annotation (frame_id, ml_label_id);
CREATE INDEX idx_multilabel_annotation_session_id ON multilabel_annotation (ml_annotation_session_id);

CREATE VIEW vw_deposit_linestring_with_platform AS
SELECT dl.id, dl.deposit_doi, dl.footprint_linestring, d.platform_type
FROM deposit_linestring dl
JOIN deposit d ON d.doi = dl.deposit_doi;

-- The GeoPackage's own tables, in the words of its specification (version 1.3); rows of others are kept.
CREATE TEMP TABLE srs AS SELECT * FROM gpkg_spatial_ref_sys;

CREATE TEMP TABLE contents AS SELECT * FROM gpkg_contents;

CREATE TEMP TABLE geometry_column AS SELECT * FROM gpkg_geometry_columns;

DROP TABLE IF EXISTS gpkg_ogr_contents;

DROP TABLE gpkg_spatial_ref_sys;

CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    description TEXT
);

INSERT INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id, definition, description)
SELECT srs_name, srs_id, organization, organization_coordsys_id, definition, description FROM temp.srs;

INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES
('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
('WGS 84', 4326, 'EPSG', 4326,
'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
'longitude and latitude on the WGS 84 ellipsoid');

DROP TABLE gpkg_contents;

CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY,
    data_type TEXT NOT NULL,
    identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE,
    min_y DOUBLE,
    max_x DOUBLE,
    max_y DOUBLE,
    srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);

DROP TABLE gpkg_geometry_columns;

CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL,
    m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);

CREATE TABLE IF NOT EXISTS gpkg_extensions (
    table_name TEXT,
    column_name TEXT,
    extension_name TEXT NOT NULL,
    definition TEXT NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);

CREATE TEMP TABLE extension AS SELECT * FROM gpkg_extensions;

DROP TABLE gpkg_extensions;

CREATE TABLE gpkg_extensions (
    table_name TEXT,
    column_name TEXT,
    extension_name TEXT NOT NULL,
    definition TEXT NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
('deposit', 'features', 'deposit', 'Sessions with their footprint', 4326),
('deposit_linestring', 'features', 'deposit_linestring', 'Tracks of the sessions', 4326),
('frame', 'features', 'frame', 'Images with their position', 4326),
('vw_deposit_linestring_with_platform', 'features', 'vw_deposit_linestring_with_platform', 'Tracks with the platform of their session', 4326);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES
('version', 'attributes', 'version', 'Versions of the deposits'),
('multilabel_label', 'attributes', 'multilabel_label', 'Labels that annotators use'),
('multilabel_label_alias', 'attributes', 'multilabel_label_alias', 'Earlier names of labels'),
('multilabel_model', 'attributes', 'multilabel_model', 'Models that predict labels'),
('multilabel_class', 'attributes', 'multilabel_class', 'Classes of the models with their thresholds'),
('multilabel_prediction', 'attributes', 'multilabel_prediction', 'Scores of the models'),
('multilabel_annotation_session', 'attributes', 'multilabel_annotation_session', 'Files of annotations'),
('multilabel_annotation', 'attributes', 'multilabel_annotation', 'Human annotations'),
('etl_runs', 'attributes', 'etl_runs', 'Runs that changed the atlas'),
('layer_styles', 'attributes', 'layer_styles', 'Default styles for QGIS');

INSERT OR IGNORE INTO gpkg_contents
    (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)
SELECT table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id
FROM temp.contents;

INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m) VALUES
('deposit', 'footprint', 'POLYGON', 4326, 0, 0),
('deposit_linestring', 'footprint_linestring', 'LINESTRING', 4326, 0, 0),
('frame', 'GPSPosition', 'POINT', 4326, 0, 0),
('vw_deposit_linestring_with_platform', 'footprint_linestring', 'LINESTRING', 4326, 0, 0);

INSERT OR IGNORE INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m)
SELECT table_name, column_name, geometry_type_name, srs_id, z, m FROM temp.geometry_column;

INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) VALUES
('deposit', 'footprint', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only'),
('deposit_linestring', 'footprint_linestring', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only'),
('frame', 'GPSPosition', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');

INSERT OR IGNORE INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope)
SELECT table_name, column_name, extension_name, definition, scope FROM temp.extension;

DROP TABLE temp.srs;
DROP TABLE temp.contents;
DROP TABLE temp.geometry_column;
DROP TABLE temp.extension;

-- Extents: exact, from the geometries themselves.
UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = (
    SELECT min(ST_MinX(footprint)), min(ST_MinY(footprint)), max(ST_MaxX(footprint)), max(ST_MaxY(footprint)) FROM deposit
) WHERE table_name = 'deposit';

UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = (
    SELECT min(ST_MinX(footprint_linestring)), min(ST_MinY(footprint_linestring)), max(ST_MaxX(footprint_linestring)), max(ST_MaxY(footprint_linestring)) FROM deposit_linestring
) WHERE table_name = 'deposit_linestring';

UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = (
    SELECT min(ST_MinX(GPSPosition)), min(ST_MinY(GPSPosition)), max(ST_MaxX(GPSPosition)), max(ST_MaxY(GPSPosition)) FROM frame
) WHERE table_name = 'frame';

UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = (
    SELECT c.min_x, c.min_y, c.max_x, c.max_y FROM gpkg_contents c WHERE c.table_name = 'deposit_linestring'
) WHERE table_name = 'vw_deposit_linestring_with_platform';

-- Spatial indexes, keyed by row id, filled in one go and kept by triggers from then on.
CREATE VIRTUAL TABLE rtree_deposit_footprint USING rtree(id, minx, maxx, miny, maxy);

INSERT INTO rtree_deposit_footprint SELECT id, ST_MinX(footprint), ST_MaxX(footprint), ST_MinY(footprint), ST_MaxY(footprint)
FROM deposit WHERE footprint NOTNULL AND NOT ST_IsEmpty(footprint);

CREATE TRIGGER rtree_deposit_footprint_insert AFTER INSERT ON deposit
WHEN (new.footprint NOT NULL AND NOT ST_IsEmpty(NEW.footprint))
BEGIN
    INSERT OR REPLACE INTO rtree_deposit_footprint VALUES (NEW.id, ST_MinX(NEW.footprint), ST_MaxX(NEW.footprint), ST_MinY(NEW.footprint), ST_MaxY(NEW.footprint));
END;

CREATE TRIGGER rtree_deposit_footprint_update1 AFTER UPDATE OF footprint ON deposit
WHEN OLD.id = NEW.id AND (NEW.footprint NOTNULL AND NOT ST_IsEmpty(NEW.footprint))
BEGIN
    INSERT OR REPLACE INTO rtree_deposit_footprint VALUES (NEW.id, ST_MinX(NEW.footprint), ST_MaxX(NEW.footprint), ST_MinY(NEW.footprint), ST_MaxY(NEW.footprint));
END;

CREATE TRIGGER rtree_deposit_footprint_update2 AFTER UPDATE OF footprint ON deposit
WHEN OLD.id = NEW.id AND (NEW.footprint ISNULL OR ST_IsEmpty(NEW.footprint))
BEGIN
    DELETE FROM rtree_deposit_footprint WHERE id = OLD.id;
END;

CREATE TRIGGER rtree_deposit_footprint_update3 AFTER UPDATE ON deposit
WHEN OLD.id != NEW.id AND (NEW.footprint NOTNULL AND NOT ST_IsEmpty(NEW.footprint))
BEGIN
    DELETE FROM rtree_deposit_footprint WHERE id = OLD.id;
    INSERT OR REPLACE INTO rtree_deposit_footprint VALUES (NEW.id, ST_MinX(NEW.footprint), ST_MaxX(NEW.footprint), ST_MinY(NEW.footprint), ST_MaxY(NEW.footprint));
END;

CREATE TRIGGER rtree_deposit_footprint_update4 AFTER UPDATE ON deposit
WHEN OLD.id != NEW.id AND (NEW.footprint ISNULL OR ST_IsEmpty(NEW.footprint))
BEGIN
    DELETE FROM rtree_deposit_footprint WHERE id IN (OLD.id, NEW.id);
END;

CREATE TRIGGER rtree_deposit_footprint_delete AFTER DELETE ON deposit
WHEN old.footprint NOT NULL
BEGIN
    DELETE FROM rtree_deposit_footprint WHERE id = OLD.id;
END;

CREATE VIRTUAL TABLE rtree_deposit_linestring_footprint_linestring USING rtree(id, minx, maxx, miny, maxy);

INSERT INTO rtree_deposit_linestring_footprint_linestring SELECT id, ST_MinX(footprint_linestring), ST_MaxX(footprint_linestring), ST_MinY(footprint_linestring), ST_MaxY(footprint_linestring)
FROM deposit_linestring WHERE footprint_linestring NOTNULL AND NOT ST_IsEmpty(footprint_linestring);

CREATE TRIGGER rtree_deposit_linestring_footprint_linestring_insert AFTER INSERT ON deposit_linestring
WHEN (new.footprint_linestring NOT NULL AND NOT ST_IsEmpty(NEW.footprint_linestring))
BEGIN
    INSERT OR REPLACE INTO rtree_deposit_linestring_footprint_linestring VALUES (NEW.id, ST_MinX(NEW.footprint_linestring), ST_MaxX(NEW.footprint_linestring), ST_MinY(NEW.footprint_linestring), ST_MaxY(NEW.footprint_linestring));
END;

CREATE TRIGGER rtree_deposit_linestring_footprint_linestring_update1 AFTER UPDATE OF footprint_linestring ON deposit_linestring
WHEN OLD.id = NEW.id AND (NEW.footprint_linestring NOTNULL AND NOT ST_IsEmpty(NEW.footprint_linestring))
BEGIN
    INSERT OR REPLACE INTO rtree_deposit_linestring_footprint_linestring VALUES (NEW.id, ST_MinX(NEW.footprint_linestring), ST_MaxX(NEW.footprint_linestring), ST_MinY(NEW.footprint_linestring), ST_MaxY(NEW.footprint_linestring));
END;

CREATE TRIGGER rtree_deposit_linestring_footprint_linestring_update2 AFTER UPDATE OF footprint_linestring ON deposit_linestring
WHEN OLD.id = NEW.id AND (NEW.footprint_linestring ISNULL OR ST_IsEmpty(NEW.footprint_linestring))
BEGIN
    DELETE FROM rtree_deposit_linestring_footprint_linestring WHERE id = OLD.id;
END;

CREATE TRIGGER rtree_deposit_linestring_footprint_linestring_update3 AFTER UPDATE ON deposit_linestring
WHEN OLD.id != NEW.id AND (NEW.footprint_linestring NOTNULL AND NOT ST_IsEmpty(NEW.footprint_linestring))
BEGIN
    DELETE FROM rtree_deposit_linestring_footprint_linestring WHERE id = OLD.id;
    INSERT OR REPLACE INTO rtree_deposit_linestring_footprint_linestring VALUES (NEW.id, ST_MinX(NEW.footprint_linestring), ST_MaxX(NEW.footprint_linestring), ST_MinY(NEW.footprint_linestring), ST_MaxY(NEW.footprint_linestring));
END;

CREATE TRIGGER rtree_deposit_linestring_footprint_linestring_update4 AFTER UPDATE ON deposit_linestring
WHEN OLD.id != NEW.id AND (NEW.footprint_linestring ISNULL OR ST_IsEmpty(NEW.footprint_linestring))
BEGIN
    DELETE FROM rtree_deposit_linestring_footprint_linestring WHERE id IN (OLD.id, NEW.id);
END;

CREATE TRIGGER rtree_deposit_linestring_footprint_linestring_delete AFTER DELETE ON deposit_linestring
WHEN old.footprint_linestring NOT NULL
BEGIN
    DELETE FROM rtree_deposit_linestring_footprint_linestring WHERE id = OLD.id;
END;

CREATE VIRTUAL TABLE rtree_frame_GPSPosition USING rtree(id, minx, maxx, miny, maxy);

INSERT INTO rtree_frame_GPSPosition SELECT id, ST_MinX(GPSPosition), ST_MaxX(GPSPosition), ST_MinY(GPSPosition), ST_MaxY(GPSPosition)
FROM frame WHERE GPSPosition NOTNULL AND NOT ST_IsEmpty(GPSPosition);

CREATE TRIGGER rtree_frame_GPSPosition_insert AFTER INSERT ON frame
WHEN (new.GPSPosition NOT NULL AND NOT ST_IsEmpty(NEW.GPSPosition))
BEGIN
    INSERT OR REPLACE INTO rtree_frame_GPSPosition VALUES (NEW.id, ST_MinX(NEW.GPSPosition), ST_MaxX(NEW.GPSPosition), ST_MinY(NEW.GPSPosition), ST_MaxY(NEW.GPSPosition));
END;

CREATE TRIGGER rtree_frame_GPSPosition_update1 AFTER UPDATE OF GPSPosition ON frame
WHEN OLD.id = NEW.id AND (NEW.GPSPosition NOTNULL AND NOT ST_IsEmpty(NEW.GPSPosition))
BEGIN
    INSERT OR REPLACE INTO rtree_frame_GPSPosition VALUES (NEW.id, ST_MinX(NEW.GPSPosition), ST_MaxX(NEW.GPSPosition), ST_MinY(NEW.GPSPosition), ST_MaxY(NEW.GPSPosition));
END;

CREATE TRIGGER rtree_frame_GPSPosition_update2 AFTER UPDATE OF GPSPosition ON frame
WHEN OLD.id = NEW.id AND (NEW.GPSPosition ISNULL OR ST_IsEmpty(NEW.GPSPosition))
BEGIN
    DELETE FROM rtree_frame_GPSPosition WHERE id = OLD.id;
END;

CREATE TRIGGER rtree_frame_GPSPosition_update3 AFTER UPDATE ON frame
WHEN OLD.id != NEW.id AND (NEW.GPSPosition NOTNULL AND NOT ST_IsEmpty(NEW.GPSPosition))
BEGIN
    DELETE FROM rtree_frame_GPSPosition WHERE id = OLD.id;
    INSERT OR REPLACE INTO rtree_frame_GPSPosition VALUES (NEW.id, ST_MinX(NEW.GPSPosition), ST_MaxX(NEW.GPSPosition), ST_MinY(NEW.GPSPosition), ST_MaxY(NEW.GPSPosition));
END;

CREATE TRIGGER rtree_frame_GPSPosition_update4 AFTER UPDATE ON frame
WHEN OLD.id != NEW.id AND (NEW.GPSPosition ISNULL OR ST_IsEmpty(NEW.GPSPosition))
BEGIN
    DELETE FROM rtree_frame_GPSPosition WHERE id IN (OLD.id, NEW.id);
END;

CREATE TRIGGER rtree_frame_GPSPosition_delete AFTER DELETE ON frame
WHEN old.GPSPosition NOT NULL
BEGIN
    DELETE FROM rtree_frame_GPSPosition WHERE id = OLD.id;
END;
