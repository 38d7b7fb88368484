"""An edition joined with a scope and the answers so far: task list, sheets, cards, previews."""

from scorecard.questionnaire.cards import Card, Row, unsettled
from scorecard.questionnaire.preview import ScopePreview, preview_scope
from scorecard.questionnaire.sheets import MarketSheet, QuestionSheet, Sheet
from scorecard.questionnaire.tasks import Section, TaskList, build_task_list

__all__ = [
    "Card",
    "MarketSheet",
    "QuestionSheet",
    "Row",
    "ScopePreview",
    "Section",
    "Sheet",
    "TaskList",
    "build_task_list",
    "preview_scope",
    "unsettled",
]
