from django.db import migrations

from lib.same_site import same_site


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0001_initial"),
    ]

    operations = [
        same_site("sites_stairwell", "building_id", "sites_building"),
        same_site("sites_dwelling", "stairwell_id", "sites_stairwell"),
        # A building's community is one of its site's communities.
        migrations.RunSQL(
            "ALTER TABLE sites_building ADD CONSTRAINT sites_building_community_of_site "
            "FOREIGN KEY (site_id, community_id) "
            "REFERENCES sites_sitecommunity (site_id, community_id) "
            "DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE sites_building DROP CONSTRAINT sites_building_community_of_site",
        ),
    ]
