"""What a workbook of an assessment shows: what is asked in its scope, and what is stored now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from frameworks.definition import CROSS_BORDER
from scorecard.models import Assessment
from scorecard.questionnaire.uploads import Comparison, Stored
from scorecard.scoring import GENAI, applicable_obligations, visible_questions
from scorecard.scoring.applicability import is_declared
from scorecard.workbook import Contents, Filled, MarketRows, QuestionRows


def workbook_contents(assessment: Assessment, made_on: date) -> Contents:
    """Runs two queries."""
    edition, scope = assessment.edition.definition, assessment.scoped()
    stored = Comparison.of(assessment)
    names = {principle.key: principle.name for principle in edition.principles}
    names |= {GENAI: edition.genai.title, CROSS_BORDER: edition.cross_border.title}
    return Contents(
        organisation=assessment.organisation.name,
        title=assessment.title,
        code=str(assessment.code),
        edition=edition,
        digest=assessment.edition.digest,
        made_on=made_on,
        sections=tuple(
            QuestionRows(section=names[unit], questions=questions)
            for unit, questions in visible_questions(edition, scope).items()
        ),
        markets=tuple(
            MarketRows(
                market=(market := edition.market_by_code[code]),
                obligations=tuple(
                    each
                    for each in applicable_obligations(market, scope)
                    if is_declared(each.obligation)
                ),
            )
            for code in scope.markets
        ),
        responses=_exported(stored.responses, stored.stored_response),
        declarations=_exported(stored.declarations, stored.stored_declaration),
    )


def _exported(
    keys: Iterable[str], stored: Callable[[str], Stored]
) -> dict[str, tuple[Filled, int]]:
    return {key: (stored(key).said, stored(key).revision) for key in keys}
