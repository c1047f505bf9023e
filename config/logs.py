"""Log lines without what an error says: PostgreSQL quotes the offending row in its messages."""

import logging
import traceback
from types import TracebackType

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class FramesOnlyFormatter(logging.Formatter):
    """Where it happened and which kind of error it was; for errors before it the same."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802
        parts, error = [], ei[1]
        while error is not None:
            frames = "".join(traceback.format_tb(error.__traceback__))
            parts.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nduring:\n".join(parts)
