"""An edition joined with a scope and the answers so far: task list, sheets, cards, previews."""

from scorecard.questionnaire.cards import Card, Row, unsettled
from scorecard.questionnaire.check import CheckGroup, check_groups
from scorecard.questionnaire.hidden import HiddenAnswer, hidden_answers, retired_answers
from scorecard.questionnaire.moving import MovePreview, preview_move
from scorecard.questionnaire.preview import ScopePreview, preview_scope
from scorecard.questionnaire.scope_differences import compare_scopes
from scorecard.questionnaire.sheets import MarketSheet, QuestionSheet, Sheet
from scorecard.questionnaire.tasks import (
    Section,
    TaskList,
    Work,
    build_section,
    build_task_list,
    work_on,
)

__all__ = [
    "Card",
    "CheckGroup",
    "HiddenAnswer",
    "MarketSheet",
    "MovePreview",
    "QuestionSheet",
    "Row",
    "ScopePreview",
    "Section",
    "Sheet",
    "TaskList",
    "Work",
    "build_section",
    "build_task_list",
    "check_groups",
    "compare_scopes",
    "hidden_answers",
    "preview_move",
    "preview_scope",
    "retired_answers",
    "unsettled",
    "work_on",
]
