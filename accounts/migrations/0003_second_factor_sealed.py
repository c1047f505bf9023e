import base64

from django.db import migrations

from lib.encryption import seal, unseal

SECRET_PLACE = "otp_totp_totpdevice.key"


def seal_secrets(apps, schema_editor):
    """Secrets that stand in clear are sealed; the phones go on showing the right codes."""
    for device in apps.get_model("otp_totp", "TOTPDevice").objects.all():
        token = seal(bytes.fromhex(device.key), SECRET_PLACE)
        device.key = base64.b64encode(token).decode()
        device.save(update_fields=["key"])


def open_secrets(apps, schema_editor):
    for device in apps.get_model("otp_totp", "TOTPDevice").objects.all():
        device.key = unseal(base64.b64decode(device.key), SECRET_PLACE).hex()
        device.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_export_verbs"),
        ("otp_totp", "0003_add_timestamps"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecondFactor",
            fields=[],
            options={
                "verbose_name": "second factor",
                "verbose_name_plural": "second factors",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("otp_totp.totpdevice",),
        ),
        migrations.RunPython(seal_secrets, open_secrets),
    ]
