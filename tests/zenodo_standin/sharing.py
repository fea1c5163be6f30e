# SPDX-License-Identifier: GPL-2.0-or-later
"""Communities with their reviews, and who may read restricted files: grants, links, users."""

from __future__ import annotations

import uuid

from .records_api import (
    NOT_FOUND,
    community_id,
    find_draft,
    find_version,
    owner_of,
    publish_draft,
    wants_vnd,
)
from .store import Concept, Json, Review, Rules, Store
from .wire import HttpError, Incoming, Reply, answer


def _slug(store: Store, identifier: str) -> str:
    for slug in store.communities:
        if community_id(slug) == identifier:
            return slug
    raise HttpError(400, f"Community {identifier} does not exist.")


def _rules(store: Store, slug: str) -> Rules:
    return store.rules.get(slug, Rules())


def community(store: Store, request: Incoming, slug: str) -> Reply:
    if slug not in store.communities:
        raise HttpError(404, NOT_FOUND)
    rules = _rules(store, slug)
    access = {
        "visibility": "public",
        "review_policy": rules.review_policy,
        "record_submission_policy": "open",
    }
    return answer({"id": community_id(slug), "slug": slug, "access": access})


def _goes_in(store: Store, slug: str, owner: int) -> bool:
    rules = _rules(store, slug)
    return rules.review_policy in {"open", "members"} and owner in rules.members


def _request_json(review: Review, base: str) -> Json:
    return {
        "id": review.id, "status": review.status, "is_open": review.status == "submitted",
        "type": "community-inclusion", "links": {"self": f"{base}/api/requests/{review.id}"},
    }  # fmt: skip


def add_communities(store: Store, request: Incoming, text: str) -> Reply:
    version = find_version(store, request, text)
    concept = version.concept
    processed, errors = [], []
    for one in (request.json() or {}).get("communities") or []:
        slug = _slug(store, one["id"])
        refusal = ""
        if slug in concept.communities:
            refusal = "The record is already included in this community."
        elif any(r.community == slug and r.status == "submitted" for r in concept.requests):
            refusal = "There is already an open inclusion request for this community."
        if refusal:
            errors.append({"community_id": one["id"], "message": refusal})
            continue
        review = Review(str(uuid.uuid4()), slug, "submitted")
        if not one.get("require_review") and _goes_in(store, slug, owner_of(request)):
            review.status = "accepted"
            concept.communities.append(slug)
            store.reindex(concept)
        concept.requests.append(review)
        processed.append(
            {
                "community_id": one["id"], "request_id": review.id,
                "request": _request_json(review, request.base),
            }
        )  # fmt: skip
    body: Json = {"processed": processed}
    if errors:
        body["errors"] = errors
    if not processed:
        return answer({**body, "status": 400, "message": "A validation error occurred."}, 400)
    return answer(body)


def communities(store: Store, request: Incoming, text: str) -> Reply:
    concept = find_version(store, request, text).concept
    hits = [{"id": community_id(slug), "slug": slug} for slug in concept.communities]
    return answer({"hits": {"hits": hits, "total": len(hits)}})


def accept(store: Store, request: Incoming, identifier: str) -> Reply:
    """A curator's word."""
    owner_of(request)
    for concept in store.concepts.values():
        for review in concept.requests:
            if review.id == identifier:
                if review.status != "submitted":
                    raise HttpError(400, "The request is not open.")
                review.status = "accepted"
                concept.communities.append(review.community)
                store.reindex(concept)
                return answer(_request_json(review, request.base))
    raise HttpError(404, NOT_FOUND)


def review(store: Store, request: Incoming, text: str) -> Reply:
    draft = find_draft(store, request, text)
    if request.method == "PUT":
        slug = _slug(store, request.json()["receiver"]["community"])
        draft.review = Review(str(uuid.uuid4()), slug)
    elif request.method == "DELETE":
        draft.review = None
        return Reply(204)
    if draft.review is None:
        raise HttpError(404, "Review for draft not found.")
    return answer(_request_json(draft.review, request.base))


def submit_review(store: Store, request: Incoming, text: str) -> Reply:
    draft = find_draft(store, request, text)
    held = draft.review
    if held is None:
        raise HttpError(404, "Review for draft not found.")
    if held.status == "submitted":
        raise HttpError(400, "The review is already open.")
    held.status = "submitted"
    if not (request.json() or {}).get("require_review") and _goes_in(
        store, held.community, owner_of(request)
    ):
        draft.review = None
        try:
            version = publish_draft(store, draft)
        except HttpError:
            draft.review, held.status = held, "created"
            raise
        held.status = "accepted"
        version.concept.communities.append(held.community)
        store.reindex(version.concept)
    store.touch_draft(draft)
    wants_vnd(request)
    return answer(_request_json(held, request.base), 202)


# access ---------------------------------------------------------------------------------------------


def _concept(store: Store, request: Incoming, text: str) -> Concept:
    return find_version(store, request, text).concept


def grants(store: Store, request: Incoming, text: str) -> Reply:
    concept = _concept(store, request, text)
    if request.method == "GET":
        hits = [{"id": str(number), **grant} for number, grant in enumerate(concept.grants)]
        return answer({"hits": {"hits": hits, "total": len(hits)}})
    made = []
    for grant in request.json()["grants"]:
        subject = grant["subject"]
        if subject["type"] != "user" or int(subject["id"]) not in store.users:
            raise HttpError(400, "Could not find the specified subject.")
        if any(one["subject"]["id"] == subject["id"] for one in concept.grants):
            raise HttpError(400, "Grant for this user/role already exists within this record.")
        made.append({"permission": grant["permission"], "subject": subject, "origin": None})
    concept.grants += made
    return answer({"hits": {"hits": made, "total": len(made)}}, 201)


def user_grant(store: Store, request: Incoming, text: str, user: str) -> Reply:
    concept = _concept(store, request, text)
    for grant in concept.grants:
        if grant["subject"]["id"] == user:
            if request.method == "DELETE":
                concept.grants.remove(grant)
                return Reply(204)
            return answer(grant)
    raise HttpError(404, "No grant found by given user id.")


def links(store: Store, request: Incoming, text: str) -> Reply:
    concept = _concept(store, request, text)
    if request.method == "GET":
        return answer({"hits": {"hits": concept.links, "total": len(concept.links)}})
    given = request.json()
    link = {
        "id": str(uuid.uuid4()), "token": f"link-{uuid.uuid4().hex}", "permission": given["permission"],
        "expires_at": given.get("expires_at") or "", "description": given.get("description") or "",
        "created_at": "2026-01-01T00:00:00+00:00",
    }  # fmt: skip
    concept.links.append(link)
    return answer(link, 201)


def link(store: Store, request: Incoming, text: str, identifier: str) -> Reply:
    concept = _concept(store, request, text)
    for one in concept.links:
        if one["id"] == identifier:
            concept.links.remove(one)
            return Reply(204)
    raise HttpError(404, NOT_FOUND)


def users(store: Store, request: Incoming) -> Reply:
    owner_of(request)
    wanted = request.query.get("q", "").strip('"').lower()
    hits = [
        {"id": str(number), "username": name, "profile": {"full_name": name.title()}}
        for number, name in store.users.items()
        if wanted in name.lower()
    ][:10]
    return answer({"hits": {"hits": hits, "total": len(hits)}})
