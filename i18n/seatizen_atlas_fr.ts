<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
  <context>
    <name>SeatizenAtlas</name>
    <message>
      <location filename="../core/atlas/create.py" />
      <source>Choose another name, or allow it to be overwritten.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/create.py" />
      <source>Create the folder first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/create.py" />
      <source>There is no folder “{}”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/create.py" />
      <source>“{}” exists already.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Another import, sync or migration is at work on “{}”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Check that the folder exists, can be written to and has space left.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Check the free space of the temporary folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Check the permissions of the file and of its folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Choose a .gpkg file, or download the published atlas again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Choose an existing atlas, or create or download one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Choose another file, or create a new atlas.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Close it there (or save its edits) and try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Nothing was changed. “Check atlas” lists the rows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>References are broken: {}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>The atlas “{}” refused a statement: {}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>The disk with “{}” is full.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>The rows of “{}” could not be staged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>There is no file “{}”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Wait until it has ended, then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>What was under way was undone. Free some space and run it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>{} rows of {} without {}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>“{}” cannot be created.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>“{}” cannot be written to.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>“{}” is a GeoPackage but not a Seatizen Atlas: it has no table {}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>“{}” is in use by another program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>“{}” is not a GeoPackage that can be opened.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>Give each script a number of its own.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>Nothing of this script was kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>Run “Migrate atlas” first; it makes a backup.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>Script {:02d} was stopped; nothing of it stays.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>Script {:02d}: statement {} of {}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>Script {}, statement {} (“{}…”): {}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>Scripts change tables of the atlas and nothing else.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>There is no numbered script in “{}”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>cannot be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>is not UTF-8 text.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>number {} is also that of {}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>statement {} (“{}…”) uses {}, which a script may not.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>the name of a script is a number, an underscore and a name, as in 07_name.sql.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/atlas/migrations.py" />
      <source>“{}” is at script {:02d} and needs {} more before it can be changed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/errors.py" />
      <source>column “{}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/errors.py" />
      <source>row {}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>A JSON file for the full account, item by item.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>A QGIS authentication configuration that holds the Zenodo token. Without one, the environment variable SEATIZEN_ZENODO_TOKEN is read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>All files (*)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Annotations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Atlas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Authentication configuration</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Base address of Zenodo, of its sandbox, or of a server that speaks the same language.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Dry run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Exports</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>GeoPackage (*.gpkg);;All files (*)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>No atlas was given.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Only say what would be done: nothing is changed, here or remotely.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Sessions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Set ATLAS to its GeoPackage.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>The atlas, a GeoPackage. Without it: the current atlas of the plugin's settings.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Zenodo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Zenodo address</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>{} Example: {}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>{} is “{}”, neither true nor false.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>{} is “{}”, which is not a number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>“{}” failed unexpectedly ({}: {}). See the tab “Seatizen Atlas” of the log panel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>Check an atlas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>Errors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>Looks for what is wrong in an atlas and counts it: GeoPackage rules, tables and columns, broken references, missing positions, foreign geometry blobs, wrong extents, unknown tables. Nothing is changed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>Valid</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>Warnings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/createatlas.py" />
      <source>Allow the new atlas to take the place of a file of that name; otherwise the run refuses.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/createatlas.py" />
      <source>Create an atlas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/createatlas.py" />
      <source>Makes a new, empty atlas: a valid GeoPackage with all tables, labels and models, ready for sessions.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/createatlas.py" />
      <source>New atlas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/createatlas.py" />
      <source>Replace an existing file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/createatlas.py" />
      <source>The GeoPackage to make.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>A CSV file with the columns root_folder and session_name, instead of a folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>A CSV file with the columns session_name, deposit_doi, frame_version_doi and prediction_version_doi.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>All frames</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Brings session folders into the atlas: frames, predictions, footprints and tracks. Each session enters wholly or not at all; a session that has not changed is left alone, a changed one is updated in place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Build the atlas anew from these sessions alone. The old file is replaced once the new one is complete, and not before.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>DOIs of the sessions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Frames added</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Import sessions from folders</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>List of sessions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>One session folder, or a folder that holds session folders.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Predictions added</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Sessions failed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Sessions imported</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Sessions unchanged</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Start afresh</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Take every frame of metadata.csv, also those that were judged useless.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/loadatlas.py" />
      <source>Adds the atlas to the project as a group of styled layers: footprints and tracks of the sessions, and their frames.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/loadatlas.py" />
      <source>Give qgis_process a project with --PROJECT_PATH.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/loadatlas.py" />
      <source>Layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/loadatlas.py" />
      <source>Load an atlas into the project</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/processing/loadatlas.py" />
      <source>There is no project to load the layers into.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/report.py" />
      <source>Choose a folder that you may write to and that has room left.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/report.py" />
      <source>“{}” cannot be written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/zenodo/pace.py" />
      <source>Cancelled.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>Choose another one in Settings, Options, Authentication.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>Copy it again from your Zenodo account (Applications, Personal access tokens).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>Enter QGIS's master password (for qgis_process: QGIS_AUTH_PASSWORD_FILE), or set the environment variable {}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>Make one of the kind “Basic authentication” with the token as its password.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>The Zenodo token holds characters that no token has.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>The authentication configuration “{}” could not be opened.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>The authentication configuration “{}” does not exist.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>The authentication configuration “{}” holds no token.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Add the atlas's footprints, tracks and frames to the project.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Bring session folders into the atlas.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Check</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Choose the atlas to work with.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Import sessions…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Load layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Look for what is wrong in the atlas; nothing is changed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Make a new, empty atlas.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>New…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Open…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>An import is running; see the dock.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Count</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Error</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Finding</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Findings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>GeoPackage (*.gpkg)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Import</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Kind</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Open an atlas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Show</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Warning</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>“{}” is ready for sessions.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>“{}” is valid: nothing was found.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>“{}”: {} errors, {} warnings.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/desktop.py" />
      <source>Read again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/desktop.py" />
      <source>Read the figures of the atlas again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/desktop.py" />
      <source>Seatizen Atlas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/desktop.py" />
      <source>Settings…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/desktop.py" />
      <source>Show or hide the dock “Seatizen Atlas”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Cancel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Cancel {}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Frames</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Last harvest</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Last script</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>No atlas is open yet. Make a new one, or open one that you have: the buttons are below.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Predictions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Reading the atlas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Stopping…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>none</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Address</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Authentication</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Communities</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Current atlas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Network</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Proxy, exclusions, certificates and timeout are those of QGIS: {}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Set by the environment variable {}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>The Zenodo token is kept in QGIS's encrypted authentication database, never in these settings. It is needed to publish, not to read. Without a configuration, the environment variable SEATIZEN_ZENODO_TOKEN is read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>The communities that the atlas follows, separated by commas.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>network settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/report_table.py" />
      <source>Save the report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/report_table.py" />
      <source>Saved as “{}”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/report_table.py" />
      <source>Save…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/report_table.py" />
      <source>Table (*.csv);;Full account (*.json)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/shell.py" />
      <source>Open the log</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../dialogs/shell.py" />
      <source>Try again</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
