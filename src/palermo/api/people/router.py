"""Users, tokens, the log, and who calls."""

from __future__ import annotations

from ninja import Query, Router, Status

from palermo.accounts.people import TokenRow, UserRow
from palermo.accounts.queries import (
    list_tokens,
    list_users,
    public_page_allowed,
    rights_of_actor,
)
from palermo.actions.people.allow_public_page import allow_public_page
from palermo.actions.people.change_user import change_user
from palermo.actions.people.create_user import create_user
from palermo.actions.people.issue_token import issue_token
from palermo.actions.people.revoke_token import revoke_token
from palermo.api.guard import ApiRequest, needs
from palermo.api.paging import Page, Paging, cut_to_page, page_response
from palermo.api.people.schemas import (
    ChangedUser,
    Created,
    Me,
    NewToken,
    NewUser,
    PublicPage,
    TokenSecret,
)
from palermo.api.sent import RowNumber
from palermo.journal.queries import list_activity
from palermo.journal.values import JournalRow

router = Router(tags=["people"])


@router.get("/me", response=Me)
@needs("view_public")
def me(request: ApiRequest) -> Me:
    """Who calls, in which role, with which rights."""
    actor = request.visit.actor
    rights = sorted(rights_of_actor(actor))
    return Me(username=actor.username, role=actor.role, agency=actor.agency, rights=rights)


@router.get("/users", response=Page[UserRow])
@needs("manage_installation")
def users(request: ApiRequest, paging: Query[Paging]) -> Page[UserRow]:
    """All users by name."""
    return cut_to_page(request, paging, list_users())


@router.post("/users", response={201: Created})
@needs("create_user")
def new_user(request: ApiRequest, sent: NewUser) -> Status[Created]:
    """Create a user."""
    number = create_user(request.visit, **sent.dict())
    return Status(201, Created(id=number))


@router.put("/users/{user_id}", response={204: None})
@needs("change_user")
def changed_user(request: ApiRequest, user_id: RowNumber, sent: ChangedUser) -> Status[None]:
    """Set role, agency, and whether the user may sign in."""
    change_user(request.visit, user_id=user_id, **sent.dict())
    return Status(204, None)


@router.get("/tokens", response=Page[TokenRow])
@needs("issue_token")
def tokens(request: ApiRequest, paging: Query[Paging]) -> Page[TokenRow]:
    """The caller's own tokens, without their secrets."""
    return cut_to_page(request, paging, list_tokens(request.visit.actor.id or 0))


@router.post("/tokens", response={201: TokenSecret})
@needs("issue_token")
def new_token(request: ApiRequest, sent: NewToken) -> Status[TokenSecret]:
    """Make a token for the caller. The secret is in this answer and nowhere else."""
    return Status(
        201, TokenSecret(secret=issue_token(request.visit, name=sent.name, days=sent.days))
    )


@router.delete("/tokens/{token_id}", response={204: None})
@needs("revoke_token")
def end_token(request: ApiRequest, token_id: RowNumber) -> Status[None]:
    """End a token at once."""
    revoke_token(request.visit, token_id=token_id)
    return Status(204, None)


@router.get("/activity", response=Page[JournalRow])
@needs("view_activity")
def activity(
    request: ApiRequest, paging: Query[Paging], act: str = "", username: str = "", target: str = ""
) -> Page[JournalRow]:
    """What was done or refused, newest first."""
    rows, total = list_activity(
        act=act, username=username, target=target, offset=paging.offset, limit=paging.limit
    )
    return page_response(request, paging, rows, total)


@router.get("/public-page", response=PublicPage)
@needs("manage_installation")
def public_page(request: ApiRequest) -> PublicPage:
    """Whether visitors may read the published side."""
    return PublicPage(allowed=public_page_allowed())


@router.put("/public-page", response=PublicPage)
@needs("allow_public_page")
def changed_public_page(request: ApiRequest, sent: PublicPage) -> PublicPage:
    """Open or close the published side for visitors."""
    allow_public_page(request.visit, allowed=sent.allowed)
    return sent
