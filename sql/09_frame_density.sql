-- SPDX-License-Identifier: GPL-2.0-or-later
-- Add how many frames of a session lie in each cell of a grid of 0.0005 degrees (about 55 m), so that a map
-- of a whole island does not have to draw every frame. The position is that of the cell's first frame.
-- Index the frames' times: QGIS asks for the first and the last one whenever a layer enters a project.

CREATE TABLE frame_density (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    deposit_doi TEXT NOT NULL,
    surveyed_on DATETIME,
    position POINT,
    frames INTEGER NOT NULL,
    CONSTRAINT fk_frame_density_deposit FOREIGN KEY (deposit_doi) REFERENCES deposit (doi)
);

-- The position goes with the smallest id: in SQLite the bare columns beside a lone min() are those of its row.
INSERT INTO frame_density (deposit_doi, surveyed_on, position, frames)
SELECT d.doi, strftime('%Y-%m-%dT%H:%M:%fZ', d.session_date), cell.position, cell.frames
FROM (
    SELECT v.deposit_doi, f.GPSPosition AS position, count(*) AS frames, min(f.id) AS first_frame
    FROM frame f
    JOIN version v ON v.doi = f.version_doi
    WHERE ST_MinX(f.GPSPosition) NOTNULL
    GROUP BY
        v.deposit_doi,
        CAST((ST_MinX(f.GPSPosition) + 180) * 2000 AS INTEGER),
        CAST((ST_MinY(f.GPSPosition) + 90) * 2000 AS INTEGER)
) cell
JOIN deposit d ON d.doi = cell.deposit_doi
ORDER BY cell.first_frame;

CREATE INDEX idx_frame_density_deposit_doi ON frame_density (deposit_doi);
CREATE INDEX idx_frame_density_surveyed_on ON frame_density (surveyed_on);
CREATE INDEX idx_frame_GPSDatetime ON frame (GPSDatetime);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id, min_x, min_y, max_x, max_y)
SELECT 'frame_density', 'features', 'frame_density', 'Number of frames a session and grid cell', 4326,
    min(ST_MinX(position)), min(ST_MinY(position)), max(ST_MaxX(position)), max(ST_MaxY(position))
FROM frame_density;

INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m) VALUES
('frame_density', 'position', 'POINT', 4326, 0, 0);

INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) VALUES
('frame_density', 'position', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');

CREATE VIRTUAL TABLE rtree_frame_density_position USING rtree(id, minx, maxx, miny, maxy);

INSERT INTO rtree_frame_density_position SELECT id, ST_MinX(position), ST_MaxX(position), ST_MinY(position), ST_MaxY(position)
FROM frame_density WHERE position NOTNULL AND NOT ST_IsEmpty(position);

CREATE TRIGGER rtree_frame_density_position_insert AFTER INSERT ON frame_density
WHEN (new.position NOT NULL AND NOT ST_IsEmpty(NEW.position))
BEGIN
    INSERT OR REPLACE INTO rtree_frame_density_position VALUES (NEW.id, ST_MinX(NEW.position), ST_MaxX(NEW.position), ST_MinY(NEW.position), ST_MaxY(NEW.position));
END;

CREATE TRIGGER rtree_frame_density_position_update1 AFTER UPDATE OF position ON frame_density
WHEN OLD.id = NEW.id AND (NEW.position NOTNULL AND NOT ST_IsEmpty(NEW.position))
BEGIN
    INSERT OR REPLACE INTO rtree_frame_density_position VALUES (NEW.id, ST_MinX(NEW.position), ST_MaxX(NEW.position), ST_MinY(NEW.position), ST_MaxY(NEW.position));
END;

CREATE TRIGGER rtree_frame_density_position_update2 AFTER UPDATE OF position ON frame_density
WHEN OLD.id = NEW.id AND (NEW.position ISNULL OR ST_IsEmpty(NEW.position))
BEGIN
    DELETE FROM rtree_frame_density_position WHERE id = OLD.id;
END;

CREATE TRIGGER rtree_frame_density_position_update3 AFTER UPDATE ON frame_density
WHEN OLD.id != NEW.id AND (NEW.position NOTNULL AND NOT ST_IsEmpty(NEW.position))
BEGIN
    DELETE FROM rtree_frame_density_position WHERE id = OLD.id;
    INSERT OR REPLACE INTO rtree_frame_density_position VALUES (NEW.id, ST_MinX(NEW.position), ST_MaxX(NEW.position), ST_MinY(NEW.position), ST_MaxY(NEW.position));
END;

CREATE TRIGGER rtree_frame_density_position_update4 AFTER UPDATE ON frame_density
WHEN OLD.id != NEW.id AND (NEW.position ISNULL OR ST_IsEmpty(NEW.position))
BEGIN
    DELETE FROM rtree_frame_density_position WHERE id IN (OLD.id, NEW.id);
END;

CREATE TRIGGER rtree_frame_density_position_delete AFTER DELETE ON frame_density
WHEN old.position NOT NULL
BEGIN
    DELETE FROM rtree_frame_density_position WHERE id = OLD.id;
END;
