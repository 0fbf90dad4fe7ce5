"""How this room's notices are said."""

from django.utils.translation import gettext_lazy as _

from alongside.people.notices import declare

declare(
    "circle.together", _("{who} wrote down, on your word, what you share. Please look whether it is right."), "circle"
)
declare(
    "circle.invited",
    _("{who} wrote down, on your word, an invitation into your circle. It can be taken back."),
    "circle",
)
declare("invitation.accepted", _("{who} said yes to the invitation into the circle of {name}."), "circle")
declare("invitation.declined", _("{who} does not want to join the circle of {name}."), "circle")
declare(
    "proxy.added", _("It was written down that {who} acts for you by law. You can say if you do not agree."), "proxies"
)
declare("proxy.objected", _("{name} does not agree with somebody acting for them. Please answer."), "proxies")
declare(
    "proxy.answered", _("You said that you do not agree with somebody acting for you. There is an answer."), "proxies"
)
