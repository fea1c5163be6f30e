-- SPDX-License-Identifier: GPL-2.0-or-later
-- Add the table in which QGIS keeps default styles and a view of the tracks with their platform;
-- take the position off frames that claim to lie at 0,0 (the frames themselves stay).

CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
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
    update_time DATETIME DEFAULT CURRENT_TIMESTAMP
);

CREATE VIEW vw_deposit_linestring_with_platform AS
SELECT dl.id, dl.deposit_doi, dl.footprint_linestring, d.platform_type
FROM deposit_linestring dl
JOIN deposit d ON dl.deposit_doi = d.doi;

INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES
('vw_deposit_linestring_with_platform', 'features', 'vw_deposit_linestring_with_platform', 4326);

INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m) VALUES
('vw_deposit_linestring_with_platform', 'footprint_linestring', 'LINESTRING', 4326, 0, 0);

-- A SpatiaLite point holds its coordinates from byte 44 on, a GeoPackage point without envelope from byte 14.
UPDATE frame SET GPSPosition = NULL
WHERE substr(GPSPosition, CASE hex(substr(GPSPosition, 1, 2)) WHEN '4750' THEN 14 ELSE 44 END, 16) = zeroblob(16);
