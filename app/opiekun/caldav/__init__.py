"""Calendar servers over CalDAV (RFC 4791), on top of the caldav library's connection, sign-in and requests.

The library's client carries every request. What it does not bound, stream or forgive is done by the session that it is
given and by the readers beside it.
"""
