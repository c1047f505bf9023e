"""gunicorn's own log without what a visitor asked for: its messages quote whole addresses."""

import sys
from typing import Any

from gunicorn.glogging import Logger

from config.logs import FramesOnlyFormatter


class QuietLogger(Logger):
    """Errors by kind and place; neither address nor message."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(FramesOnlyFormatter(self.error_fmt, self.datefmt))

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        error = sys.exc_info()[1]
        self.error_log.error(
            "%s outside the site's own handling", type(error).__name__, exc_info=error
        )
