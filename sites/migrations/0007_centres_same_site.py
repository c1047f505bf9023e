from django.db import migrations

from lib.same_site import same_site


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0006_centres"),
    ]

    operations = [
        same_site("sites_sharingagreement", "venue_id", "sites_venue"),
        same_site("sites_openinghours", "venue_id", "sites_venue"),
        same_site("sites_closure", "venue_id", "sites_venue"),
        same_site("sites_booking", "venue_id", "sites_venue"),
        same_site("sites_culturefund", "centre_id", "sites_culturecentre"),
        same_site("sites_cultureequipment", "centre_id", "sites_culturecentre"),
        same_site("sites_cultureequipment", "venue_id", "sites_venue"),
        same_site("sites_checklistanswer", "run_id", "sites_checklistrun"),
        same_site("sites_checklistfinding", "run_id", "sites_checklistrun"),
        same_site("sites_checkliststep", "run_id", "sites_checklistrun"),
        same_site("sites_checkliststep", "finding_id", "sites_checklistfinding"),
    ]
