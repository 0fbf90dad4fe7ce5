"""The page on which somebody who works here puts up their face, and the face itself."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.domain import Refused
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.design.forms import Form
from alongside.people import queries as people
from alongside.people.working import faces
from alongside.record.web import uploads


class FaceForm(Form):
    """A photo of one's face; what it is, is known by its content when it is opened."""

    photo = forms.FileField(
        label=gettext_lazy("A photo of your face"),
        help_text=gettext_lazy("JPEG, PNG or WebP, up to 20 MB. We make it small and square, and keep nothing else."),
        error_messages={
            "required": gettext_lazy("Choose a photo first."),
            "empty": gettext_lazy("There is nothing in that file. Please choose another."),
        },
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        """Say of a photo that was past the limit that it was, not that none was chosen."""
        super().__init__(*args, **kwargs)
        if too_large:
            words = gettext_lazy("That photo is larger than 20 MB. Please choose a smaller one.")
            self.fields["photo"].error_messages["required"] = words


@require_http_methods(["GET", "POST"])
@signed_in("puts up and takes down the account's own face", is_staff=True)
def mine(request: HttpRequest) -> HttpResponse:
    """Put up a photo, so that people know who is coming; take it down again."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    form = None
    if request.method == "POST" and "drop" not in request.POST:
        form = FaceForm(request.POST, request.FILES, too_large=uploads.too_large(request.META))
    elif request.method == "POST":
        faces.drop(by=account)
        messages.success(request, _("Taken down."))
        return HttpResponseRedirect(reverse("my_face"))
    if form is not None and form.is_valid():
        try:
            faces.put(by=account, photo=form.cleaned_data["photo"])
        except Refused as refusal:
            form.add_error("photo", str(refusal))
        else:
            messages.success(request, _("There you are. People see it where you are to come."))
            return HttpResponseRedirect(reverse("my_face"))
    context = {
        "viewer_key": str(account.pk),
        "viewer": people.everywhere(account=account),
        "form": form or FaceForm(),
        "face": reverse("face_of", args=[account.pk]) if faces.of([account.pk]) else "",
        "messages": messages.get_messages(request),
    }
    return render(request, "contact/my_face.jinja", context, status=422 if form is not None and form.errors else 200)


@require_safe
@signed_in("shows the face that somebody who works here has put up to be seen")
def one(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """The face of somebody who works here."""
    path = faces.path_of(account_id)
    if not path or not default_storage.exists(path):
        raise Http404
    with default_storage.open(path) as file:
        response = HttpResponse(file.read(), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response
