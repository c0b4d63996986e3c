"""`cxdesk survey`: surveys begun, taken in and handed out."""

import typer

app = typer.Typer(help="Surveys: begun, taken in, listed and handed out.", no_args_is_help=True)
