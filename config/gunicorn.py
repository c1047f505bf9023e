"""gunicorn's settings: `gunicorn -c config/gunicorn.py config.wsgi`."""

import gc
import os
from typing import Any

wsgi_app = "config.wsgi"
bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
# Loaded once, then shared by the processes; nothing opens a database connection while loading.
preload_app = True
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 20
keepalive = 5
# Memory that a large export took is given back now and then.
max_requests = 5000
max_requests_jitter = 500
# The proxy on this machine says whether the visitor came by TLS; nobody else is believed.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
logger_class = "config.web_log.QuietLogger"
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "warning")
# Without the query string and without the referring page: neither belongs in a log.
accesslog = os.environ.get("ACCESS_LOG") or None
access_log_format = "%(t)s %(h)s %(m)s %(U)s %(s)s %(B)s %(M)sms"


def when_ready(server: Any) -> None:
    """Code loaded by now (pages load with the first request) is garbage to nobody: set aside, it
    stays shared by the processes and is not searched again in the middle of somebody's page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 50)
