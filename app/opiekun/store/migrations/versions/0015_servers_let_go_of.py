"""Calendar servers that were let go of: what is remembered of them stays, so that connecting again takes it up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_accounts", sa.Column("let_go", sa.Boolean()))
    op.add_column("sync_collections", sa.Column("let_go", sa.Boolean()))
