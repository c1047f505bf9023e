from django.db import migrations

from lib.same_site import same_site


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0002_initial"),
        ("sites", "0002_same_site"),
    ]

    operations = [
        same_site("residents_membership", "household_id", "residents_household"),
        same_site("residents_occupancy", "household_id", "residents_household"),
        same_site("residents_occupancy", "dwelling_id", "sites_dwelling"),
    ]
