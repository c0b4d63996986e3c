"""Where the bundled app begins: the command line, which opens the window when no command is given."""

from ui.cli import main

main()
