-- SPDX-License-Identifier: GPL-2.0-or-later
-- Keep one track a deposit: an import that was interrupted had left one twice.

DELETE FROM deposit_linestring
WHERE id NOT IN (SELECT min(id) FROM deposit_linestring GROUP BY deposit_doi);
