"""The web server's own log: errors by kind and place, nothing that a visitor typed."""

import io

from gunicorn.config import Config

from config.web_log import QuietLogger


def test_an_error_is_logged_without_address_and_message():
    written = io.StringIO()
    logger = QuietLogger(Config())
    for handler in logger.error_log.handlers:
        handler.stream = written
    said = " ".join(["王建" + "国", "520699" + "199001011234"])
    try:
        raise ValueError(said)
    except ValueError:
        logger.exception("Error handling request %s", "/search/?q=王建国")

    assert "ValueError outside the site's own handling" in written.getvalue()
    assert "test_web_log.py" in written.getvalue()
    for typed in ("王建国", "520699199001011234", "/search/"):
        assert typed not in written.getvalue()
