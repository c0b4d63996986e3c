"""`cxdesk survey`: the commands stand in the modules that ui.cli names beside this one."""

import typer

app = typer.Typer(help="Surveys: their questions, their logic and what is printed of them.")
