"""The demonstration: fictional lives, loaded at the first start. Not there outside the demonstration."""


def load() -> None:
    """Load the fictional people; does nothing when they are there already. Takes a few seconds."""
    from alongside.home.demo import loading

    loading.load()
