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
        "again": _("Repeat the passphrase"),
        "choose": _(
            "Choose a passphrase of 12 characters or more. It is not stored. If you forget it, "
            "interviews that were not sent are lost."
        ),
        "short": _("The passphrase needs 12 characters or more."),
        "differ": _("The two passphrases differ."),
        "wrong": _("The passphrase is wrong."),
        "wipe": _("Wipe this device"),
        "wipe_sure": _(
            "Everything on this device will be deleted, including interviews that were "
            "not sent. Wipe this device?"
        ),
        "wiped": _("The device was wiped."),
        "lock": _("Lock"),
        "interviews": _("Interviews on this device"),
        "none": _("None."),
        "begin": _("Begin"),
        "go_on": _("Continue"),
        "send": _("Send to the office"),
        "sent": _("Sent"),
        "not_sent": _("Not sent yet"),
        "expires": _("Will be removed from this device on"),
        "no_network": _("No network. The interviews stay on this device, encrypted."),
        "sign_in": _("Sign in to send the interviews."),
        "failed": _("Not accepted:"),
        "conflict": _("Changed elsewhere. Choose the correct answer to each question."),
        "here": _("On this device"),
        "there": _("In the office"),
        "before": _("Before the first question"),
        "never": _("Never"),
        "adult": _("Is the person 18 or older?"),
        "surely": _("Yes, certain"),
        "no": _("No"),
        "not_known": _("Not known"),
        "place": _("Kind of place"),
        "choose_place": _("Choose the kind of place."),
        "must_hold": _(
            "Tick every safety condition before you start. If one cannot be met, do "
            "not ask questions; offer help."
        ),
        "to_child": _("The person is or may be under 18. Continue with the child procedure."),
        "may_be_child": _("The person may be under 18"),
        "why": _("Why this is asked:"),
        "next": _("Next"),
        "back": _("Back"),
        "pause": _("Pause"),
        "to_end": _("To the end"),
        "number": _("Number"),
        "indicates": _("What the answers indicate"),
        "speaks_for": _("Reasons for this result"),
        "follows": _("What to do next"),
        "unknown": _("Unknown answers that could change the result"),
        "by": _("by {time}"),
        "age": _("Approximate age in years (optional)"),
        "refuses": _("The person does not wish to talk"),
        "refused": _("declined to talk"),
        "refusal": _(
            "The person did not wish to talk, and nothing was recorded. Give the person the code "
            "{person} on a piece of paper without any other words, and the number of the hotline. "
            "With the code they can come back later."
        ),
        "decision": _("Your decision"),
        "reason": _("Your reason (required if you decide differently)"),
        "decide": _("Decide"),
        "say": _("Choose a decision. If you decide differently, give your reason."),
        "decided": _("decided"),
        "leave": _("Leave quickly"),
        "question": _("Question {number} of {count}"),
        "yes_go_on": _("Yes, continue"),
        "cancel": _("Cancel"),
        "keep": _("Save the choice and send"),
        "not_kept": _("This browser did not store the page. It will not open without a network."),
        "no_procedures": _(
            "There are no procedures on this device yet. Open this page once with a network "
            "connection."
        ),
    }


def _troubles() -> dict[str, str]:
    """What the device says where something does not go as it should."""
    return {
        "simple": _("Choose a passphrase with at least five different characters."),
        "tries": _("Attempts left before the device is wiped: {count}."),
        "wiped_by_tries": _("The passphrase was wrong ten times. The device was wiped."),
        "send_by": _("Send by"),
        "sending": _("Sending…"),
        "other_officer": _(
            "The interviews on this device belong to {officer}. Sign in as {officer} to send them."
        ),
        "conflict_title": _("Changed on this device and in the office"),
        "conflict_closed": _(
            "The office has closed this interview. The answers on this device can no longer "
            "change it."
        ),
        "keep_theirs": _("Keep the version of the office"),
        "decide_again": _(
            "Answers changed after your decision. Open the interview and decide again."
        ),
        "no_child": _(
            "The child procedure is not on this device. Do not continue with the questions for "
            "adults. Open this page with a network connection to fetch it, or hand over to an "
            "officer who has it."
        ),
        "soon": _(
            "Some interviews on this device must be sent within three days. Send them to the "
            "office now."
        ),
        "late": _(
            "Some interviews on this device are past the deadline and were not sent. Send them to "
            "the office now, or delete them."
        ),
        "past_time": _("Past the deadline"),
        "remove": _("Delete from this device"),
        "remove_sure": _(
            "This interview was not sent. If you delete it, it cannot be restored. Delete it?"
        ),
        "kept": _("Saved."),
        "not_written": _(
            "Not saved: the device could not store it. Free some storage, then try again."
        ),
        "other_tab": _(
            "Not saved: this interview was changed in another tab. Nothing was overwritten. Go "
            "back to the list and open it again."
        ),
        "not_lasting": _(
            "This browser may delete interviews when storage runs short. Send them to the office "
            "often."
        ),
    }
