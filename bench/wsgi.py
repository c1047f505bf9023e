"""The portal with the address of H beside its own; gunicorn serves it to the load test."""

from django.conf import settings

from config.wsgi import application

settings.ROOT_URLCONF = "bench.urls"

__all__ = ["application"]
