"""What a browser says of itself, in plain words: "Firefox on Windows"."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "an Android device"),
    ("Windows", "Windows"),
    ("Mac OS X", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux", "Linux"),
)


def parts(said: str) -> tuple[str, str]:
    """Give the browser and the machine a User-Agent names; an empty word for what it does not say."""
    browser = next((name for mark, name in BROWSERS if mark in said), "")
    machine = next((name for mark, name in MACHINES if mark in said), "")
    return browser, machine
