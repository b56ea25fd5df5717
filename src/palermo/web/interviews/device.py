"""The part that works without network: its page, its procedures, its service worker."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie

from palermo.accounts.people import Actor
from palermo.actions.installation import installed_pack
from palermo.kernel.errors import NotReady
from palermo.kernel.messages import N_
from palermo.saying.device_bundle import device_bundle
from palermo.web.code_labels import NAMES
from palermo.web.guard import page
from palermo.web.language import page_language


@page("start_interview")
@ensure_csrf_cookie
def offline(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The page that the device keeps. It holds no word about anybody met."""
    return render(
        request,
        "web/interviews/offline.html",
        {"words": _device_words(), "officer": actor.username},
    )


@page("start_interview")
@ensure_csrf_cookie
def bundle(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Procedures for the device, in the language of the page."""
    found = device_bundle(installed_pack(), timezone.localdate(), actor.agency, page_language())
    places = {p for procedure in found["procedures"] for p in procedure["places"]}
    return JsonResponse({**found, "place_names": {p: _(NAMES.get(p, p)) for p in places}})


def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the page installable. The name on the home screen says nothing of its use."""
    png = {"type": "image/png"}
    icons = [
        {"src": static("built/icon-192.png"), "sizes": "192x192", **png},
        {"src": static("built/icon-512.png"), "sizes": "512x512", **png},
        {
            "src": static("built/icon-512-maskable.png"),
            "sizes": "512x512",
            "purpose": "maskable",
            **png,
        },
        {"src": static("built/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
    ]
    told = {
        "name": "Palermo",
        "short_name": "Palermo",
        "start_url": "/offline/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f6f8",
        "theme_color": "#143a4a",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")


def service_worker(request: HttpRequest) -> HttpResponse | FileResponse:
    """The worker must stand at the root to serve /offline/."""
    found = finders.find("built/service-worker.js")
    if not isinstance(found, str):
        raise NotReady(N_("The front end was not built."), remedy=N_("Run `make setup`."))
    answer = HttpResponse(Path(found).read_bytes(), content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


def _device_words() -> dict[str, str]:
    return {
        **_troubles(),
        "unlock": _("Unlock"),
        "passphrase": _("Passphrase of this device"),
        "again": _("The passphrase once more"),
        "choose": _(
            "Choose a passphrase of 12 characters or more. "
            "It is kept nowhere: whoever forgets it loses what was not sent."
        ),
        "short": _("The passphrase needs 12 characters or more."),
        "differ": _("The two passphrases differ."),
        "wrong": _("This is not the passphrase."),
        "wipe": _("Wipe this device"),
        "wipe_sure": _("Everything on this device goes, also what was not sent. Wipe it?"),
        "wiped": _("The device holds nothing any more."),
        "lock": _("Lock"),
        "interviews": _("Interviews on this device"),
        "none": _("None."),
        "begin": _("Begin"),
        "go_on": _("Go on"),
        "send": _("Send to the office"),
        "sent": _("Sent"),
        "not_sent": _("Not sent yet"),
        "expires": _("Goes from this device on"),
        "no_network": _("No network. What is here stays here, encrypted."),
        "sign_in": _("Sign in to send what is here."),
        "failed": _("Not taken:"),
        "conflict": _("Changed elsewhere. Choose for each answer what holds."),
        "here": _("On this device"),
        "there": _("In the office"),
        "before": _("Before the first question"),
        "never": _("Never"),
        "adult": _("Is the person 18 or older?"),
        "surely": _("Yes, surely"),
        "no": _("No"),
        "not_known": _("Not known"),
        "place": _("Kind of place"),
        "choose_place": _("Choose the kind of place."),
        "must_hold": _("Not everything holds yet that must hold before the first question."),
        "to_child": _("Under 18 or age not known: this is the way for children."),
        "may_be_child": _("The person may be under 18"),
        "why": _("Why this is asked:"),
        "next": _("Next"),
        "back": _("Back"),
        "pause": _("Pause"),
        "to_end": _("To the end"),
        "number": _("Number"),
        "indicates": _("What the answers indicate"),
        "speaks_for": _("What speaks for it"),
        "follows": _("What follows"),
        "unknown": _("What is not known and would decide"),
        "by": _("by {time}"),
        "age": _("About how old, in years (may be left empty)"),
        "refuses": _("The person does not wish to talk"),
        "refused": _("refused"),
        "refusal": _(
            "The person did not wish to talk, and nothing about her was written down. Give her the "
            "code {person} on a piece of paper without other words, and the number of the hotline: "
            "with the code she can come back and find the way open."
        ),
        "decision": _("Your decision"),
        "reason": _("Your reason (needed where you decide otherwise)"),
        "decide": _("Decide"),
        "say": _("Say what you decide, and why if you decide otherwise."),
        "decided": _("decided"),
        "leave": _("Leave quickly"),
        "question": _("Question {number} of {count}"),
        "yes_go_on": _("Yes, go on"),
        "cancel": _("Cancel"),
        "keep": _("Keep the choice and send"),
        "not_kept": _("This browser does not keep the page: without network it will not open."),
        "no_procedures": _(
            "No procedures are on this device yet. Open this page once with network."
        ),
    }


def _troubles() -> dict[str, str]:
    """What the device says where something does not go as it should."""
    return {
        "simple": _("Choose a passphrase with at least five different characters."),
        "tries": _("Tries left before the device is wiped: {count}."),
        "wiped_by_tries": _(
            "The passphrase was wrong ten times. The device was wiped and holds nothing any more."
        ),
        "send_by": _("To be sent by"),
        "sending": _("Sending…"),
        "other_officer": _(
            "The interviews on this device are those of {officer}. Sign in as {officer} to send "
            "them."
        ),
        "conflict_title": _("Changed on both sides"),
        "conflict_closed": _(
            "The office has closed this interview. What is on this device cannot change it any "
            "more."
        ),
        "keep_theirs": _("Keep what the office holds"),
        "decide_again": _(
            "Answers changed after your decision. Open the interview and decide again."
        ),
        "no_child": _(
            "The way for children is not on this device. Do not go on with the questions for "
            "adults. Open this page with network to fetch it, or hand over to somebody who has "
            "it."
        ),
        "soon": _(
            "Something on this device should be sent within three days. Send it to the office now."
        ),
        "late": _(
            "Something on this device is past its time and was not sent. Send it to the office "
            "now, or delete it."
        ),
        "past_time": _("Past its time"),
        "remove": _("Delete from this device"),
        "remove_sure": _(
            "This interview was not sent. Once deleted, it cannot be brought back. Delete it?"
        ),
        "kept": _("Kept."),
        "not_written": _(
            "It was not kept: the device could not write it. Free some memory, then try again."
        ),
        "other_tab": _(
            "It was not kept: this interview was changed in another tab. Nothing was overwritten."
            " Go back to the list and open it again."
        ),
        "not_lasting": _(
            "This browser may remove what is kept here when memory runs short. Send to the office"
            " often."
        ),
    }
