"""`palermo`: the door of the terminal. One line for an error, with its own exit code."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

import palermo
from palermo.cli.installation import explain_outside_error
from palermo.cli.lazy import Entry, LazyGroup
from palermo.kernel.errors import Doubtful, PalermoError

COMMANDS = {
    "read": Entry("palermo.cli.reading.read:read", "Read reports and show what they say.", False),
    "explain": Entry(
        "palermo.cli.procedures.explain:explain", "Run a procedure for one person's answers.", False
    ),
    "evaluate": Entry(
        "palermo.cli.procedures.evaluate:evaluate",
        "Run a procedure over files of many rows.",
        False,
    ),
    "check": Entry(
        "palermo.cli.procedures.check:check_pack", "Check a pack's procedures and offences.", False
    ),
    "adopt": Entry(
        "palermo.cli.procedures.adopt:adopt_pack", "Adopt a pack's procedures as they are.", False
    ),
    "words": Entry("palermo.cli.countries.words:words", "Catalogues of a pack's translations."),
    "diff": Entry(
        "palermo.cli.procedures.diff:diff", "Compare two versions of a procedure.", False
    ),
    "elements": Entry(
        "palermo.cli.offences.elements:elements",
        "Check the facts of a case against the law.",
        False,
    ),
    "practice": Entry(
        "palermo.cli.procedures.practice:practice",
        "Cases for training, scores and agreement.",
        False,
    ),
    "services": Entry(
        "palermo.cli.procedures.services:services",
        "Services to which a person can be directed.",
        False,
    ),
    "instrument": Entry(
        "palermo.cli.procedures.instruments:instrument",
        "Published screening instruments and their wordings.",
    ),
    "form": Entry(
        "palermo.cli.procedures.form:write_form",
        "Write a procedure as a form (PDF, XLSForm).",
        False,
    ),
    "act": Entry(
        "palermo.cli.procedures.form:write_act", "Write a procedure as a legal text.", False
    ),
    "picture": Entry(
        "palermo.cli.procedures.form:write_picture",
        "Write a procedure as a flow chart.",
        False,
    ),
    "doctor": Entry("palermo.cli.office.doctor:doctor", "Check the installation.", False),
    "migrate": Entry("palermo.cli.office.serving:migrate", "Bring the database up to date."),
    "serve": Entry("palermo.cli.office.serving:serve", "Serve the pages and the API."),
    "demo": Entry(
        "palermo.cli.office.demo:demo", "Start the demonstration on its own data.", False
    ),
    "users": Entry("palermo.cli.people.people:users", "List, create and change users."),
    "token": Entry(
        "palermo.cli.people.people:token", "Create and revoke access tokens for the API."
    ),
    "interviews": Entry(
        "palermo.cli.interviews.interviews:interviews",
        "Import interviews held on another tool's form.",
    ),
    "decisions": Entry(
        "palermo.cli.interviews.decisions:decisions",
        "Decisions below the indication, and their review.",
    ),
    "narrative": Entry(
        "palermo.cli.reading.narratives:narrative", "Propose, review, accept narratives."
    ),
    "board": Entry("palermo.cli.recommendations.board:board", "Recommendations with their status."),
    "recommendation": Entry(
        "palermo.cli.recommendations.board:recommendation", "Show or link a recommendation."
    ),
    "duty": Entry(
        "palermo.cli.recommendations.duties:duty", "Split, assign, plan and close duties."
    ),
    "value": Entry("palermo.cli.recommendations.values:value", "Enter values of measures."),
    "compare": Entry(
        "palermo.cli.countries.countries:compare", "Compare two editions of a country."
    ),
    "checklist": Entry(
        "palermo.cli.countries.countries:checklist", "Minimum standards, item by item."
    ),
    "register": Entry(
        "palermo.cli.countries.countries:register", "Tiers of all countries and years."
    ),
    "export": Entry("palermo.cli.tables.data:export", "Write a table as CSV, XLSX or JSON."),
    "search": Entry("palermo.cli.tables.search:search", "Search everything that was stored."),
    "index": Entry("palermo.cli.tables.search:rebuild_index", "Index texts for the search again."),
    "activity": Entry(
        "palermo.cli.tables.data:activity", "Show who did what, and what was refused."
    ),
}


class CommandLine(LazyGroup):
    """Turns errors into one line and an exit code; a traceback only where debugging is on."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except PalermoError as error:
            click.echo(f"palermo: {error.say()}", err=True)
            if isinstance(error, Doubtful):
                click.echo(f"To confirm it, add --{error.confirm.replace('_', '-')}.", err=True)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            outside = explain_outside_error(error)
            if outside is not None:
                click.echo(f"palermo: {outside.say()}", err=True)
                ctx.exit(outside.exit_code)
            if os.environ.get("PALERMO_DEBUG") == "yes":
                raise
            click.echo(
                f"palermo: unexpected error ({type(error).__name__}). "
                "Run it again with PALERMO_DEBUG=yes and report what it prints, "
                "without data about persons.",
                err=True,
            )
            ctx.exit(1)


@click.group(cls=CommandLine, entries=COMMANDS)
@click.version_option(palermo.__version__, prog_name="palermo")
def main() -> None:
    """Reads what a country is asked to do about trafficking in persons, and follows it."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal without our letters shows a question mark instead of failing.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")


if __name__ == "__main__":
    main()
