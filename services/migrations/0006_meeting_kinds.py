from datetime import date

from django.db import migrations

FIRST_DAY = date(2018, 1, 1)
# The three meetings that sites moved to their service centre, and what else a site convenes.
KINDS = [
    # code, name, English name, platform, quorum, published, belongs in the centre, four in one
    ("deliberation", "社区议事会议", "Community deliberation", "deliberation", "more_than_half", True, True, False),
    ("building_heads", "楼栋长会议", "Building-heads' meeting", "mass_service", "none", False, True, False),
    ("joint_conference", "社区共建联席会议", "Community co-building joint conference", "party_activity", "none", True, True, False),
    ("four_in_one", "四位一体联席会议", "Four-in-one conference", "deliberation", "none", True, False, True),
    ("residents_meeting", "居民（代表）会议", "Residents' (representatives') meeting", "deliberation", "more_than_half", True, False, False),
    ("two_committees", "村（社区）“两委”会议", "Meeting of the two committees", "deliberation", "more_than_half", False, False, False),
    ("party_members", "党员大会", "Party-member meeting", "party_activity", "more_than_half", False, False, False),
]  # fmt: skip


def add_kinds(apps, schema_editor):
    kinds = apps.get_model("services", "MeetingKind")
    for code, name, name_en, platform, quorum, published, in_centre, four in KINDS:
        kinds.objects.create(
            code=code,
            name=name,
            name_en=name_en,
            platform=platform,
            quorum=quorum,
            is_published=published,
            belongs_in_centre=in_centre,
            is_four_in_one=four,
            valid_from=FIRST_DAY,
        )


class Migration(migrations.Migration):
    dependencies = [("services", "0005_meetings")]

    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop)]
