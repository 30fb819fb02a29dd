"""parcels"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "parcels",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("receiver", sa.String(200), nullable=False),
        sa.Column("grams", sa.Integer, nullable=False),
        sa.Column("cents", sa.Integer),
    )


def downgrade() -> None:
    op.drop_table("parcels")
