"""Unsaid's server: a courier that cannot read the letters. Everything is assembled here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from server.config import Config


def create_app(settings: Config | None = None) -> Flask:
    """The whole server as one WSGI application. `ConfigurationError` when settings or database are not ready."""
    # Imported here, so that the command line checks settings and database before the server itself is loaded.
    from flask import Flask

    from server import api, config, db, guards, journal, problems, sessions, shell

    settings = settings or config.from_environment()
    app = Flask("server", static_folder=None)
    # Two slashes are not one: a redirect would be the only answer that is neither a file nor a problem.
    app.url_map.merge_slashes = False
    app.config.update(UNSAID=settings, TESTING=settings.testing)
    db.register(app, settings.database_url)
    journal.configure(settings.journal)
    problems.register(app)
    sessions.register(app, settings)
    guards.register(app, settings)
    api.register(app)
    shell.register(app, settings)
    return app
