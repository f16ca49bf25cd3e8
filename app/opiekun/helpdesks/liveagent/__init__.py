"""LiveAgent over its REST API v3: asked for what changed, told what was changed here."""

from opiekun.helpdesks.liveagent.gateway import LiveAgent

__all__ = ["LiveAgent"]
