"""Who of those who work with somebody is away, and who is there meanwhile: a line on pages of the record."""

from typing import Any

from alongside.record.web.page import Page


def part(page: Page) -> dict[str, Any]:
    """Give what `contact/away_part.jinja` draws: name, until when, who stands in; nobody who is here."""
    names = {voice.pk: voice.name for voice in page.circle}
    found = page.presence if page.subject.is_open else {}
    return {
        "away": [
            {"name": names[one.voice_id], "until": one.away_until, "cover": one.cover}
            for one in found.values()
            if one.away_until and one.is_here and one.voice_id in names
        ]
    }
