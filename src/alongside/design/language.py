"""The language of the page that is being drawn, asked for once, and what is said in it, looked up once."""

from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.dates import MONTHS
from jinja2 import Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

# To ask Django costs more than to draw a line; a page holds a hundred messages, and all are in one language.
_drawn_in: ContextVar[str | None] = ContextVar("drawn_in", default=None)


class PageTemplate(Template):
    """A template that asks for the language once each time it is drawn."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Draw as Jinja does. A page drawn within another may be in another language."""
        token = _drawn_in.set(translation.get_language())
        try:
            return super().render(*args, **kwargs)
        finally:
            _drawn_in.reset(token)


def month_name(number: int) -> str:
    """Give the name of a month, 1 to 12, in the language of the page."""
    return _month_name(_language(), number)


@pass_context
def say(context: Context, message: str, /, **named: Any) -> str:
    """Give a message in the language of the page, with what it names filled in and escaped. "%%" is a per cent sign."""
    known = _known(_language(), message, is_markup=bool(context.eval_ctx.autoescape), is_whole=not named)
    return known % named if named else known


@pass_context
def say_number(context: Context, one: str, many: str, number: int, /, **named: Any) -> str:
    """Give a message about a number in the language of the page; `num` is the number unless named otherwise."""
    text = translation.ngettext(one, many, number)
    return (Markup(text) if context.eval_ctx.autoescape else text) % ({"num": number} | named)  # noqa: S704 ours


def _language() -> str | None:
    return _drawn_in.get() or translation.get_language()


@lru_cache(maxsize=8192)
def _known(language: str | None, message: str, *, is_markup: bool, is_whole: bool) -> str:
    """Look a message up once for each language; most of a page's messages name nothing and are then ready to show."""
    with translation.override(language):
        text = translation.gettext(message)
    made = Markup(text) if is_markup else text  # noqa: S704 our own words, not a person's
    return made % {} if is_whole else made


@lru_cache(maxsize=1024)
def _month_name(language: str | None, number: int) -> str:
    with translation.override(language):
        return str(MONTHS[number])
