"""The desk as it began: requests with their timelines, people, rules, connections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _people()
    _requests()
    _timelines()
    _rules()
    _connections()
    _make_timelines_append_only()


def _people() -> None:
    op.create_table(
        "agents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("email_folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agents"),
    )
    op.create_index("ix_agents_email_folded", "agents", ["email_folded"])
    op.create_index("ix_agents_name_folded", "agents", ["name_folded"])
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("addon_fee", sa.Text(), nullable=False),
        sa.Column("addon_start", sa.Date()),
        sa.Column("addon_end", sa.Date()),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
    )
    op.create_index("ix_accounts_name_folded", "accounts", ["name_folded"])
    op.create_table(
        "contacts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_contacts_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
    )
    op.create_index("ix_contacts_account_id", "contacts", ["account_id"])
    op.create_table(
        "agent_refs",
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name="fk_agent_refs_agent_id"),
        sa.PrimaryKeyConstraint("connection", "ref", name="pk_agent_refs"),
    )
    op.create_table(
        "account_refs",
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_account_refs_account_id"),
        sa.PrimaryKeyConstraint("connection", "ref", name="pk_account_refs"),
    )
    op.create_table(
        "assignments",
        sa.Column("key", KEY, nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_assignments_account_id"),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name="fk_assignments_agent_id"),
        sa.PrimaryKeyConstraint("key", name="pk_assignments"),
    )
    op.create_index(
        "uq_assignments_open",
        "assignments",
        ["account_id", "duty"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("key", KEY, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("id_folded", sa.Text(), nullable=False),
        sa.Column("hand_number", sa.BigInteger()),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("received_severity", sa.Integer(), nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("agent_url", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("contact_email", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("triage", sa.Boolean(), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.Column("received_seconds", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("assignee_id", sa.Text()),
        sa.Column("clock", sa.Text()),
        sa.Column("started_at", sa.BigInteger()),
        sa.Column("at_risk_at", sa.BigInteger()),
        sa.Column("due_at", sa.BigInteger()),
        sa.Column("callback_since", sa.BigInteger()),
        sa.Column("last_event_at", sa.BigInteger(), nullable=False),
        sa.Column("next_transition", sa.BigInteger()),
        sa.Column("in_queue", sa.Boolean(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_requests_account_id"),
        sa.ForeignKeyConstraint(["assignee_id"], ["agents.id"], name="fk_requests_assignee_id"),
        sa.PrimaryKeyConstraint("key", name="pk_requests"),
        sa.UniqueConstraint("id_folded", name="uq_requests_id_folded"),
        sa.UniqueConstraint(
            "source_kind", "connection", "external_id", name="uq_requests_source_kind_connection_external_id"
        ),
    )
    op.create_index("ix_requests_account_id_received_seconds", "requests", ["account_id", "received_seconds"])
    op.create_index("ix_requests_changed", "requests", ["changed"])
    op.create_index("ix_requests_hand_number", "requests", ["hand_number"])
    op.create_index(
        "ix_requests_in_queue",
        "requests",
        ["key"],
        sqlite_where=sa.text("in_queue = 1"),
        postgresql_where=sa.text("in_queue"),
    )
    op.create_index(
        "ix_requests_next_transition",
        "requests",
        ["next_transition"],
        sqlite_where=sa.text("in_queue = 1 AND next_transition IS NOT NULL"),
        postgresql_where=sa.text("in_queue AND next_transition IS NOT NULL"),
    )
    op.create_index(
        "ix_requests_callback_since",
        "requests",
        ["callback_since", "severity", "received_seconds"],
        sqlite_where=sa.text("in_queue = 1 AND callback_since IS NOT NULL"),
        postgresql_where=sa.text("in_queue AND callback_since IS NOT NULL"),
    )
    op.create_index(
        "ix_requests_severity",
        "requests",
        ["severity", "due_at", "received_seconds", "started_at", "status"],
        sqlite_where=sa.text("in_queue = 1 AND callback_since IS NULL"),
        postgresql_where=sa.text("in_queue AND callback_since IS NULL"),
    )
    op.create_index("ix_requests_received_seconds", "requests", ["received_seconds"])


def _timelines() -> None:
    op.create_table(
        "request_details",
        sa.Column("request_key", KEY, nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text()),
        sa.ForeignKeyConstraint(["request_key"], ["requests.key"], name="fk_request_details_request_key"),
        sa.PrimaryKeyConstraint("request_key", name="pk_request_details"),
    )
    op.create_table(
        "events",
        sa.Column("request_key", KEY, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text()),
        sa.Column("severity", sa.Integer()),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("assignee_id", sa.Text()),
        sa.Column("tags", sa.Text()),
        sa.Column("until", INSTANT),
        sa.Column("voicemail", sa.Boolean(), nullable=False),
        sa.Column("withdraws", sa.Integer()),
        sa.Column("source_ref", sa.Text()),
        sa.ForeignKeyConstraint(["assignee_id"], ["agents.id"], name="fk_events_assignee_id"),
        sa.ForeignKeyConstraint(["request_key"], ["requests.key"], name="fk_events_request_key"),
        sa.PrimaryKeyConstraint("request_key", "seq", name="pk_events"),
        sa.UniqueConstraint("request_key", "source_ref", name="uq_events_request_key_source_ref"),
    )


def _rules() -> None:
    op.create_table(
        "hours_versions",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_hours_versions"),
    )
    op.create_table(
        "policies",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("valid_from", INSTANT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_policies"),
    )


def _connections() -> None:
    op.create_table(
        "connections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("severity_field", sa.Text(), nullable=False),
        sa.Column("default_severity", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        sa.Column("last_success", INSTANT),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_connections"),
    )
    op.create_table(
        "write_backs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("request_key", KEY, nullable=False),
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("refused", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["request_key"], ["requests.key"], name="fk_write_backs_request_key"),
        sa.PrimaryKeyConstraint("id", name="pk_write_backs"),
    )
    op.create_index("ix_write_backs_request_key", "write_backs", ["request_key"])
    op.create_table(
        "column_mappings",
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("header", name="pk_column_mappings"),
    )
    op.create_table(
        "notices",
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("claimed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("notice", name="pk_notices"),
    )


def _make_timelines_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER events_refuse_{change.lower()} BEFORE {change} ON events "
                "BEGIN SELECT RAISE(ABORT, 'the timeline is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_change_of_events() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the timeline is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER events_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_events()"
    )
