from django.db import migrations

from lib.same_site import same_site


class Migration(migrations.Migration):
    dependencies = [
        ("grids", "0002_initial"),
        ("sites", "0002_same_site"),
    ]

    operations = [
        same_site("grids_gridstairwell", "grid_id", "grids_grid"),
        same_site("grids_gridstairwell", "stairwell_id", "sites_stairwell"),
        same_site("grids_gridpartygroup", "grid_id", "grids_grid"),
        same_site("grids_gridposting", "grid_id", "grids_grid"),
        same_site("grids_gridposting", "building_id", "sites_building"),
    ]
