"""Events that stay in a calendar as they could last be read, since the server's version cannot be read any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_resources", sa.Column("kept", sa.Text()))
