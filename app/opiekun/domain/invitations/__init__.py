"""Invitations as rules (iTIP, RFC 5546): what a message about an event says, and what becomes of it.

Pure: mail comes and goes in opiekun.mail, and what was judged is kept by the services.
"""
