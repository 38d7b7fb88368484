"""Build what a test needs in one line; every default is the boring case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from importlib import import_module
from itertools import count
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.db.models import F

from frameworks import definition as d
from frameworks import editing
from frameworks import services as framework_services
from frameworks.models import Edition
from scorecard import services
from scorecard.models import (
    Assessment,
    Membership,
    ObligationResponse,
    Organisation,
    Result,
    Role,
)
from scorecard.scoring import Value, applicable_obligations, visible_questions
from scorecard.services import review
from scorecard.services.results import document_of_answers

_numbers = count(1)

SOURCED: dict[str, Any] = {
    "source": ("guide",),
    "as_of": "2026-01-15",
    "verification": "confirmed",
    "confidence": "high",
}


def make_question(id: str = "TRA-01", **overrides: Any) -> d.Question:
    defaults: dict[str, Any] = {
        "id": id,
        "principle": "transparency",
        "track": "core",
        "text": f"How about {id}?",
        "why": "It matters.",
        "anchors": ("Nothing", "By chance", "Written", "Done", "Checked"),
        "weight": 1,
        "weight_reason": "It supports the others.",
        "origin": d.Origin(sections=("B.1",), annex_a=("5.2",), basis="direct"),
    }
    if overrides.get("critical"):
        defaults["critical_reason"] = "Without it the rest fails."
    return d.Question(**(defaults | overrides))


def make_principle(
    *questions: d.Question, key: str = "transparency", prefix: str = "TRA", **overrides: Any
) -> d.Principle:
    defaults: dict[str, Any] = {
        "key": key,
        "name": f"{key.capitalize()} in full",
        "short_name": key.capitalize(),
        "guide_section": "B.1",
        "prefix": prefix,
        "asks": "Say what is done.",
        "practices": ("Tell people.",),
        "genai_addition": "Tell people about generated content.",
        "questions": questions or (make_question(f"{prefix}-01", principle=key),),
    }
    return d.Principle(**(defaults | overrides))


def make_obligation(id: str = "SG-01", **overrides: Any) -> d.Obligation:
    defaults: dict[str, Any] = {
        "id": id,
        "title": f"Duty {id}",
        "statement": "People are told how their data is used.",
        "force": "binding",
        "instrument": "Data Act",
        **SOURCED,
    }
    return d.Obligation(**(defaults | overrides))


def make_data_protection_law(**overrides: Any) -> d.DataProtectionLaw:
    block = d.LawBlock(rule="As the Act says.", tags={"required": "yes"}, **SOURCED)
    defaults: dict[str, Any] = {
        "name": "Data Act",
        "year": 2020,
        "in_force": "2021",
        "status": "in_force",
        "regulator": "Data Office",
        "scope": "Everyone.",
        "cross_border_transfer": block,
        "breach_notification": block,
        "dpo": block,
        "dpia": block,
        "automated_decisions": block,
        "penalties": block,
    }
    return d.DataProtectionLaw(**(defaults | overrides))


def make_market(
    code: str = "SG",
    name: str = "Singapore",
    *,
    principles: tuple[str, ...] = ("transparency", "fairness"),
    floor: int = 2,
    tier: int | None = 1,
    **overrides: Any,
) -> d.Market:
    """A market whose floors, unless given, are the same for each of `principles`."""
    rule = d.MarketRule(value="none_found", **SOURCED)
    defaults: dict[str, Any] = {
        "code": code,
        "name": name,
        "slug": name.lower().replace(" ", "-"),
        "status": "full",
        "asean_member_since": 1967,
        "compiled": "2026-02-01",
        "newest_source": "2026-01-15",
        "overall_confidence": "high",
        "summary": "Calm.",
        "roadmap_tier": d.TierPlacement(tier=tier, label=f"tier-{tier}", **SOURCED),
        "data_protection_law": make_data_protection_law(),
        "data_localisation": rule,
        "genai_rules": rule,
        "regional_mechanisms": d.RegionalMechanisms(
            apec_member=True, global_cbpr=rule, asean_mcc=rule, defa="Signatory."
        ),
        "obligations": (make_obligation(f"{code}-01"),),
        "floors": {
            key: d.Floor(floor=floor, basis="voluntary", reason="Guidance.") for key in principles
        },
    }
    return d.Market(**(defaults | overrides))


def make_old_market(code: str = "SG", name: str = "Singapore", **overrides: Any) -> d.Market:
    """The same, where neither its newest source nor any of its facts is of this year or the last."""
    market = make_market(code, name, **({"newest_source": "2024-01-15"} | overrides))
    aged: d.Market = _aged(market)
    return aged


def _aged(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_aged(each) for each in value)
    if isinstance(value, dict):
        return {key: _aged(each) for key, each in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    said = {each.name: _aged(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, d.Sourced):
        said["as_of"] = "2024-01-15"
    return replace(value, **said)


def make_edition_definition(**overrides: Any) -> d.Edition:
    """A small valid edition: two principles, two markets, one GenAI and one cross-border question.

    Floors follow the principles given; anything else is replaced by naming it.
    """
    principles = overrides.get("principles") or (
        make_principle(make_question("TRA-01", critical=True, weight=3), make_question("TRA-02")),
        make_principle(key="fairness", prefix="FAI"),
    )
    keys = tuple(principle.key for principle in principles)
    markets = overrides.get("markets")
    if markets is None:
        markets = (
            make_market("SG", "Singapore", principles=keys),
            make_market("ID", "Indonesia", principles=keys),
        )
    defaults: dict[str, Any] = {
        "label": "2026.1",
        "title": "Test edition",
        "compiled": "2026-02-01",
        "levels": tuple(
            d.Level(name=name, meaning=f"It is {name.lower()}.")
            for name in ("Absent", "Ad hoc", "Defined", "Operating", "Assured")
        ),
        "facts": tuple(
            d.Fact(key=key, question=f"Is it so: {key}?", help="Say yes if so.", group="Use")
            for key in ("uses_generative_ai", "processes_personal_data")
        ),
        "principles": principles,
        "genai": make_genai(principle=keys[0]),
        "cross_border": make_cross_border(),
        "annex_a": (
            d.AnnexAItem(
                id="5.2", section="5", asks="Who is told?", principles=keys[:1], **SOURCED
            ),
        ),
        "roadmap": make_roadmap(*markets),
        "defa": d.Defa(title="DEFA", summary="A digital pact."),
        "markets": markets,
        "sources": (
            d.Source(
                id="guide",
                title="The guide",
                url="https://example.org/guide",
                published="2026-01-15",
                quality="primary",
            ),
        ),
    }
    return d.Edition(**(defaults | overrides))


def make_genai(*questions: d.Question, principle: str = "transparency") -> d.GenaiSupplement:
    dimension = d.GenaiDimension(
        key="accountability",
        name="Accountability",
        guide_section="3.1",
        asks_asean="Share duties.",
        organisation_reading="Know who answers for what.",
        principles=(principle,),
        **SOURCED,
    )
    question = make_question(
        "GEN-01",
        principle=principle,
        track="genai",
        genai_dimension="accountability",
        applies_when=d.Rule(all_of=("uses_generative_ai",)),
    )
    return d.GenaiSupplement(
        title="Generative AI",
        summary="What it adds.",
        dimensions=(dimension,),
        questions=questions or (question,),
    )


def make_cross_border(*questions: d.Question) -> d.CrossBorder:
    question = make_question(
        "XBR-01",
        principle=d.CROSS_BORDER,
        track="cross_border",
        area="data_flows",
        applies_when=d.Rule(all_of=(d.MULTI_MARKET,)),
    )
    return d.CrossBorder(
        title="Cross-border", summary="Several markets.", questions=questions or (question,)
    )


def make_roadmap(*markets: d.Market) -> d.Roadmap:
    """A roadmap with the tiers that these markets say they are in."""
    numbers = sorted({m.roadmap_tier.tier for m in markets if m.roadmap_tier.tier is not None})
    tiers = tuple(
        d.RoadmapTier(
            tier=number,
            label=f"tier-{number}",
            name=f"Tier {number}",
            description="Where these members stand.",
            markets=tuple(m.code for m in markets if m.roadmap_tier.tier == number),
            **SOURCED,
        )
        for number in numbers
    )
    return d.Roadmap(title="Roadmap", summary="Where members stand.", tiers=tiers)


def make_user(**overrides: Any) -> User:
    number = next(_numbers)
    defaults = {"username": f"user{number}", "email": f"user{number}@example.org"}
    return User.objects.create_user(**(defaults | overrides))


def make_organisation(owner: User | None = None, *, name: str = "Acme") -> Organisation:
    return services.create_organisation(name=name, by=owner or make_user())


def make_membership(
    organisation: Organisation, role: str = Role.ASSESSOR, *, user: User | None = None
) -> Membership:
    return services.add_member(organisation, user=user or make_user(), role=role)


def make_edition(content: d.Edition | None = None) -> Edition:
    """A published edition in the database. Asked twice for one label, it is the same row."""
    draft = framework_services.save_draft(content or make_edition_definition())
    return framework_services.publish(draft)


def make_editor(**overrides: Any) -> User:
    """Somebody who edits content, and belongs to no organisation."""
    editor = make_user(**overrides)
    allowed = Permission.objects.get(codename="edit_content")
    editor.user_permissions.add(allowed)
    return editor


def make_editors_group() -> Group:
    """As the migration makes it; a test that empties the database takes it away."""
    migration = import_module("frameworks.migrations.0003_content_editors_group")
    migration.add_group(apps, SimpleNamespace(connection=connection))
    return Group.objects.get(name=migration.GROUP)


def make_draft(
    edition: Edition | None = None, *, label: str = "2026.2", by: User | None = None
) -> Edition:
    """A draft that somebody has just started, at revision 1."""
    by = by or make_user()
    return editing.start_draft(edition or make_edition(), label=label, by=by)


def make_assessment(
    *,
    by: User | None = None,
    organisation: Organisation | None = None,
    edition: Edition | None = None,
    **scope: Any,
) -> Assessment:
    """A draft with nothing answered, in both markets of the small edition."""
    by = by or make_user()
    scope = {"title": "Retail bank, 2026", "markets": ("SG", "ID"), "seats": ("SG",)} | scope
    return services.start_assessment(
        organisation or make_organisation(by),
        edition or make_edition(),
        scope=services.Scope(**scope),
        by=by,
    )


def answer(assessment: Assessment, question: str, value: Value | None, **said: Any) -> None:
    """Answer one question, on top of whatever it said before."""
    row = assessment.responses.filter(question__key=question).first()
    change = services.ResponseChange(
        question=question, value=value, revision=row.revision if row else 0, **said
    )
    recorded = services.record_responses(assessment, [change], by=assessment.created_by)
    assert not recorded.conflicts
    assessment.refresh_from_db()


def declare(assessment: Assessment, obligation: str, state: str, **said: Any) -> None:
    """Declare one obligation, on top of whatever it said before."""
    row = assessment.obligation_responses.filter(obligation=obligation).first()
    change = services.ObligationChange(
        obligation=obligation, state=state, revision=row.revision if row else 0, **said
    )
    markets = assessment.edition.definition.markets
    market = next(m.code for m in markets if obligation in {o.id for o in m.obligations})
    recorded = services.record_obligations(assessment, market, [change], by=assessment.created_by)
    assert not recorded.conflicts
    assessment.refresh_from_db()


def set_status(status: str) -> None:
    """Of every assessment, without a review: what a test of closed ones starts from."""
    Assessment.objects.update(status=status, submitted_by=F("created_by"))


def answer_all(assessment: Assessment, *, level: int = 3) -> None:
    """Answer every question that is asked with one level, and meet every obligation."""
    edition, scope, by = assessment.edition.definition, assessment.scoped(), assessment.created_by
    questions = [q for each in visible_questions(edition, scope).values() for q in each]
    changes: Sequence[Any] = [
        services.ResponseChange(question=q.id, value=level) for q in questions
    ]
    services.record_responses(assessment, changes, by=by)
    for code in scope.markets:
        applicable = applicable_obligations(edition.market_by_code[code], scope)
        changes = [
            services.ObligationChange(
                obligation=each.obligation.id, state=ObligationResponse.State.MET
            )
            for each in applicable
            if each.obligation.force != "emerging"
        ]
        services.record_obligations(assessment, code, changes, by=by)
    assessment.refresh_from_db()


def make_result(assessment: Assessment) -> Result:
    """Hand the assessment in and approve it, by a reviewer of its own."""
    reviewer = make_membership(assessment.organisation, Role.REVIEWER).user
    submitted = review.submit(assessment, by=assessment.created_by)
    seal = document_of_answers(submitted)["sha256"]
    result = review.approve(submitted, by=reviewer, sha256=seal)
    assessment.refresh_from_db()
    return result
