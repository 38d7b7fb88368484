from __future__ import annotations

from django.urls import path

from scorecard.views import (
    approved,
    assessments,
    calculator,
    cards,
    checks,
    claims,
    dashboard,
    history,
    method,
    offline,
    organisations,
    remarks,
    reports,
    results,
    review,
    sections,
    tasks,
    verification,
    why,
)

app_name = "scorecard"

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("assessments/new/", assessments.start_assessment, name="start-assessment"),
    path("assessments/<uuid:code>/", tasks.assessment, name="assessment"),
    path("assessments/<uuid:code>/scope/", assessments.edit_scope, name="edit-scope"),
    path(
        "assessments/<uuid:code>/sections/markets/<str:market>/",
        sections.market_section,
        name="market-section",
    ),
    path(
        "assessments/<uuid:code>/sections/markets/<str:market>/check/",
        checks.check_market,
        name="market-section-check",
    ),
    path(
        "assessments/<uuid:code>/sections/markets/<str:market>/check/done/",
        checks.mark_market,
        name="market-mark-section",
    ),
    path("assessments/<uuid:code>/sections/<slug:key>/", sections.section, name="section"),
    path(
        "assessments/<uuid:code>/sections/<slug:key>/check/",
        checks.check_section,
        name="section-check",
    ),
    path(
        "assessments/<uuid:code>/sections/<slug:key>/check/done/",
        checks.mark_section,
        name="mark-section",
    ),
    path("assessments/<uuid:code>/hidden/", checks.hidden, name="hidden-answers"),
    path(
        "assessments/<uuid:code>/responses/<str:question>/",
        cards.record_response,
        name="record-response",
    ),
    path(
        "assessments/<uuid:code>/obligations/<str:obligation>/",
        cards.record_obligation,
        name="record-obligation",
    ),
    path(
        "assessments/<uuid:code>/responses/<str:question>/history/",
        history.response_history,
        name="response-history",
    ),
    path(
        "assessments/<uuid:code>/responses/<str:question>/history/<int:revision>/",
        history.restore_response,
        name="restore-response",
    ),
    path(
        "assessments/<uuid:code>/obligations/<str:obligation>/history/",
        history.obligation_history,
        name="obligation-history",
    ),
    path(
        "assessments/<uuid:code>/obligations/<str:obligation>/history/<int:revision>/",
        history.restore_obligation,
        name="restore-obligation",
    ),
    path("assessments/<uuid:code>/questions.xlsx", offline.workbook, name="workbook"),
    path("assessments/<uuid:code>/upload/", offline.upload, name="upload-answers"),
    path("assessments/<uuid:code>/results/", results.results, name="results"),
    path(
        "assessments/<uuid:code>/results/markets/<str:market>/",
        results.market_results,
        name="market-results",
    ),
    path(
        "assessments/<uuid:code>/results/markets/<str:market>/why/",
        why.market_why,
        name="market-why",
    ),
    path("assessments/<uuid:code>/results/why/<slug:key>/", why.why, name="why"),
    path("assessments/<uuid:code>/report.<str:extension>", reports.report, name="report"),
    path("assessments/<uuid:code>/report/", reports.report_progress, name="report-progress"),
    path("assessments/<uuid:code>/report/again/", reports.retry_report, name="retry-report"),
    path("assessments/<uuid:code>/review/", review.review, name="review"),
    path("assessments/<uuid:code>/review/submit/", review.submit, name="submit"),
    path("assessments/<uuid:code>/review/withdraw/", review.withdraw, name="withdraw"),
    path("assessments/<uuid:code>/review/send-back/", review.send_back, name="send-back"),
    path("assessments/<uuid:code>/review/approve/", review.approve, name="approve"),
    path("assessments/<uuid:code>/review/reopen/", review.reopen, name="reopen"),
    path("assessments/<uuid:code>/remarks/<str:key>/", remarks.remark, name="remark"),
    path(
        "assessments/<uuid:code>/claims/<str:key>/accept/",
        claims.accept_claim,
        name="accept-claim",
    ),
    path(
        "assessments/<uuid:code>/claims/<str:key>/withdraw/",
        claims.withdraw_acceptance,
        name="withdraw-acceptance",
    ),
    path(
        "assessments/<uuid:code>/remarks/<uuid:remark>/settle/",
        remarks.settle_remark,
        name="settle-remark",
    ),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.start_organisation, name="start-organisation"),
    path("organisations/switch/", organisations.switch_organisation, name="switch-organisation"),
    path("organisations/<uuid:code>/", organisations.organisation, name="organisation"),
    path("organisations/<uuid:code>/members/", organisations.add_member, name="add-member"),
    path(
        "organisations/<uuid:code>/members/<uuid:member>/role/",
        organisations.change_role,
        name="change-role",
    ),
    path(
        "organisations/<uuid:code>/members/<uuid:member>/remove/",
        organisations.remove_member,
        name="remove-member",
    ),
    path(
        "assessments/<uuid:code>/approved/",
        approved.approved_results,
        name="approved-results",
    ),
    path(
        "assessments/<uuid:code>/approved/<int:round>/report.<str:extension>",
        approved.approved_report,
        name="approved-report",
    ),
    path("verify/", verification.verify, name="verify"),
    path("frameworks/method/", method.method, name="method"),
    path("frameworks/method/calculator/", calculator.calculator, name="calculator"),
    path("frameworks/method/calculator.json", calculator.calculator_data, name="calculator-data"),
]
