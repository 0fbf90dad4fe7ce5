"""The demonstration: fictional lives, loaded at the first start. Not there outside the demonstration."""


def load() -> None:
    """Load the fictional people; does nothing when they are there already. Takes a few seconds."""
    from alongside.home.demo import loading  # noqa: PLC0415 (the models are loaded only when it is called)

    loading.load()
