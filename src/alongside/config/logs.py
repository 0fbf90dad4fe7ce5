"""Logs say what happened to the service, never what stands in a record."""

from typing import Any

import structlog


def settings() -> dict[str, Any]:
    """Give Django's LOGGING, and set structlog up alike: one line of key and value an event, on standard error."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    line = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer(colors=False),
        ],
        "foreign_pre_chain": shared,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "alongside": {"level": "INFO"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # What goes wrong with a job is said by `access.jobs`, by its kind: the library would print values.
            "procrastinate": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
